package dev.tillbridge.hub.inventory;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.time.Instant;
import java.util.List;

/**
 * One thing with a number of its own.
 *
 * @param location where it is, where it goes, or where it was last
 * @param history oldest first
 */
public record SerialView(
    Sku sku, String serial, SerialState state, LocationId location, List<Event> history) {

  /**
   * What happened to it.
   *
   * @param cause as in the ledger of stock, for example {@code SALE}
   * @param causeId for example the sale's id
   */
  public record Event(
      SerialState state,
      LocationId location,
      String cause,
      String causeId,
      Instant at,
      String by) {}

  public SerialView {
    history = List.copyOf(history);
  }
}
