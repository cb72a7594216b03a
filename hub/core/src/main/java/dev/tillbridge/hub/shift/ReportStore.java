package dev.tillbridge.hub.shift;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.shift.DrawerEvent.Pieces;
import dev.tillbridge.hub.shift.Figure.Section;
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
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reports as they were made. Every method joins the caller's transaction. */
final class ReportStore {

  private final JdbcClient jdbc;

  ReportStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The next number of the register. The first goes on where its till has counted to.
   *
   * @param told as the till printed it, or null
   */
  int nextNumber(String register, @Nullable Integer told) {
    return jdbc.sql("""
            insert into shift_number (register, last) values (:register, :first)
            on conflict (register) do update set last = shift_number.last + 1
            returning last
            """)
        .param("register", register)
        .param("first", told == null ? 1 : told)
        .query(Integer.class)
        .single();
  }

  /** The last number of the register; 0 before its first report. */
  int lastNumber(String register) {
    return jdbc.sql("select last from shift_number where register = :register")
        .param("register", register)
        .query(Integer.class)
        .optional()
        .orElse(0);
  }

  /** The report that this comes too late for, if there is one. */
  Optional<UUID> before(String register, @Nullable UUID shift, Instant at) {
    return jdbc.sql("select shift_report_before(:register, :shift::uuid, :at)")
        .param("register", register)
        .param("shift", shift, Types.OTHER)
        .param("at", at.atOffset(UTC))
        .query((row, _) -> Optional.ofNullable(row.getObject(1, UUID.class)))
        .single();
  }

  /** The shift that a report is of. */
  UUID shiftOf(UUID report) {
    return jdbc.sql("select shift_id from shift_report where id = :id")
        .param("id", report)
        .query(UUID.class)
        .single();
  }

  /** Those who adjust the same report take turns. */
  void lock(UUID report) {
    jdbc.sql("select 1 from shift_report where id = :id for update")
        .param("id", report)
        .query((_, _) -> 0)
        .list();
  }

  /** The Z of a shift and its adjustments, in their order; empty while it is open. */
  List<ShiftReport> ofShift(UUID shift) {
    return jdbc.sql("""
            select * from shift_report where shift_id = :shift order by length(suffix), suffix
            """).param("shift", shift).query((row, _) -> read(row)).list().stream()
        .map(this::whole)
        .toList();
  }

  /** What a report has told of this thing, before it came; empty when none has. */
  Optional<Item> told(UUID report, UUID item) {
    return items(report).stream().filter(one -> one.id().equals(item)).findFirst();
  }

  /** All that a report counts. */
  List<Item> items(UUID report) {
    return jdbc.sql("""
            select i.*, r.currency from shift_report_item i
              join shift_report r on r.id = i.report_id
             where i.report_id = :id order by i.kind desc, i.number, i.id
            """).param("id", report).query((row, _) -> item(row)).list();
  }

  void write(ShiftReport report, List<Item> items, boolean corrects) {
    var counted = Objects.requireNonNull(report.counted(), "a report that is kept was counted");
    var cash = report.cash();
    jdbc.sql("""
            insert into shift_report (id, shift_id, register, location, number, suffix, currency,
                                      opened_at, closed_at, opened_by, closed_by, business_day, made_at,
                                      float_amount, cash_sales, cash_refunds, paid_in, paid_out, dropped,
                                      expected, counted, off_at_most, reason)
            values (:id, :shift, :register, :location, :number, :suffix, :currency, :opened, :closed,
                    :openedBy, :closedBy, :day, :made, :float, :sales, :refunds, :in, :out, :dropped,
                    :expected, :counted, :most, :reason)
            """)
        .param("id", report.id())
        .param("shift", report.shift())
        .param("register", report.register())
        .param("location", report.location().code())
        .param("number", report.number())
        .param("suffix", report.suffix())
        .param("currency", counted.currency().getCurrencyCode())
        .param("opened", report.openedAt().atOffset(UTC))
        .param("closed", Objects.requireNonNull(report.closedAt()).atOffset(UTC))
        .param("openedBy", report.openedBy())
        .param("closedBy", report.closedBy())
        .param("day", report.businessDay())
        .param("made", report.madeAt().atOffset(UTC))
        .param("float", cash.began().minor())
        .param("sales", cash.sales().minor())
        .param("refunds", cash.refunds().minor())
        .param("in", cash.paidIn().minor())
        .param("out", cash.paidOut().minor())
        .param("dropped", cash.dropped().minor())
        .param("expected", report.expected().minor())
        .param("counted", counted.minor())
        .param("most", report.limit().minor())
        .param("reason", report.reason(), Types.VARCHAR)
        .update();
    for (int i = 0; i < report.figures().size(); i++) {
      write(report.id(), i + 1, report.figures().get(i));
    }
    write(report.id(), items, corrects);
  }

  private void write(UUID report, int position, Figure figure) {
    jdbc.sql("""
            insert into shift_report_figure (report_id, position, section, name, pieces, amount)
            values (:report, :position, :section, :name, :pieces, :amount)
            """)
        .param("report", report)
        .param("position", position)
        .param("section", figure.section().name())
        .param("name", figure.name())
        .param("pieces", figure.pieces())
        .param("amount", figure.amount().minor())
        .update();
  }

