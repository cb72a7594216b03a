package dev.tillbridge.app.console;

import dev.tillbridge.hub.sales.OrderHistory;
import dev.tillbridge.hub.sales.SaleView;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.sale.SaleLine;
import dev.tillbridge.model.sale.Tender;
import dev.tillbridge.model.shop.ShopRefund.Restock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A sale as a page, in words. */
public final class SoldPage {

  private final SaleView sale;
  private final @Nullable OrderHistory history;
  private final Words words;
  private final String place;

  SoldPage(SaleView sale, @Nullable OrderHistory history, Words words, String place) {
    this.sale = sale;
    this.history = history;
    this.words = words;
    this.place = place;
  }

  /** A name and what stands behind it. */
  public record Fact(String name, String value) {}

  /** A line as it was charged. */
  public record Line(String title, String sku, int quantity, String discount, String net) {}

  /** A line of the order, and where its units are. */
  public record Units(String sku, int ordered, int open, int gone, int back, int returned) {}

  /** A version of the order; state is CURRENT, LATE or empty. */
  public record Version(
      int number, String changed, String heard, String total, String refunded, String state) {}

  /** What went back. */
  public record Refund(
      String time, String amount, String goods, String tax, String shipping, String units) {}

  /** What the customer's paper says. */
  public String receipt() {
    return sale.receiptNumber();
  }

  /** Where and when. */
  public String about() {
    return Stream.of(
            place,
            words.time(sale.soldAt()),
            Words.sale(sale.state()),
            Words.tenders(sale.tenders().stream().map(t -> t.kind().name()).toList()))
        .collect(Collectors.joining(" · "));
  }

  /** The sums, from goods to total, and what the shop says of the order. */
  public List<Fact> facts() {
    var facts = new ArrayList<Fact>();
    add(facts, "Shipping", sale.shipping());
    sale.charges().forEach(charge -> add(facts, charge.title(), charge.amount()));
    add(facts, "Tax", sale.tax());
    facts.add(new Fact("Total", Words.money(sale.total())));
    add(facts, "Cash rounding", sale.rounding());
    for (var tender : sale.tenders().size() > 1 ? sale.tenders() : List.<Tender>of()) {
      add(facts, "Paid: " + Words.tenders(List.of(tender.kind().name())), tender.amount());
    }
    var order = sale.order();
    if (order != null) {
      add(facts, "Went back", order.refunded());
      if (!order.total().equals(sale.total())) {
        facts.add(new Fact("Order now", Words.money(order.total())));
      }
      var presentment = order.presentment();
      if (presentment != null) {
        facts.add(new Fact("As the customer saw it", Words.money(presentment)));
      }
      var risk = order.risk();
      if (risk != null) {
        facts.add(new Fact("Risk of fraud", Words.kind(risk.name())));
      }
    }
    return facts;
  }

  private static void add(List<Fact> facts, String name, Money money) {
    if (!money.isZero()) {
      facts.add(new Fact(name, Words.money(money)));
    }
  }

  /** As charged. */
  public List<Line> lines() {
    return sale.lines().stream().map(SoldPage::line).toList();
  }

  private static Line line(SaleLine line) {
    return new Line(
        line.title(),
        line.sku().code(),
        line.quantity(),
        line.discount().isZero() ? "" : Words.money(line.discount()),
        Words.money(line.net()));
  }

  /** True when it was made of an outside order whose versions were kept. */
  public boolean ofAnOrder() {
    return history != null;
  }

  /** Where the order's units are. */
  public List<Units> units() {
    return history == null
        ? List.of()
        : history.parts().stream()
            .map(p ->
                new Units(p.sku().code(), p.ordered(), p.open(), p.gone(), p.back(), p.returned()))
            .toList();
  }

  /** Every version that the shop told of. */
  public List<Version> versions() {
    return history == null
        ? List.of()
        : history.versions().stream()
            .map(v -> new Version(
                v.number(),
                words.time(v.updatedAt()),
                words.time(v.heardAt()),
                Words.money(v.total()),
                v.refunded().isZero() ? "" : Words.money(v.refunded()),
                v.current() ? "Current" : v.late() ? "Came late" : ""))
            .toList();
  }

  /** What went back, with the amounts that the shop told. */
  public List<Refund> refunds() {
    if (history == null) {
      return List.of();
    }
    Map<String, String> skus = new HashMap<>();
    history.parts().forEach(part -> skus.put(part.lineId(), part.sku().code()));
    return history.refunds().stream()
        .map(r -> new Refund(
            words.time(r.at()),
            Words.money(r.amount()),
            Words.money(r.goods()),
            Words.money(r.tax()),
            r.shipping().isZero() ? "" : Words.money(r.shipping()),
            r.units().stream()
                .map(u -> "%d of %s, %s"
                    .formatted(
                        u.quantity(),
                        skus.getOrDefault(u.lineId(), "something else"),
                        restocked(u.restock())))
                .collect(Collectors.joining("; "))))
        .toList();
  }

  private static String restocked(Restock restock) {
    return switch (restock) {
      case CANCEL -> "taken off";
      case RETURN -> "brought back";
      case NO_RESTOCK -> "not restocked";
    };
  }
}
