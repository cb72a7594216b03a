package dev.tillbridge.app.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tillbridge.hub.sales.OrderFacts;
import dev.tillbridge.hub.sales.Remark;
import dev.tillbridge.hub.sales.SaleChange;
import dev.tillbridge.hub.sales.SaleView;
import dev.tillbridge.model.sale.ExternalRef;
import dev.tillbridge.model.sale.SaleLine;
import dev.tillbridge.model.sale.SaleTax;
import dev.tillbridge.model.sale.Tender;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A recorded sale and what became of it, for programs and tills. The customer stays inside.
 *
 * @param rounding what the drawer got beyond the total, to the smallest coin; null when nothing
 */
record SaleJson(
    UUID id,
    long number,
    String state,
    String channel,
    String location,
    @Nullable String register,
    String receiptNumber,
    @Nullable ExternalRef reference,
    Instant soldAt,
    Instant recordedAt,
    String currency,
    List<Line> lines,
    MoneyJson shipping,
    List<Tax> taxes,
    List<Paid> tenders,
    MoneyJson subtotal,
    MoneyJson tax,
    MoneyJson total,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable MoneyJson rounding,
    List<ShortageJson> shortages,
    List<News> deliveries,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Change> changes,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Charge> charges,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Order order,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Beside> remarks) {

  /** What was written down of a line, or of all of it (0): NOTE, WEIGHT, AGE, JOINED or QUOTE. */
  record Beside(int line, String kind, String text) {}

  record Line(
      String sku,
      String title,
      int quantity,
      MoneyJson unitPrice,
      MoneyJson discount,
      MoneyJson total) {
    static Line of(SaleLine line) {
      return new Line(
          line.sku().code(),
          line.title(),
          line.quantity(),
          MoneyJson.of(line.unitPrice()),
          MoneyJson.of(line.discount()),
          MoneyJson.of(line.net()));
    }
  }

  record Tax(
      String name,
      String category,
      int ratePpm,
      boolean included,
      MoneyJson taxable,
      MoneyJson amount) {
    static Tax of(SaleTax tax) {
      return new Tax(
          tax.name(),
          tax.category().code(),
          tax.ratePpm(),
          tax.included(),
          MoneyJson.of(tax.taxable()),
          MoneyJson.of(tax.amount()));
    }
  }

  record Paid(
      String kind,
      MoneyJson amount,
      @Nullable MoneyJson tendered,
      @Nullable MoneyJson change,
      @Nullable String reference) {
    static Paid of(Tender tender) {
      return new Paid(
          tender.kind().name(),
          MoneyJson.of(tender.amount()),
          MoneyJson.orNull(tender.tendered()),
          MoneyJson.orNull(tender.change()),
          tender.reference());
    }
  }

  /**
   * What became of a line after it was sold: CANCELLED, SUBSTITUTED, REROUTED, RETURNED or
   * REFUNDED.
   *
   * @param line counts the lines from one
   * @param amount what the customer gets back
   */
  record Change(
      UUID id,
      int line,
      String kind,
      int quantity,
      MoneyJson amount,
      MoneyJson tax,
      String note,
      String by,
      Instant at) {
    static Change of(SaleChange change) {
      return new Change(
          change.id(),
          change.line(),
          change.kind().name(),
          change.quantity(),
          MoneyJson.of(change.amount()),
          MoneyJson.of(change.tax()),
          change.note(),
          change.by(),
          change.at());
    }
  }

  /** What was charged beside goods and shipping: TIP, DUTY, FEE, GIFT_CARD or DEPOSIT. */
  record Charge(String kind, String title, MoneyJson amount) {}

  /**
   * The shop's order by its newest version.
   *
   * @param total before refunds
   * @param presentment the total in the customer's own currency; null when it is the shop's
   * @param risk NONE, PENDING, LOW, MEDIUM or HIGH; null when the shop has not said
   */
  record Order(
      int version,
      Instant updatedAt,
      MoneyJson total,
      MoneyJson refunded,
      @Nullable MoneyJson presentment,
      @Nullable String risk) {
    static @Nullable Order of(@Nullable OrderFacts order) {
      if (order == null) {
        return null;
      }
      var risk = order.risk();
      return new Order(
          order.version(),
          order.updatedAt(),
          MoneyJson.of(order.total()),
          MoneyJson.of(order.refunded()),
          MoneyJson.orNull(order.presentment()),
          risk == null ? null : risk.name());
    }
  }

  record News(
      UUID id,
      String destination,
      String state,
      @Nullable String remoteId,
      @Nullable String note) {}

  static SaleJson of(SaleView sale) {
    return of(sale, List.of());
  }

  static SaleJson of(SaleView sale, List<Remark> remarks) {
    return new SaleJson(
        sale.id(),
        sale.number(),
        sale.state(),
        sale.channel().name(),
        sale.location().code(),
        sale.register(),
        sale.receiptNumber(),
        sale.reference(),
        sale.soldAt(),
        sale.recordedAt(),
        sale.currency().getCurrencyCode(),
        sale.lines().stream().map(Line::of).toList(),
        MoneyJson.of(sale.shipping()),
        sale.taxes().stream().map(Tax::of).toList(),
        sale.tenders().stream().map(Paid::of).toList(),
        MoneyJson.of(sale.subtotal()),
        MoneyJson.of(sale.tax()),
        MoneyJson.of(sale.total()),
        sale.rounding().isZero() ? null : MoneyJson.of(sale.rounding()),
        ShortageJson.of(sale.shortages()),
        sale.deliveries().stream()
            .map(d -> new News(d.id(), d.destination(), d.state(), d.remoteId(), d.note()))
            .toList(),
        sale.changes().stream().map(Change::of).toList(),
        sale.charges().stream()
            .map(c -> new Charge(c.kind().name(), c.title(), MoneyJson.of(c.amount())))
            .toList(),
        Order.of(sale.order()),
        remarks.stream()
            .map(one -> new Beside(one.line(), one.kind().name(), one.text()))
            .toList());
  }
}
