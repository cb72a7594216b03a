package dev.tillbridge.hub.stock.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Rows by their primary key, in its order.
 *
 * @param <R> immutable; null stands for a row that does not exist
 */
public final class Table<K, R> {

  private final String name;
  final TreeMap<K, Row<K, R>> rows = new TreeMap<>();

  public Table(String name) {
    this.name = name;
  }

  /** What is committed, as the checks see it. */
  public @Nullable R committed(K key) {
    var row = rows.get(key);
    return row == null ? null : row.committed;
  }

  /** All that is committed, in key order. */
  public List<R> committed() {
    var all = new ArrayList<R>();
    for (var row : rows.values()) {
      if (row.committed != null) {
        all.add(row.committed);
      }
    }
    return all;
  }

  /** Whether somebody has a row locked. */
  public boolean isLocked() {
    return rows.values().stream().anyMatch(row -> row.writer != null || !row.sharers.isEmpty());
  }

  /** Puts a row there before the history begins. */
  public void seed(K key, R row) {
    row(key).committed = row;
  }

  /** Keys of the rows that the transaction sees and that fit, in key order. */
  public List<K> keys(Tx tx, BiPredicate<K, R> fits) {
    var keys = new ArrayList<K>();
    for (var row : rows.values()) {
      R seen = row.seenBy(tx);
      if (seen != null && fits.test(row.key, seen)) {
        keys.add(row.key);
      }
    }
    return keys;
  }

  Row<K, R> row(K key) {
    return Objects.requireNonNull(rows.computeIfAbsent(key, k -> new Row<>(this, k)));
  }

  @Override
  public String toString() {
    return name;
  }
}
