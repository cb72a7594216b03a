package dev.tillbridge.hub.fulfilment;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.fulfilment.OrderStore.OpenLine;
import dev.tillbridge.hub.fulfilment.OrderStore.Order;
import dev.tillbridge.hub.fulfilment.OrderStore.SetAside;
import dev.tillbridge.hub.problem.NotPossible;
import dev.tillbridge.hub.stock.OrderMoves;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.stock.StockLine;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.transaction.support.TransactionTemplate;

/** Has an order's units lie where they are to leave from, all of them or none. */
final class Rerouting {

  /** The kind of a case about an order that cannot leave from where it shall; its subject: its sale. */
  static final String ELSEWHERE = "order-elsewhere";

  private final TransactionTemplate tx;
  private final InstantSource clock;
  private final PlanStore plans;
  private final OrderStore orders;
  private final OrderMoves moves;
  private final Errands errands;
  private final Cases cases;

  Rerouting(
      TransactionTemplate tx,
      InstantSource clock,
      PlanStore plans,
      OrderStore orders,
      OrderMoves moves,
      Errands errands,
      Cases cases) {
    this.tx = tx;
    this.clock = clock;
    this.plans = plans;
    this.orders = orders;
    this.moves = moves;
    this.errands = errands;
    this.cases = cases;
  }

  /** Where the shop itself wants them: it need not be told. */
  void asTheShopWants(Order order, Map<LocationId, Map<Sku, Integer>> wanted) {
    bring(order, wanted, Map.of(), "as " + order.shop() + " wants it");
  }

  /** Where the merchant's rules want them: the shop is told. */
  void asTheRulesWant(Order order, Routing.Route route) {
    bring(order, route.units(), lines(order), route.why());
  }

  /** Nothing is done that a person has not looked at. */
  void impossible(Order order, String title, String why) {
    cases.open(ELSEWHERE, order.id().toString(), title, why);
  }

  /** The order's lines by SKU, for telling the shop. */
  private Map<Sku, List<OpenLine>> lines(Order order) {
    var lines = new TreeMap<Sku, List<OpenLine>>();
    for (var line : orders.open(order.id())) {
      lines.computeIfAbsent(line.sku(), _ -> new ArrayList<>()).add(line);
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
      Map<Sku, List<OpenLine>> tell,
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
      impossible(
          order,
          "Order %s cannot be sent from where it shall".formatted(order.name()),
          "%s: %s. It stays where it is; see to it at the desk.".formatted(why, no.getMessage()));
    }
  }

  private boolean bring(
      Order order,
      LocationId to,
      Map<Sku, Integer> units,
      Map<LocationId, Map<Sku, Integer>> wanted,
      Map<Sku, List<OpenLine>> tell) {
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
      errands.tell(order.shop(), Errands.MOVE, id);
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
      StockLine moved, Map<Sku, List<OpenLine>> tell, SequencedMap<String, Integer> told) {
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
