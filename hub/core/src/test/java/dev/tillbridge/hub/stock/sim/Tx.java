package dev.tillbridge.hub.stock.sim;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.CannotAcquireLockException;

/**
 * A transaction of the simulated database: read committed, rows locked until the end. Its statements
 * take effect at once but where they wait for a row.
 */
public final class Tx {

  /** How it stands. */
  enum State {
    OPEN,
    /** A statement failed: only a rollback is possible. */
    ABORTED,
    /** Nobody is connected to it any more; its locks stay until the server notices. */
    ORPHANED,
    COMMITTED,
    ROLLED_BACK
  }

  /** A row that a commit changed. */
  public record Change<K, R>(
      Table<K, R> table,
      K key,
      @Nullable R before,
      @Nullable R after) {}

  private final Database db;
  private final int number;
  private final long begunAt;
  private final long begunAfter;
  private final Set<Row<?, ?>> touched = new LinkedHashSet<>();
  private @Nullable Row<?, ?> waitsFor;
  private @Nullable Fiber waiter;
  private boolean waitsExclusively;
  private boolean deadlocked;
  State state = State.OPEN;

  Tx(Database db, int number) {
    this.db = db;
    this.number = number;
    this.begunAt = db.now();
    this.begunAfter = db.commits();
  }

  /** What {@code now()} says in it. */
  public long begunAt() {
    return begunAt;
  }

  /** How many transactions had committed when it began. */
  public long begunAfter() {
    return begunAfter;
  }

  /** The row as this transaction sees it. */
  public <K, R> @Nullable R read(Table<K, R> table, K key) {
    var row = table.rows.get(key);
    return row == null ? null : row.seenBy(this);
  }

  /** Changes or removes a row that this transaction has locked. */
  public <K, R> void write(Table<K, R> table, K key, @Nullable R changed) {
    var row = table.row(key);
    if (row.writer != this) {
      throw new IllegalStateException("row " + key + " of " + table + " is not locked");
    }
    row.changed = changed;
    row.isChanged = true;
  }

  /** Locks a row for change; answers what stands there once it is ours. */
  public <K, R> @Nullable R lock(Table<K, R> table, K key) {
    var row = table.row(key);
    acquire(row, true);
    return row.seenBy(this);
  }

  /** Locks a row against change; answers what stands there then. */
  public <K, R> @Nullable R share(Table<K, R> table, K key) {
    var row = table.row(key);
    acquire(row, false);
    return row.seenBy(this);
  }

  /** Whether another transaction has it locked. */
  public <K, R> boolean isLockedByAnother(Table<K, R> table, K key) {
    return !table.row(key).isFreeFor(this, true);
  }

  /**
   * {@code insert ... on conflict do nothing}: a key that somebody is just inserting is waited for;
   * one that exists is a conflict at once, whoever has it locked.
   */
  public <K, R> boolean insert(Table<K, R> table, K key, R fresh) {
    var row = table.row(key);
    if (row.writer == this ? row.seenBy(this) != null : row.committed != null) {
      return false;
    }
    acquire(row, true);
    if (row.seenBy(this) != null) {
      return false;
    }
    row.changed = fresh;
    row.isChanged = true;
    return true;
  }

  private void acquire(Row<?, ?> row, boolean exclusive) {
    touched.add(row);
    while (!row.isFreeFor(this, exclusive)) {
      waitsFor = row;
      waitsExclusively = exclusive;
      waiter = db.fibers().current();
      var victim = deadlock();
      if (victim != null) {
        victim.deadlocked = true;
        if (victim != this && victim.waiter != null) {
          victim.waiter.wake();
        }
      }
      if (victim != this) {
        row.waiters.add(db.fibers().current());
        if (db.fibers().trace().on()) {
          db.fibers()
              .note(
                  "waits for " + row.table + " " + row.key + " " + row.inTheWayOf(this, exclusive));
        }
        db.fibers().park();
      }
      waitsFor = null;
      if (deadlocked) {
        db.fibers().note("is the victim of a deadlock");
        end(State.ABORTED);
        throw new CannotAcquireLockException("deadlock detected");
      }
    }
    if (exclusive) {
      row.writer = this;
    } else if (!row.sharers.contains(this)) {
      row.sharers.add(this);
    }
  }

  /** One of those who wait for each other in a circle, if there is one through here. */
  private @Nullable Tx deadlock() {
    var circle = new ArrayList<Tx>();
    return leadsHome(this, circle) ? db.dice().of(circle) : null;
  }

  private boolean leadsHome(Tx from, List<Tx> path) {
    var wanted = from.waitsFor;
    if (wanted == null || from.deadlocked || path.contains(from)) {
      return false;
    }
    path.add(from);
    for (var other : wanted.inTheWayOf(from, from.waitsExclusively)) {
      if (other == this || leadsHome(other, path)) {
        return true;
      }
    }
    path.remove(from);
    return false;
  }

  /** Whether it has changed nothing so far. */
  boolean isReadOnly() {
    for (var row : touched) {
      if (row.writer == this && row.isChanged) {
        return false;
      }
    }
    return true;
  }

  boolean isOver() {
    return state == State.COMMITTED || state == State.ROLLED_BACK;
  }

  /** The other end is gone: nothing more will be asked, and nothing is waited for. */
  void orphan() {
    state = State.ORPHANED;
    waitsFor = null;
  }

  void end(State how) {
    if (isOver() || state == State.ABORTED) {
      if (!isOver()) {
        state = how;
      }
      return;
    }
    var changes = new ArrayList<Change<?, ?>>();
    if (how == State.COMMITTED) {
      for (var row : touched) {
        if (row.writer == this && row.isChanged) {
          changes.add(change(row));
        }
      }
    }
    state = how;
    for (var row : touched) {
      row.leave(this, how == State.COMMITTED);
    }
    touched.clear();
    if (how == State.COMMITTED) {
      db.committed(this, changes);
    }
  }

  private static <K, R> Change<K, R> change(Row<K, R> row) {
    return new Change<>(row.table, row.key, row.committed, row.changed);
  }

  @Override
  public String toString() {
    return "tx" + number;
  }
}
