package dev.tillbridge.model.shop;

import dev.tillbridge.model.money.Money;
import java.time.Instant;
import java.util.List;

/**
 * Units taken off an order, money given back, or both. Never changes once it is there.
 *
 * @param id the shop's id, in its global form
 * @param amount the money that went back; zero when units were only taken off
 * @param shipping the part of the amount that was charged for shipping, before any tax on top
 */
public record ShopRefund(
    String id, Instant at, Money amount, Money shipping, List<Line> lines, String note) {

  /** What becomes of the units. */
  public enum Restock {
    /** They had not left, and the shop shows them again. */
    CANCEL,
    /** They had left and are back on the shelf. */
    RETURN,
    /** They are on no shelf, as far as the shop knows. */
    NO_RESTOCK
  }

  /**
   * Units of one line.
   *
   * @param lineId of the order's line
   * @param quantity may be zero when only money went back
   * @param net what they had cost, after discounts, before any tax on top
   * @param tax as charged on them
   */
  public record Line(String lineId, int quantity, Restock restock, Money net, Money tax) {}

  public ShopRefund {
    lines = List.copyOf(lines);
  }

  /** Whether it was the hub that asked for it: then it freed the units itself before. */
  public boolean isOurs() {
    return ShopRefunds.isNoted(note);
  }

  /** Units of an order's line of which this became. What the hub asked for had never left. */
  public int units(String lineId, Restock restock) {
    return lines.stream()
        .filter(line -> line.lineId().equals(lineId) && meant(line.restock()) == restock)
        .mapToInt(Line::quantity)
        .sum();
  }

  private Restock meant(Restock told) {
    return isOurs() && told == Restock.NO_RESTOCK ? Restock.CANCEL : told;
  }

  /** All tax in the refunded lines. */
  public Money tax() {
    return lines.stream().map(Line::tax).reduce(Money.zero(amount.currency()), Money::plus);
  }
}
