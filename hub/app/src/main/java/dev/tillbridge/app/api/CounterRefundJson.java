package dev.tillbridge.app.api;

import dev.tillbridge.hub.returns.NewRefund.Back;
import dev.tillbridge.hub.returns.RefundFigures;
import dev.tillbridge.hub.returns.RefundView;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Money that went back at the counter. */
record CounterRefundJson(
    UUID id,
    @Nullable UUID saleId,
    @Nullable UUID exchangeSale,
    String location,
    @Nullable String register,
    String receiptNumber,
    Instant at,
    LocalDate businessDay,
    RefundFiguresJson figures,
    String reason,
    String by,
    String approvedBy) {

  record RefundedLineJson(
      @Nullable Integer line,
      String sku,
      String title,
      int quantity,
      MoneyJson discount,
      MoneyJson amount,
      MoneyJson tax) {
    static RefundedLineJson of(RefundFigures.Line line) {
      return new RefundedLineJson(
          line.line(),
          line.sku().code(),
          line.title(),
          line.quantity(),
          MoneyJson.of(line.discount()),
          MoneyJson.of(line.amount()),
          MoneyJson.of(line.tax()));
    }
  }

  record RefundedTaxJson(
      String name, String category, int ratePpm, boolean included, MoneyJson amount) {
    static RefundedTaxJson of(RefundFigures.Tax tax) {
      return new RefundedTaxJson(
          tax.name(),
          tax.category().code(),
          tax.ratePpm(),
          tax.included(),
          MoneyJson.of(tax.amount()));
    }
  }

  record GivenBackJson(
      String kind, MoneyJson amount, @Nullable String reference) {
    static GivenBackJson of(Back back) {
      return new GivenBackJson(back.kind().name(), MoneyJson.of(back.amount()), back.reference());
    }
  }

  /**
   * What it comes to.
   *
   * @param amount with all taxes; {@code tax} is the part of it that is tax
   * @param rounding what the drawer kept by rounding; below zero when it gave more
   */
  record RefundFiguresJson(
      List<RefundedLineJson> lines,
      List<RefundedTaxJson> taxes,
      MoneyJson amount,
      MoneyJson tax,
      MoneyJson rounding,
      List<GivenBackJson> tenders) {
    static RefundFiguresJson of(RefundFigures figures) {
      return new RefundFiguresJson(
          figures.lines().stream().map(RefundedLineJson::of).toList(),
          figures.taxes().stream().map(RefundedTaxJson::of).toList(),
          MoneyJson.of(figures.amount()),
          MoneyJson.of(figures.tax()),
          MoneyJson.of(figures.rounding()),
          figures.tenders().stream().map(GivenBackJson::of).toList());
    }
  }

  static CounterRefundJson of(RefundView refund) {
    return new CounterRefundJson(
        refund.id(),
        refund.saleId(),
        refund.exchangeSale(),
        refund.location().code(),
        refund.register(),
        refund.receiptNumber(),
        refund.at(),
        refund.businessDay(),
        RefundFiguresJson.of(refund.figures()),
        refund.reason(),
        refund.by(),
        refund.approvedBy());
  }
}
