package dev.tillbridge.hub.fulfilment;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.fulfilment.OrderStore.Order;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.shop.ShopFulfilment.Tracking;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Parcels in PostgreSQL. Every method joins the caller's transaction, if there is one. */
final class ParcelStore {

  private static final String SELECT = """
      select id, order_id, shop, remote_order, location, state, company, number, url, notify,
             known_before, note, made_by, made_at
        from parcel
      """;

  /** Stands between the shop's ids when a parcel became several sendings there. */
  static final String BETWEEN_IDS = ", ";

  private final JdbcClient jdbc;

  ParcelStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A parcel that a shop is to be told of.
   *
   * @param knownBefore what had left before the shop was first told; null when it was not told yet
   */
  record Row(
      UUID id,
      UUID orderId,
      String shop,
      String remoteOrder,
      LocationId location,
      ParcelView.State state,
      Tracking tracking,
      boolean tellCustomer,
      @Nullable List<String> knownBefore,
      @Nullable String note,
      String by,
      Instant at,
      SequencedMap<String, Integer> units) {

    ParcelView view() {
      return new ParcelView(id, location, state, tracking, units, note, by, at);
    }
  }

  Optional<String> hash(UUID id) {
    return jdbc.sql("select request_hash from parcel where id = :id")
        .param("id", id)
        .query(String.class)
        .optional();
  }

  void add(
      Order order,
      ParcelRequest parcel,
      SequencedMap<String, Integer> units,
      String hash,
      String by,
      Instant now) {
    jdbc.sql("""
            insert into parcel (id, request_hash, order_id, shop, remote_order, location, state,
                                company, number, url, notify, made_by, made_at)
            values (:id, :hash, :order, :shop, :remote, :location, 'SENDING', :company, :number, :url,
                    :notify, :by, :now)
            """)
        .param("id", parcel.id())
        .param("hash", hash)
        .param("order", order.id())
        .param("shop", order.shop())
        .param("remote", order.orderId())
        .param("location", parcel.location().code())
        .param("company", parcel.tracking().company())
        .param("number", parcel.tracking().number())
        .param(
            "url",
            parcel.tracking().url() == null ? null : parcel.tracking().url().toString())
        .param("notify", parcel.notifyCustomer())
        .param("by", by)
        .param("now", now.atOffset(UTC))
        .update();
    units.forEach((line, some) -> jdbc.sql(
            "insert into parcel_line (parcel_id, line_id, units) values (:id, :line, :units)")
        .param("id", parcel.id())
        .param("line", line)
        .param("units", some)
        .update());
  }

  Optional<Row> find(UUID id) {
    return jdbc.sql(SELECT + " where id = :id")
        .param("id", id)
        .query((row, _) -> read(row))
        .optional();
  }

  List<Row> ofOrders(Collection<UUID> orders) {
    return jdbc.sql(SELECT + " where order_id = any(:orders::uuid[]) order by made_at, id")
        .param("orders", orders.stream().map(UUID::toString).toArray(String[]::new))
        .query((row, _) -> read(row))
        .list();
  }

  /** The shop's ids of what other parcels of the same order have become. */
  Set<String> becameOthers(Row parcel) {
    return jdbc
        .sql("""
            select remote_id from parcel
             where order_id = :order and id <> :id and remote_id is not null
            """)
        .param("order", parcel.orderId())
        .param("id", parcel.id())
        .query((row, _) -> row.getString("remote_id"))
        .list()
        .stream()
        .flatMap(ids -> Stream.of(ids.split(BETWEEN_IDS, -1)))
        .collect(Collectors.toSet());
  }

  /** Remembers what had left before; what is remembered already stays. */
  void remember(UUID id, Collection<String> sendings) {
    jdbc.sql("""
            update parcel set known_before = :known::text[] where id = :id and known_before is null
            """)
        .param("known", sendings.toArray(String[]::new))
        .param("id", id)
        .update();
  }

  void end(UUID id, ParcelView.State state, @Nullable String remoteId, @Nullable String note) {
    jdbc.sql("""
            update parcel set state = :state, remote_id = coalesce(:remote, remote_id), note = :note
             where id = :id
            """)
        .param("state", state.name())
        .param("remote", remoteId)
        .param("note", note)
        .param("id", id)
        .update();
  }

  private Row read(ResultSet row) throws SQLException {
    var id = row.getObject("id", UUID.class);
    var url = row.getString("url");
    var known = row.getArray("known_before");
    return new Row(
        id,
        row.getObject("order_id", UUID.class),
        row.getString("shop"),
        row.getString("remote_order"),
        new LocationId(row.getString("location")),
        ParcelView.State.valueOf(row.getString("state")),
        new Tracking(
            row.getString("company"),
            row.getString("number"),
            url == null ? null : URI.create(url)),
        row.getBoolean("notify"),
        known == null ? null : List.of((String[]) known.getArray()),
        row.getString("note"),
        row.getString("made_by"),
        row.getTimestamp("made_at").toInstant(),
        units(id));
  }

  private SequencedMap<String, Integer> units(UUID id) {
    var units = new LinkedHashMap<String, Integer>();
    jdbc.sql("select line_id, units from parcel_line where parcel_id = :id order by line_id")
        .param("id", id)
        .query(row -> {
          units.put(row.getString("line_id"), row.getInt("units"));
        });
    return units;
  }
}
