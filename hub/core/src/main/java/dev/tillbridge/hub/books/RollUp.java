package dev.tillbridge.hub.books;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Folds new entries into the sums by day. Not done with the entry: all sales of a day would queue for
 * the same few rows. Nobody has to wait for it either, because reports add what is not folded yet.
 */
public final class RollUp {

  private static final int AT_ONCE = 5_000;

  private final JdbcClient jdbc;
  private final TransactionTemplate tx;

  public RollUp(JdbcClient jdbc, TransactionTemplate tx) {
    this.jdbc = jdbc;
    this.tx = tx;
  }

  /** Folds what is there; several hubs may do so at once. */
  public void run() {
    while (fold(AT_ONCE) == AT_ONCE) {
      // There may be more.
    }
  }

  /** How many entries were folded. */
  int fold(int most) {
    Integer folded =
        tx.execute(_ -> jdbc.sql("""
            with taken as materialized (
              select entry_id from entry_tail order by entry_id limit :most for update skip locked),
            gone as (
              delete from entry_tail t using taken where t.entry_id = taken.entry_id
              returning t.entry_id),
            folded as (
              insert into account_day (account, currency, day, location, channel, debit, credit, lines)
              select l.account, l.currency, e.day, coalesce(e.location, ''), coalesce(e.channel, ''),
                     sum(greatest(l.amount, 0)), sum(greatest(-l.amount, 0)), count(*)
                from gone g
                join entry e on e.id = g.entry_id
                join entry_line l on l.entry_id = g.entry_id
               group by 1, 2, 3, 4, 5
               order by 1, 2, 3, 4, 5
              on conflict (account, currency, day, location, channel) do update
                 set debit = account_day.debit + excluded.debit,
                     credit = account_day.credit + excluded.credit,
                     lines = account_day.lines + excluded.lines)
            select count(*) from gone
            """).param("most", most).query(Integer.class).single());
    return folded == null ? 0 : folded;
  }
}
