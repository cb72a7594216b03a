package dev.tillbridge.hub.payments;

import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The only door to a gateway. */
final class GatewayCalls {

  private static final Logger LOG = LoggerFactory.getLogger(GatewayCalls.class);

  private GatewayCalls() {}

  /** No caller may hold locks while somebody else's computer thinks. */
  static void refuseWithinTransaction() {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("a gateway must not be called within a transaction");
    }
  }

  /** A connector that breaks its word and throws leaves us in doubt like a lost answer. */
  static <T> Outcome<T> ask(Supplier<Outcome<T>> call) {
    refuseWithinTransaction();
    try {
      return call.get();
    } catch (RuntimeException bug) {
      LOG.error("a payment connector failed instead of answering", bug);
      return new InDoubt<>("the connector failed: " + bug.getClass().getSimpleName());
    }
  }
}
