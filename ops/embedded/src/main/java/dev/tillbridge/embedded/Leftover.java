package dev.tillbridge.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** A server that outlived the JVM that started it, found by the pid file it wrote itself. */
final class Leftover {

  private Leftover() {}

  /**
   * The living process of a pid file, if it is one that works on that folder. A number that now
   * belongs to another program is not: nothing of a stranger's may ever be ended.
   */
  static Optional<ProcessHandle> find(Path pidFile, Path folder) throws IOException {
    return living(pidFile).filter(process -> worksOn(process, folder));
  }

  /** The living process of that number, whatever it is. */
  static Optional<ProcessHandle> living(Path pidFile) throws IOException {
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    var first = Files.readString(pidFile).lines().findFirst().orElse("").strip();
    try {
      return ProcessHandle.of(Long.parseLong(first)).filter(process -> !Waiting.isOver(process));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static boolean worksOn(ProcessHandle process, Path folder) {
    return process
        .info()
        .arguments()
        .map(arguments -> Arrays.stream(arguments).anyMatch(a -> a.equals(folder.toString())))
        .orElse(false);
  }
}
