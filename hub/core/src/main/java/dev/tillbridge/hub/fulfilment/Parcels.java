package dev.tillbridge.hub.fulfilment;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.ShopFulfilment;
import dev.tillbridge.model.shop.ShopFulfilment.OrderToSend;
import dev.tillbridge.model.shop.ShopFulfilment.Parcel;
import dev.tillbridge.model.shop.ShopFulfilment.Part;
import dev.tillbridge.model.shop.ShopFulfilment.Sending;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells shops what has left. They take no key for it, so what had left is written down before the
 * first attempt: whatever is new since, and could be ours, is ours. Units that stand at the shop in
 * several parts may need several calls, and each attempt makes only those that are still missing.
 *
 * <p>The shelf moves when the shop's order says that the units have left, which is asked for at once;
 * until then they stay promised and nobody else gets them.
 */
final class Parcels {

  /** The kind of a case about a parcel that the shop refused; its subject: the parcel. */
  static final String REFUSED = "parcel-refused";

  private final TransactionTemplate tx;
  private final ParcelStore store;
  private final Shops shops;
  private final Deliveries deliveries;
  private final Cases cases;

  Parcels(
      TransactionTemplate tx, ParcelStore store, Shops shops, Deliveries deliveries, Cases cases) {
    this.tx = tx;
    this.store = store;
    this.shops = shops;
    this.deliveries = deliveries;
    this.cases = cases;
  }

  Outcome<String> deliver(UUID id) {
    var found = store.find(id);
    if (found.isEmpty()) {
      return new Refused<>("there is no parcel " + id);
    }
    var parcel = found.get();
    if (parcel.state() == ParcelView.State.SENT) {
      return new Delivered<>("told before");
    }
    var outcome = shops.fulfilment(parcel.shop(), port -> tell(port, parcel));
    return switch (outcome) {
      case Delivered<String>(var remoteId) -> {
        tx.executeWithoutResult(_ -> {
          store.end(id, ParcelView.State.SENT, remoteId, null);
          cases.close(REFUSED, id.toString(), "the shop knows of it");
          // Now the order is another one: the shelf follows what the shop says of it.
          deliveries.add(Destination.SHOP_ORDERS, parcel.shop());
        });
        yield outcome;
      }
      case Refused<String> no -> {
        tx.executeWithoutResult(_ -> refused(parcel, no.why()));
        yield outcome;
      }
      case Outcome.NotSent<String> _, Outcome.InDoubt<String> _ -> outcome;
    };
  }

  private void refused(ParcelStore.Row parcel, String why) {
    store.end(parcel.id(), ParcelView.State.REFUSED, null, why);
    cases.open(
        REFUSED,
        parcel.id().toString(),
        "%s did not take the news of a parcel".formatted(parcel.shop()),
        "%s of order %s, packed by %s: %s. If the goods have left, fulfil the order there; if not, keep them."
            .formatted(parcel.units(), parcel.remoteOrder(), parcel.by(), why));
  }

  private Outcome<String> tell(ShopFulfilment port, ParcelStore.Row parcel) {
    return read(
        port.toSend(parcel.remoteOrder()),
        order ->
            read(port.sendings(parcel.remoteOrder()), left -> tell(port, parcel, order, left)));
  }

  /** What was only read is never in doubt. */
  static <T> Outcome<String> read(Outcome<T> told, Function<T, Outcome<String>> act) {
    return switch (told) {
      case Delivered<T>(var value) -> act.apply(value);
      case Outcome.NotSent<T>(var why, var wait) -> new Outcome.NotSent<>(why, wait);
      case Outcome.InDoubt<T>(var why) -> new Outcome.NotSent<>(why, null);
      case Refused<T>(var reason, var why) -> new Refused<>(reason, why);
    };
  }

  private Outcome<String> tell(
      ShopFulfilment port, ParcelStore.Row parcel, OrderToSend order, List<Sending> left) {
    var before = parcel.knownBefore();
    if (before == null) {
      before = left.stream().map(Sending::id).toList();
      store.remember(parcel.id(), before);
    }
    // What another parcel of the order became since is not ours, much as it may look like it.
    var others = new HashSet<>(before);
    others.addAll(store.becameOthers(parcel));
    var missing = new LinkedHashMap<>(parcel.units());
    var ids = new ArrayList<String>();
    for (var sending : left) {
      if (!others.contains(sending.id()) && couldBe(sending, parcel, missing)) {
        sending.units().forEach((line, units) -> missing.merge(line, -units, Integer::sum));
        ids.add(sending.id());
      }
    }
    missing.values().removeIf(units -> units == 0);
    var steps = steps(order, parcel, missing);
    if (!missing.isEmpty()) {
      return new Refused<>("the shop has no more to send of " + missing.keySet());
    }
    for (var step : steps) {
      switch (port.sent(new Parcel(step, parcel.tracking(), parcel.tellCustomer()))) {
        case Delivered<String>(var id) -> ids.add(id);
        case Outcome<String> no -> {
          return no;
        }
      }
    }
    return new Delivered<>(String.join(ParcelStore.BETWEEN_IDS, ids));
  }

  /** The same carrier's number, and nothing but units that we miss. */
  private static boolean couldBe(
      Sending sending, ParcelStore.Row parcel, SequencedMap<String, Integer> missing) {
    var number = parcel.tracking().number();
    return Objects.equals(number, sending.trackingNumber())
        && sending.units().entrySet().stream()
            .allMatch(line -> missing.getOrDefault(line.getKey(), 0) >= line.getValue());
  }

  /**
   * What is to be told, call by call: each of parts that are assigned to one location, ours first.
   *
   * @param missing what is told is taken off
   */
  private List<SequencedMap<String, SequencedMap<String, Integer>>> steps(
      OrderToSend order, ParcelStore.Row parcel, SequencedMap<String, Integer> missing) {
    var here = shops.theirs(parcel.shop(), parcel.location()).orElse("");
    var parts = new ArrayList<>(order.parts());
    parts.removeIf(part -> !part.open());
    parts.sort(Comparator.comparing(part -> !here.equals(part.locationId())));
    var byLocation =
        new LinkedHashMap<String, SequencedMap<String, SequencedMap<String, Integer>>>();
    for (var part : parts) {
      var units = new LinkedHashMap<String, Integer>();
      take(part, missing, units);
      if (!units.isEmpty()) {
        byLocation
            .computeIfAbsent(
                Objects.requireNonNullElse(part.locationId(), ""), _ -> new LinkedHashMap<>())
            .put(part.id(), units);
      }
    }
    return List.copyOf(byLocation.values());
  }

  private static void take(
      Part part, SequencedMap<String, Integer> missing, SequencedMap<String, Integer> units) {
    for (var line : part.lines()) {
      int some = Math.min(line.remaining(), missing.getOrDefault(line.lineId(), 0));
      if (some > 0) {
        units.put(line.id(), some);
        missing.merge(line.lineId(), -some, Integer::sum);
        missing.remove(line.lineId(), 0);
      }
    }
  }
}
