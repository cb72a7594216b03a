package dev.tillbridge.hub.inventory;

import dev.tillbridge.model.stock.Shortage;
import java.util.List;

/** What became of the wish to ship a transfer. */
public sealed interface Shipping {

  /** The goods are on their way. */
  record Shipped(TransferView transfer) implements Shipping {}

  /** Nothing has moved: so much was not free where it should come from. */
  record Missing(List<Shortage> shortages) implements Shipping {
    public Missing {
      shortages = List.copyOf(shortages);
    }
  }
}
