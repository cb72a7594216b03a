package dev.tillbridge.hub.costing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A day's sales of a few SKUs; more with {@code -Dtillbridge.movements=20000}. */
class ManyMovementsTest {

  private static final int SALES = Integer.getInteger("tillbridge.movements", 3_000);
  private static final int SKUS = 10;

  @Test
  void what_everybody_buys_is_worked_off_in_parts() {
    try (var rig = new CostRig()) {
      rig.choose(CostMethod.FIFO);
      for (int i = 0; i < SKUS; i++) {
        var sku = rig.sku("SKU-" + i);
        for (int layer = 0; layer < 20; layer++) {
          rig.receive(sku, SALES / SKUS / 20, 500 + layer);
        }
      }
      rig.costs.work();
      rig.db
          .jdbc()
          .sql("""
              insert into stock_ledger (location, sku, on_hand, cause, cause_id, event_at, recorded_at)
              select 'main', 'SKU-' || n % :skus, -1, 'SALE', gen_random_uuid()::text, :now, :now
                from generate_series(1, :many) n
              """)
          .param("skus", SKUS)
          .param("many", SALES)
          .param("now", rig.now.get().atOffset(java.time.ZoneOffset.UTC))
          .update();
      long begun = System.nanoTime();
      while (rig.number("select count(*) from cost_due") > 0) {
        rig.costs.work();
      }
      long millis = (System.nanoTime() - begun) / 1_000_000;
      System.out.printf("%,d sales valued in %,d ms%n", SALES, millis);
      assertThat(rig.number("select count(*) from entry where cause = 'COST'")).isEqualTo(SALES);
      assertThat(rig.balance("1300")).isZero();
      rig.isTrue();
    }
  }
}
