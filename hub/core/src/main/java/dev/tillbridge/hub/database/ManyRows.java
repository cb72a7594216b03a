package dev.tillbridge.hub.database;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Statements over many rows at once, right after a whole catalogue has moved. PostgreSQL's statistics
 * still tell of small tables then, and a plan made for one row compares each of a batch with each of
 * the shop: minutes for what takes milliseconds.
 */
public final class ManyRows {

  /** From so many on, going once through a table costs less than a bad guess. */
  public static final int MANY = 50;

  private ManyRows() {}

  /**
   * Lets the rest of the transaction be planned for batches: each statement for the values it has,
   * and joined by hashing or merging only. Must be called within a transaction.
   *
   * @param rows how many a statement is about; below {@link #MANY} nothing is changed
   */
  public static void expect(JdbcClient jdbc, int rows) {
    if (rows >= MANY) {
      jdbc.sql("""
              select set_config('enable_nestloop', 'off', true),
                     set_config('plan_cache_mode', 'force_custom_plan', true)
              """).query((row, _) -> row.getString(1)).single();
    }
  }
}
