package dev.tillbridge.hub.desk;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.desk.PickUp.Payment;
import dev.tillbridge.hub.desk.PickUp.State;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.stock.StockLine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Pick-ups in PostgreSQL. Every method joins the caller's transaction, if there is one. */
final class PickUpStore {

  /** More than this nobody reads in one go. */
  static final int MOST = 500;

  // Where it is and what it has, its hold tells; a part elsewhere has taken the whole pick-up
  // along.
  private static final String SELECT = """
      select u.id, u.hold_id, coalesce(moved.location, h.location, u.location) as location, u.reference,
             u.customer, u.contact, u.prepaid, u.currency, u.collect_by, u.made_at, u.ready_at, u.outcome, u.note,
             u.ended_at, h.state, s.total as sold, s.currency as sold_in, o.hold_id is not null as ordered,
             p.amount as captured, p.currency as captured_in
        from pickup u
        left join hold h on h.id = u.hold_id
        left join sale s on s.id = u.hold_id
        left join shop_order o on o.hold_id = u.hold_id
        left join lateral (
          select sum(amount)::bigint as amount, max(currency) as currency from payment
           where hold_id = u.hold_id and state = 'CAPTURED') p on true
        left join lateral (
          select m.location from hold m join hold_line l on l.hold_id = m.id
           where m.part_of = u.hold_id and m.id <> m.part_of
             and not exists (select 1 from hold_line where hold_id = u.hold_id)
           limit 1) moved on true
      """;

  private final JdbcClient jdbc;

  PickUpStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** False when the id is taken. */
  boolean claim(
      NewPickUp wish, String hash, UUID holdId, Instant collectBy, String by, Instant now) {
    var paid = wish.paid();
    return jdbc.sql("""
                insert into pickup (id, request_hash, hold_id, location, reference, customer, contact,
                                    prepaid, currency, collect_by, made_by, made_at)
                values (:id, decode(:hash, 'hex'), :hold, :location, :reference, :customer, :contact,
                        :prepaid, :currency, :by_when, :by, :now)
                on conflict do nothing
                """)
            .param("id", wish.id())
            .param("hash", hash)
            .param("hold", holdId)
            .param("location", wish.location().code())
            .param("reference", wish.reference())
            .param("customer", wish.customer())
            .param("contact", wish.contact())
            .param("prepaid", paid == null ? null : paid.minor())
            .param("currency", paid == null ? null : paid.currency().getCurrencyCode())
            .param("by_when", collectBy.atOffset(UTC))
            .param("by", by)
            .param("now", now.atOffset(UTC))
            .update()
        == 1;
  }

  Optional<String> hash(UUID id) {
    return jdbc.sql("select encode(request_hash, 'hex') from pickup where id = :id")
        .param("id", id)
        .query(String.class)
        .optional();
  }

  /** Locks it, so that it ends once. */
  Optional<PickUp> lock(UUID id) {
    jdbc.sql("select 1 from pickup where id = :id for update")
        .param("id", id)
        .query((_, _) -> 0)
        .list();
    return find(id);
  }

  Optional<PickUp> find(UUID id) {
    return read(" where u.id = :id", Map.of("id", id)).stream().findFirst();
  }

  /** The one that waits for this hold's units. */
  Optional<PickUp> ofHold(UUID hold) {
    return read(" where u.hold_id = :hold and u.ended_at is null", Map.of("hold", hold)).stream()
        .findFirst();
  }

  /** Those that wait, the first to run out first; or all, newest first. */
  List<PickUp> list(boolean waiting) {
    return read(
        (waiting ? " where u.ended_at is null order by u.collect_by" : " order by u.made_at desc")
            + " limit "
            + MOST,
        Map.of());
  }

  /** Those whose hold is over, or whose time is, by the database's clock. */
  List<UUID> toSettle(int most) {
    return jdbc.sql("""
            select u.id from pickup u left join hold h on h.id = u.hold_id
             where u.ended_at is null
               and (u.collect_by <= now()
                    or h.state in ('FULFILLED', 'REVERSED', 'RELEASED', 'EXPIRED', 'REFUSED', 'VOID'))
             order by u.collect_by limit :most
            """)
        .param("most", most)
        .query((row, _) -> row.getObject("id", UUID.class))
        .list();
  }

  boolean isOver(PickUp pickup) {
    return jdbc.sql("select collect_by <= now() from pickup where id = :id")
        .param("id", pickup.id())
        .query(Boolean.class)
        .single();
  }

  /** The customer is told; he has as long as the others from now on. */
  void ready(UUID id, Instant collectBy, String by, Instant now) {
    jdbc.sql("""
            update pickup
               set ready_at = :now, ready_by = :by, collect_by = greatest(collect_by, :collectBy)
             where id = :id and ended_at is null and ready_at is null
            """)
        .param("now", now.atOffset(UTC))
        .param("by", by)
        .param("collectBy", collectBy.atOffset(UTC))
        .param("id", id)
        .update();
  }

