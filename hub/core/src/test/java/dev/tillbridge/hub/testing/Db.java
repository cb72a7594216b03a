package dev.tillbridge.hub.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tillbridge.embedded.TestServers;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** A database of its own, migrated, on the real PostgreSQL that all tests share. */
public record Db(
    HikariDataSource dataSource, JdbcClient jdbc, Stumbling tx, TestServers.Database database)
    implements AutoCloseable {

  private static TestServers.@Nullable Database template;

  public static Db fresh() {
    var database = TestServers.copyOf(migrated());
    var config = new HikariConfig();
    config.setJdbcUrl(database.url());
    config.setUsername(database.user());
    config.setPassword(database.password());
    config.setMaximumPoolSize(8);
    // Most tests need one or two, and each is a process of PostgreSQL.
    config.setMinimumIdle(1);
    var dataSource = new HikariDataSource(config);
    return new Db(
        dataSource,
        JdbcClient.create(dataSource),
        new Stumbling(new DataSourceTransactionManager(dataSource)),
        database);
  }

  /** Migrating takes longer than most tests, so it is done once. */
  private static synchronized TestServers.Database migrated() {
    var made = template;
    if (made == null) {
      made = TestServers.freshDatabase();
      Flyway.configure()
          .dataSource(made.url(), made.user(), made.password())
          .load()
          .migrate();
      template = made;
    }
    return made;
  }

  @Override
  public void close() {
    LedgerRecord.keep(this);
    dataSource.close();
    TestServers.drop(database);
  }
}
