package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.cases.Cases;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Opens a case for every shelf that has been sold beyond what it holds, and closes it when the
 * shelf has recovered, for example because a shop gave the unit back.
 */
public final class OversoldReview {

  private static final String KIND = "oversold";

  private final JdbcClient jdbc;
  private final Cases cases;

  public OversoldReview(JdbcClient jdbc, Cases cases) {
    this.jdbc = jdbc;
    this.cases = cases;
  }

  /** Looks at all shelves; returns how many are oversold now. */
  public int review() {
    record Oversold(String location, String sku, int units) {}
    var oversold = jdbc.sql("""
                select location, sku, -free as units from stock where short > 0 and free < 0
                """)
        .query((row, _) ->
            new Oversold(row.getString("location"), row.getString("sku"), row.getInt("units")))
        .list();
    for (var one : oversold) {
      cases.open(
          KIND,
          one.location() + "|" + one.sku(),
          one.sku() + " oversold by " + one.units(),
          "More of %s was sold at %s than the shelf holds. Count the shelf, receive goods, or cancel an order and refund it."
              .formatted(one.sku(), one.location()));
    }
    jdbc.sql("""
            update open_case set closed_at = now(), closed_by = 'recovered'
             where kind = 'oversold' and closed_at is null
               and not exists (select 1 from stock
                                where free < 0 and location || '|' || sku = open_case.subject)
            """).update();
    return oversold.size();
  }
}
