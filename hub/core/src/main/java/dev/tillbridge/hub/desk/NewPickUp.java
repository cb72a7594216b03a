package dev.tillbridge.hub.desk;

import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.stock.StockLine;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A wish to keep something for a customer who will come for it: either the units of a web order that
 * has them already, or units that are to be set aside.
 *
 * @param id made by the caller
 * @param location where the customer comes; of an order, where its units are
 * @param orderId the sale's id of a web order, or null
 * @param lines what to set aside; empty for an order
 * @param paid what was paid for it where we cannot give it back, or null
 * @param days how long it waits, from 1 to 30; null means what the location's policy says
 */
public record NewPickUp(
    UUID id,
    LocationId location,
    String reference,
    @Nullable String customer,
    @Nullable String contact,
    @Nullable UUID orderId,
    List<StockLine> lines,
    @Nullable Money paid,
    @Nullable Integer days) {

  public NewPickUp {
    lines = List.copyOf(lines);
  }
}
