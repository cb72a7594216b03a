package dev.tillbridge.hub.closing;

import dev.tillbridge.hub.closing.DayVerdict.Part;
import dev.tillbridge.hub.closing.DayVerdict.Point;
import dev.tillbridge.hub.closing.DayVerdict.Sum;
import dev.tillbridge.hub.closing.DayVerdict.Topic;
import dev.tillbridge.model.money.Money;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whether the accounting software has a document of everything that was entered for the day. */
final class DocumentCheck implements DayCheck {

  private final JdbcClient jdbc;
  private final boolean hasBooks;

  DocumentCheck(JdbcClient jdbc, boolean hasBooks) {
    this.jdbc = jdbc;
    this.hasBooks = hasBooks;
  }

  @Override
  public Part of(Asked asked) {
    if (!hasBooks) {
      return DayCheck.unused(Topic.DOCUMENTS);
    }
    var sums = jdbc.sql("""
            select d.kind, d.currency, sum(d.total)::bigint as here,
                   coalesce(sum(d.total) filter (where d.adopted or x.state = 'DONE'), 0)::bigint as there
              from book_document d
              left join delivery x on x.destination = 'BOOKS' and x.subject = d.id::text
             where d.day = :day group by d.kind, d.currency order by d.kind, d.currency
            """)
        .param("day", asked.day())
        .query((row, _) -> new Sum(
            words(row.getString("kind")),
            Money.of(row.getLong("here"), row.getString("currency")),
            Money.of(row.getLong("there"), row.getString("currency"))))
        .list();
    var points = new ArrayList<Point>();
    int untold = jdbc.sql("""
            select count(*) from entry_untold u join entry e on e.id = u.entry_id where e.day = :day
            """).param("day", asked.day()).query(Integer.class).single();
    if (untold > 0) {
      points.add(new Point(
          Topic.DOCUMENTS,
          untold == 1 ? "1 entry" : untold + " entries",
          "No document has been made of them yet.",
          null,
          true,
          "Wait: documents are made within minutes."));
    }
    points.addAll(waiting(asked));
    points.addAll(jdbc.sql("""
            select d.kind, d.note, d.total, d.currency, x.state, x.note as why
              from book_document d
              left join delivery x on x.destination = 'BOOKS' and x.subject = d.id::text
             where d.day = :day and not d.adopted and x.state is distinct from 'DONE'
             order by x.state is distinct from 'PARKED', d.id limit 1000
            """)
        .param("day", asked.day())
        .query((row, _) -> point(
            row.getString("kind"),
            row.getString("note"),
            Money.of(row.getLong("total"), row.getString("currency")),
            "PARKED".equals(row.getString("state")),
            row.getString("why")))
        .list());
    return DayCheck.part(Topic.DOCUMENTS, sums, points);
  }

  /** Entries that are told in one summary, once it is made. */
  private List<Point> waiting(Asked asked) {
    return jdbc.sql("""
            select w.entries, d.kind, d.location, d.series, d.due_at > :now as waits
              from summary_day d
              join lateral (select count(*) as entries from summary_entry e
                             where e.summary_day = d.id) w on w.entries > 0
             where d.day = :day order by d.kind, d.location, d.channel, d.source
            """)
        .param("day", asked.day())
        .param("now", asked.now().atOffset(ZoneOffset.UTC))
        .query((row, _) -> new Point(
            Topic.DOCUMENTS,
            "%s at %s: %d %s"
                .formatted(
                    row.getString("kind").equals("STOCK") ? "Stock" : "Sales",
                    row.getString("location"),
                    row.getInt("entries"),
                    row.getInt("entries") == 1 ? "entry" : "entries"),
            row.getInt("series") == 0
                ? "They are told in one summary, half an hour after the day's end."
                : "They came after the day was told, and are told in another summary of it.",
            null,
            true,
            row.getBoolean("waits")
                ? "Wait: the summary is made by itself."
                : "Wait: the summary is made within minutes."))
        .list();
  }

  private static Point point(
      String kind, String note, Money total, boolean parked, @Nullable String why) {
    var reason = why == null || why.isBlank() ? "" : " " + why;
    return new Point(
        Topic.DOCUMENTS,
        words(kind) + ": " + note,
        (parked ? "It is set aside." : "It is not there yet.") + reason,
        total,
        !parked,
        parked
            ? "Put right what it says, then try it again."
            : "Wait: it is tried again by itself.");
  }

  private static String words(String kind) {
    return switch (kind) {
      case "RECEIPT" -> "Sales receipts";
      case "REFUND" -> "Refund receipts";
      case "CREDIT" -> "Credit memos";
      case "JOURNAL" -> "Journal entries";
      default -> {
        var lower = kind.toLowerCase(Locale.ROOT);
        yield Character.toUpperCase(lower.charAt(0)) + lower.substring(1) + "s";
      }
    };
  }
}
