package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.stock.sim.Dice;
import dev.tillbridge.hub.stock.sim.Fibers;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Reason;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.Listing;
import dev.tillbridge.model.shop.ShopChannel;
import dev.tillbridge.model.shop.ShopEvent;
import dev.tillbridge.model.shop.ShopOrder;
import dev.tillbridge.model.shop.StockCall;
import dev.tillbridge.model.shop.StockChange;
import dev.tillbridge.model.shop.StockNumber;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An outside shop with its own truth: a number per item and place, compare-and-set, keys that are
 * remembered with their answers, customers who buy without asking us, and a bad line.
 */
final class SimShop implements ShopChannel {

  static final String NAME = "shop";

  /** Few, so that calls are full. */
  static final int CHANGES_PER_CALL = 3;

  /**
   * A version of an order.
   *
   * @param told when the shop's list of orders shows it
   */
  record Order(
      UUID id,
      Sku sku,
      String place,
      int units,
      long placedAt,
      long told,
      int version,
      boolean cancelled,
      boolean fulfilled) {}

  private final Fibers fibers;
  private final Dice dice;
  private final Map<String, Integer> numbers = new TreeMap<>();
  private final Map<UUID, Outcome<StockCall.Answer>> answered = new TreeMap<>();
  private final Map<UUID, Order> orders = new TreeMap<>();
  private final Runnable witness;
  private final int refusals;
  private int trouble;
  private int refused;

  /**
   * Opens without anything on show.
   *
   * @param trouble so many of a thousand calls go wrong
   * @param refusals so many of a thousand changes are refused for reasons of the shop's own
   * @param witness looks at every change of its truth
   */
  SimShop(Fibers fibers, Dice dice, int trouble, int refusals, Runnable witness) {
    this.fibers = fibers;
    this.dice = dice;
    this.trouble = trouble;
    this.refusals = refusals;
    this.witness = witness;
  }

  /** From now on everything works. */
  void behave() {
    trouble = 0;
  }

  private boolean isTroubled() {
    return trouble > 0;
  }

  static String item(Sku sku) {
    return "item-" + sku;
  }

  /** Units on show. */
  int number(Sku sku, String place) {
    return numbers.getOrDefault(item(sku) + "|" + place, 0);
  }

  /** All orders, in the order of their ids. */
  List<Order> orders() {
    return List.copyOf(orders.values());
  }

  /** A customer buys, if the shop shows enough. */
  @Nullable
  Order buy(Sku sku, String place, int units, long lag) {
    if (number(sku, place) < units) {
      return null;
    }
    numbers.merge(item(sku) + "|" + place, -units, Integer::sum);
    long now = fibers.now();
    var order = new Order(dice.id(), sku, place, units, now, now + lag, 1, false, false);
    orders.put(order.id(), order);
    fibers.note("buys " + units + " " + sku + " at the shop");
    witness.run();
    return order;
  }

  /** The customer, or the merchant, calls it off: the units are on show again. */
  void cancel(UUID id, boolean restock) {
    var order = java.util.Objects.requireNonNull(orders.get(id));
    orders.put(id, next(order, true, order.fulfilled()));
    if (restock) {
      numbers.merge(item(order.sku()) + "|" + order.place(), order.units(), Integer::sum);
    }
    fibers.note("an order of " + order.units() + " " + order.sku() + " is cancelled");
    witness.run();
  }

  /** The goods have been sent. */
  void fulfil(UUID id) {
    var order = java.util.Objects.requireNonNull(orders.get(id));
    orders.put(id, next(order, order.cancelled(), true));
  }

  /** The order as it stands. */
  Order order(UUID id) {
    return java.util.Objects.requireNonNull(orders.get(id));
  }

  private Order next(Order o, boolean cancelled, boolean fulfilled) {
    return new Order(
        o.id(),
        o.sku(),
        o.place(),
        o.units(),
        o.placedAt(),
        Math.max(o.told(), fibers.now()),
        o.version() + 1,
        cancelled,
        fulfilled);
  }

