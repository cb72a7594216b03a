package dev.tillbridge.hub.fulfilment;

import dev.tillbridge.hub.desk.NewPickUp;
import dev.tillbridge.hub.desk.PickUps;
import dev.tillbridge.hub.fulfilment.OrderStore.Order;
import dev.tillbridge.hub.problem.NotPossible;
import dev.tillbridge.hub.stock.OrderMoves;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.shop.ShopFulfilment.Method;
import dev.tillbridge.model.shop.ShopFulfilment.OrderToSend;
import dev.tillbridge.model.shop.ShopFulfilment.Part;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Asks the shop how a paid order is to leave. The units follow to where the shop wants them sent
 * from, then the merchant's rules may send them from elsewhere; what is picked up waits for its
 * customer.
 */
final class Plans {

  private static final Logger LOG = LoggerFactory.getLogger(Plans.class);
  private static final int AT_ONCE = 100;
  private static final String SHOP = "the shop";

  private final TransactionTemplate tx;
  private final InstantSource clock;
  private final PlanStore plans;
  private final OrderStore orders;
  private final Shops shops;
  private final OrderMoves moves;
  private final Rerouting rerouting;
  private final SendingPolicies policies;
  private final Errands errands;
  private final PickUps pickUps;

  Plans(
      TransactionTemplate tx,
      InstantSource clock,
      PlanStore plans,
      OrderStore orders,
      Shops shops,
      OrderMoves moves,
      Rerouting rerouting,
      SendingPolicies policies,
      Errands errands,
      PickUps pickUps) {
    this.tx = tx;
    this.clock = clock;
    this.plans = plans;
    this.orders = orders;
    this.shops = shops;
    this.moves = moves;
    this.rerouting = rerouting;
    this.policies = policies;
    this.errands = errands;
    this.pickUps = pickUps;
  }

  /** Begins plans for orders that were paid, ends those of orders that have left; how many began. */
  int sweep() {
    plans.end(clock.instant());
    // Shop by shop, so that one's flood does not keep another's waiting.
    return shops.withFulfilment().stream()
        .mapToInt(shop -> Objects.requireNonNull(tx.execute(_ -> {
          var fresh = plans.begin(shop, AT_ONCE);
          errands.tell(shop, Errands.PLAN, fresh);
          return fresh.size();
        })))
        .sum();
  }

  Outcome<String> deliver(UUID id) {
    var found = orders.find(id);
    if (found.isEmpty()) {
      return new Refused<>("there is no order " + id);
    }
    var order = found.get();
    if (!order.paid()) {
      return new Delivered<>("nothing is to be sent any more");
    }
    var asked = shops.fulfilment(order.shop(), port -> port.toSend(order.orderId()));
    return Parcels.read(asked, told -> new Delivered<>(plan(order, told)));
  }

  private String plan(Order order, OrderToSend told) {
    var method = method(told);
    tx.executeWithoutResult(
        _ -> plans.read(order.id(), method, told.destination(), clock.instant()));
    follow(order, told);
    if (method == Method.PICK_UP) {
      waits(order, told);
    } else if (method == Method.SHIPPING) {
      route(order, told);
    }
    return method.name();
  }

  private static Method method(OrderToSend told) {
    var methods = told.parts().stream().filter(Part::open).map(Part::method).toList();
    if (methods.contains(Method.PICK_UP)) {
      return Method.PICK_UP;
    }
    return methods.contains(Method.SHIPPING) ? Method.SHIPPING : Method.NONE;
  }

  /** The shop counts the units where it has assigned them, and so do we. */
  private void follow(Order order, OrderToSend told) {
    if (moves.hasBundles(order.id())) {
      return;
    }
    var skus = new HashMap<String, Sku>();
    orders.open(order.id()).forEach(line -> skus.put(line.lineId(), line.sku()));
    var wanted = new TreeMap<LocationId, Map<Sku, Integer>>();
    told.parts().stream()
        .filter(Part::open)
        .forEach(part -> shops
            .ours(order.shop(), part.locationId())
            .ifPresent(location -> part.lines().forEach(line -> {
              var sku = skus.get(line.lineId());
              if (sku != null && line.remaining() > 0) {
                wanted
                    .computeIfAbsent(location, _ -> new TreeMap<>())
                    .merge(sku, line.remaining(), Integer::sum);
              }
            })));
    if (!wanted.isEmpty()) {
      rerouting.asTheShopWants(order, wanted);
    }
  }

  private void waits(Order order, OrderToSend told) {
    var to = told.destination();
    var customer = to == null || to.lines().isEmpty() ? null : to.lines().getFirst();
    var wish = new NewPickUp(
        Errands.named("pick-up:" + order.id()),
        orders.home(order.id()),
        order.name(),
        customer,
        null,
        order.id(),
        List.of(),
        null,
        null);
    try {
      pickUps.make(wish, SHOP);
    } catch (NotPossible no) {
      // Somebody has set it up by hand, or it was called off meanwhile.
      LOG.info("order {} of {} is no new pick-up: {}", order.name(), order.shop(), no.getMessage());
    }
  }

  private void route(Order order, OrderToSend told) {
    var policy = policies.of(order.shop());
    var aside = orders.setAside(order.id());
    if (policy.rules().isEmpty() || aside.isEmpty() || moves.hasBundles(order.id())) {
      return;
    }
    var wanted = OrderStore.units(aside);
    var to = told.destination();
    var within = moves.within(order.shop(), wanted.keySet());
    aside.forEach(place -> place
        .lines()
        .forEach(line -> within
            .computeIfAbsent(place.location(), _ -> new TreeMap<>())
            .merge(line.sku(), line.quantity(), Integer::sum)));
    var places = policies.places(List.copyOf(within.keySet())).stream()
        .filter(place ->
            place.sends() && shops.theirs(order.shop(), place.location()).isPresent())
        .map(place -> new Routing.Place(
            place.location(),
            Objects.requireNonNullElse(place.rank(), SendingPlace.RANK_MOST + 1),
            place.metresTo(
                to == null ? null : to.latitudeMicro(), to == null ? null : to.longitudeMicro()),
            within.getOrDefault(place.location(), Map.of()),
            aside.stream().anyMatch(one -> one.location().equals(place.location()))))
        .toList();
    var route = new Routing(policy).route(wanted, places);
    if (route.isEmpty()) {
      rerouting.impossible(
          order,
          "Order %s cannot be sent as the rules say".formatted(order.name()),
          "No location that sends has %s%s. It stays where it is."
              .formatted(wanted, policy.splitting() ? "" : " as a whole"));
      return;
    }
    rerouting.asTheRulesWant(order, route.get());
  }
}
