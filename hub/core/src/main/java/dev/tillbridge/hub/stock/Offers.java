package dev.tillbridge.hub.stock;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How many pieces of a SKU a channel may be promised at each of its locations. Locks nothing. */
final class Offers {

  /**
   * What one location offers to a channel.
   *
   * @param there whole pieces that the units make up which nobody has a claim on, on show or not
   * @param offered of those, after safety stock and buffer; none where the channel is excluded
   */
  record Offer(LocationId location, int there, int offered, boolean excluded) {}

  private final StockLedger ledger;
  private final ShopWindowStore windows;
  private final PublishRules rules;

  Offers(StockLedger ledger, ShopWindowStore windows, PublishRules rules) {
    this.ledger = ledger;
    this.windows = windows;
    this.rules = rules;
  }

  Offer at(String channel, LocationId location, Contents contents) {
    var there = there(location, contents);
    var rule = rules.of(channel, location, contents);
    return new Offer(
        location, contents.whole(there), rule.offers(contents, there), rule.excluded());
  }

  /** Units of each part that nobody has a claim on, free or on show in a shop. */
  private Map<Sku, Integer> there(LocationId location, Contents contents) {
    var free = new TreeMap<Sku, Integer>();
    ledger
        .free(location, contents.parts().keySet())
        .forEach(level -> free.put(level.sku(), level.free()));
    return Units.plus(free, windows.shown(location, contents.parts().keySet()));
  }

  /**
   * How much of the company's threshold a location bears: the last locations of the channel bear it
   * first, so that the one that serves orders which name none goes on showing longest.
   *
   * @param places the channel's locations in their order
   * @param offered here
   * @return from zero to {@code offered}
   */
  int thresholdAt(
      String channel,
      List<LocationId> places,
      LocationId location,
      Contents contents,
      int threshold,
      int offered) {
    int left = threshold;
    for (var other : places.reversed()) {
      if (left == 0 || other.equals(location)) {
        break;
      }
      left -= Math.min(left, at(channel, other, contents).offered());
    }
    return Math.min(left, offered);
  }
}
