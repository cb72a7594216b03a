package dev.tillbridge.torture.lab;

import dev.tillbridge.embedded.Folders;
import dev.tillbridge.torture.wire.FaultyLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Hubs as processes of their own on one PostgreSQL (fsync on) and one Redis, every line between them
 * a {@link FaultyLine}: client to hub, hub to PostgreSQL, hub to Redis.
 */
public final class Lab implements AutoCloseable {

  /** May everything. */
  public static final String TOKEN = "tb_torture_0123456789abcdef0123456789abcdef0123";

  /** Who signs in at the till. */
  public static final String CASHIER = "Cora";

  /** The cashier's PIN. */
  public static final String PIN = "482913";

  /** A location that warns when a sale is not covered. */
  public static final String MAIN = "main";

  /** A location that opens a case when a sale is not covered. */
  public static final String NORTH = "north";

  /** All locations, sorted. */
  public static final List<String> LOCATIONS = List.of(MAIN, NORTH);

  private final Path folder;
  private final Watchdog watchdog;
  private final PostgresBox postgres;
  private final RedisBox redis;
  private final List<Station> stations = new ArrayList<>();
  private final HttpClient http;

  /**
   * A hub with its lines.
   *
   * @param door between the clients and the hub
   * @param toPostgres between the hub and PostgreSQL
   * @param toRedis between the hub and Redis
   */
  public record Station(
      HubProcess hub, FaultyLine door, FaultyLine toPostgres, FaultyLine toRedis) {

    /** Ends every fault of its lines. */
    public void heal() {
      door.heal();
      toPostgres.heal();
      toRedis.heal();
    }
  }

  private Lab(Path folder, Watchdog watchdog, HttpClient http) {
    this.folder = folder;
    this.watchdog = watchdog;
    this.postgres = new PostgresBox(folder.resolve("postgres"), watchdog);
    this.redis = new RedisBox(folder.resolve("redis"), watchdog);
    this.http = http;
  }

  /**
   * Starts the servers and so many hubs, and returns when all of them serve.
   *
   * @param folder created if missing; empty
   */
  public static Lab start(Programs programs, Path folder, int hubs) {
    try {
      Files.createDirectories(folder);
      var http = HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
      var lab = new Lab(folder, Watchdog.start(), http);
      try {
        var bootstrap = folder.resolve("bootstrap.json");
        Folders.writeSecret(bootstrap, BOOTSTRAP);
        for (int i = 1; i <= hubs; i++) {
          lab.stations.add(lab.station(programs, "hub" + i, bootstrap));
        }
        lab.stations.forEach(station -> station.hub().start());
        lab.stations.forEach(station -> station.hub().awaitHealthy());
        return lab;
      } catch (IOException | RuntimeException e) {
        lab.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Station station(Programs programs, String name, Path bootstrap) throws IOException {
    int port = freePort();
    var toPostgres = new FaultyLine(postgres.port());
    var toRedis = new FaultyLine(redis.port());
    var environment = Map.of(
        "TILLBRIDGE_PORT", String.valueOf(port),
        "TILLBRIDGE_DB_URL", "jdbc:postgresql://127.0.0.1:" + toPostgres.port() + "/postgres",
        "TILLBRIDGE_DB_USER", postgres.user(),
        "TILLBRIDGE_DB_PASSWORD", postgres.password(),
        "TILLBRIDGE_REDIS_URL", "redis://127.0.0.1:" + toRedis.port(),
        "TILLBRIDGE_SECRET_KEY", Base64.getEncoder().encodeToString(new byte[32]),
        "TILLBRIDGE_BOOTSTRAP", bootstrap.toString());
    var hub = new HubProcess(
        name, port, programs.hub(), environment, folder.resolve(name + ".log"), http, watchdog);
    return new Station(hub, new FaultyLine(port), toPostgres, toRedis);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  public PostgresBox postgres() {
    return postgres;
  }

  public RedisBox redis() {
    return redis;
  }

  /** The hubs with their lines. */
  public List<Station> stations() {
    return List.copyOf(stations);
  }

  /** One of the hubs with its lines, counted from zero. */
  public Station station(int index) {
    return stations.get(index);
  }

  /** Where logs and data are. */
  public Path folder() {
    return folder;
  }

  public HttpClient http() {
    return http;
  }

  /** Ends all faults and starts what is down. Fences stay: opening them is a decision. */
  public void heal() {
    stations.forEach(Station::heal);
    postgres.start();
    postgres.thaw();
    redis.thaw();
    redis.start();
    redis.full(false);
    stations.forEach(station -> {
      station.hub().thaw();
      station.hub().start();
    });
  }

  @Override
  public void close() {
    stations.forEach(station -> {
      station.hub().close();
      station.door().close();
      station.toPostgres().close();
      station.toRedis().close();
    });
    redis.close();
    postgres.close();
    http.shutdownNow();
    watchdog.close();
  }

  private static final String BOOTSTRAP = """
      {"merchant": {"name": "Torture", "address": ["1 Rack Lane"]}, "currency": "USD",
       "locations": [
         {"id": "%1$s", "name": "Main Street", "timeZone": "America/New_York",
          "taxMode": "EXCLUSIVE", "stockPolicy": "WARN", "taxRates": []},
         {"id": "%2$s", "name": "North End", "timeZone": "America/New_York",
          "taxMode": "EXCLUSIVE", "stockPolicy": "REFUSE", "taxRates": []}],
       "registers": [{"id": "R1", "location": "%1$s"}],
       "users": [
         {"name": "Olivia", "role": "OWNER", "password": "Harbour-lantern-4711", "pin": "739164"},
         {"name": "%3$s", "role": "CASHIER", "password": "Cashier-lantern-4711", "pin": "%4$s"}],
       "apiTokens": [{"name": "torture", "token": "%5$s", "scopes": ["*"]}]}
      """.formatted(MAIN, NORTH, CASHIER, PIN, TOKEN);
}
