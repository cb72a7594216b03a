package dev.tillbridge.hub.agreement;

import dev.tillbridge.hub.agreement.LookStore.Turn;
import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.model.books.BookAccount;
import dev.tillbridge.model.books.Bookkeeping;
import dev.tillbridge.model.books.BooksChanges;
import dev.tillbridge.model.books.BooksChanges.Changed;
import dev.tillbridge.model.books.DocumentKind;
import dev.tillbridge.model.books.DocumentThere;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Looks every five minutes at what was changed in other books, whoever changed it, and compares it with
 * what they were told. One hub looks at a time.
 */
public final class Agreement {

  /** The kind of the case about a document of ours that is not as it was told; its subject: the document. */
  public static final String CHANGED = "books-changed";

  /** The kind of the case about a document of others on an account of ours; its subject: kind and id there. */
  public static final String STRANGER = "books-stranger";

  /** How often somebody has to run {@link #look}. */
  public static final Duration SWEEP = Duration.ofSeconds(10);

  /** How often the books are asked. */
  static final Duration EVERY = Duration.ofMinutes(5);

  private static final Logger LOG = LoggerFactory.getLogger(Agreement.class);

  /** What is asked for twice, for clocks that differ and for what is written late there. */
  private static final Duration OVERLAP = Duration.ofMinutes(10);

  /** Before the first look it was nobody's business what others did. */
  private static final Duration FIRST = Duration.ofHours(1);

  private static final Duration LEASE = Duration.ofMinutes(10);
  private static final Duration AFTER_TROUBLE = Duration.ofMinutes(1);

  /** So many questions about single documents in a turn, so that sales find their turns too. */
  private static final int QUESTIONS = 20;

  private final TransactionTemplate tx;
  private final InstantSource clock;
  private final LookStore looks;
  private final Comparing comparing;
  private final @Nullable Bookkeeping books;

  /**
   * Begins to look.
   *
   * @param books null while none are connected
   */
  public Agreement(
      JdbcClient jdbc,
      TransactionTemplate tx,
      InstantSource clock,
      Cases cases,
      @Nullable Bookkeeping books) {
    this.tx = tx;
    this.clock = clock;
    this.looks = new LookStore(jdbc, books == null ? "" : books.system());
    this.comparing = new Comparing(jdbc, cases);
    this.books = books;
  }

  /** Looks, if it is time and nobody else does. */
  public void look() {
    var changes = books == null ? Optional.<BooksChanges>empty() : books.changes();
    if (changes.isEmpty()) {
      return;
    }
    var now = clock.instant();
    looks.claim(now, LEASE).ifPresent(turn -> {
      Outcome<Boolean> ended = new NotSent<>("the hub failed on it", null);
      try {
        ended = look(changes.get(), turn, now);
      } catch (RuntimeException bug) {
        LOG.error("cannot look at the books", bug);
      }
      end(turn, ended);
    });
  }

  private void end(Turn turn, Outcome<Boolean> ended) {
    var now = clock.instant();
    switch (ended) {
      // There is more to look at: soon again.
      case Delivered<Boolean>(var all) ->
        looks.end(turn, now.plus(all ? EVERY : AFTER_TROUBLE), null);
      case NotSent<Boolean>(var why, var wait) ->
        looks.end(
            turn,
            now.plus(wait != null && wait.compareTo(AFTER_TROUBLE) > 0 ? wait : AFTER_TROUBLE),
            why);
      case InDoubt<Boolean>(var why) -> looks.end(turn, now.plus(AFTER_TROUBLE), why);
      case Refused<Boolean>(var ignored, var why) -> looks.end(turn, now.plus(EVERY), why);
    }
  }

  /** Returns whether nothing is left to look at. */
  private Outcome<Boolean> look(BooksChanges changes, Turn turn, Instant began) {
    var known = turn.since();
    var since = known == null ? began.minus(FIRST) : known;
    var farthest = began.minus(changes.reach());
    boolean tooLong = since.isBefore(farthest);
    var answer = changes.since(tooLong ? farthest : since);
    if (!(answer instanceof Delivered<Changed>(var changed))) {
      return answer.map(_ -> false);
    }
    // Who was away for so long cannot be told what was deleted: each document is asked for.
    var again = tooLong ? EnumSet.allOf(DocumentKind.class) : changed.cut();
    var asOf = changed.asOf();
    var compared = compared(changes, turn, changed.documents(), () -> {
      looks.reread(again, began);
      looks.seen(turn, (asOf == null ? began : asOf).minus(OVERLAP), began);
    });
    if (!(compared instanceof Delivered<Boolean>)) {
      return compared;
    }
    boolean all = !again.isEmpty() || turn.rereads() || turn.complete() == null;
    var before = all || turn.lookedAt() == null ? began : turn.lookedAt();
    return single(changes, turn, all ? null : turn.complete(), before);
  }

  /** Looks at single documents that were told between these times, as far as that is needed. */
  private Outcome<Boolean> single(
      BooksChanges changes, Turn turn, @Nullable Instant from, Instant before) {
    int most = changes.lookMost();
    var unseen = looks.unseen(from, before, QUESTIONS * most);
    int questions = 0;
    int asked = 0;
    for (var kind : unseen.entrySet()) {
      var ids = kind.getValue();
      for (int at = 0; at < ids.size() && questions < QUESTIONS; at += most) {
        var some = ids.subList(at, Math.min(ids.size(), at + most));
        questions++;
        asked += some.size();
        var answer = changes.look(kind.getKey(), some);
        if (!(answer instanceof Delivered<List<DocumentThere>>(var there))) {
          return answer.map(_ -> false);
        }
        var compared = compared(changes, turn, there, () -> {});
        if (!(compared instanceof Delivered<Boolean>)) {
          return compared;
        }
      }
    }
    if (asked == QUESTIONS * most
        || asked < unseen.values().stream().mapToInt(List::size).sum()) {
      return new Delivered<>(false);
    }
    looks.complete(turn, before);
    return new Delivered<>(true);
  }

  private Outcome<Boolean> compared(
      BooksChanges changes, Turn turn, List<DocumentThere> there, Runnable alongside) {
    var asked = comparing.ask(there);
    Outcome<Map<BookAccount, String>> ids =
        there.isEmpty() ? new Delivered<>(Map.of()) : changes.accounts(asked.accounts());
    if (!(ids instanceof Delivered<Map<BookAccount, String>>(var known))) {
      return ids.map(_ -> false);
    }
    var mine = new AtomicBoolean();
    tx.executeWithoutResult(_ -> {
      mine.set(looks.holds(turn));
      if (mine.get()) {
        comparing.compare(asked, known, clock.instant());
        alongside.run();
      }
    });
    return mine.get()
        ? new Delivered<>(true)
        : new NotSent<>("another hub has taken the turn", null);
  }
}