  /** False when it had ended. */
  boolean end(UUID id, State outcome, @Nullable String note, String by, Instant now) {
    return jdbc.sql("""
                update pickup set outcome = :outcome, note = :note, ended_by = :by, ended_at = :now
                 where id = :id and ended_at is null
                """)
            .param("outcome", outcome.name())
            .param("note", note)
            .param("by", by)
            .param("now", now.atOffset(UTC))
            .param("id", id)
            .update()
        == 1;
  }

  /** Nothing came of the wish; its id may be used again. */
  void forget(UUID id) {
    jdbc.sql("""
            delete from pickup u where id = :id and ended_at is null
               and not exists (select 1 from hold h where h.id = u.hold_id)
            """).param("id", id).update();
  }

  List<PickUps.Reserved> reserved(LocationId location, Collection<Sku> skus) {
    return jdbc.sql("""
            select l.sku, u.id, u.reference, sum(l.quantity)::int as units, u.collect_by
              from pickup u
              join hold h on (h.id = u.hold_id or h.part_of = u.hold_id)
                         and h.state in ('HELD', 'PAYING', 'COMMITTED') and h.location = :location
              join hold_line l on l.hold_id = h.id and l.sku = any(:skus::text[])
             where u.ended_at is null
             group by l.sku, u.id order by l.sku, u.collect_by, u.id
            """)
        .param("location", location.code())
        .param("skus", skus.stream().map(Sku::code).toArray(String[]::new))
        .query((row, _) -> new PickUps.Reserved(
            new Sku(row.getString("sku")),
            row.getObject("id", UUID.class),
            row.getString("reference"),
            row.getInt("units"),
            row.getTimestamp("collect_by").toInstant()))
        .list();
  }

  private List<PickUp> read(String which, Map<String, ?> params) {
    var found =
        jdbc.sql(SELECT + which).params(params).query((row, _) -> pickup(row)).list();
    var lines = lines(found.stream().map(PickUp::holdId).toList());
    return found.stream()
        .map(p -> new PickUp(
            p.id(),
            p.holdId(),
            p.location(),
            p.reference(),
            p.customer(),
            p.contact(),
            lines.getOrDefault(p.holdId(), List.of()),
            p.state(),
            p.payment(),
            p.amount(),
            p.collectBy(),
            p.madeAt(),
            p.readyAt(),
            p.note(),
            p.endedAt()))
        .toList();
  }

  private Map<UUID, List<StockLine>> lines(Collection<UUID> holds) {
    var lines = new HashMap<UUID, List<StockLine>>();
    jdbc.sql("""
            select coalesce(h.part_of, h.id) as whole, l.sku, sum(l.quantity)::int as units
              from hold h join hold_line l on l.hold_id = h.id
             where h.id = any(:ids::uuid[]) or h.part_of = any(:ids::uuid[])
             group by 1, 2 order by 1, 2
            """)
        .param("ids", holds.stream().map(UUID::toString).toArray(String[]::new))
        .query(row -> {
          lines
              .computeIfAbsent(row.getObject("whole", UUID.class), _ -> new ArrayList<>())
              .add(new StockLine(new Sku(row.getString("sku")), row.getInt("units")));
        });
    return lines;
  }

  private static PickUp pickup(ResultSet row) throws SQLException {
    var outcome = row.getString("outcome");
    var ended = row.getTimestamp("ended_at");
    var ready = row.getTimestamp("ready_at");
    return new PickUp(
        row.getObject("id", UUID.class),
        row.getObject("hold_id", UUID.class),
        new LocationId(row.getString("location")),
        row.getString("reference"),
        row.getString("customer"),
        row.getString("contact"),
        List.of(),
        outcome == null ? State.WAITING : State.valueOf(outcome),
        payment(row),
        amount(row),
        row.getTimestamp("collect_by").toInstant(),
        row.getTimestamp("made_at").toInstant(),
        ready == null ? null : ready.toInstant(),
        row.getString("note"),
        ended == null ? null : ended.toInstant());
  }

  private static Payment payment(ResultSet row) throws SQLException {
    if (row.getBoolean("ordered")) {
      return Payment.SHOP;
    }
    if (row.getObject("captured") != null) {
      return Payment.GATEWAY;
    }
    return row.getObject("prepaid") == null ? Payment.NONE : Payment.ELSEWHERE;
  }

  private static @Nullable Money amount(ResultSet row) throws SQLException {
    return switch (payment(row)) {
      case SHOP -> money(row, "sold", "sold_in");
      case GATEWAY -> money(row, "captured", "captured_in");
      case ELSEWHERE -> money(row, "prepaid", "currency");
      case NONE -> null;
    };
  }

  private static @Nullable Money money(ResultSet row, String column, String currency)
      throws SQLException {
    var code = row.getString(currency);
    return code == null ? null : Money.of(row.getLong(column), code);
  }
}
