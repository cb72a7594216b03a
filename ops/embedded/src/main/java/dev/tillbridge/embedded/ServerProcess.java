package dev.tillbridge.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** A server's process: its signals, its log, its end. */
final class ServerProcess {

  private static final long LOG_BYTES_MAX = 5_000_000;
  private static final int LOG_LINES_SHOWN = 6;
  private static final int BUSY_TRIES_MAX = 50;

  private final ProcessHandle handle;
  private final Path log;

  private ServerProcess(ProcessHandle handle, Path log) {
    this.handle = handle;
    this.log = log;
  }

  /** Starts the command with its output appended to the log, which is kept bounded. */
  static ServerProcess start(List<String> command, Path log) throws IOException {
    if (Files.exists(log) && Files.size(log) > LOG_BYTES_MAX) {
      Files.move(
          log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
    }
    var builder = new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    var environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("PG"));
    environment.put("LC_ALL", "C");
    for (int tries = 1; ; tries++) {
      try {
        return new ServerProcess(builder.start().toHandle(), log);
      } catch (IOException e) {
        // A fork elsewhere in this JVM may hold a freshly unpacked binary open for a moment.
        if (tries == BUSY_TRIES_MAX || !String.valueOf(e.getMessage()).contains("error=26")) {
          throw e;
        }
        LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
      }
    }
  }

  long pid() {
    return handle.pid();
  }

  boolean isAlive() {
    return !Waiting.isOver(handle);
  }

  CompletableFuture<ProcessHandle> onExit() {
    return handle.onExit();
  }

  boolean waitForEnd(Duration atMost) {
    return Waiting.forEndOf(handle, atMost);
  }

  void signal(String name) {
    signal(handle, name);
  }

  /** Sends the soft signal and, if that does not help in time, SIGKILL. Returns when it is gone. */
  void end(String softSignal, Duration patience) {
    end(handle, softSignal, patience);
  }

  static void end(ProcessHandle process, String softSignal, Duration patience) {
    signal(process, softSignal);
    // A stopped process would sleep through the soft signal.
    signal(process, "CONT");
    if (!Waiting.forEndOf(process, patience)) {
      process.destroyForcibly();
      Waiting.forEndOf(process, Duration.ofSeconds(10));
    }
  }

  private static void signal(ProcessHandle process, String name) {
    if (process.isAlive()) {
      // The shell's own kill: a machine need not have the program of that name.
      Machine.succeeds(List.of("sh", "-c", "kill -s " + name + ' ' + process.pid()));
    }
  }

  /** The end of the log on one line, for a message. */
  String lastWords() {
    return lastWords(log);
  }

  static String lastWords(Path log) {
    try {
      var lines = Files.readString(log).lines().filter(line -> !line.isBlank()).toList();
      return String.join(
          " | ", lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()));
    } catch (IOException e) {
      return "no log: " + e.getMessage();
    }
  }
}
