package dev.tillbridge.torture.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The hub as a user would run it: its jar, unpacked because that starts in half the time. */
public final class Programs {

  private final Path jar;

  private Programs(Path jar) {
    this.jar = jar;
  }

  /**
   * Unpacks the hub unless that was done since it was built.
   *
   * @param root of the repository, in which the hub has been packaged
   * @param target where to unpack it
   */
  public static Programs of(Path root, Path target) {
    var built = root.resolve("hub/app/target/tillbridge-app.jar").normalize();
    if (!Files.exists(built)) {
      throw new LabTrouble("the hub is not built: no " + built);
    }
    try {
      var unpacked = target.resolve("hub");
      var stamp = unpacked.resolve("unpacked-from");
      var now = Files.size(built) + " " + Files.getAttribute(built, "unix:ctime");
      if (!Files.exists(stamp) || !Files.readString(stamp).equals(now)) {
        unpack(built, unpacked);
        Files.writeString(stamp, now);
      }
      return new Programs(unpacked.resolve("tillbridge-app.jar"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void unpack(Path jar, Path to) throws IOException {
    var unpacking = new ProcessBuilder(
            java(),
            "-Djarmode=tools",
            "-jar",
            jar.toString(),
            "extract",
            "--force",
            "--destination",
            to.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
    try {
      if (unpacking.waitFor() != 0) {
        throw new LabTrouble("could not unpack " + jar);
      }
    } catch (InterruptedException e) {
      unpacking.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new LabTrouble("interrupted while unpacking " + jar);
    }
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** The command that starts a hub; its settings come from the environment. */
  List<String> hub() {
    var command = new ArrayList<String>();
    command.add(java());
    // It lives for minutes and is started often: the quick compiler alone halves the time to start.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx192m"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-jar", jar.toString()));
    return command;
  }
}
