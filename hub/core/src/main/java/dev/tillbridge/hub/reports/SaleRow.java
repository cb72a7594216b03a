package dev.tillbridge.hub.reports;

import dev.tillbridge.model.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sale in the console's list.
 *
 * @param register null for a sale of the web shop
 * @param units of all lines together
 * @param tenders the kinds of money, in the order of the receipt
 * @param books state of its posting (DUE, DONE, PARKED), or null when none was asked for
 * @param booksId its id in the books, or null
 */
public record SaleRow(
    UUID id,
    long number,
    String channel,
    String location,
    @Nullable String register,
    String receiptNumber,
    String state,
    Instant soldAt,
    Instant recordedAt,
    long units,
    Money tax,
    Money total,
    List<String> tenders,
    @Nullable String books,
    @Nullable String booksId) {

  public SaleRow {
    tenders = List.copyOf(tenders);
  }
}
