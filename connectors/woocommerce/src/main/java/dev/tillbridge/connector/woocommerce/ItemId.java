package dev.tillbridge.connector.woocommerce;

import java.util.regex.Pattern;

/**
 * What is stocked: a product, or a variation of one; told to the hub as {@code 45} or {@code
 * 45/123}.
 */
record ItemId(String text) {

  private static final Pattern FORM = Pattern.compile("[1-9]\\d{0,18}(/[1-9]\\d{0,18})?");

  ItemId {
    if (!FORM.matcher(text).matches()) {
      // It becomes a part of an address.
      throw new IllegalArgumentException("not an item of WooCommerce: " + text);
    }
  }

  static ItemId of(long product) {
    return new ItemId(Long.toString(product));
  }

  static ItemId of(long product, long variation) {
    return new ItemId(product + "/" + variation);
  }

  /** The address of the list that tells it. */
  String list() {
    int at = text.indexOf('/');
    return at < 0 ? "products" : "products/" + text.substring(0, at) + "/variations";
  }

  /** Its own number, unique among products and variations. */
  long number() {
    return Long.parseLong(text.substring(text.indexOf('/') + 1));
  }

  String path() {
    return "products/" + text.replace("/", "/variations/");
  }
}
