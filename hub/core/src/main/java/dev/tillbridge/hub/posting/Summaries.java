package dev.tillbridge.hub.posting;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.model.books.BookAccount;
import dev.tillbridge.model.books.Document;
import dev.tillbridge.model.books.Document.Head;
import dev.tillbridge.model.books.Document.Move;
import dev.tillbridge.model.books.Role;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.sale.Channel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells days that are over: of each place one journal of what its entries come to, account by account.
 * What comes for a day later is another journal of the same day; none is ever changed. The sums are the
 * database's, so a day may have any number of entries.
 */
final class Summaries {

  /** The kind of the case about a day of which no summary could be made; its subject: the day's number. */
  static final String NOT_SUMMED = "books-day-not-summed";

  private static final Logger LOG = LoggerFactory.getLogger(Summaries.class);
  private static final Duration ASIDE = Duration.ofMinutes(10);

  private final JdbcClient jdbc;
  private final TransactionTemplate tx;
  private final Deliveries deliveries;
  private final Cases cases;
  private final Documents documents;

  private record Due(long id, SummaryDays.Day day, int series) {}

  /** Lines of one kind on one account. */
  private record Kind(String currency, Role role, String title, BookAccount account)
      implements Comparable<Kind> {
    private static final Comparator<Kind> ORDER = Comparator.comparing(Kind::currency)
        .thenComparing(Kind::role)
        .thenComparing(Kind::title)
        .thenComparing(Kind::account);

    @Override
    public int compareTo(Kind other) {
      return ORDER.compare(this, other);
    }
  }

  Summaries(JdbcClient jdbc, TransactionTemplate tx, Deliveries deliveries, Cases cases) {
    this.jdbc = jdbc;
    this.tx = tx;
    this.deliveries = deliveries;
    this.cases = cases;
    this.documents = new Documents(jdbc);
  }

  /** Tells one day that was due by then, if there is one that no other hub is about to tell. */
  boolean tellOne(Instant dueBy, Instant now) {
    var due = tx.execute(_ -> {
      var found = next(dueBy);
      found.ifPresent(one -> tell(one, now));
      return found;
    });
    return due != null && due.isPresent();
  }

  /** As {@link #tellOne}; a day of which nothing can be made is set aside and holds up no other. */
  boolean tellOneOrSetAside(Instant dueBy, Instant now) {
    try {
      return tellOne(dueBy, now);
    } catch (RuntimeException bug) {
      LOG.error("cannot sum up a day", bug);
      // Without a database this throws as well, and nothing is set aside.
      tx.executeWithoutResult(_ -> next(dueBy).ifPresent(one -> setAside(one, now, bug)));
      return true;
    }
  }

  private Optional<Due> next(Instant dueBy) {
    return jdbc.sql("""
            select id, kind, day, location, channel, source, series from summary_day
             where due_at <= :by order by due_at, id limit 1 for update skip locked
            """)
        .param("by", dueBy.atOffset(UTC))
        .query((row, _) -> new Due(
            row.getLong("id"),
            new SummaryDays.Day(
                SummaryKind.valueOf(row.getString("kind")),
                row.getObject("day", LocalDate.class),
                row.getString("location"),
                row.getString("channel"),
                row.getString("source")),
            row.getInt("series")))
        .optional();
  }

  private void tell(Due due, Instant now) {
    int series = due.series() + 1;
    var sums = sums(due);
    var planned = new ArrayList<Planned>();
    sums.keySet().stream().map(Kind::currency).distinct().forEach(currency -> {
      int part = planned.size() + 1;
      planned.add(new Planned(part, journal(due.day(), series, part, currency, sums)));
    });
    var day = due.day();
    var origin = new Documents.Origin(
        day.kind().cause(),
        day.causeId(),
        series,
        day.location(),
        day.channel().isEmpty() ? null : day.channel(),
        day.source().isEmpty() ? null : day.source());
    var subjects = new ArrayList<String>();
    for (var one : planned) {
      var head = one.document().head();
      int entries = entries(due.id(), head.currency());
      documents.write(origin, one, new Documents.Summed(due.id(), entries), now);
      link(due.id(), head);
      subjects.add(head.id().toString());
    }
    linkToNone(due.id());
    deliveries.addOnce(Destination.BOOKS, subjects);
    jdbc.sql("delete from summary_entry where summary_day = :day")
        .param("day", due.id())
        .update();
    jdbc.sql("update summary_day set due_at = null, series = :series where id = :day")
        .param("series", planned.isEmpty() ? due.series() : series)
        .param("day", due.id())
        .update();
    cases.close(NOT_SUMMED, String.valueOf(due.id()), "it has its summary");
  }

