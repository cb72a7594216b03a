package dev.tillbridge.hub.sales;

import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.pricing.Manual;
import dev.tillbridge.model.pricing.Priced;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a till came to its prices. Nothing in here is believed: the hub computes them again.
 *
 * @param rules the version of price lists and promotions that the till had
 * @param pricedAt when the cart was begun; what held then, holds for it
 * @param groups that the customer belongs to
 * @param coupons that were given
 * @param lines one for each line of the sale
 * @param discount on all of it, or null
 * @param exempt why the customer pays no tax, or null when he does
 */
public record NewPricing(
    long rules,
    Instant pricedAt,
    Set<String> groups,
    Set<String> coupons,
    List<Line> lines,
    @Nullable Given discount,
    @Nullable Exempt exempt) {

  /**
   * One line.
   *
   * @param basePrice what the catalogue said when it was scanned
   * @param discount on this line, or null
   * @param parts what the discount of the line is made of
   */
  public record Line(Money basePrice, @Nullable Given discount, List<Priced.Part> parts) {
    public Line {
      parts = List.copyOf(parts);
    }
  }

  /**
   * A discount that somebody gave.
   *
   * @param by who, as the till knows him
   * @param approval of somebody who may, or null when none was needed
   */
  public record Given(
      Manual discount,
      String by,
      @Nullable String reason,
      @Nullable UUID approval) {}

  /** No tax, and who says so. */
  public record Exempt(String by, String reason, @Nullable UUID approval) {}

  public NewPricing {
    groups = Set.copyOf(groups);
    coupons = Set.copyOf(coupons);
    lines = List.copyOf(lines);
  }
}
