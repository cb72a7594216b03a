package dev.tillbridge.hub.posting;

import static java.time.ZoneOffset.UTC;
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
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.sale.Sale;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives every entry that was not told yet its documents, and asks for their delivery. Entries are the
 * truth: a planner that dies loses nothing, and one that runs twice makes nothing twice.
 */
public final class Planner {

  private static final Logger LOG = LoggerFactory.getLogger(Planner.class);
  private static final int TOGETHER = 200;
  private static final Duration ASIDE = Duration.ofMinutes(10);

  /** A hub that is to stop waits no longer for what the next one goes on with. */
  private static final Duration AT_ONCE = Duration.ofSeconds(5);

  /** The kind of the case about an entry of which no document could be made; its subject: the entry. */
  static final String NOT_PLANNED = "books-not-planned";

  /** What other books have already, because it was there before the hub, or is from there: kept, never sent. */
  private static final Set<String> THERE_BEFORE =
      Set.of(Cause.OPENING_BALANCE.name(), Cause.OPENING_STOCK.name(), Cause.BOOKS_CHANGE.name());

  private final JdbcClient jdbc;
  private final TransactionTemplate tx;
  private final InstantSource clock;
  private final Sales sales;
  private final Catalog catalog;
  private final Deliveries deliveries;
  private final Cases cases;
  private final Ledger ledger;
  private final Documents documents;

  public Planner(
      JdbcClient jdbc,
      TransactionTemplate tx,
      InstantSource clock,
      Sales sales,
      Catalog catalog,
      Deliveries deliveries,
      Cases cases) {
    this.jdbc = jdbc;
    this.tx = tx;
    this.clock = clock;
    this.sales = sales;
    this.catalog = catalog;
    this.deliveries = deliveries;
    this.cases = cases;
    this.ledger = new Ledger(jdbc);
    this.documents = new Documents(jdbc);
  }

  /**
   * Plans what is untold, for some seconds at most: the next call goes on. One of which nothing can be made is
   * set aside, and holds up no other.
   */
  public void plan() {
    var until = clock.instant().plus(AT_ONCE);
    while (together() == TOGETHER && clock.instant().isBefore(until)) {
      // There is more.
    }
  }

  private int together() {
    try {
      return Objects.requireNonNull(tx.execute(_ -> {
        var ids = due(TOGETHER);
        tell(ids);
        return ids.size();
      }));
    } catch (RuntimeException trouble) {
      LOG.warn("cannot plan {} entries together: one by one", TOGETHER, trouble);
      return oneByOne();
    }
  }

  private int oneByOne() {
    // Without a database this throws, and nothing is set aside.
    var ids = Objects.requireNonNull(tx.execute(_ -> due(TOGETHER)));
    for (long id : ids) {
      try {
        tx.executeWithoutResult(_ -> tell(still(id)));
      } catch (RuntimeException bug) {
        LOG.error("cannot make a document of entry {}", id, bug);
        tx.executeWithoutResult(_ -> setAside(id, bug));
      }
    }
    return ids.size();
  }

  private void setAside(long entry, RuntimeException bug) {
    jdbc.sql("update entry_untold set next_at = :at where entry_id = :id")
        .param("at", clock.instant().plus(ASIDE).atOffset(UTC))
        .param("id", entry)
        .update();
    var words = ledger.find(entry).map(EntryView::words).orElse("");
    cases.open(
        NOT_PLANNED,
        String.valueOf(entry),
        "The books cannot be told of entry " + entry,
        "%s. No document could be made of it (%s). It is tried again every ten minutes; the others go on."
            .formatted(words, bug.getClass().getSimpleName()));
  }

  /** Plans what is untold of a sale now, because somebody wants to tell it. */
  void plan(UUID sale) {
    tx.executeWithoutResult(_ -> tell(untoldOf(sale)));
  }

  private List<Long> due(int most) {
    return jdbc.sql("""
            select entry_id from entry_untold where next_at is null or next_at <= :now
             order by entry_id limit :most for update skip locked
            """)
        .param("now", clock.instant().atOffset(UTC))
        .param("most", most)
        .query((row, _) -> row.getLong(1))
        .list();
  }

  /** The entry, unless somebody has told it meanwhile. */
  private List<Long> still(long entry) {
    return jdbc.sql("select entry_id from entry_untold where entry_id = :id for update skip locked")
        .param("id", entry)
        .query((row, _) -> row.getLong(1))
        .list();
  }

