package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.delivery.Delivery;
import dev.tillbridge.hub.stock.ShopEscrow.Behind;
import dev.tillbridge.hub.stock.ShopWindowStore.Pending;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Reason;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.shop.ShopChannel;
import dev.tillbridge.model.shop.StockChange;
import dev.tillbridge.model.shop.StockNumber;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Decides the number that a shop shows, and keeps it honest. To publish more, units are carved out
 * here first and then the shop's number is raised; to take back, the shop's number is lowered first
 * and only its definite success frees the units here. Each change is a compare-and-set under a key
 * of its own, and while its answer is unknown, no other is decided.
 */
public final class ShopWindow {

  private static final int ROUNDS = 4;

  /** When a thousand SKUs are looked at for the first time, one reading of orders serves many. */
  private static final Duration RECENT = Duration.ofSeconds(10);

  /** So long at least between two looks at a number that differs. */
  private static final Duration ORDER_MAY_COME = Duration.ofSeconds(5);

  /** What is to be done about a window now. */
  private sealed interface Step {
    record Nothing(int shown) implements Step {}

    /**
     * We do not know the shop's number: it was never read, or it was not what we thought.
     *
     * @param newestOrders its orders must be read from now on; else a recent reading will do
     */
    record Look(boolean newestOrders) implements Step {}

    record Push(Pending change) implements Step {}
  }

  private final StockParts parts;
  private final TransactionTemplate tx;
  private final StockLedger ledger;
  private final ShopWindowStore windows;
  private final PublishRules rules;
  private final Offers offers;
  private final ShopEscrow escrow;
  private final ShopPlaces places;
  private final TakeBacks takeBacks;
  private final Gate gate;
  private final Map<String, ShopChannel> channels;
  private final SharedReading orders;
  private final Supplier<UUID> ids;
  private final InstantSource clock;

  ShopWindow(
      StockParts parts, ShopPlaces places, Map<String, ShopChannel> channels, OrderReader orders) {
    this.parts = parts;
    this.tx = parts.tx();
    this.ledger = parts.ledger();
    this.windows = parts.windows();
    this.takeBacks = parts.takeBacks();
    this.gate = parts.gate();
    this.clock = parts.clock();
    this.ids = parts.ids();
    this.rules = parts.rules();
    this.offers = new Offers(windows, rules);
    this.escrow = new ShopEscrow(parts);
    this.places = places;
    this.channels = Map.copyOf(channels);
    this.orders = new SharedReading(orders, parts.clock());
  }

  /** Brings the shop's number to what it shall be; the subject is {@code shop|location|sku}. */
  public Outcome<String> deliver(Delivery delivery) {
    var names = ShopWindowStore.split(delivery.subject());
    var channel = channels.get(names.get(0));
    if (channel == null) {
      return new NotSent<>("shop " + names.get(0) + " is not connected", Duration.ofMinutes(10));
    }
    var location = new LocationId(names.get(1));
    var sku = new Sku(names.get(2));
    var remoteLocation = places.remoteId(channel.shop(), location).orElse(null);
    var itemId = windows.itemId(channel.shop(), sku);
    if (itemId == null || remoteLocation == null) {
      return new Delivered<>("not in this shop");
    }
    var outcome = keep(new Showcase(channel, location, sku, itemId, remoteLocation));
    takeBacks.happened();
    return outcome;
  }

  /** Shows again what was taken back for customers who did not take it. */
  public void endWants() {
    tx.executeWithoutResult(_ -> windows.endWants());
  }

  /** Brings one number to what it shall be. */
  Outcome<String> keep(Showcase place) {
    for (int round = 0; round < ROUNDS; round++) {
      Outcome<Boolean> goOn;
      switch (inTransaction(() -> decide(place))) {
        case Step.Nothing(int shown) -> {
          tellGate(place);
          return new Delivered<>("shows " + shown);
        }
        case Step.Look(var newestOrders) -> goOn = look(place, newestOrders);
        case Step.Push(var change) -> goOn = push(place, change);
      }
      if (!(goOn instanceof Delivered<Boolean>)) {
        return goOn.map(_ -> "");
      }
      takeBacks.happened();
    }
    // The shelf moves faster than we tell: go on in the next delivery.
    inTransaction(() -> {
      windows.lookAgain(place.shop(), place.location(), place.sku());
      return true;
    });
    return new Delivered<>("still moving");
  }

  private Step decide(Showcase place) {
    var behind = escrow.enter(place);
    var window = behind.window();
    if (window.pending() != null) {
      return new Step.Push(window.pending());
    }
    if (window.shown() == null || window.drifts() > 0) {
      return new Step.Look(window.shown() != null);
    }
    int shown = window.shown();
    boolean pooled = isPooled(place);
    var change = ids.get();
    if (pooled) {
      escrow.comeBack(place, behind.beyond(0), change);
    } else if (!behind.beyond(shown).isEmpty()) {
      // Units that an order may yet need, for example by an older definition of the bundle.
      return new Step.Look(true);
    }
    int target = target(place, behind, pooled);
    if (!pooled) {
      escrow.carveOut(place, behind, target, change);
    }
    if (target == shown || (target == 0 && shown < 0)) {
      return new Step.Nothing(shown);
    }
    var pending = new Pending(change, shown, target);
    windows.setPending(place.shop(), place.location(), place.sku(), pending);
    return new Step.Push(pending);
  }

