package dev.tillbridge.model.shop;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.sale.Customer;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order as the shop tells it, in the shop's own currency. It may be incomplete or wrong; the hub
 * judges it when it makes a sale of it.
 *
 * @param id the shop's id, in its global form
 * @param name what the customer sees, for example {@code #1001}
 * @param updatedAt orders the versions of one order
 * @param cancelledAt null while it stands
 * @param fulfilled all goods have left
 * @param locationId the shop's id of the location that serves it, or null when it does not say
 * @param discount all discounts, already inside the lines' discounts
 * @param taxes as charged, lines and shipping together, one per name and rate
 * @param gateways who took the money
 */
public record ShopOrder(
    String id,
    String name,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant cancelledAt,
    Payment payment,
    boolean fulfilled,
    boolean test,
    Currency currency,
    boolean taxesIncluded,
    @Nullable String locationId,
    List<Line> lines,
    Money shipping,
    Money discount,
    List<Tax> taxes,
    Money total,
    List<String> gateways,
    @Nullable Customer customer) {

  /** How far the money has come. */
  public enum Payment {
    /** Nothing yet, or only authorised. */
    OPEN,
    /** All of it. */
    PAID,
    /** All or a part of it went back. */
    REFUNDED,
    /** Never will. */
    VOIDED
  }

  /**
   * One line.
   *
   * @param sku null when the shop's variant has none
   * @param quantity as ordered
   * @param discount off the whole line
   */
  public record Line(
      String id,
      @Nullable Sku sku,
      String title,
      int quantity,
      Money unitPrice,
      Money discount,
      boolean taxable) {}

  /** A tax as charged. */
  public record Tax(String name, int ratePpm, Money amount) {}

  public ShopOrder {
    lines = List.copyOf(lines);
    taxes = List.copyOf(taxes);
    gateways = List.copyOf(gateways);
  }
}
