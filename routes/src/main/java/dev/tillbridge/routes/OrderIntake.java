package dev.tillbridge.routes;

import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.delivery.Received;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.OrderHint;
import dev.tillbridge.model.shop.ShopOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of one event from a shop: done, set aside for a person, or tried again later. */
final class OrderIntake {

  /** Reading one order can take a call to the shop, for the lines a webhook leaves out. */
  static final Duration LONGEST = Duration.ofSeconds(10);

  /** In a rush one waits so long for its turn at most; whoever is before it may wait for its shop. */
  static final Duration TURN_MOST = Duration.ofMillis(500);

  /** A worker takes one after the other, so all of them must fit the lease. */
  static final int BATCH = (int) Deliveries.LEASE.dividedBy(LONGEST.plus(TURN_MOST));

  /** Twelve doubling pauses are a little more than an hour. */
  static final int ATTEMPTS_MAX = 12;

  /** Whoever asks us to come again within this is only busy. */
  private static final Duration SOON = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(OrderIntake.class);

  private final ReentrantLock turn = new ReentrantLock(true);
  private final Letters letters;
  private final OrderReader reader;
  private final OrderTaker taker;
  private final NoticeTaker notices;
  private final OrderHints hints;

  OrderIntake(
      Letters letters,
      OrderReader reader,
      OrderTaker taker,
      NoticeTaker notices,
      OrderHints hints) {
    this.hints = hints;
    this.notices = notices;
    this.letters = letters;
    this.reader = reader;
    this.taker = taker;
  }

  /** Ends the hints among these, each shop's together; what is no hint is left. */
  List<Received> heed(List<Received> batch) {
    var left = new ArrayList<Received>();
    var hinted = new LinkedHashMap<String, Map<Received, OrderHint>>();
    for (var received : batch) {
      var hint = hint(received);
      if (hint == null) {
        left.add(received);
      } else {
        hinted.computeIfAbsent(received.source(), _ -> new LinkedHashMap<>()).put(received, hint);
      }
    }
    hinted.forEach((shop, some) -> {
      var endings = heed(shop, some);
      some.keySet()
          .forEach(one -> settle(one, endings.getOrDefault(one, new InDoubt<>("not answered"))));
    });
    return left;
  }

  private @Nullable OrderHint hint(Received received) {
    if (!received.event().isOrder() || notices.concerns(received.event())) {
      return null;
    }
    try {
      return hints.of(received.source(), received.event());
    } catch (RuntimeException bug) {
      LOG.error("could not read event {} of {}", received.event().id(), received.source(), bug);
      return null;
    }
  }

  private Map<Received, Outcome<String>> heed(String shop, Map<Received, OrderHint> some) {
    try {
      return hints.heed(shop, some);
    } catch (RuntimeException bug) {
      LOG.error("could not follow {} hints of {}", some.size(), shop, bug);
      var endings = new LinkedHashMap<Received, Outcome<String>>();
      some.keySet().forEach(one -> endings.put(one, new InDoubt<>("bug: " + bug)));
      return endings;
    }
  }

  /** What a shop tells is answered first and worked on afterwards: in a rush, one at a time. */
  void accept(Received received) {
    boolean alone = letters.rush() && myTurn();
    try {
      work(received);
    } finally {
      if (alone) {
        turn.unlock();
      }
    }
  }

  private boolean myTurn() {
    try {
      return turn.tryLock(TURN_MOST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void work(Received received) {
    if (notices.concerns(received.event())) {
      settle(received, noticed(received));
      return;
    }
    if (!received.event().isOrder()) {
      letters.done(received, "nothing to do for " + received.event().topic());
      return;
    }
    settle(received, outcome(received));
  }

  private Outcome<String> noticed(Received received) {
    try {
      return notices.take(received.source(), received.event());
    } catch (RuntimeException bug) {
      LOG.error("could not take event {} of {}", received.event().id(), received.source(), bug);
      return new InDoubt<>("bug: " + bug);
    }
  }

  private Outcome<String> outcome(Received received) {
    try {
      return switch (reader.read(received.source(), received.event())) {
        case Delivered<ShopOrder>(var order) -> taker.take(received.source(), order);
        case NotSent<ShopOrder>(var why, var wait) -> new NotSent<>(why, wait);
        case InDoubt<ShopOrder>(var why) -> new InDoubt<>(why);
        case Refused<ShopOrder>(var reason, var why) -> new Refused<>(reason, why);
      };
    } catch (RuntimeException bug) {
      LOG.error("could not take event {} of {}", received.event().id(), received.source(), bug);
      return new InDoubt<>("bug: " + bug);
    }
  }

  private void settle(Received received, Outcome<String> outcome) {
    switch (outcome) {
      case Delivered<String>(var note) -> letters.done(received, note);
      case Refused<String>(var reason, var why)
      when reason == Outcome.Reason.STALE -> tryAgain(received, null, why);
      case Refused<String> no -> letters.park(received, no.why());
      case NotSent<String>(var why, var wait) -> tryAgain(received, wait, why);
      case InDoubt<String>(var why) -> tryAgain(received, null, why);
    }
  }

  private void tryAgain(Received received, @Nullable Duration wait, String why) {
    if (wait != null && wait.compareTo(SOON) <= 0) {
      // The shop told us when to come: that is its limit, not trouble, and nobody gives up.
      var ours = Duration.ofSeconds(1L << Math.clamp(received.attempts() - 1L, 0, 3));
      letters.later(received, wait.compareTo(ours) > 0 ? wait : ours, why);
      return;
    }
    if (received.attempts() >= ATTEMPTS_MAX) {
      letters.park(received, "gave up: " + why);
      return;
    }
    var pause = Duration.ofSeconds(1L << Math.min(received.attempts() - 1, 10));
    letters.later(received, wait != null && wait.compareTo(pause) > 0 ? wait : pause, why);
  }
}
