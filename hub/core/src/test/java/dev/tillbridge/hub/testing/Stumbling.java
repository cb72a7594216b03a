package dev.tillbridge.hub.testing;

import dev.tillbridge.hub.database.RepeatedTransactions;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The hub's transactions, and when it is told to, each of them is rolled back once at its very end
 * and then done again, as after a deadlock or a serialization failure. What a transaction leaves
 * behind outside of the database, in a variable, a list or a digest, shows up then.
 */
public final class Stumbling extends TransactionTemplate {

  private static final long serialVersionUID = 1L;

  private final transient RepeatedTransactions repeated;
  private volatile boolean stumbles = Boolean.getBoolean("tillbridge.test.stumble");

  Stumbling(PlatformTransactionManager manager) {
    super(manager);
    this.repeated = new RepeatedTransactions(manager);
  }

  /** From now on each whole transaction is done twice and has its effect once. */
  public void begin() {
    stumbles = true;
  }

  @Override
  public <T extends @Nullable Object> T execute(TransactionCallback<T> action) {
    if (stumbles && !TransactionSynchronizationManager.isActualTransactionActive()) {
      super.execute(status -> {
        action.doInTransaction(status);
        status.setRollbackOnly();
        return status;
      });
    }
    return repeated.execute(action);
  }
}
