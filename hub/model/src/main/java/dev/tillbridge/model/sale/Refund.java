package dev.tillbridge.model.sale;

import dev.tillbridge.model.money.Money;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Money given back for a sale. It never moves stock: a return does.
 *
 * @param kind the tender it went back to
 * @param amount above zero
 * @param reference the gateway's name for it, or null for cash
 */
public record Refund(
    UUID id,
    UUID saleId,
    Instant at,
    Tender.Kind kind,
    Money amount,
    @Nullable String reference) {

  public Refund {
    if (amount.minor() <= 0) {
      throw new IllegalArgumentException("a refund must be above zero: " + amount);
    }
  }
}