  private int target(Showcase place, Behind behind, boolean pooled) {
    var contents = behind.contents();
    var rule = rules.of(place.shop(), place.location(), contents);
    // Only what stands behind the shop's number can be counted on to come back.
    var back = behind.window().escrow();
    var free = pooled ? Units.plus(behind.free(), back) : behind.free();
    Map<Sku, Integer> own = pooled
        ? Map.of()
        : contents.times(Math.min(
            behind.backed(),
            Math.max(0, Objects.requireNonNullElse(behind.window().shown(), 0))));
    var there = windows.there(place.location(), contents.parts().keySet());
    int wanted = pooled ? 0 : behind.window().wanted();
    int target = Boundary.shows(rule, contents, free, own, there, wanted);
    if (rule.threshold() == 0) {
      return target;
    }
    int offered = rule.offers(contents, there);
    int borne = offers.thresholdAt(
        place.shop(),
        places.locations(place.shop()),
        place.location(),
        contents,
        rule.threshold(),
        offered);
    return Math.min(target, offered - borne);
  }

  /** A shop that cannot compare and set can only be pooled, whatever was said. */
  private boolean isPooled(Showcase place) {
    return !place.channel().capabilities().compareAndSet()
        || rules.pools(place.shop(), place.sku());
  }

  private Outcome<Boolean> push(Showcase place, Pending change) {
    var answer = place
        .channel()
        .setAvailable(new StockChange(
            change.key(), place.itemId(), place.remoteLocation(), change.from(), change.to()));
    return switch (answer) {
      case Delivered<StockNumber> ignored -> {
        inTransaction(() -> stands(place, change));
        yield new Delivered<>(true);
      }
      case Refused<StockNumber>(var reason, var why) -> {
        // This attempt was not applied, but what does stand there? An earlier one may have got
        // through, and until the number has been read, the escrow stays.
        inTransaction(() -> doubt(place, change));
        var looked = look(place, true);
        yield reason == Reason.STALE ? looked : new Refused<>(reason, why);
      }
      case InDoubt<StockNumber>(var why) -> {
        if (!place.channel().capabilities().compareAndSet()) {
          // Sent again, it would overwrite the orders that have come meanwhile: look instead.
          inTransaction(() -> doubt(place, change));
        }
        // Otherwise still the shop's until a retry with the same key tells.
        yield new InDoubt<>(why);
      }
      case NotSent<StockNumber>(var why, var wait) -> new NotSent<>(why, wait);
    };
  }

  /** The change stands: what the shop does not show any more comes back. */
  private boolean stands(Showcase place, Pending change) {
    var behind = escrow.enter(place);
    if (!isPending(behind, change)) {
      return false;
    }
    int moved = change.to() - change.from();
    windows.clearPending(place.shop(), place.location(), place.sku(), moved, clock.instant());
    int shown = Objects.requireNonNull(behind.window().shown(), "was read before") + moved;
    escrow.comeBack(place, behind.beyond(shown), change.key());
    return true;
  }

  /** Until its number has been read, nothing is decided on what we believed. */
  private boolean doubt(Showcase place, Pending change) {
    var behind = escrow.enter(place);
    if (!isPending(behind, change)) {
      return false;
    }
    windows.clearPending(place.shop(), place.location(), place.sku(), 0, clock.instant());
    windows.addDrift(place.shop(), place.location(), place.sku());
    return true;
  }

  private static boolean isPending(Behind behind, Pending change) {
    var pending = behind.window().pending();
    return pending != null && pending.key().equals(change.key());
  }

  /** Reads the shop's orders, then its number, and squares ours with it. */
  private Outcome<Boolean> look(Showcase place, boolean newestOrders) {
    var earliest = clock.instant().minus(newestOrders ? Duration.ZERO : RECENT);
    var read = orders.begunSince(place.shop(), earliest);
    if (!(read instanceof Delivered<Integer>)) {
      return read.map(_ -> true);
    }
    return switch (place.channel().available(place.itemId(), place.remoteLocation())) {
      case Delivered<StockNumber>(var number) ->
        inTransaction(() -> escrow.adopt(place, number.available(), isPooled(place)))
            ? new Delivered<>(true)
            : new NotSent<>(
                "the shop shows " + number.available() + "; waiting for the order behind it",
                ORDER_MAY_COME);
      // Not stocked there yet: nothing is on show, and the first push will change that.
      case Refused<StockNumber>(var reason, var ignored)
      when reason == Reason.NOT_FOUND -> {
        inTransaction(() -> escrow.adopt(place, 0, isPooled(place)));
        yield new Delivered<>(true);
      }
      case Refused<StockNumber>(var reason, var why) -> new Refused<>(reason, why);
      case NotSent<StockNumber>(var why, var wait) -> new NotSent<>(why, wait);
      // A question changes nothing, so there is nothing to be in doubt about.
      case InDoubt<StockNumber>(var why) -> new NotSent<>(why, null);
    };
  }

  private void tellGate(Showcase place) {
    var skus = parts.bundles().now(place.sku()).parts().keySet();
    gate.decided(place.location(), List.of(), ledger.free(place.location(), skus));
  }

  private <T> T inTransaction(Supplier<T> work) {
    return Objects.requireNonNull(tx.execute(_ -> work.get()));
  }
}
