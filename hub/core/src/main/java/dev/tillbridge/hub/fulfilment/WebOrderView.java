package dev.tillbridge.hub.fulfilment;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.shop.ShopFulfilment.Method;
import dev.tillbridge.model.stock.StockLine;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A paid order of a shop that is to leave from here.
 *
 * @param id of its sale
 * @param name as the customer knows it
 * @param method null until the shop was asked
 * @param destination name and address for the label; empty when nothing is shipped
 * @param routed why it leaves from where it does; empty when nobody decided
 * @param lines what is yet to leave, as it was ordered
 * @param places where the goods lie; a kit as its pieces
 * @param picked null until somebody has them together
 * @param packed null until they are packed
 * @param pickupId of the pick-up that waits for its customer, or null
 * @param readyAt when the customer was told that he can come, or null
 */
public record WebOrderView(
    UUID id,
    String shop,
    String name,
    @Nullable Method method,
    List<String> destination,
    String routed,
    Instant soldAt,
    List<Line> lines,
    List<Place> places,
    @Nullable Step picked,
    @Nullable Step packed,
    List<ParcelView> parcels,
    @Nullable UUID pickupId,
    @Nullable Instant readyAt) {

  /** Units of one of the order's lines, by the shop's id of it. */
  public record Line(String lineId, Sku sku, String title, int units) {}

  /** Units at one location. */
  public record Place(LocationId location, List<StockLine> units) {
    public Place {
      units = List.copyOf(units);
    }

    /** Units of a SKU. */
    public int units(Sku sku) {
      return units.stream()
          .filter(line -> line.sku().equals(sku))
          .mapToInt(StockLine::quantity)
          .sum();
    }
  }

  /** Who did something, and when. */
  public record Step(String by, Instant at) {}

  public WebOrderView {
    destination = List.copyOf(destination);
    lines = List.copyOf(lines);
    places = List.copyOf(places);
    parcels = List.copyOf(parcels);
  }

  /** Whether some of it lies there. */
  public boolean isAt(LocationId location) {
    return places.stream().anyMatch(place -> place.location().equals(location));
  }
}
