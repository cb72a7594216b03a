package dev.tillbridge.torture.history;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** So many units at a place, as a client wrote them. */
public record Line(Place place, int quantity) {

  public static Line of(String location, String sku, int quantity) {
    return new Line(new Place(location, sku), quantity);
  }

  public String sku() {
    return place.sku();
  }

  /** The units at each place; two lines of one place are added up. */
  public static Map<Place, Integer> units(Collection<Line> lines) {
    var units = new HashMap<Place, Integer>();
    lines.forEach(line -> units.merge(line.place(), line.quantity(), Integer::sum));
    return units;
  }
}
