package dev.tillbridge.app.config;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tillbridge.hub.database.RepeatedTransactions;
import java.time.InstantSource;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** PostgreSQL: brought up to date first, then a pool that never waits for ever. */
@Configuration(proxyBeanMethods = false)
public class DatabaseConfig {

  /** More connections than this do not make one PostgreSQL faster; virtual threads queue here. */
  private static final int POOL = 20;

  private static final int POOL_WAIT_MILLIS = 3_000;

  /** A line that has died unnoticed is found out within this when somebody wants to use it. */
  private static final int VALIDATION_MILLIS = 1_000;

  /** A server that accepts and never answers keeps nobody longer than this. */
  private static final int SOCKET_SECONDS = 10;

  /**
   * PostgreSQL's own patience with us, each shorter than ours with it. The last one is for a hub that
   * was stopped in the midst of a transaction: its locks must not stop the others.
   */
  private static final String TIMEOUTS =
      "-c lock_timeout=4s -c statement_timeout=8s" + " -c idle_in_transaction_session_timeout=5s";

  private static final int LEAK_MILLIS = 60_000;

  @Bean
  InstantSource clock() {
    return InstantSource.system();
  }

  @Bean
  Settings settings(Environment environment) {
    return Settings.read(environment);
  }

  @Bean
  HikariDataSource dataSource(Settings settings) {
    var database = settings.database();
    // On a connection of its own: a migration may take longer than any query of ours.
    Flyway.configure()
        .dataSource(database.url(), database.user(), database.password())
        // But a server that accepts and never answers must not keep us from ending with a word.
        .jdbcProperties(Map.of("loginTimeout", "10", "socketTimeout", "600"))
        .load()
        .migrate();
    var pool = new HikariConfig();
    pool.setJdbcUrl(database.url());
    pool.setUsername(database.user());
    pool.setPassword(database.password());
    pool.setPoolName("tillbridge");
    pool.setMaximumPoolSize(POOL);
    pool.setConnectionTimeout(POOL_WAIT_MILLIS);
    pool.setValidationTimeout(VALIDATION_MILLIS);
    // A connection that is not given back is a bug; say whose.
    pool.setLeakDetectionThreshold(LEAK_MILLIS);
    pool.addDataSourceProperty("connectTimeout", "3");
    pool.addDataSourceProperty("socketTimeout", String.valueOf(SOCKET_SECONDS));
    pool.addDataSourceProperty("tcpKeepAlive", "true");
    pool.addDataSourceProperty("ApplicationName", "tillbridge");
    pool.addDataSourceProperty("options", TIMEOUTS);
    return new HikariDataSource(pool);
  }

  @Bean
  JdbcClient jdbc(HikariDataSource dataSource) {
    return JdbcClient.create(dataSource);
  }

  @Bean
  TransactionTemplate tx(HikariDataSource dataSource) {
    return new RepeatedTransactions(new DataSourceTransactionManager(dataSource));
  }
}
