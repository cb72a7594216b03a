package dev.tillbridge.hub.posting;

import dev.tillbridge.model.access.Pace;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The turns of all hubs on one database to call one company's books. One row is the queue: whoever
 * moves it on has the slot, so two hubs can never take the same one. Time is the database's, because
 * the clocks of hubs differ and the limit is one for all of them.
 *
 * <p>The other side counts a call at some moment between our sending it and their answer. So a second
 * is taken for full when so many calls are under way or were answered within it: then no delay on the
 * way, however long, can bring more of them together than it may count.
 */
public final class BooksPace implements Pace {

  private static final Duration A_SECOND = Duration.ofSeconds(1);

  /** Intuit allows 40 batches a minute; counted by them, neighbours may come closer together than sent. */
  private static final Duration BATCH_GAP = Duration.ofMillis(1_550);

  /** As many workers as there are wait for a batch. */
  private static final Duration BATCH_WAIT_MOST = Duration.ofSeconds(8);

  /** A hub that died during a call gives its place back after this; no call takes as long. */
  private static final Duration CALL_MOST = Duration.ofMinutes(2);

  /** Nobody tells when one of those under way comes back. */
  private static final Duration WHILE_FULL = Duration.ofMillis(500);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final JdbcClient jdbc;
  private final String company;
  private final Duration gap;
  private final int together;
  private final int perSecond;
  private final Duration waitMost;

  /**
   * The turns of one company, for callers who wait a second at most.
   *
   * @param gap from one call to the next
   * @param together how many calls may be under way at once
   * @param perSecond how many may be counted in any second
   */
  public BooksPace(JdbcClient jdbc, String company, Duration gap, int together, int perSecond) {
    this(jdbc, company, gap, together, perSecond, A_SECOND);
  }

  private BooksPace(
      JdbcClient jdbc,
      String company,
      Duration gap,
      int together,
      int perSecond,
      Duration waitMost) {
    this.jdbc = jdbc;
    this.company = company;
    this.gap = gap;
    this.together = together;
    this.perSecond = perSecond;
    this.waitMost = waitMost;
  }

  /**
   * Under QuickBooks' limits of 10 requests a second, 500 a minute and 10 at once: eight a second,
   * which are 480 a minute, and eight at once.
   */
  public static BooksPace ofQuickBooks(JdbcClient jdbc, String company) {
    return new BooksPace(jdbc, "quickbooks:" + company, Duration.ofMillis(125), 8, 10);
  }

  /** Under QuickBooks' limit of 40 batches a minute, each of which is a request as well. */
  public static BooksPace ofQuickBooksBatches(JdbcClient jdbc, String company) {
    return new BooksPace(jdbc, "quickbooks-batches:" + company, BATCH_GAP, 8, 10, BATCH_WAIT_MOST);
  }

  /**
   * Under Xero's limits of 60 calls a minute and 5 at once: one in 1.05 seconds, which are 57 a minute,
   * and four at once. A document needs several, so whoever has begun one waits for a few others.
   */
  public static BooksPace ofXero(JdbcClient jdbc, UUID organisation) {
    return new BooksPace(
        jdbc, "xero:" + organisation, Duration.ofMillis(1_050), 4, 4, Duration.ofSeconds(4));
  }

  private record Slot(OffsetDateTime over, long waitMillis) {}

  @Override
  public Turn next() {
    long end = System.nanoTime() + waitMost.toNanos();
    try {
      do {
        var slot = take();
        if (slot.isPresent()) {
          return go(slot.get());
        }
        var wait = untilNext();
        if (wait.compareTo(waitMost) > 0) {
          return new Turn.Later(wait);
        }
        Thread.sleep(LOOK_AGAIN);
      } while (System.nanoTime() - end < 0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new Turn.Later(WHILE_FULL);
  }

  private Turn go(Slot slot) throws InterruptedException {
    try {
      Thread.sleep(Math.max(0, slot.waitMillis()));
    } catch (InterruptedException e) {
      giveBack(slot);
      throw e;
    }
    return new Turn.Go(() -> giveBack(slot));
  }

  @Override
  public void pause(Duration quiet) {
    jdbc.sql("""
            insert into books_pace as p (company, next_slot, closed_until)
            values (:company, clock_timestamp(), clock_timestamp() + :quiet::interval)
            on conflict (company) do update
               set closed_until = greatest(p.closed_until, excluded.closed_until)
            """).param("company", company).param("quiet", quiet.toString()).update();
  }

  /** Moves the row on if the next slot is near and a place is free. */
  private Optional<Slot> take() {
    return jdbc.sql("""
            insert into books_pace as p (company, next_slot, busy)
            values (:company, clock_timestamp() + :gap::interval,
                    array[clock_timestamp() + :gap::interval + :longest::interval])
            on conflict (company) do update
               set next_slot = greatest(p.next_slot, p.closed_until, clock_timestamp())
                               + :gap::interval,
                   busy = array(select b from unnest(p.busy) b where b > clock_timestamp())
                          || (greatest(p.next_slot, p.closed_until, clock_timestamp())
                              + :gap::interval + :longest::interval)
             where greatest(p.next_slot, p.closed_until) <= clock_timestamp() + :most::interval
               and (select count(*) from unnest(p.busy) b where b > clock_timestamp()) < :together
               and (select count(*) from unnest(p.busy) b where b > clock_timestamp())
                   + (select count(*) from unnest(p.ended) e
                       where e > clock_timestamp() - interval '1 second') < :per_second
            returning busy[cardinality(busy)] as over,
                      (extract(epoch from next_slot - :gap::interval - clock_timestamp())
                       * 1000)::bigint as millis
            """)
        .param("company", company)
        .param("gap", gap.toString())
        .param("longest", CALL_MOST.toString())
        .param("most", waitMost.toString())
        .param("together", together)
        .param("per_second", perSecond)
        .query((row, _) ->
            new Slot(row.getObject("over", OffsetDateTime.class), row.getLong("millis")))
        .optional();
  }

  private Duration untilNext() {
    long millis =
        jdbc.sql("""
            select greatest(0, extract(epoch from
                     greatest(next_slot, closed_until) - clock_timestamp()) * 1000)::bigint
              from books_pace where company = :company
            """).param("company", company).query(Long.class).optional().orElse(0L);
    return Duration.ofMillis(millis);
  }

  private void giveBack(Slot slot) {
    jdbc.sql("""
            update books_pace
               set busy = array_remove(busy, :over),
                   ended = array(select e from unnest(ended) e
                                  where e > clock_timestamp() - interval '1 second')
                           || clock_timestamp()
             where company = :company and :over = any(busy)
            """).param("over", slot.over()).param("company", company).update();
  }
}
