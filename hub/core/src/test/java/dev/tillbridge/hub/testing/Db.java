package dev.tillbridge.hub.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tillbridge.embedded.TestServers;
import dev.tillbridge.hub.database.RepeatedTransactions;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A database of its own, migrated, on the real PostgreSQL that all tests share. */
public record Db(
    HikariDataSource dataSource,
    JdbcClient jdbc,
    TransactionTemplate tx,
    TestServers.Database database)
    implements AutoCloseable {

  public static Db fresh() {
    var database = TestServers.freshDatabase();
    var config = new HikariConfig();
    config.setJdbcUrl(database.url());
    config.setUsername(database.user());
    config.setPassword(database.password());
    config.setMaximumPoolSize(8);
    var dataSource = new HikariDataSource(config);
    Flyway.configure().dataSource(dataSource).load().migrate();
    return new Db(
        dataSource,
        JdbcClient.create(dataSource),
        new RepeatedTransactions(new DataSourceTransactionManager(dataSource)),
        database);
  }

  @Override
  public void close() {
    dataSource.close();
  }
}
