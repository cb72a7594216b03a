package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.delivery.Delivery;
import dev.tillbridge.hub.stock.ShopWindowStore.Pending;
import dev.tillbridge.hub.stock.StockLedger.Move;
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
import dev.tillbridge.model.stock.StockMovement.Cause;
import dev.tillbridge.model.stock.StockMovement.Delta;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Decides the number that a shop shows, and keeps it honest. To publish more, units are carved out
 * here first and then the shop's number is raised; to take back, the shop's number is lowered first
 * and only its definite success frees the units here. Each change is a compare-and-set under a key
 * of its own, and while its answer is unknown, no other is decided.
 */
public final class ShopWindow {

  /** A number that differs this often although the shop's orders were read is the shop's own. */
  static final int DRIFTS_MOST = 3;

  private static final Logger LOG = LoggerFactory.getLogger(ShopWindow.class);
  private static final int ROUNDS = 4;

  /** When a thousand SKUs are looked at for the first time, one reading of orders serves many. */
  private static final Duration RECENT = Duration.ofSeconds(10);

  /** What is to be done about a window now. */
  private sealed interface Step {
    record Nothing(int shown) implements Step {}

    /** The shop's number was never read. */
    record Look() implements Step {}

    record Push(Pending change) implements Step {}
  }

  /** One SKU of one location in one shop, with the shop's names for them. */
  private record Place(
      ShopChannel channel, LocationId location, Sku sku, String itemId, String remoteLocation) {
    String shop() {
      return channel.shop();
    }
  }

  private final JdbcClient jdbc;
  private final TransactionTemplate tx;
  private final StockLedger ledger;
  private final ShopWindowStore windows;
  private final ShopPlaces places;
  private final TakeBacks takeBacks;
  private final ReservationGate gate;
  private final Map<String, ShopChannel> channels;
  private final SharedReading orders;
  private final InstantSource clock;

  ShopWindow(
      Reservations.Parts parts,
      ShopPlaces places,
      Map<String, ShopChannel> channels,
      OrderReader orders) {
    this.jdbc = parts.jdbc();
    this.tx = parts.tx();
    this.ledger = parts.ledger();
    this.windows = parts.windows();
    this.takeBacks = parts.takeBacks();
    this.gate = parts.gate();
    this.clock = parts.clock();
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
    var itemId = itemId(channel.shop(), sku);
    if (itemId == null || remoteLocation == null) {
      return new Delivered<>("not in this shop");
    }
    var outcome = keep(new Place(channel, location, sku, itemId, remoteLocation));
    takeBacks.happened();
    return outcome;
  }

  /** Shows again what was taken back for customers who did not take it. */
  public void endWants() {
    tx.executeWithoutResult(_ -> windows.endWants());
  }

  private Outcome<String> keep(Place place) {
    for (int round = 0; round < ROUNDS; round++) {
      Outcome<Boolean> goOn;
      switch (inTransaction(() -> decide(place))) {
        case Step.Nothing(int shown) -> {
          tellGate(place);
          return new Delivered<>("shows " + shown);
        }
        case Step.Look() -> goOn = look(place, false);
        case Step.Push(var change) -> goOn = push(place, change);
      }
      if (!(goOn instanceof Delivered<Boolean>)) {
        return goOn.map(_ -> "");
      }
      takeBacks.happened();
    }
    // The shelf moves faster than we tell: go on in the next delivery.
    inTransaction(() -> {
      places.touch(place.location(), List.of(place.sku()));
      return true;
    });
    return new Delivered<>("still moving");
  }

  private Step decide(Place place) {
    ledger.enter(place.location());
    int free = ledger.lock(place.location(), List.of(place.sku())).getOrDefault(place.sku(), 0);
    var window = windows.open(place.shop(), place.location(), place.sku());
    if (window.pending() != null) {
      return new Step.Push(window.pending());
    }
    if (window.shown() == null) {
      return new Step.Look();
    }
    int shown = window.shown();
    // Only what stands behind the shop's number can be counted on to come back.
    int backed = Math.clamp(shown, 0, window.outstanding());
    int target = Boundary.shows(free, backed, window.wanted());
    if (target == shown || (target == 0 && shown < 0)) {
      return new Step.Nothing(shown);
    }
    var change = new Pending(UUID.randomUUID(), shown, target);
    if (target > shown) {
      carveOut(place, Math.max(0, target - window.outstanding()), change.key());
    }
    windows.setPending(place.shop(), place.location(), place.sku(), change);
    return new Step.Push(change);
  }

  private Outcome<Boolean> push(Place place, Pending change) {
    var answer = place
        .channel()
        .setAvailable(new StockChange(
            change.key(), place.itemId(), place.remoteLocation(), change.from(), change.to()));
    return switch (answer) {
      case Delivered<StockNumber> ignored -> {
        inTransaction(() -> stands(place, change));
        yield new Delivered<>(true);
      }
      case Refused<StockNumber>(var reason, var ignored)
      when reason == Reason.STALE -> {
        // It was not applied, but what does stand there? Until we know, the escrow stays.
        inTransaction(() -> giveUp(place, change, false));
        yield look(place, true);
      }
      case Refused<StockNumber>(var reason, var why) -> {
        inTransaction(() -> giveUp(place, change, true));
        yield new Refused<>(reason, why);
      }
      // Still the shop's until a retry with the same key tells.
      case InDoubt<StockNumber>(var why) -> new InDoubt<>(why);
      case NotSent<StockNumber>(var why, var wait) -> new NotSent<>(why, wait);
    };
  }

