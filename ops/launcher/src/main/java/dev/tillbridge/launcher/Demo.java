package dev.tillbridge.launcher;

import dev.tillbridge.embedded.Ports;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** The demo's launcher; {@code ops/demo} starts it after it has built everything. */
public final class Demo {

  private static final Duration CONNECT_MAX = Duration.ofSeconds(2);

  private Demo() {}

  /**
   * Runs until Ctrl-C or until one of its processes dies. Exit codes: 0 ended by a person, 1 trouble,
   * 2 asked for something that cannot be.
   */
  public static void main(String[] args) {
    var root = Path.of(System.getProperty("tillbridge.root", "")).toAbsolutePath();
    var built = root.resolve("ops").resolve("launcher").resolve("target");
    System.exit(run(List.of(args), root.resolve(".tillbridge"), () -> Programs.built(built)));
  }

  /** Runs the demo and returns the exit code. */
  static int run(List<String> arguments, Path defaultData, Supplier<Programs> programs) {
    try {
      var here = Path.of("").toAbsolutePath();
      var options = DemoOptions.parse(arguments, here, defaultData);
      if (options.help()) {
        System.out.print(DemoOptions.usage());
        return 0;
      }
      try (var folder = DataFolder.open(options.data(), options.fresh())) {
        requireFree(options.port(), "--port");
        requireFree(options.sandboxPort(), "--sandbox-port");
        return serve(options, folder, programs.get());
      }
    } catch (DemoException e) {
      System.err.println("ops/demo: " + e.getMessage());
      return e.exitCode();
    } catch (IOException e) {
      System.err.println("ops/demo: " + e);
      return DemoException.TROUBLE;
    }
  }

  private static void requireFree(int port, String option) {
    if (!Ports.isFree(port)) {
      throw DemoException.usage(
          "port " + port + " is in use by another program; choose another with " + option);
    }
  }

  private static int serve(DemoOptions options, DataFolder folder, Programs programs)
      throws IOException {
    long begun = System.nanoTime();
    var secrets = Secrets.of(folder);
    secrets.writeKey(folder);
    Settings.writeBootstrap(folder, secrets);
    try (var http = HttpClient.newBuilder().connectTimeout(CONNECT_MAX).build()) {
      var progress = new Progress(System.out);
      var stack = new Stack(options, folder, secrets, programs, progress, http);
      var end = OrderlyEnd.of(stack, folder);
      try {
        stack.start();
        var hub = new HubClient(http, stack, secrets.apiToken());
        new CatalogueSetup(hub, progress).run(folder, options.catalogs());
        var demoFile = new DemoFile(options, secrets, hub.codeForATill());
        demoFile.write(folder);
        demoFile.lines(folder).forEach(progress::say);
        progress.say("Ready after " + (System.nanoTime() - begun) / 1_000_000_000 + " s.");
        var dead = stack.awaitDeath();
        throw DemoException.trouble(
            dead + " ended unexpectedly, so everything ends; see " + folder.logs());
      } catch (DemoException | IOException e) {
        if (end.hasBegun()) {
          return 0;
        }
        end.exitWith(DemoException.TROUBLE);
        throw e;
      } finally {
        folder.forgetDemoFile();
        stack.end();
      }
    }
  }
}
