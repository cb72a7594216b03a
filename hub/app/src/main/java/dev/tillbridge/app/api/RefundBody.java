package dev.tillbridge.app.api;

import dev.tillbridge.hub.credit.ValueKind;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.FieldError;
import dev.tillbridge.hub.returns.NewRefund;
import dev.tillbridge.hub.sales.NewSale;
import dev.tillbridge.model.sale.Tender;
import dev.tillbridge.model.stock.StockLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Money that a customer gets back, as a till asks for it.
 *
 * @param saleId the sale of the receipt; without one the lines name SKUs and prices
 * @param tenders how it goes back, as the till has done it; left out, the hub decides
 * @param otherwise it does not go back the way it was paid
 * @param exchange a sale, with EXCHANGE among its tenders
 * @param approval a manager, where the caller himself may not give money back
 */
record RefundBody(
    @Nullable UUID id,
    @Nullable UUID saleId,
    @Nullable String location,
    @Nullable String register,
    @Nullable String receiptNumber,
    @Nullable Instant at,
    @Nullable String reason,
    @Nullable List<@Nullable RefundLine> lines,
    @Nullable List<@Nullable RefundBack> tenders,
    @Nullable Boolean otherwise,
    @Nullable SaleBody exchange,
    HoldsApi.@Nullable Approval approval) {

  private static final int MOST_LINES = 500;
  private static final int MOST_TENDERS = 20;
  private static final int REASON_LONGEST = 500;

  /** Units of a line of the sale, the first is 1; or of a SKU at a price, without a receipt. */
  record RefundLine(
      @Nullable Integer line,
      @Nullable String sku,
      @Nullable Integer quantity,
      @Nullable MoneyJson unitPrice) {}

  record RefundBack(
      Tender.@Nullable Kind kind,
      @Nullable MoneyJson amount,
      @Nullable String reference) {}

  NewRefund read() {
    boolean receipt = saleId != null;
    return new NewRefund(
        Input.need("id", id),
        saleId,
        Input.location("location", location),
        register == null ? null : Input.text("register", register, 40),
        receiptNumber == null ? null : Input.text("receiptNumber", receiptNumber, 60),
        Input.time("at", at),
        Input.text("reason", reason, REASON_LONGEST),
        receipt ? units() : List.of(),
        receipt ? List.of() : loose(),
        backs(),
        otherwise != null && otherwise,
        exchange == null ? null : read(exchange));
  }

  private List<NewRefund.Units> units() {
    var read = new ArrayList<NewRefund.Units>();
    for (var line : Input.list("lines", lines, MOST_LINES)) {
      var field = "lines[" + read.size() + "]";
      if (line.sku() != null || line.unitPrice() != null) {
        throw BadInput.of(field, "names a line of the sale, not goods and prices");
      }
      read.add(new NewRefund.Units(
          Input.between(field + ".line", line.line(), 1, MOST_LINES),
          Input.between(field + ".quantity", line.quantity(), 1, StockLine.MOST)));
    }
    return read;
  }

  private List<NewRefund.Loose> loose() {
    var read = new ArrayList<NewRefund.Loose>();
    for (var line : Input.list("lines", lines, MOST_LINES)) {
      var field = "lines[" + read.size() + "]";
      if (line.line() != null) {
        throw BadInput.of(field + ".line", "belongs to a sale, and none is named");
      }
      read.add(new NewRefund.Loose(
          Input.sku(field + ".sku", line.sku()),
          Input.between(field + ".quantity", line.quantity(), 1, StockLine.MOST),
          MoneyJson.read(field + ".unitPrice", line.unitPrice())));
    }
    return read;
  }

  private List<NewRefund.Back> backs() {
    var read = new ArrayList<NewRefund.Back>();
    if (tenders == null || tenders.isEmpty()) {
      return read;
    }
    for (var back : Input.list("tenders", tenders, MOST_TENDERS)) {
      var field = "tenders[" + read.size() + "]";
      read.add(new NewRefund.Back(
          Input.need(field + ".kind", back.kind()),
          MoneyJson.read(field + ".amount", back.amount()),
          reference(field + ".reference", back)));
    }
    return read;
  }

  /** The code of a card for new credit may look like the number of a payment card. */
  private static @Nullable String reference(String field, RefundBack back) {
    var reference = back.reference();
    boolean code = back.kind() != null && ValueKind.of(back.kind()).isPresent();
    return reference == null || code ? reference : Input.text(field, reference, 100);
  }

  private static NewSale read(SaleBody sale) {
    try {
      return sale.read(null);
    } catch (BadInput wrong) {
      throw new BadInput(wrong.errors().stream()
          .map(e -> new FieldError("exchange." + e.field(), e.reason()))
          .toList());
    }
  }
}
