package dev.tillbridge.hub.closereport;

import dev.tillbridge.hub.closereport.Content.Column;
import dev.tillbridge.hub.closereport.Content.Row;
import dev.tillbridge.hub.closereport.Content.Section;
import dev.tillbridge.hub.closereport.Content.Table;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What other books were told of the period, what waits, which days are closed, and what came late. */
final class TellingFigures {

  private final JdbcClient jdbc;
  private final boolean hasBooks;

  TellingFigures(JdbcClient jdbc, boolean hasBooks) {
    this.jdbc = jdbc;
    this.hasBooks = hasBooks;
  }

  Section documents(Period period) {
    var rows = new ArrayList<Row>();
    jdbc.sql("""
            select d.kind, d.currency, count(*) as made, sum(d.total)::bigint as total,
                   count(*) filter (where d.adopted or x.state = 'DONE') as there,
                   coalesce(sum(d.total) filter (where d.adopted or x.state = 'DONE'), 0)::bigint
                     as there_total,
                   count(*) filter (where not d.adopted and x.state = 'PARKED') as aside,
                   count(*) filter (where not d.adopted
                                      and coalesce(x.state, '') not in ('DONE', 'PARKED')) as waits
              from book_document d
              left join delivery x on x.destination = 'BOOKS' and x.subject = d.id::text
             where d.day between :from and :through
             group by d.kind, d.currency order by d.currency, d.kind
            """)
        .param("from", period.from())
        .param("through", period.through())
        .query(row -> {
          var currency = Currency.getInstance(row.getString("currency"));
          rows.add(Row.of(
              Words.spoken(row.getString("kind")),
              currency,
              row.getLong("made"),
              Content.amount(row.getLong("total"), currency),
              row.getLong("there"),
              Content.amount(row.getLong("there_total"), currency),
              row.getLong("waits"),
              row.getLong("aside")));
        });
    long untold = jdbc.sql("""
            select count(*) from entry_untold u join entry e on e.id = u.entry_id
             where e.day between :from and :through
            """)
        .param("from", period.from())
        .param("through", period.through())
        .query(Long.class)
        .single();
    var about = !hasBooks
        ? "No accounting software is connected."
        : untold == 0
            ? "Every entry of the period is in a document, or came to nothing with others."
            : "Of %s no document has been made yet."
                .formatted(Words.many(untold, "entry", "entries"));
    return new Section(
        "documents",
        "Documents for the accounting software",
        about,
        List.of(new Table(
            "kinds",
            "By kind",
            "none was made.",
            List.of(
                Column.text("Document", 20),
                Column.text("Currency", 8),
                Column.number("Made"),
                Column.number("Total"),
                Column.number("There"),
                Column.number("Total there"),
                Column.number("On its way"),
                Column.number("Set aside")),
            rows)));
  }

  Section locks(Period period) {
    var rows = jdbc.sql("""
            select through, reason, locked_by, locked_at from book_lock
             where through >= :from order by through
            """)
        .param("from", period.from())
        .query((row, _) -> Row.of(
            row.getObject("through", LocalDate.class),
            row.getString("reason"),
            row.getString("locked_by"),
            row.getTimestamp("locked_at").toInstant().toString()))
        .list();
    return new Section(
        "locks",
        "Closed days",
        closed(period) + " " + late(period),
        List.of(new Table(
            "locks",
            "Closings of these days",
            "there was none.",
            List.of(
                Column.text("Through", 10),
                Column.text("Reason", 30),
                Column.text("By", 12),
                Column.text("At", 18)),
            rows)));
  }

  private String closed(Period period) {
    var through = jdbc.sql("select max(through) from book_lock")
        .query(LocalDate.class)
        .optional()
        .orElse(null);
    if (through == null || through.isBefore(period.from())) {
      return "No day of the period is closed.";
    }
    return through.isBefore(period.through())
        ? "The period is closed up to %s; later days are open.".formatted(through)
        : "All days of the period are closed.";
  }

  private String late(Period period) {
    return jdbc.sql("""
            select count(*) filter (where day between :from and :through) as in_here,
                   count(*) filter (where event_day between :from and :through and day > :through)
                     as elsewhere
              from entry where event_day < day and day >= :from and event_day <= :through
            """)
        .param("from", period.from())
        .param("through", period.through())
        .query(
            (row, _) -> "%s of it happened on earlier days; %s of its events count for later days."
                .formatted(
                    Words.many(row.getLong("in_here"), "entry", "entries"),
                    Words.many(row.getLong("elsewhere"), "entry", "entries")))
        .single();
  }
}
