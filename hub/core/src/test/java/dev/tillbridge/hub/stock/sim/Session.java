package dev.tillbridge.hub.stock.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.SimpleTransactionStatus;

/**
 * A process's line to the database. Every statement and every commit is a point where anything may
 * happen, and where the line may break: before, or after, or before an end that comes later.
 */
public final class Session implements PlatformTransactionManager {

  /**
   * How bad the line is.
   *
   * @param statement breaks at so many of a thousand statements
   * @param commit ends in the dark at so many of a thousand commits
   * @param deadlock is called a victim at so many of a thousand statements
   */
  public record Trouble(int statement, int commit, int deadlock) {
    public static final Trouble NONE = new Trouble(0, 0, 0);
  }

  /** So long at most a server does not notice that a client is gone. */
  private static final int NOTICED_WITHIN = 400;

  private final Database db;
  private final Fibers fibers;
  private final Dice dice;
  private final List<Tx> open = new ArrayList<>();
  private Trouble trouble;

  public Session(Database db, Host host, Trouble trouble) {
    this.db = db;
    this.fibers = db.fibers();
    this.dice = db.dice();
    this.trouble = trouble;
    // Whoever dies leaves his transactions behind; the server rolls them back when it notices.
    host.onDeath(() -> {
      for (var tx : open) {
        if (!tx.isOver()) {
          leaveBehind(tx, 0);
        }
      }
    });
  }

  /** From now on. */
  public void setTrouble(Trouble trouble) {
    this.trouble = trouble;
  }

  /** Whether the running fiber is in a transaction. */
  public boolean inTransaction() {
    return fibers.current().tx != null;
  }

  /** The transaction of the running fiber. */
  public Tx tx() {
    return Objects.requireNonNull(fibers.current().tx, "not in a transaction");
  }

  /** Takes the transaction away from the running fiber. */
  public Tx detach() {
    var tx = tx();
    fibers.current().tx = null;
    return tx;
  }

  /** Gives the running fiber a transaction that another has begun. */
  public void attach(Tx tx) {
    fibers.current().tx = tx;
  }

  /** One statement; outside of a transaction it is one by itself. */
  public <T> T statement(String name, Function<Tx, T> work) {
    if (fibers.current().tx != null) {
      return inTransaction(name, work);
    }
    var status = getTransaction(null);
    T result;
    try {
      result = inTransaction(name, work);
    } catch (RuntimeException e) {
      rollback(status);
      throw e;
    }
    if (tx().isReadOnly()) {
      rollback(status);
    } else {
      commit(status);
    }
    return result;
  }

  private <T> T inTransaction(String name, Function<Tx, T> work) {
    fibers.point(name);
    var tx = tx();
    if (tx.state != Tx.State.OPEN) {
      throw new DataAccessResourceFailureException("the transaction is " + tx.state);
    }
    if (dice.permille(trouble.statement())) {
      fibers.note("the line to the database breaks");
      leaveBehind(tx, 0);
      throw new DataAccessResourceFailureException("connection lost at " + name);
    }
    if (dice.permille(trouble.deadlock())) {
      fibers.note("is called the victim of a deadlock");
      tx.end(Tx.State.ABORTED);
      throw new CannotAcquireLockException("deadlock detected");
    }
    try {
      return work.apply(tx);
    } catch (RuntimeException failed) {
      tx.end(Tx.State.ABORTED);
      throw failed;
    }
  }

  @Override
  public TransactionStatus getTransaction(@Nullable TransactionDefinition ignored) {
    var me = fibers.current();
    if (me.tx != null) {
      return new SimpleTransactionStatus(false);
    }
    var tx = db.begin();
    me.tx = tx;
    open.removeIf(Tx::isOver);
    open.add(tx);
    return new SimpleTransactionStatus(true);
  }

  @Override
  public void commit(TransactionStatus status) {
    if (!status.isNewTransaction()) {
      return;
    }
    if (status.isRollbackOnly()) {
      rollback(status);
      return;
    }
    var me = fibers.current();
    var tx = tx();
    fibers.point("commit");
    me.tx = null;
    if (tx.state != Tx.State.OPEN) {
      tx.end(Tx.State.ROLLED_BACK);
      throw new TransactionSystemException("the transaction was " + tx.state);
    }
    if (dice.permille(trouble.commit())) {
      int lateness = dice.below(3);
      fibers.note("hears nothing of its commit");
      leaveBehind(tx, lateness);
      throw new TransactionSystemException("connection lost at commit");
    }
    boolean readOnly = tx.isReadOnly();
    tx.end(Tx.State.COMMITTED);
    if (!readOnly) {
      fibers.point("committed");
    }
  }

  @Override
  public void rollback(TransactionStatus status) {
    if (!status.isNewTransaction()) {
      return;
    }
    var tx = tx();
    fibers.current().tx = null;
    if (tx.state != Tx.State.ORPHANED) {
      tx.end(Tx.State.ROLLED_BACK);
    }
  }

  /**
   * Nobody hears of this transaction again. What becomes of it: 0 it is rolled back some time later,
   * 1 it commits at once, 2 its commit arrives some time later.
   */
  private void leaveBehind(Tx tx, int fate) {
    if (fate == 1) {
      tx.end(Tx.State.COMMITTED);
      return;
    }
    if (tx.state != Tx.State.OPEN) {
      tx.end(Tx.State.ROLLED_BACK);
      return;
    }
    tx.orphan();
    fibers.at(fibers.now() + dice.below(NOTICED_WITHIN), () -> {
      fibers.note("the server " + (fate == 2 ? "commits" : "rolls back") + " the orphaned " + tx);
      tx.end(fate == 2 ? Tx.State.COMMITTED : Tx.State.ROLLED_BACK);
    });
  }
}
