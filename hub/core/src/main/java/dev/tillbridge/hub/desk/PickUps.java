package dev.tillbridge.hub.desk;

import dev.tillbridge.hub.desk.PickUp.Payment;
import dev.tillbridge.hub.desk.PickUp.State;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.problem.NotPossible;
import dev.tillbridge.hub.sales.SaleChanges;
import dev.tillbridge.hub.stock.Answer;
import dev.tillbridge.hub.stock.HoldRequest;
import dev.tillbridge.hub.stock.PickupStock;
import dev.tillbridge.hub.stock.Reservations;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.stock.Hold;
import dev.tillbridge.model.stock.HoldState;
import dev.tillbridge.model.stock.Shortage;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps things for customers who will come for them, and lets go when they do not. */
public final class PickUps {

  private static final Logger LOG = LoggerFactory.getLogger(PickUps.class);
  private static final int AT_ONCE = 100;

  private final TransactionTemplate tx;
  private final PickUpStore store;
  private final Reservations reservations;
  private final PickupStock stock;
  private final DeskParts parts;
  private final SaleChanges sales;
  private final PickUpEnds ends;
  private final ShopErrands shops;

  PickUps(
      TransactionTemplate tx,
      PickUpStore store,
      Reservations reservations,
      PickupStock stock,
      DeskParts parts,
      SaleChanges sales,
      MoneyBack money,
      ShopErrands shops) {
    this.tx = tx;
    this.store = store;
    this.reservations = reservations;
    this.stock = stock;
    this.parts = parts;
    this.sales = sales;
    this.shops = shops;
    this.ends = new PickUpEnds(store, reservations, stock, parts, sales, money);
  }

  /** What became of the wish to keep something. */
  public sealed interface Made {
    /** It waits, or did when it was first asked for. */
    record Kept(PickUp pickup) implements Made {}

    /** There is not enough; nothing was set aside. */
    record Refused(List<Shortage> shortages) implements Made {}
  }

  /**
   * Keeps something for a customer. The same id again is the same wish.
   *
   * @throws BadInput when the wish makes no sense
   * @throws IdReused when the id stands for another wish
   * @throws NotPossible when the order is not there to be collected
   */
  public Made make(NewPickUp wish, String by) {
    var hash = Fingerprint.of(wish.toString());
    var order = wish.orderId();
    if ((order == null) == wish.lines().isEmpty()) {
      throw BadInput.of("lines", "must be given, or an order");
    }
    int days = Objects.requireNonNullElseGet(
        wish.days(), () -> parts.policies().at(wish.location()).pickupDays());
    if (days < 1 || days > DeskPolicy.PICKUP_DAYS_MOST) {
      throw BadInput.of("days", "must be between 1 and " + DeskPolicy.PICKUP_DAYS_MOST);
    }
    var ttl = Duration.ofDays(days);
    boolean fresh = Objects.requireNonNull(tx.execute(_ -> claim(wish, hash, ttl, by)));
    if (!fresh && !store.hash(wish.id()).equals(Optional.of(hash))) {
      throw new IdReused("pick-up " + wish.id());
    }
    var pickup = get(wish.id());
    // The policy may have changed since it was first asked for; the wish has not.
    return order == null
        ? hold(wish, Duration.between(pickup.madeAt(), pickup.collectBy()))
        : new Made.Kept(pickup);
  }

  private boolean claim(NewPickUp wish, String hash, Duration ttl, String by) {
    if (store.hash(wish.id()).isPresent()) {
      return false;
    }
    if (parts.places().find(wish.location()).isEmpty()) {
      throw BadInput.of("location", "there is no location " + wish.location());
    }
    var order = wish.orderId();
    if (order != null) {
      var hold = reservations
          .find(order)
          .orElseThrow(() -> BadInput.of("orderId", "there is no such order"));
      if (hold.state() != HoldState.COMMITTED) {
        throw new NotPossible("nothing is set aside for this order, it is " + hold.state());
      }
      if (!wish.location().equals(hold.location())) {
        throw BadInput.of("location", "the order's units are at " + hold.location());
      }
    }
    var now = parts.clock().instant();
    var holdId = order == null ? wish.id() : order;
    if (!store.claim(wish, hash, holdId, now.plus(ttl), by, now)) {
      throw new NotPossible("the order waits for its customer already");
    }
    parts.audit().note(by, "pickup", wish.id().toString(), "kept as " + wish.reference());
    return true;
  }

  private Made hold(NewPickUp wish, Duration ttl) {
    Answer answer;
    try {
      answer = reservations.reserve(
          HoldRequest.forPickup(wish.id(), wish.location(), wish.lines(), ttl));
    } catch (BadInput | IdReused no) {
      store.forget(wish.id());
      throw no;
    }
    if (answer instanceof Answer.Refused refused) {
      store.end(
          wish.id(), State.REFUSED, "there was not enough", "hub", parts.clock().instant());
      return new Made.Refused(refused.shortages());
    }
    return new Made.Kept(get(wish.id()));
  }

  /** Throws {@link NotFound} when there is none of this id. */
  public PickUp get(UUID id) {
    return store.find(id).orElseThrow(() -> new NotFound("pick-up " + id));
  }

