package dev.tillbridge.hub.database;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Transactions that are done again when PostgreSQL says that it has rolled them back for the sake of
 * others: a deadlock, a serialization failure, a lock that did not come in time. Always the whole
 * transaction, a few times, after a pause that differs from everybody else's. What a transaction does
 * outside of the database must therefore bear being done again.
 */
public final class RepeatedTransactions extends TransactionTemplate {

  /** So often in all; whoever still loses then is told to come back later. */
  public static final int TRIES = 10;

  /** After this nobody tries again: a customer waits, and a lock that took so long will not come. */
  public static final Duration TRIES_END = Duration.ofSeconds(3);

  /** What PostgreSQL says when {@code lock_timeout} is over. */
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private static final long serialVersionUID = 1L;
  private static final int FIRST_PAUSE_MILLIS = 8;
  private static final int PAUSE_MOST_MILLIS = 100;

  public RepeatedTransactions(PlatformTransactionManager manager) {
    super(manager);
  }

  @Override
  public <T extends @Nullable Object> T execute(TransactionCallback<T> action) {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      // A part cannot be done again without its whole.
      return super.execute(action);
    }
    long giveUp = System.nanoTime() + TRIES_END.toNanos();
    for (int tried = 1; ; tried++) {
      try {
        return once(action);
      } catch (ConcurrencyFailureException rolledBack) {
        if (tried == TRIES || System.nanoTime() > giveUp || !paused(tried)) {
          throw rolledBack;
        }
      }
    }
  }

  private <T extends @Nullable Object> T once(TransactionCallback<T> action) {
    try {
      return super.execute(action);
    } catch (UncategorizedSQLException e) {
      var why = e.getSQLException();
      if (why != null && LOCK_NOT_AVAILABLE.equals(why.getSQLState())) {
        // Spring has no word for it, and callers must know that it was rolled back.
        throw new CannotAcquireLockException("a lock did not come in time", e);
      }
      throw e;
    }
  }

  /** False when somebody wants this thread to stop. */
  private static boolean paused(int tried) {
    try {
      int most = Math.min(FIRST_PAUSE_MILLIS << (tried - 1), PAUSE_MOST_MILLIS);
      Thread.sleep(ThreadLocalRandom.current().nextInt(1, most + 1));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
