package dev.tillbridge.hub.inventory;

import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.stock.StockLine;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What returns need to know of sales; answered by whoever keeps them. */
@FunctionalInterface
public interface SoldGoods {

  /**
   * A sale.
   *
   * @param left whether its goods are with the customer
   * @param lines as sold, in order
   */
  record Sold(LocationId location, boolean left, List<StockLine> lines) {
    public Sold {
      lines = List.copyOf(lines);
    }
  }

  /** The sale, if there is one of this id. */
  Optional<Sold> find(UUID sale);
}