  private List<Long> untoldOf(UUID sale) {
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

  private void tell(Collection<Long> untold) {
    if (untold.isEmpty()) {
      return;
    }
    var entries = new LinkedHashMap<Long, EntryView>();
    ledger.some(untold).forEach(entry -> entries.put(entry.id(), entry));
    entries.keySet().removeAll(told(untold));
    var fates = fates(entries.values());
    // Nothing was told of a sale that was taken back in time: then all of it counts as one.
    for (var entry : List.copyOf(entries.values())) {
      if (isWithdrawn(entry, fates)) {
        var sale = UUID.fromString(entry.causeId());
        ledger.some(untoldOf(sale)).forEach(more -> entries.put(more.id(), more));
      }
    }
    var withdrawn = entries.values().stream()
        .filter(entry -> isWithdrawn(entry, fates))
        .map(EntryView::causeId)
        .collect(toSet());
    var accounts = Accounts.read(jdbc);
    var start = start();
    var builder = new DocumentBuilder(new Known(), accounts);
    entries.values().stream()
        .collect(groupingBy(entry -> subject(entry, withdrawn), LinkedHashMap::new, toList()))
        .forEach((subject, some) -> tell(cluster(subject, some, accounts), fates, start, builder));
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
        .forEach(id -> cases.close(NOT_PLANNED, String.valueOf(id), "it has its documents"));
  }

  private record Subject(String cause, String id, boolean own) {}

  /** What became of a sale's delivery before there was a document. */
  private enum Fate {
    WITHDRAWN,
    TOLD
  }

  private static boolean isWithdrawn(EntryView entry, Map<UUID, Fate> fates) {
    return entry.cause().equals(Cause.SALE.name())
        && fates.get(UUID.fromString(entry.causeId())) == Fate.WITHDRAWN;
  }

  private static Subject subject(EntryView entry, Set<String> withdrawn) {
    var sale =
        isOfSale(entry) && entry.causeId().length() >= 36 ? entry.causeId().substring(0, 36) : "";
    return withdrawn.contains(sale)
        ? new Subject(Cause.SALE.name(), sale, false)
        : new Subject(entry.cause(), entry.causeId(), true);
  }

  /** Those that are in a document already. */
  private List<Long> told(Collection<Long> entries) {
    return jdbc.sql("select entry_id from book_document_entry where entry_id = any(:ids)")
        .param("ids", entries.stream().mapToLong(Long::longValue).toArray())
        .query((row, _) -> row.getLong(1))
        .list();
  }

  private static boolean isOfSale(EntryView entry) {
    return switch (entry.cause()) {
      case "SALE", "SHOP_REFUND", "ORDER_EDIT", "ORDER_CANCELLED", "CANCELLED", "REFUND" -> true;
      default -> false;
    };
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
      Cluster cluster, Map<UUID, Fate> fates, Optional<Instant> start, DocumentBuilder builder) {
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
        ? fates.get(UUID.fromString(cluster.causeId())) == Fate.TOLD
        : THERE_BEFORE.contains(cluster.cause())
            || start.filter(first -> known(cluster).isBefore(first)).isPresent();
    documents.write(cluster, planned, before, clock.instant());
    if (!before) {
      var subjects = new ArrayList<String>();
      planned.forEach(one -> subjects.add(one.document().head().id().toString()));
      deliveries.addOnce(Destination.BOOKS, subjects);
    }
  }

  /** When there was first something to tell: of an entry that was made anew, when it was. */
  private static Instant known(Cluster cluster) {
    return cluster.entries().stream()
        .map(entry -> entry.version() == 1 ? entry.eventAt() : entry.recordedAt())
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  /** Locks the deliveries of these sales, so that nobody takes one back meanwhile. */
  private Map<UUID, Fate> fates(Collection<EntryView> entries) {
    var ids = entries.stream()
        .filter(Planner::isOfSale)
        .flatMap(entry -> DocumentBuilder.about(entry.causeId()).stream())
        .map(UUID::toString)
        .distinct()
        .toArray(String[]::new);
    var fates = new HashMap<UUID, Fate>();
    jdbc.sql("""
            select subject, state, lease from delivery
             where destination = 'BOOKS' and subject = any(:ids::text[])
               and not exists (select 1 from book_document
                                where id = any(:ids::text[]::uuid[]) and id::text = subject)
             order by subject for update
            """).param("ids", ids).query(row -> {
      if (row.getString("state").equals("DONE")) {
        fates.put(
            UUID.fromString(row.getString("subject")),
            row.getLong("lease") == 0 ? Fate.WITHDRAWN : Fate.TOLD);
      }
    });
    return fates;
  }

  private Optional<Instant> start() {
    return jdbc.sql("select at from books_start where at is not null")
        .query((row, _) -> row.getTimestamp("at").toInstant())
        .optional();
  }

  /** Sales and goods, as far as the hub knows them. */
  private final class Known implements Facts {

    private final Map<UUID, Optional<Sale>> known = new HashMap<>();

    @Override
    public Optional<Sale> sale(UUID id) {
      return known.computeIfAbsent(id, one -> sales.forBooks(one).map(s -> s.sale()));
    }

    @Override
    public String category(Sku sku) {
      var named = catalog.named(List.of(sku)).get(sku);
      return named == null ? "" : named.type();
    }

    @Override
    public String taxCategory(Sku sku) {
      var variant = catalog.variants(List.of(sku)).get(sku);
      return variant == null ? "" : variant.taxCategory().code();
    }
  }
}