  /** What the waiting entries come to, without what comes to nothing. */
  private Map<Kind, Long> sums(Due due) {
    var accounts = Accounts.read(jdbc);
    boolean stock = due.day().kind() == SummaryKind.STOCK;
    var sums = new TreeMap<Kind, Long>();
    jdbc.sql("""
            select l.currency, l.account, l.role, e.cause,
                   case when l.role in ('TAX', 'SHOP') then l.key else '' end as key,
                   sum(l.amount) as amount
              from summary_entry w
              join entry_line l on l.entry_id = w.entry_id
              join (select id, case when :stock then cause else '' end as cause from entry) e
                on e.id = w.entry_id
             where w.summary_day = :day
             group by l.currency, l.account, l.role, e.cause, 5
            """).param("stock", stock).param("day", due.id()).query(row -> {
      var role = Role.valueOf(row.getString("role"));
      var key = row.getString("key");
      var kind = new Kind(
          row.getString("currency"),
          role,
          SummaryWords.title(role, row.getString("cause"), key),
          accounts.of(row.getString("account"), role, key));
      sums.merge(kind, row.getLong("amount"), Math::addExact);
    });
    sums.values().removeIf(amount -> amount == 0);
    return sums;
  }

  private static Document journal(
      SummaryDays.Day day, int series, int part, String currency, Map<Kind, Long> sums) {
    var moves = new ArrayList<Move>();
    sums.forEach((kind, amount) -> {
      if (kind.currency().equals(currency)) {
        moves.add(new Move(kind.role(), kind.account(), kind.title(), Money.of(amount, currency)));
      }
    });
    var id = UUID.nameUUIDFromBytes("%s|%s|%d|%d"
        .formatted(day.kind().cause(), day.causeId(), series, part)
        .getBytes(StandardCharsets.UTF_8));
    return new Document.Journal(
        new Head(
            id,
            day.day(),
            Currency.getInstance(currency),
            "Tillbridge summary %s: %s".formatted(id, SummaryWords.of(day, series)),
            Set.of(),
            day.channel().isEmpty() ? null : Channel.valueOf(day.channel()),
            null),
        moves);
  }

  private int entries(long day, Currency currency) {
    return jdbc.sql("select count(*) from (%s) e".formatted(OF_CURRENCY))
        .param("day", day)
        .param("currency", currency.getCurrencyCode())
        .query(Integer.class)
        .single();
  }

  private static final String OF_CURRENCY = """
      select w.entry_id from summary_entry w
       where w.summary_day = :day
         and exists (select 1 from entry_line l
                      where l.entry_id = w.entry_id and l.currency = :currency)
      """;

  private void link(long day, Head head) {
    jdbc.sql("""
            insert into book_document_entry (entry_id, document_id)
            select entry_id, :document from (%s) e
            """.formatted(OF_CURRENCY))
        .param("document", head.id())
        .param("day", day)
        .param("currency", head.currency().getCurrencyCode())
        .update();
  }

  /** What came to nothing together, so that there is nothing to tell. */
  private void linkToNone(long day) {
    jdbc.sql("""
            insert into book_document_entry (entry_id, document_id)
            select w.entry_id, null from summary_entry w
             where w.summary_day = :day
               and not exists (select 1 from book_document_entry b where b.entry_id = w.entry_id)
            """).param("day", day).update();
  }

  private void setAside(Due due, Instant now, RuntimeException bug) {
    jdbc.sql("update summary_day set due_at = :at where id = :day")
        .param("at", now.plus(ASIDE).atOffset(UTC))
        .param("day", due.id())
        .update();
    cases.open(
        NOT_SUMMED,
        String.valueOf(due.id()),
        "The books cannot be told of " + SummaryWords.of(due.day(), due.series() + 1),
        "No summary could be made of it (%s). It is tried again every ten minutes; the others go on."
            .formatted(bug.getClass().getSimpleName()));
  }

  /** Those that wait, and until when; the one that is told first comes first. */
  static List<WaitingDay> waiting(JdbcClient jdbc) {
    return jdbc.sql("""
            select d.id, d.kind, d.day, d.location, d.channel, d.source, d.series, d.due_at,
                   (select count(*) from summary_entry w where w.summary_day = d.id) as entries
              from summary_day d where d.due_at is not null order by d.due_at, d.id limit 200
            """)
        .query((row, _) -> new WaitingDay(
            SummaryKind.valueOf(row.getString("kind")),
            row.getObject("day", LocalDate.class),
            row.getString("location"),
            row.getString("channel"),
            row.getString("source"),
            row.getInt("series") + 1,
            row.getInt("entries"),
            row.getTimestamp("due_at").toInstant()))
        .list();
  }
}
