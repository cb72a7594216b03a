package dev.tillbridge.hub.shops;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a customer of a shop asked for.
 *
 * @param dueAt until when the law wants an answer
 * @param doneAt null while it is open
 */
public record PrivacyView(
    UUID id,
    String shop,
    Kind kind,
    Instant askedAt,
    Instant dueAt,
    @Nullable Instant doneAt,
    @Nullable String doneBy) {

  /** What is asked for. */
  public enum Kind {
    /** What we keep about one customer. */
    DATA_REQUEST,
    /** To forget one customer. */
    CUSTOMER_REDACT,
    /** To forget all customers of the shop. */
    SHOP_REDACT
  }
}