  /** All in one statement: a till that was away for a week brings thousands. */
  private void write(UUID report, List<Item> items, boolean corrects) {
    jdbc.sql("""
            insert into shift_report_item (report_id, id, kind, number, total, cash, awaited, corrects)
            select :report, i.id::uuid, i.kind, i.number, i.total, i.cash, i.awaited::boolean, :corrects
              from unnest(:ids::text[], :kinds::text[], :numbers::text[], :totals::bigint[],
                          :cash::bigint[], :awaited::text[])
                as i(id, kind, number, total, cash, awaited)
            """)
        .param("report", report)
        .param("ids", texts(items, item -> item.id().toString()))
        .param("kinds", texts(items, Item::kind))
        .param("numbers", texts(items, Item::number))
        .param("totals", items.stream().mapToLong(item -> item.total().minor()).toArray())
        .param("cash", items.stream().mapToLong(item -> item.cash().minor()).toArray())
        .param("awaited", texts(items, item -> String.valueOf(item.awaited())))
        .param("corrects", corrects)
        .update();
  }

  private static String[] texts(List<Item> items, Function<Item, String> of) {
    return items.stream().map(of).toArray(String[]::new);
  }

  private ShiftReport whole(ShiftReport bare) {
    var currency = bare.expected().currency();
    boolean isFirst = bare.suffix().isEmpty();
    var figures = jdbc.sql("""
            select section, name, pieces, amount from shift_report_figure
             where report_id = :id order by position
            """)
        .param("id", bare.id())
        .query((row, _) -> new Figure(
            Section.valueOf(row.getString("section")),
            row.getString("name"),
            row.getInt("pieces"),
            new Money(row.getLong("amount"), currency)))
        .list();
    var count = jdbc.sql("""
            select c.face, c.pieces from drawer_count c
              join drawer_event e on e.id = c.event_id
             where e.shift_id = :shift and e.kind = 'CLOSED' order by c.face desc
            """)
        .param("shift", bare.shift())
        .query(
            (row, _) -> new Pieces(new Money(row.getLong("face"), currency), row.getInt("pieces")))
        .list();
    return new ShiftReport(
        bare.id(),
        bare.shift(),
        bare.register(),
        bare.location(),
        bare.number(),
        bare.suffix(),
        bare.openedAt(),
        bare.closedAt(),
        bare.openedBy(),
        bare.closedBy(),
        bare.businessDay(),
        bare.madeAt(),
        bare.cash(),
        bare.expected(),
        bare.counted(),
        bare.limit(),
        bare.reason(),
        figures,
        isFirst ? count : List.of(),
        isFirst ? List.of() : items(bare.id()),
        isFirst ? awaited(bare.id()) : List.of());
  }

  /** What a report counts as told and is not here to this hour. */
  private List<Item> awaited(UUID report) {
    return jdbc.sql("""
            select i.*, r.currency from shift_report_item i
              join shift_report r on r.id = i.report_id
             where i.report_id = :id and i.awaited
               and not exists (select 1 from sale s where s.id = i.id)
               and not exists (select 1 from sale_refund f where f.id = i.id)
               and not exists (select 1 from drawer_event e where e.id = i.id)
             order by i.number, i.id
            """).param("id", report).query((row, _) -> item(row)).list();
  }

  private static Item item(ResultSet row) throws SQLException {
    var currency = Currency.getInstance(row.getString("currency"));
    return new Item(
        row.getObject("id", UUID.class),
        row.getString("kind"),
        row.getString("number"),
        new Money(row.getLong("total"), currency),
        new Money(row.getLong("cash"), currency),
        row.getBoolean("awaited"));
  }

  private static ShiftReport read(ResultSet row) throws SQLException {
    var currency = Currency.getInstance(row.getString("currency"));
    return new ShiftReport(
        row.getObject("id", UUID.class),
        row.getObject("shift_id", UUID.class),
        row.getString("register"),
        new LocationId(row.getString("location")),
        row.getInt("number"),
        row.getString("suffix"),
        row.getObject("opened_at", OffsetDateTime.class).toInstant(),
        row.getObject("closed_at", OffsetDateTime.class).toInstant(),
        row.getString("opened_by"),
        row.getString("closed_by"),
        row.getObject("business_day", LocalDate.class),
        row.getObject("made_at", OffsetDateTime.class).toInstant(),
        new Cash(
            new Money(row.getLong("float_amount"), currency),
            new Money(row.getLong("cash_sales"), currency),
            new Money(row.getLong("cash_refunds"), currency),
            new Money(row.getLong("paid_in"), currency),
            new Money(row.getLong("paid_out"), currency),
            new Money(row.getLong("dropped"), currency)),
        new Money(row.getLong("expected"), currency),
        new Money(row.getLong("counted"), currency),
        new Money(row.getLong("off_at_most"), currency),
        row.getString("reason"),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }
}
