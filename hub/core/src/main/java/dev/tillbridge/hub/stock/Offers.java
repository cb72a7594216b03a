package dev.tillbridge.hub.stock;

import dev.tillbridge.model.place.LocationId;
import java.util.List;

/** How many pieces of a SKU a channel may be promised at each of its locations. Locks nothing. */
final class Offers {

  /**
   * What one location offers to a channel.
   *
   * @param there whole pieces that the units make up which nobody has a claim on, on show or not
   * @param offered of those, after safety stock and buffer; none where the channel is excluded
   */
  record Offer(LocationId location, int there, int offered, boolean excluded) {}

  private final ShopWindowStore windows;
  private final PublishRules rules;

  Offers(ShopWindowStore windows, PublishRules rules) {
    this.windows = windows;
    this.rules = rules;
  }

  Offer at(String channel, LocationId location, Contents contents) {
    var there = windows.there(location, contents.parts().keySet());
    var rule = rules.of(channel, location, contents);
    return new Offer(
        location, contents.whole(there), rule.offers(contents, there), rule.excluded());
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
