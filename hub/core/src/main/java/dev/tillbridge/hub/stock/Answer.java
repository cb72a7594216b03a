package dev.tillbridge.hub.stock;

import dev.tillbridge.model.stock.Hold;
import dev.tillbridge.model.stock.Shortage;
import java.util.List;
import java.util.UUID;

/** What became of a wish to hold. The same id gets the same answer for ever. */
public sealed interface Answer {

  /** The units are set aside. */
  record Granted(Hold hold) implements Answer {}

  /** Nothing is set aside: these were missing. */
  record Refused(UUID id, List<Shortage> shortages) implements Answer {
    public Refused {
      shortages = List.copyOf(shortages);
    }
  }

  /** The id is known and its hold is over, or barred before it began. */
  record Ended(Hold hold) implements Answer {}
}
