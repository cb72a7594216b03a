package dev.tillbridge.bench;

import dev.tillbridge.embedded.ServerStartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Behind {@code ops/bench}. */
public final class Bench {

  private Bench() {}

  private static Map<String, Part> parts(Options options) {
    return switch (options.name()) {
      case "stock" -> stock();
      case "shop" -> shop();
      case "orders" -> Map.of("disorder", new DisorderlyOrders(options.seed()));
      case "books" -> books();
      case "register" -> Map.of("till", new RegisterTill(options.seed()));
      case "import" -> Map.of("first", new FirstImport());
      case null, default -> Map.of();
    };
  }

  private static Map<String, Part> stock() {
    var parts = new LinkedHashMap<String, Part>();
    parts.put("hot", new HotSku());
    parts.put("carts", new Carts());
    parts.put("http", new HttpHolds());
    parts.put("million", new Million());
    parts.put("rebuild", new Rebuild());
    return parts;
  }

  private static Map<String, Part> shop() {
    var parts = new LinkedHashMap<String, Part>();
    parts.put("confirm", new ShopConfirms());
    parts.put("backlog", new ShopBacklog());
    parts.put("outage", new ShopOutage());
    parts.put("neighbours", new ShopNeighbours());
    parts.put("webhooks", new WebhookFlood());
    return parts;
  }

  private static Map<String, Part> books() {
    var parts = new LinkedHashMap<String, Part>();
    parts.put("entries", new BookEntries());
    parts.put("balances", new BookBalances());
    parts.put("posting", new BookPosting());
    return parts;
  }

  /** Measures and prints; see {@code usage.txt} for the arguments and exit codes. */
  public static void main(String[] args) {
    var root = Path.of(System.getProperty("tillbridge.root", "")).toAbsolutePath();
    var folder = root.resolve(".tillbridge").resolve("bench");
    System.exit(run(List.of(args), Path.of("").toAbsolutePath(), folder));
  }

  /**
   * Runs a bench and returns the exit code.
   *
   * @param here what relative paths start from
   * @param folder where the servers keep their data meanwhile
   */
  static int run(List<String> arguments, Path here, Path folder) {
    try {
      var options = Options.parse(arguments, here);
      if (options.name() == null) {
        System.out.print(Options.usage());
        return 0;
      }
      var report = new Report(
          "ops/bench " + options.name() + (options.quick() ? " --quick" : ""), machine());
      try {
        measure(options, folder, report);
      } finally {
        // What was measured before something broke is worth its minutes.
        System.out.print(report.table());
      }
      if (options.json() != null) {
        report.write(options.json());
      }
      return 0;
    } catch (BenchException e) {
      System.err.println("ops/bench: " + e.getMessage());
      return e.exitCode();
    } catch (ServerStartException e) {
      System.err.println("ops/bench: " + e.getMessage());
      return BenchException.TROUBLE;
    } catch (RuntimeException e) {
      e.printStackTrace();
      return BenchException.TROUBLE;
    }
  }

  private static void measure(Options options, Path folder, Report report) {
    var scale = options.quick() ? Scale.QUICK : Scale.FULL;
    try (var servers = Servers.start(folder)) {
      parts(options).forEach((name, part) -> {
        if (options.only() == null || options.only().equals(name)) {
          System.err.println("measuring: " + name);
          part.run(servers, scale, report);
        }
      });
    }
  }

  private static String machine() {
    var processors = Runtime.getRuntime().availableProcessors();
    return "%d processors, %s, Java %s"
        .formatted(processors, processor(), System.getProperty("java.version"));
  }

  private static String processor() {
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }
}
