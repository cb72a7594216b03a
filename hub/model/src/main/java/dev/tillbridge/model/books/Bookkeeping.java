package dev.tillbridge.model.books;

import dev.tillbridge.model.outcome.Outcome;

/**
 * The accounting software, as the hub needs it. Remote trouble comes back as an outcome, never as
 * an exception.
 */
public interface Bookkeeping {

  /** The kind of books, for example {@code quickbooks}. */
  String system();

  /** What this kind of books can do. */
  Capabilities capabilities();

  /**
   * What the books can do beyond taking a document.
   *
   * @param idempotency answers a repeated key with its first answer
   * @param lookUp finds a document by our number
   */
  record Capabilities(boolean idempotency, boolean lookUp) {}

  /**
   * Books a sale, exactly as charged.
   *
   * @return the document's id at the books; refused, in words for a person, when something must be
   *     mapped or corrected first
   */
  Outcome<String> book(Posting posting);

  /**
   * What became of an earlier {@link #book} of the same sale. NotSent means that it certainly is
   * not there; InDoubt that we could not find out.
   */
  Outcome<String> recall(Posting posting);
}