  private boolean stands(Place place, Pending change) {
    var window = enter(place);
    if (window.pending() == null || !window.pending().key().equals(change.key())) {
      return false;
    }
    int moved = change.to() - change.from();
    windows.clearPending(place.shop(), place.location(), place.sku(), moved, clock.instant());
    if (moved < 0) {
      comeBack(place, Math.min(-moved, window.outstanding()), change.key().toString());
    }
    return true;
  }

  private boolean giveUp(Place place, Pending change, boolean returnUnits) {
    var window = enter(place);
    if (window.pending() == null || !window.pending().key().equals(change.key())) {
      return false;
    }
    windows.clearPending(place.shop(), place.location(), place.sku(), 0, clock.instant());
    int excess = window.outstanding() - Math.max(0, change.from());
    if (returnUnits && excess > 0) {
      comeBack(place, excess, change.key().toString());
    }
    return true;
  }

  /** Reads the shop's orders, then its number, and squares ours with it. */
  private Outcome<Boolean> look(Place place, boolean newestOrders) {
    var earliest = clock.instant().minus(newestOrders ? Duration.ZERO : RECENT);
    var read = orders.begunSince(place.shop(), earliest);
    if (!(read instanceof Delivered<Integer>)) {
      return read.map(_ -> true);
    }
    return switch (place.channel().available(place.itemId(), place.remoteLocation())) {
      case Delivered<StockNumber>(var number) ->
        inTransaction(() -> adopt(place, number.available()))
            ? new Delivered<>(true)
            : new Refused<>(
                Reason.STALE,
                "the shop shows " + number.available() + "; waiting for the order behind it");
      // Not stocked there yet: nothing is on show, and the first push will change that.
      case Refused<StockNumber>(var reason, var ignored)
      when reason == Reason.NOT_FOUND -> {
        inTransaction(() -> adopt(place, 0));
        yield new Delivered<>(true);
      }
      case Refused<StockNumber>(var reason, var why) -> new Refused<>(reason, why);
      case NotSent<StockNumber>(var why, var wait) -> new NotSent<>(why, wait);
      // A question changes nothing, so there is nothing to be in doubt about.
      case InDoubt<StockNumber>(var why) -> new NotSent<>(why, null);
    };
  }

  private boolean adopt(Place place, int available) {
    var window = enter(place);
    if (window.pending() != null) {
      return true;
    }
    Integer shown = window.shown();
    if (shown != null && available < shown && window.drifts() < DRIFTS_MOST) {
      // Most likely an order that we have not seen yet. Never cured by pushing the number up.
      windows.addDrift(place.shop(), place.location(), place.sku());
      return false;
    }
    if (shown != null && available != shown) {
      LOG.warn("{} shows {} of {}, we knew {}", place.shop(), available, place.sku(), shown);
    }
    windows.setShown(place.shop(), place.location(), place.sku(), available);
    int difference = window.outstanding() - Math.max(0, available);
    var cause = UUID.randomUUID();
    if (difference > 0) {
      comeBack(place, difference, cause.toString());
    } else if (difference < 0) {
      int free = ledger.lock(place.location(), List.of(place.sku())).getOrDefault(place.sku(), 0);
      carveOut(place, Math.min(-difference, Math.max(0, free)), cause);
    }
    return true;
  }

  private ShopWindowStore.Window enter(Place place) {
    ledger.enter(place.location());
    ledger.lock(place.location(), List.of(place.sku()));
    return windows.open(place.shop(), place.location(), place.sku());
  }

  private void carveOut(Place place, int units, UUID cause) {
    if (units > 0) {
      windows.grant(place.shop(), place.location(), place.sku(), units);
      move(place, units, Cause.PUBLISH, cause.toString());
    }
  }

  private void comeBack(Place place, int units, String cause) {
    if (units > 0) {
      windows.giveBack(place.shop(), place.location(), place.sku(), units);
      move(place, -units, Cause.TAKE_BACK, cause);
    }
  }

  private void move(Place place, int escrowed, Cause cause, String causeId) {
    var delta = new Delta(0, 0, 0, escrowed, 0);
    ledger.applyQuietly(
        place.location(), List.of(new Move(place.sku(), delta, cause, causeId, clock.instant())));
  }

  private void tellGate(Place place) {
    gate.decided(place.location(), List.of(), ledger.free(place.location(), List.of(place.sku())));
  }

  private @Nullable String itemId(String shop, Sku sku) {
    return jdbc.sql("select item_id from listing where shop = :shop and sku = :sku")
        .param("shop", shop)
        .param("sku", sku.code())
        .query(String.class)
        .optional()
        .orElse(null);
  }

  private <T> T inTransaction(java.util.function.Supplier<T> work) {
    return Objects.requireNonNull(tx.execute(_ -> work.get()));
  }
}
