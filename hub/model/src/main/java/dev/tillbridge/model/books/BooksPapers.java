package dev.tillbridge.model.books;

import dev.tillbridge.model.outcome.Outcome;
import java.util.UUID;

/**
 * Accounting software that keeps files beside documents and sends documents to customers. Either is asked
 * for once for a document; whoever is in doubt looks before he asks again.
 */
public interface BooksPapers {

  /**
   * A document that the books have.
   *
   * @param remoteId its id there
   */
  record Subject(DocumentKind kind, String remoteId) {}

  /**
   * Puts a PDF beside a document.
   *
   * @param key made before the first attempt and kept through every retry
   * @param fileName of this document alone, so that the file is recognised
   * @return the file's id there
   */
  Outcome<String> attach(UUID key, Subject subject, String fileName, byte[] pdf);

  /** What became of an earlier {@link #attach}. NotSent means that no such file is there. */
  Outcome<String> attached(Subject subject, String fileName);

  /**
   * Has an invoice sent to its customer by mail, as the books' own PDF.
   *
   * @param key made before the first attempt and kept through every retry
   * @param remoteInvoice its id there
   * @return delivered when the books say that it is sent
   */
  Outcome<String> mail(UUID key, String remoteInvoice, String address);

  /** Whether an invoice was sent, by us or by a person. NotSent means that it was not. */
  Outcome<String> mailed(String remoteInvoice);
}
