package dev.tillbridge.hub.returns;

import dev.tillbridge.hub.sales.NewSale;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.sale.Tender;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Money that a customer gets back at the counter, as a till asks for it. It moves no stock: goods are
 * booked in by a return.
 *
 * @param id made by the till; the idempotency key
 * @param saleId the sale of the receipt, or null without one
 * @param receiptNumber as printed; null lets the hub number it
 * @param at when the customer got it, by the till's clock
 * @param units of lines of the sale; empty without a receipt
 * @param loose goods without a receipt; empty with one
 * @param tenders how it goes back, as the till has done it, without the exchange; empty lets the hub
 *     decide
 * @param otherwise it does not go back the way the sale was paid, and somebody has allowed that
 * @param exchange what the customer takes instead, with the exchange among its tenders; null when he
 *     takes nothing
 */
public record NewRefund(
    UUID id,
    @Nullable UUID saleId,
    LocationId location,
    @Nullable String register,
    @Nullable String receiptNumber,
    Instant at,
    String reason,
    List<Units> units,
    List<Loose> loose,
    List<Back> tenders,
    boolean otherwise,
    @Nullable NewSale exchange) {

  /**
   * Units of one line of the sale.
   *
   * @param line its place in the sale; the first is 1
   */
  public record Units(int line, int quantity) {}

  /**
   * Goods that nobody can say when they were sold.
   *
   * @param unitPrice that is given back, before tax on top; at most what the catalogue says
   */
  public record Loose(Sku sku, int quantity, Money unitPrice) {}

  /**
   * A part of the money.
   *
   * @param amount above zero
   * @param reference how it is named where it went, or null for cash
   */
  public record Back(
      Tender.Kind kind, Money amount, @Nullable String reference) {}

  public NewRefund {
    units = List.copyOf(units);
    loose = List.copyOf(loose);
    tenders = List.copyOf(tenders);
  }
}
