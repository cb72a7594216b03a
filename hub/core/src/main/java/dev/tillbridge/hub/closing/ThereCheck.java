package dev.tillbridge.hub.closing;

import dev.tillbridge.hub.closing.DayVerdict.Part;
import dev.tillbridge.hub.closing.DayVerdict.Point;
import dev.tillbridge.hub.closing.DayVerdict.Sum;
import dev.tillbridge.hub.closing.DayVerdict.Topic;
import dev.tillbridge.model.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whether the accounting software still has the day's documents as it was told them. */
final class ThereCheck implements DayCheck {

  private static final Duration LATE = Duration.ofHours(1);

  /** The day's documents that were told, with the last look and what was taken over. */
  private static final String TOLD = """
      from book_document d
      join delivery x on x.destination = 'BOOKS' and x.subject = d.id::text and x.state = 'DONE'
                     and x.remote_id is not null
      left join book_there t on t.document_id = d.id and t.remote_id = x.remote_id
      left join books_reread r on r.kind = d.kind
      left join lateral (
        select state, total from book_accepted
         where document_id = d.id order by book_accepted.id desc limit 1) a on true
      where d.day = :day
      """;

  private final JdbcClient jdbc;
  private final boolean hasBooks;

  ThereCheck(JdbcClient jdbc, boolean hasBooks) {
    this.jdbc = jdbc;
    this.hasBooks = hasBooks;
  }

  private record Look(@Nullable Instant at, @Nullable String trouble) {}

  private record Waiting(int documents, @Nullable Instant told) {}

  @Override
  public Part of(Asked asked) {
    // Books that cannot tell are never looked at.
    var look = jdbc.sql("select looked_at, trouble from books_look order by looked_at desc limit 1")
        .query((row, _) -> new Look(Times.instant(row, "looked_at"), row.getString("trouble")))
        .optional();
    if (!hasBooks || look.isEmpty()) {
      return DayCheck.unused(Topic.BOOKS_THERE);
    }
    var points = new ArrayList<Point>();
    waiting(asked, look.get(), points);
    points.addAll(differences(asked));
    return DayCheck.part(Topic.BOOKS_THERE, sums(asked), points);
  }

  private List<Sum> sums(Asked asked) {
    return jdbc.sql("""
            select d.currency,
                   sum(case when a.state is null then d.total when a.state = 'PRESENT' then a.total
                            else 0 end)::bigint as here,
                   sum(case when t.state = 'PRESENT' then t.total else 0 end)::bigint as there
            """ + TOLD + """
               and t.document_id is not null
               and (t.currency is null or t.currency = d.currency)
             group by d.currency order by d.currency
            """)
        .param("day", asked.day())
        .query((row, _) -> new Sum(
            "Documents",
            Money.of(row.getLong("here"), row.getString("currency")),
            Money.of(row.getLong("there"), row.getString("currency"))))
        .list();
  }

  private void waiting(Asked asked, Look look, List<Point> points) {
    var waiting = jdbc.sql("""
            select count(*) filter (where t.document_id is null or t.seen_at < r.before) as documents,
                   max(x.settled_at) as told
            """ + TOLD)
        .param("day", asked.day())
        .query((row, _) -> new Waiting(row.getInt("documents"), Times.instant(row, "told")))
        .single();
    var told = waiting.told();
    if (told == null) {
      return;
    }
    var at = look.at();
    boolean late = at == null || asked.now().isAfter(at.plus(LATE));
    var trouble = look.trouble();
    if (late && trouble != null) {
      points.add(new Point(
          Topic.BOOKS_THERE,
          "The accounting software",
          "It cannot be asked what was changed there: " + trouble,
          null,
          false,
          "Put right what it says; it is asked again every few minutes."));
    } else if (at == null || !at.isAfter(told)) {
      points.add(new Point(
          Topic.BOOKS_THERE,
          "The accounting software",
          "It was not asked yet since the last document was told.",
          null,
          true,
          "Wait: it is asked every five minutes."));
    } else if (waiting.documents() > 0) {
      points.add(new Point(
          Topic.BOOKS_THERE,
          waiting.documents() == 1 ? "1 document" : waiting.documents() + " documents",
          "Nobody has looked yet whether they are there as they were told.",
          null,
          true,
          "Wait: they are looked at one after the other."));
    }
  }

  private List<Point> differences(Asked asked) {
    return jdbc.sql("""
            select d.note, d.total as told, d.currency, t.state, t.total, t.currency as there, t.differs
            """ + TOLD + " and t.differs is not null order by d.id limit 1000")
        .param("day", asked.day())
        .query((row, _) -> {
          var currency = row.getString("currency");
          long there = row.getString("state").equals("PRESENT") ? row.getLong("total") : 0;
          boolean same =
              row.getString("there") == null || row.getString("there").equals(currency);
          var off = Money.of(row.getLong("told") - there, currency);
          return new Point(
              Topic.BOOKS_THERE,
              row.getString("note"),
              "There now: " + row.getString("differs") + ".",
              same && !off.isZero() ? off : null,
              false,
              row.getString("state").equals("PRESENT")
                  ? "Put it back there, or take it over here, under Books, Changed there."
                  : "Send it again, or take it over here, under Books, Changed there.");
        })
        .list();
  }
}
