package dev.tillbridge.hub.shopcatalog;

import dev.tillbridge.hub.catalog.Catalog;
import dev.tillbridge.hub.catalog.CatalogBulk;
import dev.tillbridge.hub.stock.ShopPlaces;
import dev.tillbridge.model.catalog.Variant.Option;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How people see imports. */
final class ImportReader {

  private static final String SELECT = """
      select i.*,
             (select count(*) from shop_import_product p where p.import_id = i.id) as products,
             (select count(*) from shop_import_unreadable u where u.import_id = i.id) as unread,
             v.items, v.created, v.changed, v.same, v.aside, v.applied,
             l.levels, l.counts_set, l.counts_kept, l.counts_aside,
             o.orders, o.taken, o.orders_aside, o.orders_done
        from shop_import i
        cross join lateral (
          select count(*) as items,
                 count(*) filter (where verdict = 'CREATE') as created,
                 count(*) filter (where verdict = 'CHANGE') as changed,
                 count(*) filter (where verdict = 'SAME') as same,
                 count(*) filter (where verdict = 'ASIDE') as aside,
                 count(*) filter (where s.applied) as applied
            from shop_import_item s where s.import_id = i.id) v
        cross join lateral (
          select count(*) as levels,
                 count(*) filter (where outcome = 'SET') as counts_set,
                 count(*) filter (where outcome = 'KNOWN') as counts_kept,
                 count(*) filter (where outcome = 'ASIDE'
                                     or outcome is null and i.state = 'DONE') as counts_aside
            from shop_import_level s where s.import_id = i.id) l
        cross join lateral (
          select count(*) as orders, count(outcome) as orders_done,
                 count(*) filter (where outcome like 'TAKEN%') as taken,
                 count(*) filter (where outcome like 'ASIDE%') as orders_aside
            from shop_import_order s where s.import_id = i.id) o
      """;

  private final JdbcClient jdbc;
  private final InstantSource clock;
  private final ShopPlaces places;

  ImportReader(JdbcClient jdbc, InstantSource clock, ShopPlaces places) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.places = places;
  }

  Optional<ImportView> find(UUID id) {
    return jdbc.sql(SELECT + " where i.id = :id")
        .param("id", id)
        .query((row, _) -> view(row))
        .optional();
  }

  List<ImportView> newest() {
    return jdbc.sql(SELECT + " order by i.created_at desc, i.id limit 20")
        .query((row, _) -> view(row))
        .list();
  }

  private ImportView view(ResultSet row) throws SQLException {
    var id = row.getObject("id", UUID.class);
    var shop = row.getString("shop");
    var state = ImportState.valueOf(row.getString("state"));
    var phase = Phase.valueOf(row.getString("phase"));
    var read = new ImportView.Read(
        row.getInt("products"),
        row.getInt("items"),
        row.getInt("levels"),
        row.getInt("orders"),
        row.getInt("unread"));
    var judged = new ImportView.Judged(
        row.getInt("created"), row.getInt("changed"), row.getInt("same"), row.getInt("aside"));
    int applied = row.getInt("applied");
    int total = judged.create() + judged.change() + judged.same();
    var cursor = row.getString("cursor");
    int done = switch (phase) {
      case PRODUCTS -> read.variants();
      case ORDERS -> read.orders();
      case LEVELS -> read.levels();
      case GOODS, JUDGING, LINKS, END -> applied;
      case OPEN_ORDERS -> row.getInt("orders_done");
      case SITES, REPORT -> 0;
    };
    int of = switch (phase) {
      case GOODS, END -> total;
      case LINKS -> cursor == null ? 0 : total;
      case OPEN_ORDERS -> read.orders();
      default -> 0;
    };
    boolean over = state != ImportState.READING && state != ImportState.APPLYING;
    var changedAt = ImportBook.instant(row, "changed_at");
    var until = over ? changedAt : clock.instant();
    long millis = Math.max(
        1, Duration.between(ImportBook.instant(row, "phase_since"), until).toMillis());
    var ended = row.getTimestamp("ended_at");
    return new ImportView(
        id,
        shop,
        row.getString("asked_by"),
        state,
        phase.name(),
        row.getString("note"),
        row.getLong("preparing"),
        over ? 0 : (int) (done * 1000L / millis),
        done,
        of,
        read,
        judged,
        new ImportView.Applied(
            applied,
            row.getInt("counts_set"),
            row.getInt("counts_kept"),
            row.getInt("counts_aside"),
            row.getInt("taken"),
            row.getInt("orders_aside")),
        sites(id, shop),
        ImportBook.instant(row, "created_at"),
        changedAt,
        ended == null ? null : ended.toInstant());
  }

  private List<ImportView.SiteView> sites(UUID id, String shop) {
    return jdbc.sql("""
            select site_id, name, active from shop_import_site
             where import_id = :id order by name, site_id
            """)
        .param("id", id)
        .query((row, _) -> new ImportView.SiteView(
            row.getString("site_id"),
            row.getString("name"),
            row.getBoolean("active"),
            places.location(shop, row.getString("site_id")).map(l -> l.code()).orElse(null)))
        .list();
  }

  List<ImportRow> rows(UUID id, @Nullable String verdict, long after, int most) {
    return jdbc.sql("""
            select i.position, i.item_id, p.title, i.options, i.sku, i.barcode, i.verdict, i.our_sku,
                   i.matched_by, i.changes, i.reason, i.fix
              from shop_import_item i
              left join shop_import_product p
                on p.import_id = i.import_id and p.product_id = i.product_id
             where i.import_id = :id and i.position > :after and i.verdict is not null
               and (cast(:verdict as text) is null or i.verdict = :verdict)
             order by i.position limit :most
            """)
        .param("id", id)
        .param("after", after)
        .param("verdict", verdict)
        .param("most", most)
        .query((row, _) -> new ImportRow(
            row.getLong("position"),
            row.getString("item_id"),
            title(row),
            row.getString("sku"),
            row.getString("barcode"),
            row.getString("verdict"),
            row.getString("our_sku"),
            row.getString("matched_by"),
            List.of((String[]) row.getArray("changes").getArray()),
            row.getString("reason"),
            row.getString("fix")))
        .list();
  }

  private static String title(ResultSet row) throws SQLException {
    var product = row.getString("title");
    return Catalog.fullTitle(
        product == null ? "" : product,
        CatalogBulk.options(row.getString("options")).stream()
            .map(Option::value)
            .collect(Collectors.joining(" / ")));
  }

  Map<String, String> unreadable(UUID id) {
    var all = new LinkedHashMap<String, String>();
    jdbc.sql("""
            select id, why from shop_import_unreadable where import_id = :import order by id limit 500
            """).param("import", id).query(row -> {
      all.put(row.getString("id"), row.getString("why"));
    });
    return all;
  }

  Map<String, String> ordersAside(UUID id) {
    var aside = new LinkedHashMap<String, String>();
    jdbc.sql("""
            select order_id, outcome from shop_import_order
             where import_id = :id and outcome like 'ASIDE: %' order by position limit 500
            """).param("id", id).query(row -> {
      aside.put(row.getString("order_id"), row.getString("outcome").substring("ASIDE: ".length()));
    });
    return aside;
  }
}
