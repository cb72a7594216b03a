package dev.tillbridge.bench;

import dev.tillbridge.embedded.Folders;
import dev.tillbridge.embedded.Machine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The real hub, from its jar, as a process of its own with a bounded heap. */
final class HubProcess implements AutoCloseable {

  /** What the hub may use; it must live within it, not only be measured below it. */
  static final int HEAP_MB = 256;

  static final String TOKEN = "tb_bench_everything_0123456789abcdef0123456789";

  private static final Duration READY_MAX = Duration.ofMinutes(2);
  private static final String BOOTSTRAP = """
      {"merchant": {"name": "Bench", "address": []}, "currency": "USD",
       "locations": [{"id": "main", "name": "Main Street", "timeZone": "America/New_York",
                      "taxMode": "EXCLUSIVE", "stockPolicy": "WARN", "taxRates": []}],
       "registers": [{"id": "R1", "location": "main"}],
       "users": [{"name": "Olivia", "role": "OWNER", "password": "Harbour-lantern-4711",
                  "pin": "739164"}],
       "apiTokens": [{"name": "bench", "token": "%s", "scopes": ["*"]}]}
      """.formatted(TOKEN);

  private final Process process;
  private final int port;
  private final Path log;

  private HubProcess(Process process, int port, Path log) {
    this.process = process;
    this.port = port;
    this.log = log;
  }

  /** Starts it on an empty database and returns when it serves. */
  static HubProcess start(Servers servers, String database) {
    return start(servers, servers.postgres().createDatabase(database), freePort(), Map.of());
  }

  /** Starts it on this database and port, with settings of its own, and returns when it serves. */
  static HubProcess start(Servers servers, String url, int port, Map<String, String> settings) {
    return start(servers, url, port, HEAP_MB, settings);
  }

  /** With another heap, in megabytes. */
  static HubProcess start(
      Servers servers, String url, int port, int heapMb, Map<String, String> settings) {
    var root = Path.of(System.getProperty("tillbridge.root", "")).toAbsolutePath();
    var jar = root.resolve("hub/app/target/tillbridge-app.jar");
    if (!Files.exists(jar)) {
      throw BenchException.trouble("the hub is not built: no " + jar);
    }
    try {
      var log = servers.folder().resolve("hub.log");
      var bootstrap = servers.folder().resolve("bootstrap.json");
      Folders.writeSecret(bootstrap, BOOTSTRAP);
      var command = new ArrayList<>(Machine.ownSession());
      command.addAll(List.of(
          tool("java"),
          "-XX:+UseSerialGC",
          "-Xmx" + heapMb + "m",
          "-XX:+ExitOnOutOfMemoryError",
          "--enable-native-access=ALL-UNNAMED",
          "-jar",
          jar.toString()));
      var builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
      var environment = builder.environment();
      environment.keySet().removeIf(name -> name.startsWith("TILLBRIDGE_"));
      environment.put("TILLBRIDGE_PORT", Integer.toString(port));
      environment.put("TILLBRIDGE_DB_URL", url);
      environment.put("TILLBRIDGE_DB_USER", servers.postgres().user());
      environment.put("TILLBRIDGE_DB_PASSWORD", servers.postgres().password());
      environment.put("TILLBRIDGE_REDIS_URL", servers.redis().uri());
      environment.put("TILLBRIDGE_SECRET_KEY", Base64.getEncoder().encodeToString(new byte[32]));
      environment.put("TILLBRIDGE_BOOTSTRAP", bootstrap.toString());
      environment.putAll(settings);
      var hub = new HubProcess(builder.start(), port, log);
      Runtime.getRuntime().addShutdownHook(new Thread(hub.process::destroy, "hub-end"));
      hub.awaitReady();
      return hub;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  private void awaitReady() {
    long giveUp = System.nanoTime() + READY_MAX.toNanos();
    while (!isReady()) {
      try {
        if (process.waitFor(100, TimeUnit.MILLISECONDS) || System.nanoTime() > giveUp) {
          close();
          throw BenchException.trouble("the hub did not start, see " + log);
        }
      } catch (InterruptedException e) {
        close();
        Thread.currentThread().interrupt();
        throw BenchException.trouble("interrupted");
      }
    }
  }

  private boolean isReady() {
    try (var connection = new HttpConnection(port)) {
      return connection.get("/healthz") == 200;
    } catch (IOException e) {
      return false;
    }
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Ends it as a power cut would: kill -9. */
  void kill() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw BenchException.trouble("interrupted");
    }
  }

  /** Megabytes of live objects, after a full collection. */
  double liveHeap() {
    try {
      var histogram = new ProcessBuilder(
              tool("jcmd"), Long.toString(process.pid()), "GC.class_histogram")
          .redirectErrorStream(true)
          .start();
      var text = new String(histogram.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      // The last line: Total, instances, bytes.
      var total = text.lines()
          .filter(line -> line.startsWith("Total"))
          .findFirst()
          .orElseThrow(() -> BenchException.trouble("cannot weigh the hub's heap: " + text));
      return Long.parseLong(total.strip().split("\\s+", -1)[2]) / (double) (1 << 20);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
