package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.stock.sim.Fibers;
import dev.tillbridge.hub.stock.sim.Host;
import dev.tillbridge.hub.stock.sim.Session;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionStatus;

/** A planted mistake: the commit is left to a background thread, and the caller goes on. */
record SimEarlyAnswers(Fibers fibers, Host host, Session session)
    implements PlatformTransactionManager {

  @Override
  public TransactionStatus getTransaction(@Nullable TransactionDefinition definition) {
    return session.getTransaction(definition);
  }

  @Override
  public void commit(TransactionStatus status) {
    if (!status.isNewTransaction() || status.isRollbackOnly()) {
      session.commit(status);
      return;
    }
    var tx = session.detach();
    fibers.start("late commit", host, () -> {
      session.attach(tx);
      try {
        session.commit(status);
      } catch (TransactionException lost) {
        fibers.note("nobody hears that the commit failed");
      }
    });
  }

  @Override
  public void rollback(TransactionStatus status) {
    session.rollback(status);
  }
}
