package dev.tillbridge.hub.stock.sim;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One row: what is committed, what one transaction has made of it, and who holds or wants it. */
final class Row<K, R> {

  final Table<K, R> table;
  final K key;

  @Nullable
  R committed;

  @Nullable
  R changed;

  boolean isChanged;

  @Nullable
  Tx writer;

  final List<Tx> sharers = new ArrayList<>(2);
  final List<Fiber> waiters = new ArrayList<>(2);

  Row(Table<K, R> table, K key) {
    this.table = table;
    this.key = key;
  }

  @Nullable
  R seenBy(Tx tx) {
    return writer == tx && isChanged ? changed : committed;
  }

  boolean isFreeFor(Tx tx, boolean exclusive) {
    return (writer == null || writer == tx)
        && (!exclusive || sharers.isEmpty() || (sharers.size() == 1 && sharers.contains(tx)));
  }

  /** Those who must end before this transaction gets the row. */
  List<Tx> inTheWayOf(Tx tx, boolean exclusive) {
    var others = new ArrayList<Tx>();
    if (writer != null && writer != tx) {
      others.add(writer);
    }
    if (exclusive) {
      sharers.stream().filter(other -> other != tx).forEach(others::add);
    }
    return others;
  }

  /** The transaction is over: its change stands or is gone, and everybody may try again. */
  void leave(Tx tx, boolean commit) {
    if (writer == tx) {
      if (isChanged && commit) {
        committed = changed;
      }
      changed = null;
      isChanged = false;
      writer = null;
    }
    sharers.remove(tx);
    waiters.forEach(Fiber::wake);
    waiters.clear();
  }
}
