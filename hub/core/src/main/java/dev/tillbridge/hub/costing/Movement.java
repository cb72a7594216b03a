package dev.tillbridge.hub.costing;

import dev.tillbridge.hub.books.Cause;
import dev.tillbridge.model.books.Role;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Units that came or went.
 *
 * @param seq its place in the stock's own ledger
 * @param units above zero for what came
 * @param day of what happened, where it happened
 * @param heardOn the day on which it was recorded, by the same clock
 * @param unitCost what one cost, as its order says, or null
 * @param sale that goods came back of, or null
 * @param category of the goods, or empty
 * @param channel of the sale that it is about, or null
 * @param source its shop or register, or null
 * @param number of its receipt, or empty
 */
record Movement(
    long seq,
    String sku,
    int units,
    String cause,
    String causeId,
    String location,
    LocalDate day,
    LocalDate heardOn,
    Instant at,
    @Nullable Long unitCost,
    @Nullable UUID sale,
    String category,
    @Nullable String channel,
    @Nullable String source,
    String number) {

  /** Whether it is by a sale that goods went. */
  static boolean isSold(String cause) {
    return cause.equals("SALE") || cause.equals("FULFILMENT");
  }

  /** Whether units of a customer's come back. */
  boolean isBack() {
    return units > 0
        && switch (cause) {
          case "RETURN", "REVERSAL", "SALE", "FULFILMENT" -> true;
          default -> false;
        };
  }

  /** What is entered for it. */
  Cause booked() {
    return switch (cause) {
      case "SALE", "FULFILMENT" -> units < 0 ? Cause.COST : Cause.COST_RETURN;
      case "RETURN", "REVERSAL" -> Cause.COST_RETURN;
      case "RECEIPT" -> Cause.RECEIPT;
      case "OPENING" -> Cause.OPENING_STOCK;
      case "WRITE_OFF" -> Cause.WRITE_OFF;
      default -> Cause.COUNT;
    };
  }

  /** The other side of the stock's account. */
  Role against() {
    return switch (booked()) {
      case RECEIPT -> Role.RECEIVED;
      case OPENING_STOCK -> Role.OPENING;
      case COST, COST_RETURN -> Role.COST;
      default -> Role.STOCK_LOSS;
    };
  }
}
