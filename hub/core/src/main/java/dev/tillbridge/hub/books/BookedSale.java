package dev.tillbridge.hub.books;

import dev.tillbridge.model.books.Role;
import dev.tillbridge.model.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the ledger holds about a sale.
 *
 * @param day the sale's own business day
 * @param zone of the location it was made at
 * @param all everything that was entered
 * @param charged what it was charged as, with edits, before anything went back
 * @param causes the ids of what was entered
 */
public record BookedSale(
    LocalDate day,
    ZoneId zone,
    @Nullable String location,
    @Nullable String channel,
    @Nullable String source,
    Position all,
    Position charged,
    Set<String> causes) {

  private static final Set<Cause> CHARGES = EnumSet.of(Cause.SALE, Cause.ORDER_EDIT);

  private record Row(
      Cause cause,
      String causeId,
      LocalDate day,
      ZoneId zone,
      @Nullable String location,
      @Nullable String channel,
      @Nullable String source,
      DraftLine line) {}

  public BookedSale {
    causes = Set.copyOf(causes);
  }

  /** The event of something that became of the sale. */
  public Event event(Cause cause, String id, Instant at, Instant now) {
    return new Event(
        cause,
        id,
        at.atZone(zone).toLocalDate(),
        now.atZone(zone).toLocalDate(),
        at,
        location,
        channel,
        source);
  }

  static Optional<BookedSale> read(JdbcClient jdbc, UUID sale) {
    var rows =
        jdbc.sql("""
            select e.cause, e.cause_id, e.event_day, e.location, e.channel, e.source,
                   coalesce(p.time_zone, 'UTC') as time_zone, l.role, l.category, l.key, l.currency,
                   l.amount
              from entry e
              join entry_line l on l.entry_id = e.id
              left join location p on p.id = e.location
             where e.cause in ('SALE', 'SHOP_REFUND', 'ORDER_EDIT', 'ORDER_CANCELLED', 'CANCELLED',
                               'REFUND')
               and e.cause_id >= :sale and e.cause_id < :sale || '~'
             order by e.cause <> 'SALE', e.id
            """).param("sale", sale.toString()).query((row, _) -> row(row)).list();
    return rows.isEmpty() || rows.getFirst().cause() != Cause.SALE
        ? Optional.empty()
        : Optional.of(of(rows));
  }

  private static BookedSale of(List<Row> rows) {
    var first = rows.getFirst();
    var all = new ArrayList<DraftLine>();
    var charged = new ArrayList<DraftLine>();
    var causes = new HashSet<String>();
    for (var row : rows) {
      all.add(row.line());
      if (CHARGES.contains(row.cause())) {
        charged.add(row.line());
      }
      causes.add(row.causeId());
    }
    var currency = first.line().amount().currency();
    return new BookedSale(
        first.day(),
        first.zone(),
        first.location(),
        first.channel(),
        first.source(),
        new Position(currency).add(all),
        new Position(currency).add(charged),
        causes);
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        Cause.valueOf(row.getString("cause")),
        row.getString("cause_id"),
        row.getObject("event_day", LocalDate.class),
        ZoneId.of(row.getString("time_zone")),
        row.getString("location"),
        row.getString("channel"),
        row.getString("source"),
        new DraftLine(
            Role.valueOf(row.getString("role")),
            row.getString("category"),
            row.getString("key"),
            Money.of(row.getLong("amount"), row.getString("currency"))));
  }
}
