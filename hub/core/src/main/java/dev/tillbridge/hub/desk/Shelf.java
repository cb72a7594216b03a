package dev.tillbridge.hub.desk;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;

/** One SKU at one location. */
public record Shelf(LocationId location, Sku sku) {

  /** As a case names it: {@code location|sku}. */
  public String subject() {
    return location + "|" + sku;
  }

  /** The shelf that a case is about; a SKU may contain the separator, a location cannot. */
  public static Shelf of(String subject) {
    int end = subject.indexOf('|');
    return new Shelf(
        new LocationId(subject.substring(0, end)), new Sku(subject.substring(end + 1)));
  }
}
