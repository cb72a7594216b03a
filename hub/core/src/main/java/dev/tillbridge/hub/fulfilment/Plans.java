package dev.tillbridge.hub.fulfilment;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.desk.NewPickUp;
import dev.tillbridge.hub.desk.PickUps;
import dev.tillbridge.hub.fulfilment.OrderStore.Order;
import dev.tillbridge.hub.fulfilment.OrderStore.SetAside;
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
import dev.tillbridge.model.stock.StockLine;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
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

  /** The kind of a case about an order that cannot leave from where it shall; its subject: its sale. */
  static final String ELSEWHERE = "order-elsewhere";

  private static final Logger LOG = LoggerFactory.getLogger(Plans.class);
  private static final int AT_ONCE = 100;
  private static final String SHOP = "the shop";

  private final TransactionTemplate tx;
  private final InstantSource clock;
  private final PlanStore plans;
  private final OrderStore orders;
  private final Shops shops;
  private final OrderMoves moves;
  private final SendingPolicies policies;
  private final Errands errands;
  private final PickUps pickUps;
  private final Cases cases;

  Plans(
      TransactionTemplate tx,
      InstantSource clock,
      PlanStore plans,
      OrderStore orders,
      Shops shops,
      OrderMoves moves,
      SendingPolicies policies,
      Errands errands,
      PickUps pickUps,
      Cases cases) {
    this.tx = tx;
    this.clock = clock;
    this.plans = plans;
    this.orders = orders;
    this.shops = shops;
    this.moves = moves;
    this.policies = policies;
    this.errands = errands;
    this.pickUps = pickUps;
    this.cases = cases;
  }

  /** Begins plans for orders that were paid, ends those of orders that have left; how many began. */
  int sweep() {
    plans.end(clock.instant());
    var told = shops.withFulfilment();
    if (told.isEmpty()) {
      return 0;
    }
    return Objects.requireNonNull(tx.execute(_ -> {
      var fresh = plans.begin(told, AT_ONCE);
      fresh.forEach(id -> errands.tell(Errands.PLAN, id));
      return fresh.size();
    }));
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
      bring(order, wanted, Map.of(), "as " + order.shop() + " wants it");
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
      cases.open(
          ELSEWHERE,
          order.id().toString(),
          "Order %s cannot be sent as the rules say".formatted(order.name()),
          "No location that sends has %s%s. It stays where it is."
              .formatted(wanted, policy.splitting() ? "" : " as a whole"));
      return;
    }
    bring(order, route.get().units(), lines(order), route.get().why());
  }

  /** The order's lines by SKU, for telling the shop. */
  private Map<Sku, List<OrderStore.OpenLine>> lines(Order order) {
    var lines = new TreeMap<Sku, List<OrderStore.OpenLine>>();
    for (var line : orders.open(order.id())) {
      lines.merge(
          line.sku(),
          List.of(line),
          (one, other) ->
              java.util.stream.Stream.concat(one.stream(), other.stream()).toList());
    }
    return lines;
  }

  /**
   * Brings units to where they are wanted.
   *
   * @param tell by SKU, the lines of which the shop is told; empty when it knows
   */
  private void bring(
      Order order,
      Map<LocationId, Map<Sku, Integer>> wanted,
      Map<Sku, List<OrderStore.OpenLine>> tell,
      String why) {
    try {
      tx.executeWithoutResult(_ -> {
        boolean moved = false;
        for (var place : wanted.entrySet()) {
          moved |= bring(order, place.getKey(), place.getValue(), wanted, tell);
        }
        if (moved || !tell.isEmpty()) {
          plans.routed(order.id(), why);
        }
        cases.close(ELSEWHERE, order.id().toString(), why);
      });
    } catch (NotPossible no) {
      cases.open(
          ELSEWHERE,
          order.id().toString(),
          "Order %s cannot be sent from where it shall".formatted(order.name()),
          "%s: %s. It stays where it is; see to it at the desk.".formatted(why, no.getMessage()));
    }
  }

  private boolean bring(
      Order order,
      LocationId to,
      Map<Sku, Integer> units,
      Map<LocationId, Map<Sku, Integer>> wanted,
      Map<Sku, List<OrderStore.OpenLine>> tell) {
    var told = new LinkedHashMap<String, Integer>();
    boolean moved = false;
    for (var place : orders.setAside(order.id())) {
      var leaving = leaving(place, to, units, wanted, orders.setAside(order.id()));
      if (!leaving.isEmpty()) {
        var change = UUID.randomUUID();
        moves.move(order.shop(), change, place.holdId(), leaving, to);
        leaving.forEach(line -> note(line, tell, told));
        moved = true;
      }
    }
    if (!told.isEmpty()) {
      var id = UUID.randomUUID();
      plans.addMove(id, order.id(), to, told, clock.instant());
      errands.tell(Errands.MOVE, id);
    }
    return moved;
  }

  /** What of a place goes to another: what that one lacks, and this one has beyond its own share. */
  private static List<StockLine> leaving(
      SetAside place,
      LocationId to,
      Map<Sku, Integer> units,
      Map<LocationId, Map<Sku, Integer>> wanted,
      List<SetAside> all) {
    if (place.location().equals(to)) {
      return List.of();
    }
    var there =
        OrderStore.units(all.stream().filter(p -> p.location().equals(to)).toList());
    var stays = wanted.getOrDefault(place.location(), Map.of());
    return place.lines().stream()
        .map(line -> {
          int lacks = units.getOrDefault(line.sku(), 0) - there.getOrDefault(line.sku(), 0);
          int beyond = line.quantity() - stays.getOrDefault(line.sku(), 0);
          return Map.entry(line.sku(), Math.min(lacks, beyond));
        })
        .filter(line -> line.getValue() > 0)
        .map(line -> new StockLine(line.getKey(), line.getValue()))
        .toList();
  }

  private static void note(
      StockLine moved,
      Map<Sku, List<OrderStore.OpenLine>> tell,
      SequencedMap<String, Integer> told) {
    int left = moved.quantity();
    for (var line : tell.getOrDefault(moved.sku(), List.of())) {
      int some = Math.min(left, line.units() - told.getOrDefault(line.lineId(), 0));
      if (some > 0) {
        told.merge(line.lineId(), some, Integer::sum);
        left -= some;
      }
    }
  }
}
