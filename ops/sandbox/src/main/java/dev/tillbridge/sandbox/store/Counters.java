package dev.tillbridge.sandbox.store;

/** Named numbers that survive a restart: sequences and tallies. */
public final class Counters {

  private final Table<Long> table;

  public Counters(Store store) {
    table = store.table("counter", Long.class);
  }

  /** The number, 0 when it was never touched. */
  public long get(String name) {
    var value = table.get(name);
    return value == null ? 0 : value;
  }

  /** One more; returns the new number. */
  public long up(String name) {
    return up(name, 1);
  }

  /** So many more; returns the new number. */
  public long up(String name, long by) {
    long next = get(name) + by;
    table.put(name, next);
    return next;
  }
}
