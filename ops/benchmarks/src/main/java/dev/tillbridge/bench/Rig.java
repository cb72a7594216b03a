package dev.tillbridge.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tillbridge.hub.database.RepeatedTransactions;
import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.delivery.Wakeups;
import dev.tillbridge.hub.stock.Answer;
import dev.tillbridge.hub.stock.HoldRequest;
import dev.tillbridge.hub.stock.ReservationGate;
import dev.tillbridge.hub.stock.ShopPlaces.ShopPlace;
import dev.tillbridge.hub.stock.Stock;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.stock.StockLine;
import io.lettuce.core.RedisClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The stock protocol as the hub wires it, on a database of its own, and its shelves. */
final class Rig implements AutoCloseable {

  static final LocationId MAIN = new LocationId("main");

  /** As the hub's pool, see DatabaseConfig. */
  private static final int POOL = 20;

  private final Servers servers;
  private final String url;
  private final HikariDataSource pool;
  private final JdbcClient jdbc;
  private final TransactionTemplate tx;
  private final Deliveries deliveries;
  private final ReservationGate gate;
  private final Stock stock;

  Rig(Servers servers, String database) {
    this(servers, database, List.of(new ShopPlace("bench-shop", MAIN, "place-1")));
  }

  /** With outside shops that sell from its shelves. */
  Rig(Servers servers, String database, List<ShopPlace> places) {
    this.servers = servers;
    this.url = servers.postgres().createDatabase(database);
    this.pool = pool(POOL);
    forgetOtherRigs();
    Flyway.configure().dataSource(pool).load().migrate();
    this.jdbc = JdbcClient.create(pool);
    jdbc.sql("""
            insert into location (id, name, time_zone, currency, tax_mode, stock_policy)
            values ('main', 'Main Street', 'America/New_York', 'USD', 'EXCLUSIVE', 'WARN')
            """).update();
    var clock = InstantSource.system();
    this.gate = new ReservationGate(servers.redis().uri(), clock);
    this.tx = new RepeatedTransactions(new DataSourceTransactionManager(pool));
    this.deliveries = new Deliveries(jdbc, clock);
    this.stock = new Stock(jdbc, tx, deliveries, gate, places, clock);
  }

  /** All rigs call their location main, so Redis must forget the one before. */
  private void forgetOtherRigs() {
    try (var client = RedisClient.create(servers.redis().uri());
        var redis = client.connect()) {
      redis.sync().flushall();
    }
  }

  /** Connections to the same database, at most so many. */
  HikariDataSource pool(int most) {
    var config = config(most);
    config.addDataSourceProperty("socketTimeout", "10");
    config.addDataSourceProperty("options", "-c lock_timeout=4s -c statement_timeout=8s");
    return new HikariDataSource(config);
  }

  private HikariConfig config(int most) {
    var config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(servers.postgres().user());
    config.setPassword(servers.postgres().password());
    config.setMaximumPoolSize(most);
    config.setConnectionTimeout(3_000);
    return config;
  }

  /**
   * Counts what was measured, for as long as it takes, with tables of which PostgreSQL knows how
   * large they have become.
   */
  <T> T count(Function<JdbcClient, T> question) {
    return patiently(jdbc -> {
      jdbc.sql("analyze hold, hold_line, stock_ledger, stock").update();
      return question.apply(jdbc);
    });
  }

  private <T> T patiently(Function<JdbcClient, T> work) {
    try (var patient = new HikariDataSource(config(1))) {
      return work.apply(JdbcClient.create(patient));
    }
  }

  JdbcClient jdbc() {
    return jdbc;
  }

  Stock stock() {
    return stock;
  }

  TransactionTemplate tx() {
    return tx;
  }

  Deliveries deliveries() {
    return deliveries;
  }

  /** What tells this hub that there is work; not started yet. */
  Wakeups wakeups() {
    return new Wakeups(url, servers.postgres().user(), servers.postgres().password());
  }

  /** CPU time of this JVM with its callers, of PostgreSQL and of Redis. */
  Cpu cpu() {
    var roots = new LinkedHashMap<String, Long>();
    roots.put("hub", ProcessHandle.current().pid());
    roots.put("PostgreSQL", servers.postgres().pid());
    roots.put("Redis", servers.redis().pid());
    return new Cpu(roots);
  }

  /** New SKUs with so many units each on the shelf, and Redis told. */
  List<Sku> shelves(String name, int count, int units) {
    patiently(client -> shelves(client, name, count, units));
    stock.gateReconciler().reconcile();
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> new Sku("%s-%06d".formatted(name, i)))
        .toList();
  }

  /** The same, where Redis is not told. */
  static int shelves(JdbcClient jdbc, String name, int count, int units) {
    int made = jdbc.sql("""
            with item as materialized (
              select gen_random_uuid() as id, :name || '-' || lpad(i::text, 6, '0') as sku
                from generate_series(1, :count) i),
            p as (
              insert into product (id, handle, title) select id, sku, 'Bench ' || sku from item),
            v as (
              insert into variant (sku, product_id, position, price, currency, tax_category, search)
              select sku, id, 0, 1000, 'USD', 'standard', lower(sku) from item),
            s as (
              insert into stock (location, sku, on_hand) select 'main', sku, :units from item)
            insert into stock_ledger (location, sku, on_hand, cause, cause_id, event_at, recorded_at)
            select 'main', sku, :units, 'OPENING', id::text, now(), clock_timestamp() from item
            """)
        .param("name", name)
        .param("count", count)
        .param("units", units)
        .update();
    jdbc.sql("analyze").update();
    return made;
  }

  static HoldRequest wish(UUID id, List<StockLine> lines) {
    return new HoldRequest(id, MAIN, Channel.WEB, lines, Duration.ofHours(1));
  }

  /** Holds one unit; throws when it is not granted. */
  void hold(SplittableRandom random, Sku sku) {
    hold(random, List.of(new StockLine(sku, 1)));
  }

  /** Holds a cart; throws when it is not granted. */
  UUID hold(SplittableRandom random, List<StockLine> lines) {
    var id = Ids.next(random);
    var answer = stock.reservations().reserve(wish(id, lines));
    if (!(answer instanceof Answer.Granted)) {
      throw new IllegalStateException("not granted: " + answer);
    }
    return id;
  }

  /** Everything that must hold whatever was measured; a sentence about what does not. */
  void verify() {
    var wrong = count(Rig::differences);
    if (wrong != 0) {
      throw BenchException.trouble("oversold or lost: stock, holds and ledger differ by " + wrong);
    }
  }

  private static long differences(JdbcClient jdbc) {
    return jdbc.sql("""
            with sums as (
              select sku, sum(on_hand) as on_hand, sum(held) as held from stock_ledger group by sku)
            select (select count(*) from stock where free < 0)
                 + (select count(*) from stock s join sums using (sku)
                     where (s.on_hand, s.held) is distinct from (sums.on_hand, sums.held))
                 + (select count(*)
                      from (select sum(held) over (partition by sku order by seq) as running
                              from stock_ledger) l
                     where running < 0)
                 + (select abs((select coalesce(sum(l.quantity), 0) from hold h
                                  join hold_line l on l.hold_id = h.id where h.state = 'HELD')
                             - (select coalesce(sum(held), 0) from stock)))
            """).query(Long.class).single();
  }

  @Override
  public void close() {
    stock.close();
    gate.close();
    pool.close();
  }
}
