package dev.tillbridge.hub.inventory;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
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
  record Sold(LocationId location, boolean left, List<Line> lines) {
    public Sold {
      lines = List.copyOf(lines);
    }
  }

  /**
   * A line of it.
   *
   * @param quantity as sold
   * @param kept units that were not handed over: they were cancelled, or something else was given in
   *     their place
   */
  record Line(Sku sku, int quantity, int kept) {

    /** Units of the SKU that the customer got. */
    int handedOver() {
      return Math.max(0, quantity - kept);
    }
  }

  /** The sale, if there is one of this id. */
  Optional<Sold> find(UUID sale);
}
