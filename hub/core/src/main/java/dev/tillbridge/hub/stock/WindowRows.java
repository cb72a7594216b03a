package dev.tillbridge.hub.stock;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.stock.ShopWindowStore.Pending;
import dev.tillbridge.hub.stock.ShopWindowStore.Window;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of many shop windows at once, in PostgreSQL; all of one shop and one location. */
final class WindowRows {

  private static final String HERE = " w.shop = :shop and w.location = :location and ";

  private final JdbcClient jdbc;
  private final WindowEscrow escrow;

  WindowRows(JdbcClient jdbc, WindowEscrow escrow) {
    this.jdbc = jdbc;
    this.escrow = escrow;
  }

  Map<Sku, String> itemIds(String shop, Collection<Sku> skus) {
    var ids = new TreeMap<Sku, String>();
    jdbc.sql("select sku, item_id from listing where shop = :shop and sku = any(:skus::text[])")
        .param("shop", shop)
        .param("skus", codes(skus))
        .query(row -> {
          ids.put(new Sku(row.getString("sku")), row.getString("item_id"));
        });
    return ids;
  }

  Map<Sku, Window> open(String shop, LocationId location, SortedSet<Sku> skus) {
    here("""
        insert into shop_window (shop, location, sku)
        select :shop, :location, s from unnest(:skus::text[]) s order by s on conflict do nothing
        """, shop, location).param("skus", codes(skus)).update();
    record Row(
        Sku sku,
        @Nullable Integer shown,
        int wanted,
        @Nullable Pending pending,
        int drifts) {}
    var rows = here(
            """
            select w.sku, w.shown, case when w.wanted_until > now() then w.wanted else 0 end as wanted,
                   w.pending_key, w.pending_from, w.pending_to, w.pending_call, w.drifts
              from shop_window w where
            """ + HERE + "w.sku = any(:skus::text[]) order by w.sku for update", shop, location)
        .param("skus", codes(skus))
        .query((row, _) -> new Row(
            new Sku(row.getString("sku")),
            row.getObject("shown", Integer.class),
            row.getInt("wanted"),
            pending(row),
            row.getInt("drifts")))
        .list();
    var behind = escrow.of(shop, location, skus);
    var windows = new TreeMap<Sku, Window>();
    for (var row : rows) {
      windows.put(
          row.sku(),
          new Window(
              row.shown(),
              row.wanted(),
              row.pending(),
              row.drifts(),
              behind.getOrDefault(row.sku(), Map.of())));
    }
    return windows;
  }

  private static @Nullable Pending pending(ResultSet row) throws SQLException {
    var key = row.getObject("pending_key", UUID.class);
    return key == null
        ? null
        : new Pending(
            key,
            row.getInt("pending_from"),
            row.getInt("pending_to"),
            row.getObject("pending_call", UUID.class));
  }

  Map<Sku, Pending> inCall(String shop, LocationId location, UUID call) {
    var changes = new TreeMap<Sku, Pending>();
    here("""
        select w.sku, w.pending_key, w.pending_from, w.pending_to, w.pending_call
          from shop_window w where
        """ + HERE + "w.pending_call = :call", shop, location)
        .param("call", call)
        .query(row -> {
          changes.put(new Sku(row.getString("sku")), Objects.requireNonNull(pending(row)));
        });
    return changes;
  }

  void setPending(String shop, LocationId location, Map<Sku, Pending> changes) {
    var all = List.copyOf(changes.values());
    here("""
        update shop_window w
           set pending_key = c.key, pending_from = c.old, pending_to = c.new, pending_call = c.call
          from unnest(:skus::text[], :keys::text[]::uuid[], :old::int[], :new::int[],
                      :calls::text[]::uuid[]) as c(sku, key, old, new, call)
         where
        """ + HERE + "w.sku = c.sku", shop, location)
        .param("skus", codes(changes.keySet()))
        .param("keys", texts(all, Pending::key))
        .param("old", all.stream().mapToInt(Pending::from).toArray())
        .param("new", all.stream().mapToInt(Pending::to).toArray())
        .param("calls", texts(all, Pending::call))
        .update();
  }

  private static @Nullable String[] texts(
      List<Pending> changes, Function<Pending, @Nullable UUID> id) {
    var texts = new @Nullable String[changes.size()];
    for (int i = 0; i < texts.length; i++) {
      var one = id.apply(changes.get(i));
      texts[i] = one == null ? null : one.toString();
    }
    return texts;
  }

  void clearPending(String shop, LocationId location, Map<Sku, Integer> moved, Instant now) {
    here("""
        update shop_window w
           set pending_key = null, pending_from = null, pending_to = null, pending_call = null,
               shown = w.shown + c.moved, pushed_at = case when c.moved = 0 then w.pushed_at else :now end
          from unnest(:skus::text[], :moved::int[]) as c(sku, moved)
         where
        """ + HERE + "w.sku = c.sku", shop, location)
        .param("skus", codes(moved.keySet()))
        .param("moved", numbers(moved))
        .param("now", now.atOffset(UTC))
        .update();
  }

  void setShown(String shop, LocationId location, Map<Sku, Integer> shown) {
    here("""
        update shop_window w set shown = c.shown, drifts = 0
          from unnest(:skus::text[], :shown::int[]) as c(sku, shown)
         where
        """ + HERE + "w.sku = c.sku", shop, location)
        .param("skus", codes(shown.keySet()))
        .param("shown", numbers(shown))
        .update();
  }

  void addDrift(String shop, LocationId location, Collection<Sku> skus) {
    here("""
        update shop_window w set drifts = w.drifts + 1, drifted_at = now()
         where (w.drifts = 0 or w.drifted_at <= now() - interval '20 seconds') and
        """ + HERE + "w.sku = any(:skus::text[])", shop, location)
        .param("skus", codes(skus))
        .update();
  }

  private JdbcClient.StatementSpec here(String statement, String shop, LocationId location) {
    return jdbc.sql(statement).param("shop", shop).param("location", location.code());
  }

  private static int[] numbers(Map<Sku, Integer> values) {
    return values.values().stream().mapToInt(Integer::intValue).toArray();
  }

  private static String[] codes(Collection<Sku> skus) {
    return skus.stream().map(Sku::code).toArray(String[]::new);
  }
}
