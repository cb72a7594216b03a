package dev.tillbridge.hub.people;

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

  /** Waits for its turn, at most 40 seconds, and does the work outside of any transaction. */
  public <T> T run(String name, Supplier<T> work) {
    return Objects.requireNonNull(holding.execute(_ -> {
      jdbc.sql("set local lock_timeout = '40s'").update();
      jdbc.sql("set local statement_timeout = '45s'").update();
      jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:name, 0)) is null as waited")
          .param("name", name)
          .query((row, _) -> row.getBoolean("waited"))
          .single();
      return beside.execute(_ -> work.get());
    }));
  }
}
