package dev.tillbridge.hub.stock;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.stock.HoldState;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a newer version of a shop's order changes, in pieces as the shop speaks of them.
 *
 * @param added ordered on top of what was ordered before
 * @param gone left the shelf
 * @param back taken off the order before they left; the shop shows them again
 * @param returned came back to the shelf; the shop shows them again
 * @param shelved of those returned, what really is new on the shelf; the rest was taken in before
 * @param end FULFILLED: whatever is left of the order has left the shelf; REVERSED: it is taken off;
 *     null: it stays promised
 */
public record OrderChange(
    SortedMap<Sku, Integer> added,
    SortedMap<Sku, Integer> gone,
    SortedMap<Sku, Integer> back,
    SortedMap<Sku, Integer> returned,
    SortedMap<Sku, Integer> shelved,
    @Nullable HoldState end) {

  public OrderChange {
    added = positive(added);
    gone = positive(gone);
    back = positive(back);
    returned = positive(returned);
    shelved = positive(shelved);
    if (end != null && end != HoldState.FULFILLED && end != HoldState.REVERSED) {
      throw new IllegalArgumentException("an order does not end as " + end);
    }
  }

  /** True when nothing happens at all. */
  public boolean isNothing() {
    return added.isEmpty() && gone.isEmpty() && back.isEmpty() && returned.isEmpty() && end == null;
  }

  private static SortedMap<Sku, Integer> positive(Map<Sku, Integer> pieces) {
    var positive = new TreeMap<Sku, Integer>();
    pieces.forEach((sku, count) -> {
      if (count < 0) {
        throw new IllegalArgumentException(sku + ": must not be below zero: " + count);
      }
      if (count > 0) {
        positive.put(sku, count);
      }
    });
    return Collections.unmodifiableSortedMap(positive);
  }
}
