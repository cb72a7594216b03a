package dev.tillbridge.hub.sales;

import static dev.tillbridge.hub.sales.SalesRig.USD;
import static dev.tillbridge.hub.sales.SalesRig.usd;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.shop.ShopOrder;
import dev.tillbridge.model.shop.ShopRefund;
import dev.tillbridge.model.shop.ShopRefund.Restock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A shop that keeps its own truth about orders, stock and money; each act makes a version of an
 * order. Simple enough to be obviously right.
 */
final class ModelShop {

  private static final int TAX_PPM = 82_500;
  private static final long SHIPPING = 500;

  /** A line and where its units are. */
  private static final class Line {
    private final String id;
    private final Sku sku;
    private final long price;
    private int ordered;
    private int sent;
    private int cancelled;
    private int writtenOff;
    private int returned;
    private int refunded;

    private Line(String id, Sku sku, long price, int ordered) {
      this.id = id;
      this.sku = sku;
      this.price = price;
      this.ordered = ordered;
    }

    private int open() {
      return ordered - sent - cancelled - writtenOff;
    }

    private static long tax(long net) {
      return (net * TAX_PPM + 500_000) / 1_000_000;
    }
  }

  /** An order; its acts happen only where they are possible. */
  final class Order {
    private final String id;
    private final Instant created = tick();
    private final List<Line> lines = new ArrayList<>();
    private final List<ShopRefund> refunds = new ArrayList<>();
    private boolean paid;
    private @Nullable Instant cancelled;
    private final List<ShopOrder> versions = new ArrayList<>();

    private Order(String id) {
      this.id = id;
    }

    boolean isOpen() {
      return cancelled == null;
    }

    void add(Sku sku, int units, long price) {
      lines.add(new Line(id + "/" + (lines.size() + 1), sku, price, units));
      told();
    }

    void raise(int line, int units) {
      lines.get(line).ordered += units;
      told();
    }

    void pay() {
      paid = true;
      told();
    }

    void send(int line, int units) {
      var one = lines.get(line);
      one.sent += Math.min(units, one.open());
      told();
    }

    /** Takes open units off, and gives their money back when it was paid. */
    void takeOff(int line, int units, boolean restock) {
      var one = lines.get(line);
      int some = Math.min(units, one.open());
      if (some > 0) {
        if (restock) {
          one.cancelled += some;
        } else {
          one.writtenOff += some;
        }
        refund(one, some, restock ? Restock.CANCEL : Restock.NO_RESTOCK);
      }
    }

    /** Units come back that had been sent, or stay with the customer. */
    void giveBack(int line, int units, boolean comesBack) {
      var one = lines.get(line);
      int some = Math.min(units, one.sent - one.refunded);
      if (some > 0) {
        one.refunded += some;
        one.returned += comesBack ? some : 0;
        refund(one, some, comesBack ? Restock.RETURN : Restock.NO_RESTOCK);
      }
    }

    void cancel(boolean restock) {
      var at = tick();
      var off = new ArrayList<ShopRefund.Line>();
      for (var line : lines) {
        int open = line.open();
        if (open > 0) {
          // Shopify does not let go of an order of which a part has left without taking the rest
          // back.
          boolean back = restock || lines.stream().anyMatch(one -> one.sent > 0);
          line.cancelled += back ? open : 0;
          line.writtenOff += back ? 0 : open;
          off.add(back(line, open, back ? Restock.CANCEL : Restock.NO_RESTOCK));
        }
      }
      if (!off.isEmpty()) {
        write(at, off);
      }
      cancelled = at;
      told();
    }

    private void refund(Line line, int units, Restock restock) {
      write(tick(), List.of(back(line, units, restock)));
      told();
    }

    private void write(Instant at, List<ShopRefund.Line> lines) {
      var amount =
          lines.stream().map(line -> line.net().plus(line.tax())).reduce(usd(0), Money::plus);
      refunds.add(new ShopRefund(
          id + "/refund/" + refunds.size(), at, paid ? amount : usd(0), usd(0), lines, ""));
    }

    private ShopRefund.Line back(Line line, int units, Restock restock) {
      long net = line.price * units;
      return new ShopRefund.Line(line.id, units, restock, usd(net), usd(Line.tax(net)));
    }

    Money total() {
      return usd(goods() + SHIPPING + tax());
    }

    Money refunded() {
      return refunds.stream().map(ShopRefund::amount).reduce(usd(0), Money::plus);
    }

    private long goods() {
      return lines.stream().mapToLong(line -> line.price * line.ordered).sum();
    }

    private long tax() {
      return lines.stream()
          .mapToLong(line -> Line.tax(line.price * line.ordered))
          .sum();
    }

    private void told() {
      var payment = ShopOrder.Payment.OPEN;
      if (paid) {
        payment = refunded().isZero() ? ShopOrder.Payment.PAID : ShopOrder.Payment.REFUNDED;
      }
      boolean fulfilled = cancelled == null
          && lines.stream().allMatch(line -> line.open() == 0)
          && lines.stream().anyMatch(line -> line.sent > 0);
      versions.add(new ShopOrder(
          id,
          "#" + id,
          created,
          tick(),
          cancelled,
          payment,
          fulfilled,
          false,
          USD,
          false,
          null,
          lines.stream()
              .map(line -> new ShopOrder.Line(
                  line.id,
                  line.sku,
                  "A mug",
                  line.ordered,
                  line.open(),
                  usd(line.price),
                  usd(0),
                  true))
              .toList(),
          usd(SHIPPING),
          usd(0),
          List.of(new ShopOrder.Tax("State tax", TAX_PPM, usd(tax()))),
          total(),
          List.of("shopify_payments"),
          null,
          List.of(),
          refunds,
          new ShopOrder.More(paid ? total() : usd(0), null, null, null)));
    }

    List<ShopOrder> versions() {
      return List.copyOf(versions);
    }

    int lines() {
      return lines.size();
    }

    String id() {
      return id;
    }
  }

  private final Map<String, Order> orders = new LinkedHashMap<>();
  private Instant time = OneOrder.T1;

  private Instant tick() {
    time = time.plusSeconds(1);
    return time;
  }

  Order place() {
    var order = new Order("order-" + (orders.size() + 1));
    orders.put(order.id, order);
    return order;
  }

  List<Order> orders() {
    return List.copyOf(orders.values());
  }

  /** What has left the shelf for good, by SKU. */
  Map<Sku, Integer> gone() {
    return sums(line -> line.sent + line.writtenOff - line.returned);
  }

  /** What is promised and has not left, by SKU. */
  Map<Sku, Integer> open() {
    return sums(Line::open);
  }

  private interface Count {
    int of(Line line);
  }

  private Map<Sku, Integer> sums(Count count) {
    var sums = new HashMap<Sku, Integer>();
    orders
        .values()
        .forEach(order ->
            order.lines.forEach(line -> sums.merge(line.sku, count.of(line), Integer::sum)));
    return new TreeMap<>(sums);
  }
}
