package dev.tillbridge.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How the hub and the sandbox are started, up to their arguments.
 *
 * @param hub takes its settings from the environment
 * @param sandbox takes its settings as arguments
 */
record Programs(List<String> hub, List<String> sandbox) {

  Programs {
    hub = List.copyOf(hub);
    sandbox = List.copyOf(sandbox);
  }

  /**
   * What ops/demo has built.
   *
   * @param launcherTarget the launcher's build folder: {@code lib} and the extracted {@code hub}
   */
  static Programs built(Path launcherTarget) {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var hub = launcherTarget.resolve("hub").resolve("tillbridge-app.jar");
    if (!Files.exists(hub)) {
      throw DemoException.trouble("the hub is not built: no " + hub);
    }
    return new Programs(
        List.of(
            java,
            // A demo lives for minutes: the quick compiler alone halves the time to start.
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx768m",
            "--enable-native-access=ALL-UNNAMED",
            "-jar",
            hub.toString()),
        List.of(
            java,
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx384m",
            "-cp",
            launcherTarget.resolve("lib") + "/*",
            "dev.tillbridge.sandbox.SandboxMain"));
  }
}
