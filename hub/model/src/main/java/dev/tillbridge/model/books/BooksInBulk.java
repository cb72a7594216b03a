package dev.tillbridge.model.books;

import dev.tillbridge.model.outcome.Outcome;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Accounting software that takes many documents by one request. Each of them has an ending of its own:
 * one that is refused holds up no other.
 */
public interface BooksInBulk {

  /** The most documents of one call. */
  int most();

  /**
   * Books documents by one call. A call that is made again under its key takes effect once, also with
   * fewer documents than the first time: what then has no answer was in no call that was carried out.
   *
   * @param key of the call, made before its first attempt and kept while anything of it is in doubt
   * @param postings by the places that they have in the call for good, from one
   * @return how each ended, by its place
   */
  Map<Integer, Outcome<String>> book(UUID key, Map<Integer, Posting> postings);

  /**
   * What became of documents that were booked earlier, by their ids; as {@link Bookkeeping#recall}.
   */
  Map<UUID, Outcome<String>> recall(List<Posting> postings);

  /**
   * Documents of others that look like these, by the ids of these; none for those that none looks like.
   * Only {@link Outcome.Delivered} means that somebody has looked.
   */
  Outcome<Map<UUID, List<LookAlike>>> lookAlikes(List<Posting> postings);
}
