package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which outside shop sells from which of our locations, and under what name the shop knows it. */
public final class ShopPlaces {

  /**
   * One shelf behind one shop.
   *
   * @param remoteId the shop's id of the location
   */
  public record ShopPlace(String shop, LocationId location, String remoteId) {}

  private final JdbcClient jdbc;
  private final Deliveries deliveries;
  private final List<ShopPlace> places;

  public ShopPlaces(JdbcClient jdbc, Deliveries deliveries, List<ShopPlace> places) {
    this.jdbc = jdbc;
    this.deliveries = deliveries;
    this.places = List.copyOf(places);
  }

  /** The shop's name for our location; empty when it does not sell from there. */
  Optional<String> remoteId(String shop, LocationId location) {
    return places.stream()
        .filter(p -> p.shop().equals(shop) && p.location().equals(location))
        .map(ShopPlace::remoteId)
        .findFirst();
  }

  /**
   * Asks for the shops' numbers of these SKUs to be looked at anew. Joins the caller's transaction;
   * SKUs that a shop does not list cost nothing.
   */
  public void touch(LocationId location, Collection<Sku> skus) {
    for (var place : places) {
      if (!place.location().equals(location)) {
        continue;
      }
      var listed = jdbc.sql("""
                  select :shop || '|' || :location || '|' || sku as subject from listing
                   where shop = :shop and sku = any(:skus::text[])
                  """)
          .param("shop", place.shop())
          .param("location", location.code())
          .param("skus", skus.stream().map(Sku::code).toArray(String[]::new))
          .query((row, _) -> row.getString("subject"))
          .list();
      deliveries.addAll(Destination.SHOP_STOCK, listed);
    }
  }

  /** Asks the same for every location that the shop sells a newly listed SKU from. */
  public void listed(String shop, Sku sku) {
    for (var place : places) {
      if (place.shop().equals(shop)) {
        deliveries.add(
            Destination.SHOP_STOCK, shop + "|" + place.location().code() + "|" + sku.code());
      }
    }
  }
}
