package dev.tillbridge.hub.shopcatalog;

import dev.tillbridge.hub.catalog.CatalogBulk;
import dev.tillbridge.hub.catalog.CatalogBulk.Change;
import dev.tillbridge.hub.catalog.CatalogBulk.Fresh;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.catalog.TaxCategory;
import dev.tillbridge.model.catalog.Variant;
import dev.tillbridge.model.catalog.Variant.Option;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.place.LocationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Takes over what was judged, some variants at a time, with their first counts. Every call is a part
 * of the caller's transaction, which notes how far it came: so no variant is taken over twice, and
 * doing it twice would change nothing either.
 */
final class Goods {

  static final int AT_ONCE = 1_000;

  /** Where first counts are written down; see the stock keeper. */
  @FunctionalInterface
  interface Openings {
    Set<Sku> set(UUID importId, LocationId location, Map<Sku, Integer> counts);
  }

  private record Row(
      String itemId,
      String verdict,
      Sku sku,
      Set<String> changes,
      boolean listPrice,
      String handle,
      String product,
      String vendor,
      String type,
      int position,
      @Nullable String barcode,
      List<Option> options,
      Money price,
      boolean taxable,
      @Nullable String image) {

    Fresh fresh() {
      var title = options.stream().map(Option::value).collect(Collectors.joining(" / "));
      return new Fresh(
          handle,
          product,
          vendor,
          type,
          position,
          new Variant(sku, barcode, title, options, price, tax(), image));
    }

    Change change() {
      return new Change(
          sku,
          changes.contains("title") ? product : null,
          changes.contains("vendor") ? vendor : null,
          changes.contains("type") ? type : null,
          changes.contains("barcode") ? barcode : null,
          changes.contains("price") && !listPrice ? price : null,
          changes.contains("tax") ? tax() : null,
          changes.contains("image") ? image : null);
    }

    private TaxCategory tax() {
      return taxable ? TaxCategory.STANDARD : TaxCategory.ZERO;
    }
  }

  private final JdbcClient jdbc;
  private final CatalogBulk catalog;
  private final ListPrices prices;
  private final Openings openings;
  private final BiFunction<String, String, Optional<LocationId>> locations;

  /**
   * Begins with nothing taken over.
   *
   * @param locations ours, by shop and the shop's name of it
   */
  Goods(
      JdbcClient jdbc,
      CatalogBulk catalog,
      ListPrices prices,
      Openings openings,
      BiFunction<String, String, Optional<LocationId>> locations) {
    this.jdbc = jdbc;
    this.catalog = catalog;
    this.prices = prices;
    this.openings = openings;
    this.locations = locations;
  }

  /** Takes over the next ones; false when there are none left. */
  boolean takeSome(Job job, Instant now) {
    var rows = next(job);
    if (rows.isEmpty()) {
      return false;
    }
    catalog.alone();
    catalog.create(rows.stream()
        .filter(row -> row.verdict().equals("CREATE"))
        .map(Row::fresh)
        .toList());
    var changed = rows.stream().filter(row -> row.verdict().equals("CHANGE")).toList();
    catalog.change(changed.stream().map(Row::change).toList(), now);
    for (var row : changed) {
      if (row.listPrice() && row.changes().contains("price")) {
        prices.set(job.shop(), row.sku(), row.price(), now);
      }
    }
    count(job, rows);
    jdbc.sql("""
            update shop_import_item set applied = true
             where import_id = :id and item_id = any(:items::text[])
            """)
        .param("id", job.id())
        .param("items", Staging.texts(rows, Row::itemId))
        .update();
    return true;
  }

  private List<Row> next(Job job) {
    return jdbc.sql("""
            with chosen as materialized (
              select * from shop_import_item
               where import_id = :id and not applied and verdict <> 'ASIDE'
               order by product_id, position limit :most)
            select i.item_id, i.verdict, i.our_sku, i.changes, i.barcode, i.options, i.price,
                   i.currency, i.taxable, p.handle, p.title, p.vendor, p.type,
                   coalesce(pic.address, i.image, p.image) as image, lp.sku is not null as list_price,
                   (select count(*) from shop_import_item s
                     where s.import_id = i.import_id and s.product_id = i.product_id
                       and s.position < i.position) as place
              from chosen i
              join shop_import_product p on p.import_id = i.import_id and p.product_id = i.product_id
              left join shop_import_picture pic
                on pic.import_id = i.import_id and pic.variant_id = i.variant_id
              left join list_price lp on lp.shop = :shop and lp.sku = i.our_sku
             order by i.product_id, i.position
            """)
        .param("id", job.id())
        .param("shop", job.shop())
        .param("most", AT_ONCE)
        .query((row, _) -> row(row))
        .list();
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getString("item_id"),
        row.getString("verdict"),
        new Sku(row.getString("our_sku")),
        Set.of((String[]) row.getArray("changes").getArray()),
        row.getBoolean("list_price"),
        row.getString("handle"),
        row.getString("title"),
        row.getString("vendor"),
        row.getString("type"),
        row.getInt("place"),
        row.getString("barcode"),
        CatalogBulk.options(row.getString("options")),
        Money.of(row.getLong("price"), row.getString("currency")),
        row.getBoolean("taxable"),
        row.getString("image"));
  }

  /** The first counts, by location; where something has moved before, our count stays. */
  private void count(Job job, List<Row> rows) {
    record Counted(String itemId, String site, int onHand) {}
    var counted = jdbc.sql("""
            select item_id, site_id, on_hand from shop_import_level
             where import_id = :id and outcome is null and item_id = any(:items::text[])
            """)
        .param("id", job.id())
        .param("items", Staging.texts(rows, Row::itemId))
        .query((row, _) ->
            new Counted(row.getString("item_id"), row.getString("site_id"), row.getInt("on_hand")))
        .list();
    var skus = rows.stream().collect(Collectors.toMap(Row::itemId, Row::sku));
    var sites = new HashMap<String, Optional<LocationId>>();
    var byPlace = new TreeMap<LocationId, Map<Sku, Integer>>();
    for (var one : counted) {
      var sku = skus.get(one.itemId());
      sites
          .computeIfAbsent(one.site(), site -> locations.apply(job.shop(), site))
          .ifPresent(place -> {
            if (sku != null) {
              byPlace.computeIfAbsent(place, _ -> new TreeMap<>()).put(sku, one.onHand());
            }
          });
    }
    var set = new HashMap<LocationId, Set<Sku>>();
    byPlace.forEach((place, counts) -> set.put(place, openings.set(job.id(), place, counts)));
    var outcomes = new ArrayList<String>();
    for (var one : counted) {
      var place = sites.getOrDefault(one.site(), Optional.empty());
      var sku = skus.get(one.itemId());
      boolean fresh =
          place.map(p -> set.getOrDefault(p, Set.of()).contains(sku)).orElse(false);
      outcomes.add(place.isEmpty() ? "ASIDE" : fresh ? "SET" : "KNOWN");
    }
    jdbc.sql("""
            update shop_import_level l set outcome = o.outcome
              from unnest(:items::text[], :sites::text[], :outcomes::text[]) as o(item, site, outcome)
             where l.import_id = :id and l.item_id = o.item and l.site_id = o.site
            """)
        .param("id", job.id())
        .param("items", Staging.texts(counted, Counted::itemId))
        .param("sites", Staging.texts(counted, Counted::site))
        .param("outcomes", outcomes.toArray(String[]::new))
        .update();
  }
}
