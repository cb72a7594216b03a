package dev.tillbridge.hub.books;

import dev.tillbridge.hub.testing.Db;
import java.util.Map;
import java.util.TreeMap;

/** Adds lines up without any of the code that is to be tested. */
public final class NaiveSums {

  private NaiveSums() {}

  /** What is on each account, debits above zero, in cents; accounts at zero are absent. */
  public static Map<String, Long> of(Db db) {
    return query(db, "select account, sum(amount)::bigint from entry_line group by 1");
  }

  /** The same for entries of one cause. */
  public static Map<String, Long> of(Db db, Cause cause) {
    return query(
        db,
        "select account, sum(amount)::bigint from entry_line l join entry e on e.id = l.entry_id"
            + " where e.cause = '" + cause + "' group by 1");
  }

  /** What the trial balance says, in the same form. */
  public static Map<String, Long> reported(Db db) {
    var sums = new TreeMap<String, Long>();
    new Ledger(db.jdbc())
        .trialBalance(null, null)
        .forEach(one -> sums.merge(one.account(), one.balance().longValueExact(), Math::addExact));
    sums.values().removeIf(sum -> sum == 0);
    return sums;
  }

  private static Map<String, Long> query(Db db, String sql) {
    var sums = new TreeMap<String, Long>();
    db.jdbc().sql(sql).query(row -> {
      sums.put(row.getString(1), row.getLong(2));
    });
    sums.values().removeIf(sum -> sum == 0);
    return sums;
  }
}
