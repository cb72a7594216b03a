package dev.tillbridge.model.books;

import dev.tillbridge.model.outcome.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * The accounting software, as the hub needs it. Remote trouble comes back as an outcome, never as
 * an exception.
 */
public interface Bookkeeping {

  /** How a refusal begins when an item there belongs to another account than the ledger's. */
  String OTHER_ACCOUNT = "held: another account there: ";

  /** The kind of books, for example {@code quickbooks}. */
  String system();

  /** What this kind of books can do. */
  Capabilities capabilities();

  /**
   * What the books can do beyond taking a document.
   *
   * @param idempotency answers a repeated key with its first answer
   * @param lookUp finds a document by our number
   * @param changes tells what others changed, see {@link #changes}
   */
  record Capabilities(boolean idempotency, boolean lookUp, boolean changes) {

    /** Of books that cannot tell what others changed. */
    public Capabilities(boolean idempotency, boolean lookUp) {
      this(idempotency, lookUp, false);
    }
  }

  /**
   * Books a document, exactly as it is.
   *
   * @return the document's id at the books; refused, in words for a person, when something must be
   *     mapped or corrected first
   */
  Outcome<String> book(Posting posting);

  /**
   * What became of an earlier {@link #book} of the same document. NotSent means that it certainly is
   * not there; InDoubt that we could not find out.
   */
  Outcome<String> recall(Posting posting);

  /** Asks the smallest question there is, to know whether we are let in. */
  Contact contact();

  /**
   * Documents of others that look like this one. Ours are not among them. Only {@link
   * Outcome.Delivered} means that somebody has looked.
   */
  Outcome<List<LookAlike>> lookAlikes(Posting posting);

  /**
   * Whether documents can be told with their location and channel there now. What the books do not
   * track is left out of a document, and holds none up.
   */
  default Outcome<Tracking.Known> tracks() {
    return new Outcome.Delivered<>(Tracking.Known.NOTHING);
  }

  /** What the accounts there are called; none for books that do not tell. */
  default Outcome<List<String>> accountNames() {
    return new Outcome.Delivered<>(List.of());
  }

  /** What an account of ours is called there; asks nobody. */
  default String nameOf(BookAccount account) {
    var link = account.link();
    return link == null ? account.name() : link;
  }

  /** Files beside documents, and documents by mail; empty for books that take neither. */
  default Optional<BooksPapers> papers() {
    return Optional.empty();
  }

  /** Many documents by one request; empty for books that take them one by one. */
  default Optional<BooksInBulk> inBulk() {
    return Optional.empty();
  }

  /** How an owner lets us in; empty for books that need no consent. */
  Optional<BooksConsent> consent();

  /** What became of documents there; empty for books that cannot tell. */
  default Optional<BooksChanges> changes() {
    return Optional.empty();
  }
}
