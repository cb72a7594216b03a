package dev.tillbridge.model.pricing;

import java.util.Set;

/**
 * Which goods are meant: those of these SKUs and those of these kinds. Without either, all.
 *
 * @param types kinds of goods in the merchant's words, letter by letter
 */
public record Target(Set<String> skus, Set<String> types) {

  /** Everything. */
  public static final Target ALL = new Target(Set.of(), Set.of());

  public Target {
    skus = Set.copyOf(skus);
    types = Set.copyOf(types);
  }

  /** Whether the goods of the line are meant. */
  public boolean covers(Basket.Line line) {
    return (skus.isEmpty() && types.isEmpty())
        || skus.contains(line.sku())
        || types.contains(line.type());
  }
}
