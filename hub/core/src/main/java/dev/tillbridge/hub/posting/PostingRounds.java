package dev.tillbridge.hub.posting;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.delivery.Delivery;
import dev.tillbridge.hub.posting.BooksCalls.Seat;
import dev.tillbridge.hub.posting.Postings.Prepared;
import dev.tillbridge.model.books.Bookkeeping;
import dev.tillbridge.model.books.BooksInBulk;
import dev.tillbridge.model.books.Posting;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Brings what is due into the books, many documents by one call where the books can do that. What a call
 * holds and its key are noted before it is made: while anything of it is in doubt, it is looked for, and
 * what is not found goes by the same call again, so that a call which is merely late has no second effect.
 */
public final class PostingRounds {

  private static final Logger LOG = LoggerFactory.getLogger(PostingRounds.class);

  /** For fewer a call of its own for each costs no more. */
  private static final int WORTH_A_CALL = 3;

  private final Postings postings;
  private final BooksQueue queue;
  private final BooksCalls calls;
  private final LookAlikeGuard lookAlikes;
  private final @Nullable BooksInBulk bulk;

  /**
   * Begins to post.
   *
   * @param books null while no accounting software is connected
   */
  public PostingRounds(
      JdbcClient jdbc,
      Deliveries deliveries,
      InstantSource clock,
      Postings postings,
      Cases cases,
      @Nullable Bookkeeping books) {
    this.postings = postings;
    this.queue = new BooksQueue(jdbc, deliveries, clock, books);
    this.calls = new BooksCalls(jdbc);
    this.lookAlikes = new LookAlikeGuard(cases);
    this.bulk = books == null ? null : books.inBulk().orElse(null);
  }

  /** What one worker can carry within a lease. */
  public List<Delivery> claim() {
    return queue.claim();
  }

  /** Books what was claimed; each has an ending. */
  public Map<Delivery, Outcome<String>> deliver(List<Delivery> claimed) {
    var outcomes = new LinkedHashMap<Delivery, Outcome<String>>();
    try {
      var together = bulk;
      if (together != null) {
        var seats = calls.seats(claimed);
        if (!seats.isEmpty()) {
          again(together, claimed, seats, outcomes);
        } else if (claimed.size() >= WORTH_A_CALL) {
          first(together, claimed, outcomes);
        }
      }
    } catch (RuntimeException bug) {
      LOG.error("cannot book {} together", claimed.size(), bug);
      // Some may have reached the books before.
      claimed.forEach(delivery -> outcomes.putIfAbsent(delivery, doubt(bug)));
    }
    for (var delivery : claimed) {
      if (!outcomes.containsKey(delivery)) {
        outcomes.put(delivery, alone(delivery));
      }
    }
    return outcomes;
  }

  private Outcome<String> alone(Delivery delivery) {
    try {
      return postings.deliver(delivery);
    } catch (RuntimeException bug) {
      LOG.error("cannot book {}", delivery, bug);
      return doubt(bug);
    }
  }

  private static Outcome<String> doubt(RuntimeException bug) {
    return new InDoubt<>("bug: " + bug);
  }

  /** What was never sent: one call for all that may go; the rest is left to go alone. */
  private void first(
      BooksInBulk together, List<Delivery> claimed, Map<Delivery, Outcome<String>> outcomes) {
    var ready = ready(claimed, outcomes);
    var held = lookAlikes.hold(together, List.copyOf(ready.values()));
    ready.entrySet().removeIf(one -> {
      var why = held.get(one.getValue().document().head().id());
      if (why != null) {
        outcomes.put(one.getKey(), why);
      }
      return why != null;
    });
    if (ready.isEmpty()) {
      return;
    }
    var key = UUID.randomUUID();
    calls.begin(key, List.copyOf(ready.keySet()));
    var places = new TreeMap<Integer, Posting>();
    var sitting = new TreeMap<Integer, Delivery>();
    ready.forEach((delivery, posting) -> {
      places.put(places.size() + 1, posting);
      sitting.put(places.size(), delivery);
    });
    book(together, key, places, sitting, outcomes);
  }

  private Map<Delivery, Posting> ready(
      List<Delivery> claimed, Map<Delivery, Outcome<String>> outcomes) {
    var ready = new LinkedHashMap<Delivery, Posting>();
    for (var delivery : claimed) {
      try {
        switch (postings.prepare(delivery)) {
          case Prepared.Ended(var outcome) -> outcomes.put(delivery, outcome);
          case Prepared.Found(var posting, var adopted, var off) -> {
            if (off.isPresent()) {
              outcomes.put(delivery, new Refused<>(off.get()));
            } else if (!adopted) {
              ready.put(delivery, posting);
            }
          }
        }
      } catch (RuntimeException bug) {
        LOG.error("cannot prepare {}", delivery, bug);
        outcomes.put(delivery, new NotSent<>("bug: " + bug, null));
      }
    }
    return ready;
  }

  /** What went by a call that nobody knows the end of. */
  private void again(
      BooksInBulk together,
      List<Delivery> claimed,
      Map<UUID, Seat> seats,
      Map<Delivery, Outcome<String>> outcomes) {
    var seated = claimed.stream().filter(one -> seats.containsKey(one.id())).toList();
    var ready = ready(seated, outcomes);
    var found = together.recall(List.copyOf(ready.values()));
    var open = new TreeMap<Integer, Posting>();
    var sitting = new TreeMap<Integer, Delivery>();
    UUID key = null;
    for (var one : ready.entrySet()) {
      var seat = seats.get(one.getKey().id());
      var outcome = found.get(one.getValue().document().head().id());
      if (seat == null || outcome == null) {
        outcomes.put(one.getKey(), new InDoubt<>("it was not looked for"));
      } else if (outcome instanceof NotSent<String>) {
        open.put(seat.place(), one.getValue());
        sitting.put(seat.place(), one.getKey());
        key = seat.key();
      } else {
        outcomes.put(one.getKey(), outcome);
        if (outcome instanceof Outcome.Delivered<String>) {
          calls.forget(List.of(one.getKey()));
        }
      }
    }
    if (key != null) {
      book(together, key, open, sitting, outcomes);
    }
  }

  private void book(
      BooksInBulk together,
      UUID key,
      Map<Integer, Posting> places,
      Map<Integer, Delivery> sitting,
      Map<Delivery, Outcome<String>> outcomes) {
    var ends = together.book(key, places);
    var known = new ArrayList<Delivery>();
    sitting.forEach((place, delivery) -> {
      var end = ends.getOrDefault(place, new InDoubt<>("the books tell nothing of it"));
      outcomes.put(delivery, postings.told(end));
      if (!(end instanceof InDoubt<String>)) {
        known.add(delivery);
      }
    });
    calls.forget(known);
  }
}
