package dev.tillbridge.hub.desk;

import dev.tillbridge.hub.desk.Claimant.Kind;
import dev.tillbridge.hub.stock.Promise;
import dev.tillbridge.hub.stock.Promises;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.stock.HoldState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds those who count on the units of a shelf, with their names. */
final class Claimants {

  private final JdbcClient jdbc;
  private final Promises promises;

  Claimants(JdbcClient jdbc, Promises promises) {
    this.jdbc = jdbc;
    this.promises = promises;
  }

  /** What is known of a hold besides its units. */
  private record Known(
      @Nullable UUID pickup,
      @Nullable String reference,
      boolean prepaid,
      @Nullable String order) {

    static final Known NOTHING = new Known(null, null, false, null);
  }

  /** Newest promise first. */
  List<Claimant> of(Shelf shelf) {
    var found = promises.at(shelf.location(), shelf.sku());
    var known = known(found.stream().map(Promise::whole).toList());
    return found.stream()
        .map(p -> claimant(p, known.getOrDefault(p.whole(), Known.NOTHING)))
        .toList();
  }

  private static Claimant claimant(Promise promise, Known known) {
    boolean web = promise.channel() == Channel.WEB;
    boolean committed = promise.state() == HoldState.COMMITTED;
    if (known.reference() != null) {
      boolean paid = known.prepaid() || promise.state() != HoldState.HELD;
      return new Claimant(
          promise, Kind.PICKUP, "pick-up " + known.reference(), known.pickup(), paid);
    }
    if (committed || known.order() != null) {
      var name = known.order() == null ? "an order" : "order " + known.order();
      return new Claimant(promise, Kind.ORDER, name, null, true);
    }
    return new Claimant(
        promise,
        web ? Kind.WEB_CART : Kind.TILL_CART,
        web ? "a cart in the web shop" : "a cart at the till",
        null,
        promise.state() != HoldState.HELD);
  }

  private Map<UUID, Known> known(List<UUID> wholes) {
    var known = new HashMap<UUID, Known>();
    jdbc.sql("""
            select h.id, u.id as pickup, u.reference, u.prepaid is not null as prepaid,
                   coalesce(s.receipt_number, o.name) as order_name
              from unnest(:ids::uuid[]) as h(id)
              left join pickup u on u.hold_id = h.id and u.ended_at is null
              left join sale s on s.id = h.id
              left join shop_order o on o.hold_id = h.id
            """)
        .param("ids", wholes.stream().map(UUID::toString).toArray(String[]::new))
        .query(row -> {
          known.put(row.getObject("id", UUID.class), read(row));
        });
    return known;
  }

  private static Known read(ResultSet row) throws SQLException {
    return new Known(
        row.getObject("pickup", UUID.class),
        row.getString("reference"),
        row.getBoolean("prepaid"),
        row.getString("order_name"));
  }
}
