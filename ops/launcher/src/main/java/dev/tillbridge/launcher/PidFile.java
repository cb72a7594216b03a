package dev.tillbridge.launcher;

import dev.tillbridge.embedded.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Remembers a child process across our own death. Process numbers are given again to others, so the
 * moment of the start is remembered as well and must agree before anything is ended.
 */
final class PidFile {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private PidFile() {}

  static void write(Path file, ProcessHandle process) throws IOException {
    Files.writeString(file, process.pid() + " " + startedAt(process) + "\n");
  }

  /** Ends the process if it still runs. Afterwards the file is gone. */
  static void endLeftover(Path file) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    find(Files.readString(file)).ifPresent(process -> end(process, PATIENCE));
    Files.deleteIfExists(file);
  }

  private static Optional<ProcessHandle> find(String text) {
    var words = text.strip().split(" ", -1);
    try {
      return words.length == 2
          ? ProcessHandle.of(Long.parseLong(words[0]))
              .filter(process -> startedAt(process).equals(words[1]))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Milliseconds since 1970, or a word that never agrees with itself across processes. */
  private static String startedAt(ProcessHandle process) {
    return process
        .info()
        .startInstant()
        .map(start -> String.valueOf(start.toEpochMilli()))
        .orElse("unknown-" + ProcessHandle.current().pid());
  }

  /** Asks the process to end and, if it has not in time, ends it. */
  static void end(ProcessHandle process, Duration patience) {
    process.destroy();
    if (!Waiting.forEndOf(process, patience)) {
      process.destroyForcibly();
      Waiting.forEndOf(process, patience);
    }
  }
}
