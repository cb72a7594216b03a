package dev.tillbridge.sandbox.store;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows by key, in the order they were first put. Rows are values: change one by putting another.
 *
 * @param <T> what a row is
 */
public final class Table<T> {

  /** Hears of every change, so that it can be written down. */
  interface Watch {
    void changed(String key, @Nullable Object value);
  }

  private final Class<T> type;
  private final Watch watch;
  private final Map<String, T> rows = new LinkedHashMap<>();

  Table(Class<T> type, Watch watch) {
    this.type = type;
    this.watch = watch;
  }

  /** The row, or null. */
  public @Nullable T get(Object key) {
    return rows.get(key.toString());
  }

  /**
   * The row.
   *
   * @throws IllegalStateException when there is none
   */
  public T need(Object key) {
    var row = get(key);
    if (row == null) {
      throw new IllegalStateException("no " + type.getSimpleName() + " " + key);
    }
    return row;
  }

  /** Puts or replaces the row. */
  public void put(Object key, T row) {
    rows.put(key.toString(), row);
    watch.changed(key.toString(), row);
  }

  /** Removes the row, if it is there. */
  public void remove(Object key) {
    if (rows.remove(key.toString()) != null) {
      watch.changed(key.toString(), null);
    }
  }

  /** All rows, oldest first. */
  public Collection<T> all() {
    return Collections.unmodifiableCollection(rows.values());
  }

  /** All rows with their keys, oldest first. */
  public Map<String, T> rows() {
    return Collections.unmodifiableMap(rows);
  }

  /** How many rows. */
  public int size() {
    return rows.size();
  }

  void load(String key, T row) {
    rows.put(key, row);
  }

  void forget() {
    rows.clear();
  }
}
