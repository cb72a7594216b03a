package dev.tillbridge.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The demo with everything in it, on free ports and in a folder of its own. */
final class RunningDemo implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Path ROOT = Path.of(System.getProperty("tillbridge.root", "../.."));
  private static final Path TARGET = Path.of(System.getProperty("e2e.target", "target"));

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final JsonNode details;
  private final AtomicInteger registers = new AtomicInteger();

  private RunningDemo(Process process, JsonNode details) {
    this.process = process;
    this.details = details;
  }

  /**
   * The one that all tests of this run share which need no demo of their own: it lives until the run ends. Whoever
   * uses it sells goods that no other test counts.
   */
  static RunningDemo shared() {
    return Shared.DEMO;
  }

  /** Starts it and waits until it serves. */
  static RunningDemo start(String name) {
    try {
      var data = Files.createTempDirectory("tillbridge-e2e-" + name);
      var log = TARGET.resolve(name + ".log");
      var process = new ProcessBuilder(command(data))
          .redirectErrorStream(true)
          .redirectOutput(log.toFile())
          .start();
      var file = data.resolve("demo.json");
      Awaitility.await(name + ", see " + log)
          .atMost(Duration.ofMinutes(4))
          .until(() -> Files.exists(file) || !process.isAlive());
      if (!process.isAlive()) {
        throw new IllegalStateException(Files.readString(log));
      }
      return new RunningDemo(process, JSON.readTree(Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> command(Path data) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var lib = ROOT.resolve("ops/launcher/target/lib").toRealPath();
    // The launcher looks for what was built below a root; here it is a root of our own.
    var root = TARGET.resolve("root").toAbsolutePath();
    var built = root.resolve("ops/launcher/target");
    Files.createDirectories(built);
    if (!Files.exists(built.resolve("lib"))) {
      Files.createSymbolicLink(built.resolve("lib"), lib);
    }
    extract(java, built.resolve("hub"));
    return List.of(
        java,
        "-Dtillbridge.root=" + root,
        "-cp",
        ROOT.resolve("ops/launcher/target/tillbridge-launcher.jar").toRealPath() + ":" + lib + "/*",
        "dev.tillbridge.launcher.Demo",
        "--port",
        Integer.toString(freePort()),
        "--sandbox-port",
        Integer.toString(freePort()),
        "--data",
        data.toString());
  }

  private static void extract(String java, Path to) throws IOException {
    var jar = ROOT.resolve("hub/app/target/tillbridge-app.jar").toRealPath();
    var extracting = new ProcessBuilder(
            java,
            "-Djarmode=tools",
            "-jar",
            jar.toString(),
            "extract",
            "--force",
            "--destination",
            to.toString())
        .inheritIO()
        .start();
    try {
      if (!extracting.waitFor(2, TimeUnit.MINUTES) || extracting.exitValue() != 0) {
        throw new IllegalStateException("could not unpack " + jar);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** An address: hub, register, console, shop or sandbox. */
  String address(String name) {
    return details.path(name).asString();
  }

  /** A register that no browser works as; the first is R1. */
  String newRegister() {
    var id = "R" + registers.incrementAndGet();
    post(
        address("hub") + "/api/v1/registers",
        "application/json",
        "{\"id\": \"%s\", \"location\": \"main\"}".formatted(id));
    return id;
  }

  /** Sets the browser that opens it up as this register. */
  String tillLink(String register) {
    return address("register") + "#code=" + code(register);
  }

  /** A code for one till. */
  String code(String register) {
    var made = post(
        address("hub") + "/api/v1/devices/codes",
        "application/json",
        "{\"register\": \"%s\"}".formatted(register));
    return JSON.readTree(made).path("code").asString();
  }

  String pin(String user) {
    return user(user).path("pin").asString();
  }

  String password(String user) {
    return user(user).path("password").asString();
  }

  private JsonNode user(String name) {
    return details
        .path("users")
        .valueStream()
        .filter(user -> user.path("name").asString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** What a simulated system holds to be true. */
  JsonNode truth(String system) {
    return JSON.readTree(get(address("sandbox") + "/sandbox/" + system + "/truth"));
  }

  /** Asks the hub as a program would. */
  JsonNode hub(String path) {
    return JSON.readTree(get(address("hub") + path));
  }

  /** Makes a simulated system misbehave; {@code {}} heals it. */
  void faults(String system, String json) {
    post(address("sandbox") + "/sandbox/" + system + "/faults", "application/json", json);
  }

  /** Does something at a simulated system that people do there, such as {@code readers/tmr_demo_R1/tap}. */
  void deed(String system, String path, String json) {
    post(address("sandbox") + "/sandbox/" + system + "/" + path, "application/json", json);
  }

  /** Tells the hub something as a program would. */
  void tellHub(String method, String path, String json) {
    send(request(address("hub") + path)
        .header("Content-Type", "application/json")
        .method(method, BodyPublishers.ofString(json))
        .build());
  }

  /** What is left on a gift card, in minor units. */
  long onCard(String code) {
    var asked = send(request(address("hub") + "/api/v1/gift-cards/balance")
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString("{\"code\":\"" + code + "\"}"))
        .build());
    return JSON.readTree(asked).path("balance").path("minor").asLong();
  }

  /** What a person sets at the simulated company, such as {@code {"closeDate": "2026-12-31"}}. */
  void company(String json) {
    post(address("sandbox") + "/sandbox/quickbooks/company", "application/json", json);
  }

  /** Imports a catalogue in Shopify's CSV format into the hub alone. */
  void importCatalogue(String csv) {
    post(address("hub") + "/api/v1/catalog/imports?location=main", "text/csv", csv);
  }

  /** A shopper buys one as soon as the shop shows it; waits until the hub knows how it is to leave. */
  void buy(String sku, String name) {
    var order =
        "{\"lines\":[{\"sku\":\"%s\",\"quantity\":1}],\"name\":\"%s\"}".formatted(sku, name);
    Awaitility.await(sku).atMost(Duration.ofMinutes(2)).ignoreExceptions().until(() -> {
      post(address("sandbox") + "/sandbox/shopify/orders", "application/json", order);
      return true;
    });
    Awaitility.await("the order of " + sku)
        .atMost(Duration.ofMinutes(1))
        .until(() -> hub("/api/v1/web-orders")
            .path("orders")
            .valueStream()
            .anyMatch(one -> one.has("method")));
  }

  /** Tells the hub something as a program would; answers what it says. */
  JsonNode tell(String path, String json) {
    return JSON.readTree(post(address("hub") + path, "application/json", json));
  }

  private String post(String url, String type, String body) {
    return send(request(url)
        .header("Content-Type", type)
        .POST(BodyPublishers.ofString(body))
        .build());
  }

  private String get(String url) {
    return send(request(url).build());
  }

  private HttpRequest.Builder request(String url) {
    return HttpRequest.newBuilder(URI.create(url))
        .header("Authorization", "Bearer " + details.path("apiToken").asString());
  }

  private String send(HttpRequest request) {
    try {
      var answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new IllegalStateException(request + ": " + answer.statusCode() + " " + answer.body());
      }
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    http.close();
  }

  private static final class Shared {

    static final RunningDemo DEMO = start("shared");

    static {
      Runtime.getRuntime().addShutdownHook(new Thread(DEMO::close, "end-of-shared-demo"));
    }
  }
}
