package dev.tillbridge.hub.sales;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.sale.SaleTax;
import dev.tillbridge.model.sale.Tender;
import dev.tillbridge.model.stock.StockLine;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sale as a till reports it. Nothing in here is believed yet: {@link Sales#record} judges it.
 *
 * @param id made by the till before the customer paid; the idempotency key
 * @param register which till, or null when none is meant
 * @param receiptNumber as printed; null lets the hub number it
 * @param soldAt when the customer paid, by the till's clock
 * @param holdId the hold that the goods were set aside under, or null
 * @param lease what the till sold without asking, or null
 * @param taxes as charged
 */
public record NewSale(
    UUID id,
    Channel channel,
    LocationId location,
    @Nullable String register,
    @Nullable String receiptNumber,
    Instant soldAt,
    @Nullable UUID holdId,
    @Nullable Lease lease,
    Currency currency,
    List<Line> lines,
    List<SaleTax> taxes,
    List<NewTender> tenders) {

  /**
   * One line as charged.
   *
   * @param discount off the whole line; zero when there is none
   * @param serials of its units, as far as the till named them
   * @param lot of all its units, or null when the till named none
   */
  public record Line(
      Sku sku,
      int quantity,
      Money unitPrice,
      Money discount,
      List<String> serials,
      @Nullable String lot) {

    public Line {
      serials = List.copyOf(serials);
    }

    /** Units that nobody named. */
    public Line(Sku sku, int quantity, Money unitPrice, Money discount) {
      this(sku, quantity, unitPrice, discount, List.of(), null);
    }
  }

  /**
   * How it was paid, or a part of it.
   *
   * @param tendered what the customer handed over in cash, or null
   * @param change what went back, or null
   * @param paymentId our payment at a gateway, or null for cash
   */
  public record NewTender(
      Tender.Kind kind,
      Money amount,
      @Nullable Money tendered,
      @Nullable Money change,
      @Nullable UUID paymentId) {}

  /**
   * Units that the till sold without asking, by right of its lease or beyond.
   *
   * @param generation of the lease
   * @param lines at most what was sold
   */
  public record Lease(int generation, List<StockLine> lines) {
    public Lease {
      lines = List.copyOf(lines);
    }
  }

  public NewSale {
    lines = List.copyOf(lines);
    taxes = List.copyOf(taxes);
    tenders = List.copyOf(tenders);
  }
}
