package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What the hub believes that shops show, for those who compare it with what they do show. */
public final class ShopNumbers {

  /** A number that no change is under way for. */
  public record Believed(Sku sku, String itemId, int shown) {}

  private final JdbcClient jdbc;
  private final TransactionTemplate tx;
  private final Deliveries deliveries;
  private final ShopPlaces places;

  ShopNumbers(JdbcClient jdbc, TransactionTemplate tx, Deliveries deliveries, ShopPlaces places) {
    this.jdbc = jdbc;
    this.tx = tx;
    this.deliveries = deliveries;
    this.places = places;
  }

  /** The shop's names of the locations that it sells from, by ours. */
  public Map<LocationId, String> locations(String shop) {
    var names = new TreeMap<LocationId, String>((one, other) -> one.code().compareTo(other.code()));
    places
        .locations(shop)
        .forEach(at -> places.remoteId(shop, at).ifPresent(name -> names.put(at, name)));
    return names;
  }

  /**
   * Believed numbers in the order of their SKUs.
   *
   * @param after the last SKU of the page before, or null for the first page
   */
  public List<Believed> page(String shop, LocationId location, @Nullable Sku after, int atMost) {
    return jdbc.sql("""
            select w.sku, l.item_id, w.shown from shop_window w
              join listing l on l.shop = w.shop and l.sku = w.sku
             where w.shop = :shop and w.location = :location and w.sku > :after
               and w.shown is not null and w.pending_key is null
             order by w.sku limit :atMost
            """)
        .param("shop", shop)
        .param("location", location.code())
        .param("after", after == null ? "" : after.code())
        .param("atMost", atMost)
        .query((row, _) -> new Believed(
            new Sku(row.getString("sku")), row.getString("item_id"), row.getInt("shown")))
        .list();
  }

  /**
   * The shop shows something else: each number that is still believed is looked at anew, and what is
   * wrong is set right. One that moved meanwhile is left alone.
   *
   * @return those that are looked at
   */
  public List<Sku> doubt(String shop, LocationId location, Collection<Believed> numbers) {
    var all = List.copyOf(numbers);
    var looked = tx.execute(_ -> {
      var still = jdbc.sql("""
              update shop_window w set drifts = greatest(w.drifts, 1), drifted_at = now()
                from unnest(:skus::text[], :shown::int[]) as b(sku, shown)
               where w.shop = :shop and w.location = :location and w.sku = b.sku
                 and w.shown = b.shown and w.pending_key is null
              returning w.sku
              """)
          .param("shop", shop)
          .param("location", location.code())
          .param("skus", all.stream().map(n -> n.sku().code()).toArray(String[]::new))
          .param("shown", all.stream().mapToInt(Believed::shown).toArray())
          .query((row, _) -> new Sku(row.getString("sku")))
          .list();
      deliveries.addAll(
          Destination.SHOP_STOCK,
          still.stream()
              .map(sku -> ShopWindowStore.subject(shop, location, sku))
              .toList());
      return still;
    });
    return looked == null ? List.of() : looked;
  }
}
