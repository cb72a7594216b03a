package dev.tillbridge.hub.fulfilment;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.shop.ShopFulfilment.Destination;
import dev.tillbridge.model.shop.ShopFulfilment.Method;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How orders are to leave, in PostgreSQL. Every method joins the caller's transaction. */
final class PlanStore {

  private final JdbcClient jdbc;

  PlanStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A plan.
   *
   * @param method null until the shop was asked
   * @param routed why it is sent from where it is; empty when nobody decided
   */
  record Plan(
      UUID id,
      @Nullable Method method,
      List<String> destination,
      String routed,
      @Nullable Step picked,
      @Nullable Step packed) {}

  /** Who did something, and when. */
  record Step(String by, Instant at) {}

  /** Begins a plan for each paid order of the shop that has none, the oldest first; their ids. */
  List<UUID> begin(String shop, int most) {
    return jdbc.sql("""
            insert into order_plan (id, shop, order_id)
            select o.hold_id, o.shop, o.order_id
              from shop_order o join hold h on h.id = o.hold_id and h.state = 'COMMITTED'
             where o.state = 'SOLD' and o.shop = :shop
               and not exists (select 1 from order_plan p where p.id = o.hold_id)
             order by o.updated_at limit :most
            on conflict do nothing
            returning id
            """)
        .param("shop", shop)
        .param("most", most)
        .query((row, _) -> row.getObject("id", UUID.class))
        .list();
  }

  /** Ends those of which nothing is left to be sent, and forgets where they went. */
  int end(Instant now) {
    return jdbc.sql("""
            update order_plan p
               set ended_at = :now, destination = '{}', postcode = null, latitude = null,
                   longitude = null
             where p.ended_at is null
               and not exists (select 1 from hold h
                                where (h.id = p.id or h.part_of = p.id) and h.state = 'COMMITTED')
            """).param("now", now.atOffset(UTC)).update();
  }

  void read(UUID id, Method method, @Nullable Destination to, Instant now) {
    jdbc.sql("""
            update order_plan
               set method = :method, destination = :lines::text[], postcode = :postcode,
                   latitude = :latitude, longitude = :longitude, read_at = :now
             where id = :id and ended_at is null
            """)
        .param("method", method.name())
        .param("lines", to == null ? new String[0] : to.lines().toArray(String[]::new))
        .param("postcode", to == null ? null : to.postcode())
        .param("latitude", to == null ? null : to.latitudeMicro())
        .param("longitude", to == null ? null : to.longitudeMicro())
        .param("now", now.atOffset(UTC))
        .param("id", id)
        .update();
  }

  void routed(UUID id, String why) {
    jdbc.sql("update order_plan set routed = :why where id = :id")
        .param("why", why)
        .param("id", id)
        .update();
  }

  /** False when somebody did before. */
  boolean picked(UUID id, String by, Instant now) {
    return step("picked", id, by, now);
  }

  /** False when somebody did before. */
  boolean packed(UUID id, String by, Instant now) {
    return step("packed", id, by, now);
  }

  private boolean step(String what, UUID id, String by, Instant now) {
    return jdbc.sql(
                "update order_plan set %1$s_by = :by, %1$s_at = :now where id = :id and %1$s_at is null"
                    .formatted(what))
            .param("by", by)
            .param("now", now.atOffset(UTC))
            .param("id", id)
            .update()
        == 1;
  }

  /** Those of which something is left, oldest order first. */
  List<Plan> open(int most) {
    return jdbc.sql(SELECT + """
             where p.ended_at is null
             order by (select s.sold_at from sale s where s.id = p.id), p.id limit :most
            """)
        .param("most", most)
        .query((row, _) -> plan(row))
        .list();
  }

  Optional<Plan> find(UUID id) {
    return jdbc.sql(SELECT + " where p.id = :id")
        .param("id", id)
        .query((row, _) -> plan(row))
        .optional();
  }

  private static final String SELECT = """
      select p.id, p.method, p.destination, p.routed, p.picked_by, p.picked_at, p.packed_by,
             p.packed_at
        from order_plan p
      """;

  private static Plan plan(ResultSet row) throws SQLException {
    var method = row.getString("method");
    return new Plan(
        row.getObject("id", UUID.class),
        method == null ? null : Method.valueOf(method),
        List.of((String[]) row.getArray("destination").getArray()),
        row.getString("routed"),
        step(row, "picked"),
        step(row, "packed"));
  }

  private static @Nullable Step step(ResultSet row, String what) throws SQLException {
    var at = row.getTimestamp(what + "_at");
    return at == null ? null : new Step(row.getString(what + "_by"), at.toInstant());
  }

  /** Units that the shop is to have sent from elsewhere. */
  record Move(
      UUID id,
      UUID orderId,
      LocationId location,
      SequencedMap<String, Integer> units,
      String state) {}

  void addMove(
      UUID id, UUID order, LocationId to, SequencedMap<String, Integer> units, Instant now) {
    jdbc.sql("""
            insert into order_move (id, order_id, location, state, made_at)
            values (:id, :order, :location, 'SENDING', :now)
            """)
        .param("id", id)
        .param("order", order)
        .param("location", to.code())
        .param("now", now.atOffset(UTC))
        .update();
    units.forEach((line, some) -> jdbc.sql(
            "insert into order_move_line (move_id, line_id, units) values (:id, :line, :units)")
        .param("id", id)
        .param("line", line)
        .param("units", some)
        .update());
  }

  Optional<Move> move(UUID id) {
    var units = new LinkedHashMap<String, Integer>();
    jdbc.sql("select line_id, units from order_move_line where move_id = :id order by line_id")
        .param("id", id)
        .query(row -> {
          units.put(row.getString("line_id"), row.getInt("units"));
        });
    return jdbc.sql("select order_id, location, state from order_move where id = :id")
        .param("id", id)
        .query((row, _) -> new Move(
            id,
            row.getObject("order_id", UUID.class),
            new LocationId(row.getString("location")),
            units,
            row.getString("state")))
        .optional();
  }

  void endMove(UUID id, String state, @Nullable String note) {
    jdbc.sql("update order_move set state = :state, note = :note where id = :id")
        .param("state", state)
        .param("note", note)
        .param("id", id)
        .update();
  }
}