  /** Those that wait, the first to run out first; or all, newest first. At most 500. */
  public List<PickUp> list(boolean waiting) {
    return store.list(waiting);
  }

  /**
   * Units of a SKU that wait for a customer at a location.
   *
   * @param reference as the customer knows it
   */
  public record Reserved(Sku sku, UUID pickupId, String reference, int units, Instant collectBy) {}

  /** Which pick-ups have units of these SKUs at the location, the first to run out first. */
  public List<Reserved> reservedFor(LocationId location, Collection<Sku> skus) {
    return store.reserved(location, skus);
  }

  /**
   * It stands ready, and its customer is told where a shop took the order. From now on he has the
   * usual days. Doing it twice is doing it once.
   *
   * @throws NotPossible when it has ended
   */
  public PickUp ready(UUID id, String by) {
    return Objects.requireNonNull(tx.execute(_ -> {
      var pickup = locked(id);
      if (pickup.readyAt() != null) {
        return pickup;
      }
      mustWait(pickup);
      var now = parts.clock().instant();
      var days = Duration.ofDays(parts.policies().at(pickup.location()).pickupDays());
      store.ready(id, now.plus(days), by, now);
      parts.audit().note(by, "pickup", id.toString(), "ready");
      if (pickup.payment() == Payment.SHOP) {
        shops.ready(id, pickup.holdId());
      }
      return get(id);
    }));
  }

  /**
   * The customer has it. Doing it twice is doing it once.
   *
   * @throws NotPossible when it has ended otherwise, or is yet to be sold at the till
   */
  public PickUp collect(UUID id, String by) {
    return Objects.requireNonNull(tx.execute(_ -> {
      var pickup = locked(id);
      if (pickup.state() == State.COLLECTED) {
        return pickup;
      }
      mustWait(pickup);
      var hold = reservations.find(pickup.holdId()).map(Hold::state).orElse(HoldState.VOID);
      boolean sold = hold == HoldState.FULFILLED;
      if (!sold && (pickup.payment() == Payment.NONE || pickup.payment() == Payment.GATEWAY)) {
        throw new NotPossible("%s is not sold yet: sell it at the till under hold %s"
            .formatted(pickup.reference(), pickup.holdId()));
      }
      if (!sold && !stock.handOver(pickup.holdId())) {
        throw new NotPossible("its units are not set aside any more, the hold is " + hold);
      }
      sales.fulfilled(pickup.holdId());
      if (pickup.payment() == Payment.SHOP) {
        shops.collected(id, pickup.holdId(), by);
      }
      return ends.end(pickup, State.COLLECTED, "collected", by);
    }));
  }

  /**
   * The customer does not want it any more, or shall not have it. His money goes back.
   *
   * @throws NotPossible when it has ended otherwise
   */
  public PickUp cancel(UUID id, String reason, String by) {
    return Objects.requireNonNull(tx.execute(_ -> {
      var pickup = locked(id);
      if (pickup.state() == State.CANCELLED) {
        return pickup;
      }
      mustWait(pickup);
      if (!stock.callOff(pickup.holdId(), reason)) {
        throw new NotPossible("its units are not set aside any more");
      }
      var back = ends.back(pickup, "pick-up " + pickup.reference() + " was cancelled", by);
      if (back.byPerson() != null) {
        parts
            .cases()
            .open(
                Remedies.REFUND,
                pickup.id().toString(),
                "Give back %s for pick-up %s".formatted(back.byPerson(), pickup.reference()),
                back.words());
      }
      return ends.end(pickup, State.CANCELLED, reason + ". " + back.words(), by);
    }));
  }

  /** Lets nobody else end it before the caller's transaction does; before its hold is locked. */
  void keep(UUID id) {
    locked(id);
  }

  /** Its order may have been called off unit by unit: then nobody waits for it any more. */
  void endIfCalledOff(UUID id) {
    var pickup = locked(id);
    var hold = reservations.find(pickup.holdId()).map(Hold::state);
    if (pickup.state() == State.WAITING && hold.equals(Optional.of(HoldState.REVERSED))) {
      ends.end(pickup, State.CANCELLED, "all of it was called off", "hub");
    }
  }

  /** Ends those that nobody came for, and those whose hold ended elsewhere; returns how many. */
  public int settle() {
    int ended = 0;
    for (var id : store.toSettle(AT_ONCE)) {
      try {
        ended += Objects.requireNonNull(tx.execute(_ -> ends.settle(locked(id)))) ? 1 : 0;
      } catch (RuntimeException later) {
        // One that cannot end now, for example at a fenced location, keeps no other.
        LOG.warn("pick-up {} is settled later", id, later);
      }
    }
    ends.closeRefunded();
    return ended;
  }

  private PickUp locked(UUID id) {
    return store.lock(id).orElseThrow(() -> new NotFound("pick-up " + id));
  }

  private static void mustWait(PickUp pickup) {
    if (pickup.state() != State.WAITING) {
      throw new NotPossible("it waits no more, it is " + pickup.state());
    }
  }
}
