package dev.tillbridge.hub.posting;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.books.EntryView;
import dev.tillbridge.hub.books.Ledger;
import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.catalog.Catalog;
import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.sales.Sales;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives every entry that was not told yet its documents, or lets it wait for the summary of its day,
 * and asks for their delivery. Entries are the truth: a planner that dies loses nothing, and one that
 * runs twice makes nothing twice.
 */
public final class Planner {

  private static final Logger LOG = LoggerFactory.getLogger(Planner.class);
  private static final int TOGETHER = 200;
  private static final Duration ASIDE = Duration.ofMinutes(10);

  /** A hub that is to stop waits no longer for what the next one goes on with. */
  private static final Duration AT_ONCE = Duration.ofSeconds(5);

  /** While there is a heap of untold entries, of which some may be of that day, a day waits so long. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** The kind of the case about an entry of which no document could be made; its subject: the entry. */
  static final String NOT_PLANNED = "books-not-planned";

  private final JdbcClient jdbc;
  private final TransactionTemplate tx;
  private final InstantSource clock;
  private final Cases cases;
  private final Ledger ledger;
  private final Telling telling;
  private final Summaries summaries;

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
    this.cases = cases;
    this.ledger = new Ledger(jdbc);
    this.telling = new Telling(jdbc, clock, sales, catalog, deliveries, cases);
    this.summaries = new Summaries(jdbc, tx, deliveries, cases);
  }

  /**
   * Plans what is untold, and sums up days that are over, for some seconds at most: the next call goes
   * on. One of which nothing can be made is set aside, and holds up no other.
   */
  public void plan() {
    var until = clock.instant().plus(AT_ONCE);
    boolean more = true;
    while (more && clock.instant().isBefore(until)) {
      more = together() == TOGETHER;
    }
    var due = more ? until.minus(AT_ONCE).minus(PATIENCE) : until.minus(AT_ONCE);
    while (summaries.tellOneOrSetAside(due, clock.instant()) && clock.instant().isBefore(until)) {
      // There is more.
    }
  }

  private int together() {
    try {
      return Objects.requireNonNull(tx.execute(_ -> {
        var ids = due(TOGETHER);
        telling.tell(ids);
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
        tx.executeWithoutResult(_ -> telling.tell(still(id)));
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
    tx.executeWithoutResult(_ -> telling.tell(telling.untoldOf(sale)));
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
}
