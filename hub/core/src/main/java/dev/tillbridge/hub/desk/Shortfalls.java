package dev.tillbridge.hub.desk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads from counts and ledger what is missing, without a lock that anybody who sells could meet. */
final class Shortfalls {

  /** So long a shop may take to give units back, before a person is told. */
  static final Duration TAKE_BACK = Duration.ofSeconds(20);

  /** So many lines of the ledger are looked through at first. */
  private static final int FIRST_LOOK = 200;

  private static final int LONGEST_LOOK = 1_000_000;

  private final JdbcClient jdbc;

  Shortfalls(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Shelves with something missing, and shelves with an open case. */
  Set<Shelf> toLookAt() {
    var shelves = new LinkedHashSet<Shelf>();
    jdbc.sql("""
            select location || '|' || sku as subject from stock where short > 0
            union
            select subject from open_case where kind = 'oversold' and closed_at is null
            order by subject
            """).query(row -> {
      shelves.add(Shelf.of(row.getString("subject")));
    });
    return shelves;
  }

  private record Line(int free, int change, boolean young, Cause cause) {}

  /** What is missing on a shelf. */
  Shortfall of(Shelf shelf) {
    int free = free(shelf);
    if (free >= 0) {
      return new Shortfall(0, 0, false, List.of());
    }
    for (int look = FIRST_LOOK; ; look *= 8) {
      var newest = lines(shelf, look);
      var causes = new ArrayList<Cause>();
      boolean complete = newest.size() < look || look > LONGEST_LOOK;
      boolean young = false;
      for (var line : newest) {
        int before = line.free() - line.change();
        if (line.change() < 0 && line.free() < 0) {
          int units = Math.min(-line.change(), -line.free());
          causes.add(new Cause(line.cause().cause(), line.cause().causeId(), units));
          young |= line.young();
        }
        if (before >= 0) {
          complete = true;
          break;
        }
      }
      if (complete) {
        Collections.reverse(causes);
        // The lines and the count are of one moment; the first look at free was of an earlier one.
        int missing = newest.isEmpty() ? 0 : Math.max(0, -newest.getFirst().free());
        return new Shortfall(missing, onShow(shelf), young, causes);
      }
    }
  }

  private int free(Shelf shelf) {
    return jdbc.sql("select free from stock where location = :location and sku = :sku")
        .param("location", shelf.location().code())
        .param("sku", shelf.sku().code())
        .query(Integer.class)
        .optional()
        .orElse(0);
  }

  /** The newest lines, each with what was free after it. */
  private List<Line> lines(Shelf shelf, int look) {
    return jdbc.sql("""
            select cause, cause_id, change, recorded_at > now() - :young * interval '1 second' as young,
                   (select free from stock where location = :location and sku = :sku)
                   - coalesce(sum(change) over (order by seq desc
                                rows between unbounded preceding and 1 preceding), 0)::int as free
              from (select seq, cause, cause_id, recorded_at,
                           on_hand - held - committed - escrowed - suspense as change
                      from stock_ledger where location = :location and sku = :sku
                     order by seq desc limit :look) l
             order by seq desc
            """)
        .param("young", TAKE_BACK.toSeconds())
        .param("location", shelf.location().code())
        .param("sku", shelf.sku().code())
        .param("look", look)
        .query((row, _) -> new Line(
            row.getInt("free"),
            row.getInt("change"),
            row.getBoolean("young"),
            new Cause(row.getString("cause"), row.getString("cause_id"), 0)))
        .list();
  }

  private int onShow(Shelf shelf) {
    return jdbc.sql("""
            select coalesce(sum(least(greatest(w.shown, 0), e.outstanding)), 0)::int
              from shop_window w
              join (select holder, sum(granted_total - sold_total - returned_total) as outstanding
                      from escrow where location = :location and sku = :sku group by holder) e
                on e.holder = 'shop:' || w.shop
             where w.location = :location and w.sku = :sku
            """)
        .param("location", shelf.location().code())
        .param("sku", shelf.sku().code())
        .query(Integer.class)
        .single();
  }
}
