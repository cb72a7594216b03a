package dev.tillbridge.hub.sales;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.money.Money;
import java.time.Instant;
import java.util.UUID;

/**
 * What became of a line after it was sold. The line itself stays as it was charged.
 *
 * @param id of the change, made by whoever asked for it
 * @param line counts the sale's lines from one
 * @param quantity of units that it is about
 * @param amount what the customer gets back for them; zero unless they were cancelled, returned or
 *     refunded
 * @param tax the part of the amount that is tax
 * @param note for people
 * @param by who changed it
 */
public record SaleChange(
    UUID id,
    int line,
    Sku sku,
    Kind kind,
    int quantity,
    Money amount,
    Money tax,
    String note,
    String by,
    Instant at) {

  /** What happened. */
  public enum Kind {
    /** The customer does not get them. */
    CANCELLED,
    /** He gets something else, at the price that he paid. */
    SUBSTITUTED,
    /** They come from another location. */
    REROUTED,
    /** The shop took them back onto the shelf. */
    RETURNED,
    /** The shop gave the money back; the customer keeps them, or they are lost. */
    REFUNDED
  }
}
