package dev.tillbridge.hub.sales;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.books.Books;
import dev.tillbridge.hub.books.Watermarks;
import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.catalog.Catalog;
import dev.tillbridge.hub.places.Places;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Compares what was recorded of sales with the ledger and enters what is missing: all that was recorded
 * before there was a ledger, and whatever a hub of an older version records. One that cannot be entered
 * becomes a case and is tried again as long as that is open.
 */
public final class MissingEntries {

  /** A sale that could not be entered; its subject is the sale. */
  public static final String CASE = "not-in-the-ledger";

  /** No transaction lasts so long: what was recorded before has committed or never will. */
  static final Duration STILL_COMING = Duration.ofMinutes(5);

  private static final Logger LOG = LoggerFactory.getLogger(MissingEntries.class);
  private static final String WHAT = "sales";
  private static final int AT_ONCE = 500;

  /** Two versions of a hub run side by side for hours, and shops tell of refunds within days. */
  private static final Duration LATE_REFUNDS = Duration.ofDays(8);

  private record Recorded(UUID id, Instant at) {}

  private final JdbcClient jdbc;
  private final TransactionTemplate tx;
  private final InstantSource clock;
  private final Cases cases;
  private final Watermarks marks;
  private final WholeSale whole;

  public MissingEntries(
      JdbcClient jdbc,
      TransactionTemplate tx,
      InstantSource clock,
      Catalog catalog,
      Places places,
      Cases cases) {
    this.jdbc = jdbc;
    this.tx = tx;
    this.clock = clock;
    this.cases = cases;
    this.marks = new Watermarks(jdbc);
    this.whole = new WholeSale(jdbc, new Books(jdbc, clock), catalog, places, clock);
  }

  /**
   * Enters what is missing.
   *
   * @return how many sales something was entered of
   */
  public int enter() {
    int entered = enterEach(again()) + enterEach(withLateRefunds());
    while (true) {
      var upTo = clock.instant();
      var page = unentered(marks.through(WHAT), upTo);
      entered += enterEach(page.stream().map(Recorded::id).toList());
      boolean more = page.size() == AT_ONCE;
      marks.move(WHAT, more ? page.getLast().at() : upTo.minus(STILL_COMING));
      if (!more) {
        break;
      }
    }
    if (entered > 0) {
      LOG.info("entered {} sales into the ledger that were not in it", entered);
    }
    return entered;
  }

  private int enterEach(List<UUID> sales) {
    int entered = 0;
    for (var sale : sales) {
      try {
        Boolean done = tx.execute(_ -> whole.enter(sale));
        entered += Boolean.TRUE.equals(done) ? 1 : 0;
        cases.close(CASE, sale.toString(), "hub");
      } catch (RuntimeException no) {
        LOG.error("sale {} cannot be entered into the ledger", sale, no);
        cases.open(
            CASE,
            sale.toString(),
            "Sale " + sale + " is not in the ledger",
            "It could not be entered: %s. It is tried again until this case is closed."
                .formatted(no.getMessage()));
      }
    }
    return entered;
  }

  private List<UUID> again() {
    return jdbc.sql("""
            select subject from open_case where kind = :kind and closed_at is null
             order by opened_at limit :most
            """)
        .param("kind", CASE)
        .param("most", AT_ONCE)
        .query((row, _) -> UUID.fromString(row.getString("subject")))
        .list();
  }

  /** Sales without an entry, the oldest first. What has no price has none. */
  private List<Recorded> unentered(Instant from, Instant upTo) {
    return jdbc.sql("""
            select s.id, s.recorded_at from sale s
             where s.recorded_at >= :from and s.recorded_at <= :upTo
               and not exists (select 1 from entry e
                                where e.cause = 'SALE' and e.cause_id = s.id::text)
               and (s.subtotal <> 0 or s.tax <> 0
                    or exists (select 1 from sale_line l
                                where l.sale_id = s.id and l.unit_price > 0))
               and not exists (select 1 from open_case c
                                where c.kind = :kind and c.subject = s.id::text
                                  and c.closed_at is null)
             order by s.recorded_at limit :most
            """)
        .param("from", from.atOffset(UTC))
        .param("upTo", upTo.atOffset(UTC))
        .param("kind", CASE)
        .param("most", AT_ONCE)
        .query((row, _) -> new Recorded(
            row.getObject("id", UUID.class), row.getTimestamp("recorded_at").toInstant()))
        .list();
  }

  /** Sales of which a hub of an older version has written a refund down without entering it. */
  private List<UUID> withLateRefunds() {
    return jdbc.sql("""
            select distinct s.id
              from shop_refund r
              join shop_order o on o.shop = r.shop and o.order_id = r.order_id
              join sale s on s.id = o.hold_id
              join entry e on e.cause = 'SALE' and e.cause_id = s.id::text and e.version = 1
             where r.refunded_at >= :from and r.amount > 0
               and not exists (select 1 from entry x
                                where x.cause = 'SHOP_REFUND'
                                  and x.cause_id = s.id::text || '|' || r.refund_id)
             limit :most
            """)
        .param("from", clock.instant().minus(LATE_REFUNDS).atOffset(UTC))
        .param("most", AT_ONCE)
        .query((row, _) -> row.getObject("id", UUID.class))
        .list();
  }
}
