package dev.tillbridge.hub.pricing;

import java.time.Instant;
import java.util.UUID;

/**
 * Somebody who may has said yes, for one sale.
 *
 * @param id made by the till, so that asking twice is asking once
 * @param ppm up to which share, in millionths; zero with EXEMPT
 * @param askedBy who stands at the till
 */
public record Approval(
    UUID id,
    UUID saleId,
    Kind kind,
    int ppm,
    String reason,
    String askedBy,
    String approvedBy,
    Instant at) {

  /** To what. */
  public enum Kind {
    /** A discount above the limit of whoever gives it. */
    DISCOUNT,
    /** That the customer pays no tax. */
    EXEMPT
  }
}
