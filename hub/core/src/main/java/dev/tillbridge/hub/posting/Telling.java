package dev.tillbridge.hub.posting;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import dev.tillbridge.hub.books.Cause;
import dev.tillbridge.hub.books.EntryView;
import dev.tillbridge.hub.books.Ledger;
import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.catalog.Catalog;
import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.hub.sales.Sales;
import dev.tillbridge.model.books.BookAccount;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Decides of untold entries how they are told: by documents of their own, which it makes, or by the
 * summary of their day, for which they wait. Joins the caller's transaction, which has locked them.
 */
final class Telling {

  private static final Logger LOG = LoggerFactory.getLogger(Telling.class);

  /** What was there before the hub was: other books have it already, so it is kept and never sent. */
  private static final Set<String> THERE_BEFORE =
      Set.of(Cause.OPENING_BALANCE.name(), Cause.OPENING_STOCK.name(), Cause.BOOKS_CHANGE.name());

  private final JdbcClient jdbc;
  private final InstantSource clock;
  private final Sales sales;
  private final Catalog catalog;
  private final Deliveries deliveries;
  private final Cases cases;
  private final Ledger ledger;
  private final Documents documents;

  Telling(
      JdbcClient jdbc,
      InstantSource clock,
      Sales sales,
      Catalog catalog,
      Deliveries deliveries,
      Cases cases) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.sales = sales;
    this.catalog = catalog;
    this.deliveries = deliveries;
    this.cases = cases;
    this.ledger = new Ledger(jdbc);
    this.documents = new Documents(jdbc);
  }

  void tell(Collection<Long> untold) {
    if (untold.isEmpty()) {
      return;
    }
    var entries = new LinkedHashMap<Long, EntryView>();
    ledger.some(untold).forEach(entry -> entries.put(entry.id(), entry));
    entries.keySet().removeAll(told(untold));
    var fates = Fates.lock(jdbc, entries.values());
    var start = start();
    var waiting = letWait(entries.values(), fates, start);
    waiting.forEach(entry -> entries.remove(entry.id()));
    // Nothing was told of a sale that was taken back in time: then all of it counts as one.
    for (var entry : List.copyOf(entries.values())) {
      if (fates.isWithdrawn(entry)) {
        var sale = UUID.fromString(entry.causeId());
        var meant = waiting.stream().map(EntryView::id).collect(toSet());
        ledger.some(untoldOf(sale)).stream()
            .filter(more -> !meant.contains(more.id()))
            .forEach(more -> entries.put(more.id(), more));
      }
    }
    var withdrawn = entries.values().stream()
        .filter(fates::isWithdrawn)
        .map(EntryView::causeId)
        .collect(toSet());
    var accounts = Accounts.read(jdbc);
    var builder = new DocumentBuilder(new KnownFacts(sales, catalog), accounts);
    entries.values().stream()
        .collect(groupingBy(entry -> subject(entry, withdrawn), LinkedHashMap::new, toList()))
        .forEach((subject, some) -> tell(cluster(subject, some, accounts), fates, start, builder));
    forget(untold, entries);
  }

  /** Untold entries that are about a sale, locked. */
  List<Long> untoldOf(UUID sale) {
    return jdbc.sql("""
            select u.entry_id from entry_untold u join entry e on e.id = u.entry_id
             where e.cause_id >= :sale and e.cause_id < :sale || '~'
               and e.cause in ('SALE', 'SHOP_REFUND', 'ORDER_EDIT', 'ORDER_CANCELLED', 'CANCELLED',
                               'REFUND')
             order by u.entry_id for update of u
            """)
        .param("sale", sale.toString())
        .query((row, _) -> row.getLong(1))
        .list();
  }

  private List<EntryView> letWait(
      Collection<EntryView> entries, Fates fates, Optional<Instant> start) {
    var days = new SummaryDays(jdbc, clock.instant());
    var daily = new ArrayList<EntryView>();
    for (var entry : days.among(entries)) {
      boolean before = isFirst(entry)
          ? fates.isTold(entry.causeId())
          : start.filter(first -> known(entry).isBefore(first)).isPresent();
      if (!before) {
        daily.add(entry);
      }
    }
    // What ends a sale that nobody was told of belongs to that sale, if it is told by itself.
    var first = daily.stream().filter(Telling::isFirst).map(EntryView::causeId).collect(toSet());
    daily.removeIf(
        entry -> fates.isWithdrawn(Fates.sale(entry)) && !first.contains(Fates.sale(entry)));
    days.wait(daily);
    return daily;
  }

  private static boolean isFirst(EntryView entry) {
    return entry.cause().equals(Cause.SALE.name()) && entry.version() == 1;
  }

  private void forget(Collection<Long> untold, Map<Long, EntryView> entries) {
    jdbc
        .sql("delete from entry_untold where entry_id = any(:ids) returning entry_id, next_at")
        .param(
            "ids",
            LongStream.concat(
                    untold.stream().mapToLong(Long::longValue),
                    entries.keySet().stream().mapToLong(Long::longValue))
                .toArray())
        .query((row, _) -> row.getTimestamp("next_at") == null ? 0 : row.getLong("entry_id"))
        .list()
        .stream()
        .filter(id -> id != 0)
        .forEach(
            id -> cases.close(Planner.NOT_PLANNED, String.valueOf(id), "it has its documents"));
  }

  private record Subject(String cause, String id, boolean own) {}

  private static Subject subject(EntryView entry, Set<String> withdrawn) {
    var sale = Fates.sale(entry);
    return withdrawn.contains(sale)
        ? new Subject(Cause.SALE.name(), sale, false)
        : new Subject(entry.cause(), entry.causeId(), true);
  }

  /** Those that are in a document already, or wait for one. */
  private List<Long> told(Collection<Long> entries) {
    return jdbc.sql("""
            select entry_id from book_document_entry where entry_id = any(:ids)
            union select entry_id from summary_entry where entry_id = any(:ids)
            """)
        .param("ids", entries.stream().mapToLong(Long::longValue).toArray())
        .query((row, _) -> row.getLong(1))
        .list();
  }

  private static Cluster cluster(Subject subject, List<EntryView> entries, Accounts accounts) {
    Function<EntryView.Line, BookAccount> places =
        line -> accounts.of(line.account(), line.role(), line.key());
    var sorted =
        entries.stream().sorted(Comparator.comparingLong(EntryView::id)).toList();
    boolean first = sorted.stream().anyMatch(entry -> entry.version() == 1);
    return Cluster.of(subject.cause(), subject.id(), sorted, subject.own() && first, places);
  }

  private void tell(
      Cluster cluster, Fates fates, Optional<Instant> start, DocumentBuilder builder) {
    List<Planned> planned;
    try {
      planned = builder.of(cluster);
    } catch (DataAccessException trouble) {
      throw trouble;
    } catch (RuntimeException bug) {
      // Its entries balance, so they can be told as they are.
      LOG.error(
          "cannot make a document of its own of {} {}", cluster.cause(), cluster.causeId(), bug);
      planned = builder.journals(cluster);
    }
    boolean sale = cluster.cause().equals(Cause.SALE.name()) && cluster.whole();
    boolean before = sale
        ? fates.isTold(cluster.causeId())
        : THERE_BEFORE.contains(cluster.cause())
            || start.filter(first -> known(cluster).isBefore(first)).isPresent();
    documents.write(cluster, planned, before, clock.instant());
    if (!before) {
      var subjects = new ArrayList<String>();
      planned.forEach(one -> subjects.add(one.document().head().id().toString()));
      deliveries.addOnce(Destination.BOOKS, subjects);
      BooksReceipts.ask(jdbc, deliveries, cluster, planned);
    }
  }

  private static Instant known(Cluster cluster) {
    return cluster.entries().stream()
        .map(Telling::known)
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  /** When there was first something to tell: of an entry that was made anew, when it was. */
  private static Instant known(EntryView entry) {
    return entry.version() == 1 ? entry.eventAt() : entry.recordedAt();
  }

  private Optional<Instant> start() {
    return jdbc.sql("select at from books_start where at is not null")
        .query((row, _) -> row.getTimestamp("at").toInstant())
        .optional();
  }
}