  /** What the shop's list of orders tells now; the oldest change first. */
  Outcome<List<Order>> newestOrders() {
    fibers.point("asks the shop for orders");
    if (dice.permille(trouble)) {
      return new NotSent<>("no answer", null);
    }
    var told = new ArrayList<Order>();
    for (var order : orders.values()) {
      if (order.told() <= fibers.now()) {
        told.add(order);
      }
    }
    told.sort(java.util.Comparator.comparingLong(Order::told));
    fibers.point("hears of " + told.size() + " orders");
    return new Delivered<>(told);
  }

  @Override
  public Outcome<StockNumber> setAvailable(StockChange change) {
    var call = new StockCall(change.key(), change.locationId(), List.of(change));
    var answer = setAvailable(call);
    return answer instanceof Delivered<StockCall.Answer>(var said)
            && !said.refused().isEmpty()
        ? said.refused().values().iterator().next()
        : answer.map(_ -> new StockNumber(change.to()));
  }

  @Override
  public Outcome<StockCall.Answer> setAvailable(StockCall call) {
    fibers.point("tells the shop");
    if (isTroubled() && dice.permille(refusals)) {
      fibers.note("the shop refuses");
      refused++;
      return refusal(call);
    }
    if (dice.permille(trouble)) {
      switch (dice.below(4)) {
        case 0 -> {
          return new NotSent<>("no connection", null);
        }
        case 1 -> fibers.note("the request is lost");
        case 2 -> {
          apply(call);
          fibers.note("the answer is lost");
        }
        default -> {
          fibers.note("no answer, the request is still on its way");
          // What is still on its way when the shop begins to refuse us is refused as well.
          int before = refused;
          fibers.at(fibers.now() + dice.below(3_000), () -> {
            if (refused == before) {
              apply(call);
            }
          });
        }
      }
      return new InDoubt<>("no answer");
    }
    var answer = apply(call);
    fibers.point("hears from the shop");
    return answer;
  }

  /** Names one that it does not like, or nobody. */
  private Outcome<StockCall.Answer> refusal(StockCall call) {
    if (dice.permille(500)) {
      return new Refused<>(Reason.INVALID, "not now");
    }
    var one = call.changes().get(dice.below(call.changes().size()));
    return new Delivered<>(
        new StockCall.Answer(Map.of(one.key(), new Refused<>(Reason.INVALID, "not now"))));
  }

  private Outcome<StockCall.Answer> apply(StockCall call) {
    var known = answered.get(call.key());
    if (known != null) {
      return known;
    }
    var stale = new TreeMap<UUID, Refused<StockNumber>>();
    for (var change : call.changes()) {
      int number = numbers.getOrDefault(change.itemId() + "|" + call.locationId(), 0);
      if (number != change.from()) {
        stale.put(change.key(), new Refused<>(Reason.STALE, "it is " + number));
      }
    }
    if (stale.isEmpty()) {
      for (var change : call.changes()) {
        numbers.put(change.itemId() + "|" + call.locationId(), change.to());
      }
    }
    Outcome<StockCall.Answer> answer = new Delivered<>(new StockCall.Answer(stale));
    answered.put(call.key(), answer);
    if (fibers.trace().on()) {
      fibers.note("shop: " + call + ": " + answer);
    }
    witness.run();
    return answer;
  }

  @Override
  public Outcome<StockNumber> available(String itemId, String locationId) {
    fibers.point("asks the shop for its number");
    if (dice.permille(trouble)) {
      return new NotSent<>("no answer", null);
    }
    int number = numbers.getOrDefault(itemId + "|" + locationId, 0);
    if (fibers.trace().on()) {
      fibers.note("the shop shows " + number + " of " + itemId);
    }
    fibers.point("hears the shop's number");
    return new Delivered<>(new StockNumber(number));
  }

  @Override
  public String system() {
    return "sim";
  }

  @Override
  public String shop() {
    return NAME;
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(true, true, CHANGES_PER_CALL);
  }

  @Override
  public Outcome<List<Listing>> listings(Collection<Sku> skus) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Outcome<OrderPage> ordersChangedSince(Instant since, @Nullable String cursor) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Outcome<Integer> subscribe(String address) {
    throw new UnsupportedOperationException();
  }

  @Override
  public @Nullable ShopEvent receive(byte[] body, Map<String, String> headers) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Outcome<ShopOrder> order(ShopEvent event) {
    throw new UnsupportedOperationException();
  }
}
