package dev.tillbridge.torture.history;

/** A SKU at a location. */
public record Place(String location, String sku) {

  @Override
  public String toString() {
    return sku + " at " + location;
  }
}
