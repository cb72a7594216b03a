package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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

  /** The locations that the shop sells from; the first serves orders that name none. */
  List<LocationId> locations(String shop) {
    return places.stream()
        .filter(place -> place.shop().equals(shop))
        .map(ShopPlace::location)
        .toList();
  }

  /** Every shop that sells from some location, in their order. */
  Set<String> shops() {
    return places.stream()
        .map(ShopPlace::shop)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /**
   * Asks for the shops' numbers of these SKUs, and of the bundles they are parts of, to be looked at
   * anew. Joins the caller's transaction; SKUs that a shop does not list cost nothing.
   */
  public void touch(LocationId location, Collection<Sku> skus) {
    var subjects = new ArrayList<String>();
    for (var place : places) {
      if (!place.location().equals(location)) {
        continue;
      }
      record Listed(String sku, boolean threshold) {}
      var listed = jdbc.sql("""
                  with touched as (
                    select unnest(:skus::text[]) as sku
                    union
                    select b.sku from bundle b
                      join bundle_part p on p.sku = b.sku and p.version = b.version
                     where p.part = any(:skus::text[]))
                  select l.sku, (select threshold > 0 from publish_policy) as threshold
                    from touched join listing l on l.shop = :shop and l.sku = touched.sku
                  """)
          .param("shop", place.shop())
          .param("skus", skus.stream().map(Sku::code).toArray(String[]::new))
          .query((row, _) -> new Listed(row.getString("sku"), row.getBoolean("threshold")))
          .list();
      for (var one : listed) {
        // What one location has too little of for the company's threshold, another must keep back.
        var where = one.threshold() ? locations(place.shop()) : List.of(location);
        subjects.addAll(subjects(place.shop(), where, List.of(one.sku())));
      }
    }
    deliveries.addAll(Destination.SHOP_STOCK, subjects);
  }

  /** Asks for every number that the shop shows of this SKU. */
  void touch(String shop, Sku sku) {
    var listed = jdbc.sql("""
            select l.sku from listing l
             where l.shop = :shop
               and (l.sku = :sku
                    or l.sku in (select b.sku from bundle b
                                   join bundle_part p on p.sku = b.sku and p.version = b.version
                                  where p.part = :sku))
            """)
        .param("shop", shop)
        .param("sku", sku.code())
        .query((row, _) -> row.getString("sku"))
        .list();
    deliveries.addAll(Destination.SHOP_STOCK, subjects(shop, locations(shop), listed));
  }

  /** Asks for every number that the shop shows. */
  void touchAll(String shop) {
    var listed = jdbc.sql("select sku from listing where shop = :shop")
        .param("shop", shop)
        .query((row, _) -> row.getString("sku"))
        .list();
    deliveries.addAll(Destination.SHOP_STOCK, subjects(shop, locations(shop), listed));
  }

  private static List<String> subjects(String shop, List<LocationId> locations, List<String> skus) {
    return locations.stream()
        .flatMap(location ->
            skus.stream().map(sku -> ShopWindowStore.subject(shop, location, new Sku(sku))))
        .toList();
  }

  /** Asks for the numbers of newly listed SKUs at every location that the shop sells from. */
  public void listed(String shop, Collection<Sku> skus) {
    deliveries.addAll(
        Destination.SHOP_STOCK,
        subjects(shop, locations(shop), skus.stream().map(Sku::code).toList()));
  }

  /** Which of our locations the shop means; empty when it does not sell from one of ours. */
  public Optional<LocationId> location(String shop, String remoteId) {
    return places.stream()
        .filter(p -> p.shop().equals(shop) && p.remoteId().equals(remoteId))
        .map(ShopPlace::location)
        .findFirst();
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
