package dev.tillbridge.connector.shopify;

import org.jspecify.annotations.Nullable;

/**
 * How a connection goes on.
 *
 * @param cursor where the next page begins, or null when there is none
 */
record Page(@Nullable String cursor) {

  boolean more() {
    return cursor != null;
  }

  /**
   * Reads {@code pageInfo}. A cursor that does not move would have us turn in circles for ever.
   *
   * @param before the cursor that this page was asked with
   */
  static Page after(Field connection, @Nullable String before) {
    var info = connection.at("pageInfo");
    if (!info.at("hasNextPage").flag()) {
      return new Page(null);
    }
    var end = info.at("endCursor").text();
    if (end.equals(before)) {
      throw info.at("endCursor").wrong("must move from page to page");
    }
    return new Page(end);
  }
}
