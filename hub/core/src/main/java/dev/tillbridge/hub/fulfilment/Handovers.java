package dev.tillbridge.hub.fulfilment;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.ShopFulfilment;
import dev.tillbridge.model.shop.ShopFulfilment.Method;
import dev.tillbridge.model.shop.ShopFulfilment.OrderToSend;
import dev.tillbridge.model.shop.ShopFulfilment.Part;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.UUID;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells shops how things shall stand: ready to be collected, sent from elsewhere. Each attempt looks
 * at how they stand and says only what is missing, so a repetition is harmless.
 */
final class Handovers {

  /** The kind of a case about a location that a shop refused; its subject: the order's sale. */
  static final String NOT_MOVED = "order-not-moved";

  private final TransactionTemplate tx;
  private final OrderStore orders;
  private final PlanStore plans;
  private final Shops shops;
  private final Cases cases;

  Handovers(TransactionTemplate tx, OrderStore orders, PlanStore plans, Shops shops, Cases cases) {
    this.tx = tx;
    this.orders = orders;
    this.plans = plans;
    this.shops = shops;
    this.cases = cases;
  }

  Outcome<String> ready(UUID orderId) {
    var found = orders.find(orderId);
    if (found.isEmpty()) {
      return new Refused<>("there is no order " + orderId);
    }
    var order = found.get();
    return shops.fulfilment(
        order.shop(),
        port -> look(port, order.orderId(), told -> {
          var parts = told.parts().stream()
              .filter(part -> part.open() && part.method() == Method.PICK_UP)
              .filter(part -> part.lines().stream().anyMatch(line -> line.remaining() > 0))
              .map(Part::id)
              .toList();
          return parts.isEmpty()
              ? new Delivered<>("the shop has nothing of it to be collected")
              : port.ready(parts);
        }));
  }

  Outcome<String> move(UUID id) {
    var move = plans.move(id);
    var order = move.flatMap(one -> orders.find(one.orderId()));
    if (move.isEmpty() || order.isEmpty()) {
      return new Refused<>("there is no move " + id);
    }
    var shop = order.get().shop();
    var to = shops.theirs(shop, move.get().location());
    if (to.isEmpty()) {
      return new Refused<>(shop + " does not know " + move.get().location());
    }
    var outcome = shops.fulfilment(
        shop,
        port -> look(
            port, order.get().orderId(), told -> move(port, told, move.get().units(), to.get())));
    switch (outcome) {
      case Delivered<String> _ -> plans.endMove(id, "DONE", null);
      case Refused<String> no ->
        tx.executeWithoutResult(_ -> {
          plans.endMove(id, "REFUSED", no.why());
          cases.open(
              NOT_MOVED,
              order.get().id().toString(),
              "%s does not send order %s from elsewhere"
                  .formatted(shop, order.get().name()),
              "%s: %s. It is sent from %s all the same; the shop counts it where it was."
                  .formatted(move.get().units(), no.why(), move.get().location()));
        });
      case NotSent<String> _, Outcome.InDoubt<String> _ -> {
        // It is tried again, looking first at how things stand.
      }
    }
    return outcome;
  }

  private static Outcome<String> move(
      ShopFulfilment port, OrderToSend told, SequencedMap<String, Integer> units, String to) {
    var missing = new LinkedHashMap<>(units);
    for (var part : told.parts()) {
      if (to.equals(part.locationId())) {
        part.lines()
            .forEach(line -> missing.computeIfPresent(
                line.lineId(),
                (_, left) -> left <= line.remaining() ? null : left - line.remaining()));
      }
    }
    Outcome<String> last = new Delivered<>("it is there already");
    for (var part : told.parts()) {
      var some = new LinkedHashMap<String, Integer>();
      if (part.open() && !Objects.equals(to, part.locationId())) {
        for (var line : part.lines()) {
          int count = Math.min(line.remaining(), missing.getOrDefault(line.lineId(), 0));
          if (count > 0) {
            some.put(line.id(), count);
            missing.merge(line.lineId(), -count, Integer::sum);
          }
        }
      }
      if (!some.isEmpty()) {
        last = port.move(part.id(), some, to);
        if (!(last instanceof Delivered<String>)) {
          return last;
        }
      }
    }
    return last;
  }

  private static Outcome<String> look(
      ShopFulfilment port,
      String orderId,
      java.util.function.Function<OrderToSend, Outcome<String>> act) {
    return Parcels.read(port.toSend(orderId), act);
  }
}
