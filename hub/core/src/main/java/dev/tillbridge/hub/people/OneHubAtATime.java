package dev.tillbridge.hub.people;

import dev.tillbridge.hub.problem.Unavailable;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lets one thread of all hubs on this database do a thing at a time, for example renew a token that
 * must not be renewed twice. The lock is PostgreSQL's: it ends with the connection, so a hub that
 * dies leaves none behind.
 */
public final class OneHubAtATime {

  private static final Duration TURN_MAX = Duration.ofSeconds(40);
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private final JdbcClient jdbc;
  private final TransactionTemplate holding;
  private final TransactionTemplate beside;

  public OneHubAtATime(JdbcClient jdbc, TransactionTemplate tx) {
    this.jdbc = jdbc;
    var manager = Objects.requireNonNull(tx.getTransactionManager(), "a transaction manager");
    this.holding = new TransactionTemplate(manager);
    // What is written under the lock must stand even if what follows fails.
    this.beside = new TransactionTemplate(manager);
    beside.setPropagationBehavior(TransactionDefinition.PROPAGATION_NOT_SUPPORTED);
  }

  /**
   * Waits for its turn, at most 40 seconds, and does the work, which may take a minute, outside of
   * any transaction.
   *
   * @throws Unavailable when its turn does not come
   */
  public <T> T run(String name, Supplier<T> work) {
    return Objects.requireNonNull(holding.execute(_ -> {
      // While the work is done elsewhere, this transaction does nothing but hold the lock.
      jdbc.sql("set local idle_in_transaction_session_timeout = '90s'").update();
      awaitTurn(name);
      return beside.execute(_ -> work.get());
    }));
  }

  /** Asks again and again: no single statement may take as long as somebody else's work does. */
  private void awaitTurn(String name) {
    long giveUp = System.nanoTime() + TURN_MAX.toNanos();
    while (!isMyTurn(name)) {
      if (System.nanoTime() > giveUp) {
        throw new Unavailable(name + " is being done elsewhere", null);
      }
      try {
        Thread.sleep(LOOK_EVERY);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new Unavailable("interrupted while waiting for " + name, e);
      }
    }
  }

  private boolean isMyTurn(String name) {
    return jdbc.sql("select pg_try_advisory_xact_lock(hashtextextended(:name, 0))")
        .param("name", name)
        .query(Boolean.class)
        .single();
  }
}
