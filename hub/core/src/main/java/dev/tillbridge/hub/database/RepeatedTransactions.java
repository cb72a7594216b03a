package dev.tillbridge.hub.database;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
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
  public static final int TRIES = 6;

  /** After this nobody tries again: a customer waits, and a lock that took so long will not come. */
  public static final Duration TRIES_END = Duration.ofSeconds(2);

  private static final long serialVersionUID = 1L;
  private static final int FIRST_PAUSE_MILLIS = 4;

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
        return super.execute(action);
      } catch (ConcurrencyFailureException rolledBack) {
        if (tried == TRIES || System.nanoTime() > giveUp || !paused(tried)) {
          throw rolledBack;
        }
      }
    }
  }

  /** False when somebody wants this thread to stop. */
  private static boolean paused(int tried) {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextInt(1, FIRST_PAUSE_MILLIS << tried));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
