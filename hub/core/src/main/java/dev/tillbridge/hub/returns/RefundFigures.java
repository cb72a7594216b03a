package dev.tillbridge.hub.returns;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.catalog.TaxCategory;
import dev.tillbridge.model.money.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a refund comes to.
 *
 * @param taxes by their names on the receipt, those that are not zero
 * @param amount of all lines, with taxes
 * @param tax all taxes, inside the amounts of the lines
 * @param rounding what the drawer kept by rounding; below zero when it gave more. {@code amount -
 *     rounding} is what the tenders come to
 */
public record RefundFigures(
    List<Line> lines,
    List<Tax> taxes,
    Money amount,
    Money tax,
    Money rounding,
    List<NewRefund.Back> tenders) {

  /**
   * Units of one line.
   *
   * @param line its place in the sale, from one; null without a receipt
   * @param discount the part of the line's discount that is not given back because it was not paid
   * @param amount back to the customer, with taxes
   * @param tax the part of it that is tax
   */
  public record Line(
      @Nullable Integer line,
      Sku sku,
      String title,
      int quantity,
      Money discount,
      Money amount,
      Money tax) {}

  /** A tax that goes back. */
  public record Tax(
      TaxCategory category, String name, int ratePpm, boolean included, Money amount) {}

  public RefundFigures {
    lines = List.copyOf(lines);
    taxes = List.copyOf(taxes);
    tenders = List.copyOf(tenders);
  }

  /** The same, with what becomes of the money. */
  RefundFigures paid(List<NewRefund.Back> by, Money rounded) {
    return new RefundFigures(lines, taxes, amount, tax, rounded, by);
  }
}
