package dev.tillbridge.model.shop;

import dev.tillbridge.model.outcome.Outcome;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Changes of what a shop offers at one of its locations, sent in one call: all of them stand
 * afterwards, or none does.
 *
 * @param key made before the first attempt; a repetition of the call is the same call, change by
 *     change, under the same key
 * @param changes at least one, in the order in which they are always sent
 */
public record StockCall(UUID key, String locationId, List<StockChange> changes) {

  public StockCall {
    changes = List.copyOf(changes);
    if (changes.isEmpty()) {
      throw new IllegalArgumentException("a call without changes");
    }
  }

  /**
   * What the shop said to a call.
   *
   * @param refused why, by the key of the change. When there are none, every change stands; when
   *     there are some, none does, and those that are not named may be sent again in another call
   */
  public record Answer(Map<UUID, Outcome.Refused<StockNumber>> refused) {

    public Answer {
      refused = Map.copyOf(refused);
    }

    /** Every change stands. */
    public static Answer allStand() {
      return new Answer(Map.of());
    }
  }
}
