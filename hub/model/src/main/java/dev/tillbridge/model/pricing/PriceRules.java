package dev.tillbridge.model.pricing;

import java.util.List;

/**
 * All price lists and promotions, as they stood at one time.
 *
 * @param version counts the changes; a sale names the one that it was priced by
 */
public record PriceRules(long version, List<PriceList> lists, List<Promotion> promotions) {

  /** The catalogue's prices and nothing else. */
  public static final PriceRules NONE = new PriceRules(0, List.of(), List.of());

  public PriceRules {
    lists = List.copyOf(lists);
    promotions = List.copyOf(promotions);
  }
}
