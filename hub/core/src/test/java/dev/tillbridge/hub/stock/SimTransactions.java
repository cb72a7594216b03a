package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.database.RepeatedTransactions;
import dev.tillbridge.hub.stock.sim.Dice;
import dev.tillbridge.hub.stock.sim.Fibers;
import dev.tillbridge.hub.stock.sim.Session;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

/** {@link RepeatedTransactions}, which waits by the machine's clock, by the simulated time. */
final class SimTransactions extends TransactionTemplate {

  private static final long serialVersionUID = 1L;
  private static final int PAUSE_MOST_MILLIS = 100;

  private final transient Session session;
  private final transient Fibers fibers;
  private final transient Dice dice;

  SimTransactions(PlatformTransactionManager manager, Session session, Fibers fibers, Dice dice) {
    super(manager);
    this.session = session;
    this.fibers = fibers;
    this.dice = dice;
  }

  @Override
  public <T extends @Nullable Object> T execute(TransactionCallback<T> action) {
    if (session.inTransaction()) {
      return super.execute(action);
    }
    long giveUp = fibers.now() + RepeatedTransactions.TRIES_END.toMillis();
    for (int tried = 1; ; tried++) {
      try {
        return super.execute(action);
      } catch (ConcurrencyFailureException rolledBack) {
        if (tried == RepeatedTransactions.TRIES || fibers.now() > giveUp) {
          throw rolledBack;
        }
        fibers.note("does its transaction again");
        fibers.sleep(dice.between(1, Math.min(8 << (tried - 1), PAUSE_MOST_MILLIS)));
      }
    }
  }
}
