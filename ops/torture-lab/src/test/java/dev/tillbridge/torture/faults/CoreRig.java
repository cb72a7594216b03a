package dev.tillbridge.torture.faults;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tillbridge.embedded.TestServers;
import dev.tillbridge.hub.database.RepeatedTransactions;
import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.stock.ReservationGate;
import dev.tillbridge.hub.stock.Stock;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.torture.wire.FaultyLine;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/**
 * The hub's own classes in this JVM, for rows of the matrix that need a thousand faults: several
 * hubs' worth of them, each with a line of its own to one PostgreSQL.
 */
final class CoreRig implements AutoCloseable {

  /**
   * What one hub is made of.
   *
   * @param line between it and PostgreSQL
   */
  record Hub(FaultyLine line, HikariDataSource pool, JdbcClient jdbc, Stock stock) {}

  final List<Hub> hubs = new ArrayList<>();
  final JdbcClient direct;
  private final HikariDataSource directPool;
  final ReservationGate gate;

  CoreRig(int hubCount, InstantSource clock) {
    this(hubCount, clock, TestServers.redis().uri());
  }

  CoreRig(int hubCount, InstantSource clock, String redisUrl) {
    var database = TestServers.freshDatabase();
    directPool = pool(database, database.url(), 4);
    direct = JdbcClient.create(directPool);
    Flyway.configure().dataSource(directPool).load().migrate();
    gate = new ReservationGate(redisUrl, clock);
    int port = TestServers.postgres().port();
    for (int i = 0; i < hubCount; i++) {
      var line = new FaultyLine(port);
      var pool = pool(database, database.url().replace(":" + port, ":" + line.port()), 4);
      var jdbc = JdbcClient.create(pool);
      var stock = new Stock(
          jdbc,
          new RepeatedTransactions(new DataSourceTransactionManager(pool)),
          new Deliveries(jdbc, clock),
          gate,
          List.of(),
          clock);
      hubs.add(new Hub(line, pool, jdbc, stock));
    }
  }

  private static HikariDataSource pool(TestServers.Database database, String url, int size) {
    var config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(database.user());
    config.setPassword(database.password());
    config.setMaximumPoolSize(size);
    return new HikariDataSource(config);
  }

  LocationId location(String name) {
    direct.sql("""
            insert into location (id, name, time_zone, currency, tax_mode, stock_policy)
            values (:id, :id, 'America/New_York', 'USD', 'EXCLUSIVE', 'WARN')
            """).param("id", name).update();
    return new LocationId(name);
  }

  /** A new SKU with so many units at a location. */
  Sku shelf(LocationId location, String name, int units) {
    var sku = new Sku(name + "-" + UUID.randomUUID());
    var product = UUID.randomUUID();
    direct
        .sql("insert into product (id, handle, title) values (:id, :handle, :title)")
        .param("id", product)
        .param("handle", sku.code())
        .param("title", name)
        .update();
    direct.sql("""
            insert into variant (sku, product_id, position, price, currency, tax_category, search)
            values (:sku, :product, 0, 1000, 'USD', 'standard', '')
            """).param("sku", sku.code()).param("product", product).update();
    hubs.getFirst().stock().goodsReceipts().setOpening(UUID.randomUUID(), location, sku, units);
    return sku;
  }

  int number(String sql) {
    return direct.sql(sql).query(Integer.class).single();
  }

  @Override
  public void close() {
    for (var hub : hubs) {
      hub.stock().close();
      hub.pool().close();
      hub.line().close();
    }
    gate.close();
    directPool.close();
  }
}
