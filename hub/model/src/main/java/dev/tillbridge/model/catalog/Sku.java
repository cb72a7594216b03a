package dev.tillbridge.model.catalog;

/**
 * The merchant's own code for one sellable variant; the name by which shelf, till, shop and books
 * mean the same thing. Case matters, as it does at Shopify and in printed labels.
 *
 * @param code 1 to 100 characters (QuickBooks takes no more), printable, without surrounding blanks
 */
public record Sku(String code) implements Comparable<Sku> {

  /** QuickBooks Online refuses a longer one (Finance.xsd, Item.Sku). */
  public static final int LONGEST = 100;

  public Sku {
    if (code.isBlank()
        || code.length() > LONGEST
        || !code.equals(code.strip())
        || code.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "a SKU has 1 to " + LONGEST + " printable characters without blanks around them");
    }
  }

  @Override
  public int compareTo(Sku other) {
    return code.compareTo(other.code);
  }

  @Override
  public String toString() {
    return code;
  }
}
