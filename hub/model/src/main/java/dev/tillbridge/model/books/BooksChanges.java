package dev.tillbridge.model.books;

import dev.tillbridge.model.outcome.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Books that can tell what became of their documents. All of these are questions: whatever comes of
 * one, nothing was changed, and only {@link Outcome.Delivered} means that somebody has looked.
 */
public interface BooksChanges {

  /** How far back {@link #since} can be asked. */
  Duration reach();

  /** How many documents {@link #look} takes at once. */
  int lookMost();

  /**
   * What was made, changed or deleted since.
   *
   * @param since by their clock; within {@link #reach}
   */
  Outcome<Changed> since(Instant since);

  /**
   * What became of documents, by their ids there. Those that are not there any more are {@link
   * DocumentThere.Gone}.
   *
   * @param remoteIds at most {@link #lookMost}
   */
  Outcome<List<DocumentThere>> look(DocumentKind kind, Collection<String> remoteIds);

  /** The ids there of accounts of ours, without those that they do not have. Nothing is created. */
  Outcome<Map<BookAccount, String>> accounts(Collection<BookAccount> accounts);

  /**
   * An answer.
   *
   * @param asOf when it was given, by their clock; null when they do not say
   * @param documents as they are now, each once
   * @param cut kinds of which there was more than the books tell at once: what was deleted among them
   *     may be missing
   */
  record Changed(@Nullable Instant asOf, List<DocumentThere> documents, Set<DocumentKind> cut) {
    public Changed {
      documents = List.copyOf(documents);
      cut = Set.copyOf(cut);
    }
  }
}
