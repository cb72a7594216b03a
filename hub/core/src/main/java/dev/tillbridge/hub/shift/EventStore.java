package dev.tillbridge.hub.shift;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.shift.DrawerEvent.Close;
import dev.tillbridge.hub.shift.DrawerEvent.Kind;
import dev.tillbridge.hub.shift.DrawerEvent.Pieces;
import dev.tillbridge.hub.shift.DrawerEvent.UnderWay;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.place.LocationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What tills said of their drawers. Every method joins the caller's transaction. */
final class EventStore {

  private final JdbcClient jdbc;

  EventStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Nobody else writes of this register until the transaction ends, and no sale of it is half recorded. */
  void lock(String register) {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended('shift ' || :register, 0))")
        .param("register", register)
        .query((_, _) -> 0)
        .list();
  }

  Optional<DrawerEvent> find(UUID id) {
    return jdbc
        .sql("select * from drawer_event where id = :id")
        .param("id", id)
        .query((row, _) -> read(row))
        .list()
        .stream()
        .findFirst()
        .map(this::whole);
  }

  /** Of a shift, by the till's clock. */
  List<DrawerEvent> ofShift(UUID shift) {
    return jdbc.sql("""
            select * from drawer_event where shift_id = :shift
             order by kind <> 'OPENED', kind = 'CLOSED', happened_at, id
            """).param("shift", shift).query((row, _) -> read(row)).list().stream()
        .map(this::whole)
        .toList();
  }

  /** The shifts that began last, at a place or everywhere. */
  List<UUID> newest(@Nullable LocationId location, boolean openOnly, int limit) {
    return jdbc.sql("""
            select shift_id from drawer_event
             where kind in ('OPENED', 'CLOSED')
               and (:location::text is null or location = :location)
             group by shift_id
            having not :openOnly or not bool_or(kind = 'CLOSED')
             order by min(happened_at) desc, shift_id limit :limit
            """)
        .param("location", location == null ? null : location.code(), Types.VARCHAR)
        .param("openOnly", openOnly)
        .param("limit", limit)
        .query((row, _) -> row.getObject("shift_id", UUID.class))
        .list();
  }

  void write(DrawerEvent event, LocalDate day, String by, Instant now) {
    var close = event.close();
    var limit = close == null ? null : close.limit();
    jdbc.sql("""
            insert into drawer_event (id, kind, shift_id, register, location, currency, amount, reason,
                                      person, happened_at, business_day, recorded_at, recorded_by,
                                      told_expected, told_limit, told_number)
            values (:id, :kind, :shift, :register, :location, :currency, :amount, :reason, :person,
                    :at, :day, :now, :by, :expected, :limit, :number)
            """)
        .param("id", event.id())
        .param("kind", event.kind().name())
        .param("shift", event.shift())
        .param("register", event.register())
        .param("location", event.location().code())
        .param("currency", event.amount().currency().getCurrencyCode())
        .param("amount", event.amount().minor())
        .param("reason", event.reason(), Types.VARCHAR)
        .param("person", event.person())
        .param("at", event.at().atOffset(UTC))
        .param("day", day)
        .param("now", now.atOffset(UTC))
        .param("by", by)
        .param("expected", close == null ? null : close.expected().minor(), Types.BIGINT)
        .param("limit", limit == null ? null : limit.minor(), Types.BIGINT)
        .param("number", close == null ? null : close.number(), Types.INTEGER)
        .update();
    if (close != null) {
      close.count().forEach(one -> count(event.id(), one));
      underWay(event.id(), close.underWay());
    }
  }

  private void count(UUID event, Pieces pieces) {
    jdbc.sql("insert into drawer_count (event_id, face, pieces) values (:event, :face, :pieces)")
        .param("event", event)
        .param("face", pieces.face().minor())
        .param("pieces", pieces.pieces())
        .update();
  }

  /** All in one statement: a till that was away for a week brings thousands. */
  private void underWay(UUID event, List<UnderWay> all) {
    jdbc.sql("""
            insert into drawer_under_way (event_id, id, kind, number, total, tax, discount, cash)
            select :event, w.id::uuid, w.kind, w.number, w.total, w.tax, w.discount, w.cash
              from unnest(:ids::text[], :kinds::text[], :numbers::text[], :totals::bigint[],
                          :taxes::bigint[], :discounts::bigint[], :cash::bigint[])
                as w(id, kind, number, total, tax, discount, cash)
            """)
        .param("event", event)
        .param("ids", all.stream().map(one -> one.id().toString()).toArray(String[]::new))
        .param("kinds", all.stream().map(UnderWay::kind).toArray(String[]::new))
        .param("numbers", all.stream().map(UnderWay::number).toArray(String[]::new))
        .param("totals", all.stream().mapToLong(one -> one.total().minor()).toArray())
        .param("taxes", all.stream().mapToLong(one -> one.tax().minor()).toArray())
        .param(
            "discounts", all.stream().mapToLong(one -> one.discount().minor()).toArray())
        .param("cash", all.stream().mapToLong(one -> one.cash().minor()).toArray())
        .update();
  }

  /** Those of what a till could not send before it closed that are not here yet. */
  List<UnderWay> notHere(UUID close, Currency currency) {
    return jdbc.sql("""
            select w.* from drawer_under_way w
             where w.event_id = :close
               and not exists (select 1 from sale s where s.id = w.id)
               and not exists (select 1 from sale_refund r where r.id = w.id)
               and not exists (select 1 from drawer_event e where e.id = w.id)
             order by w.number, w.id
            """)
        .param("close", close)
        .query((row, _) -> underWay(row, currency))
        .list();
  }

  private DrawerEvent whole(DrawerEvent event) {
    var close = event.close();
    if (close == null) {
      return event;
    }
    var currency = event.amount().currency();
    var count = jdbc.sql(
            "select face, pieces from drawer_count where event_id = :id order by face desc")
        .param("id", event.id())
        .query(
            (row, _) -> new Pieces(new Money(row.getLong("face"), currency), row.getInt("pieces")))
        .list();
    return new DrawerEvent(
        event.id(),
        event.kind(),
        event.shift(),
        event.register(),
        event.location(),
        event.person(),
        event.at(),
        event.amount(),
        event.reason(),
        new Close(
            close.number(), close.expected(), close.limit(), count, notHere(event.id(), currency)));
  }

  private static DrawerEvent read(ResultSet row) throws SQLException {
    var currency = Currency.getInstance(row.getString("currency"));
    var kind = Kind.valueOf(row.getString("kind"));
    var limit = row.getObject("told_limit", Long.class);
    return new DrawerEvent(
        row.getObject("id", UUID.class),
        kind,
        row.getObject("shift_id", UUID.class),
        row.getString("register"),
        new LocationId(row.getString("location")),
        row.getString("person"),
        row.getObject("happened_at", OffsetDateTime.class).toInstant(),
        new Money(row.getLong("amount"), currency),
        row.getString("reason"),
        kind == Kind.CLOSED
            ? new Close(
                row.getObject("told_number", Integer.class),
                new Money(row.getLong("told_expected"), currency),
                limit == null ? null : new Money(limit, currency),
                List.of(),
                List.of())
            : null);
  }

  private static UnderWay underWay(ResultSet row, Currency currency) throws SQLException {
    return new UnderWay(
        row.getObject("id", UUID.class),
        row.getString("kind"),
        row.getString("number"),
        new Money(row.getLong("total"), currency),
        new Money(row.getLong("tax"), currency),
        new Money(row.getLong("discount"), currency),
        new Money(row.getLong("cash"), currency));
  }
}
