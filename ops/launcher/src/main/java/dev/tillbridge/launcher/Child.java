package dev.tillbridge.launcher;

import dev.tillbridge.embedded.Machine;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A program of ours that runs as a process of its own: the hub or the sandbox. */
final class Child {

  private static final Duration READY_MAX = Duration.ofMinutes(3);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(5);
  private static final long LOOK_EVERY_MS = 50;
  private static final int LOG_LINES_SHOWN = 12;

  private final String name;
  private final Process process;
  private final Path log;
  private final Path pidFile;

  private Child(String name, Process process, Path log, Path pidFile) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.pidFile = pidFile;
  }

  /** Starts the command; its output goes to a log of its own, the previous run's is kept beside. */
  static Child start(
      String name,
      String file,
      List<String> command,
      Map<String, String> environment,
      DataFolder folder)
      throws IOException {
    var log = folder.logs().resolve(file + ".log");
    if (Files.exists(log)) {
      Files.move(log, folder.logs().resolve(file + ".log.1"), StandardCopyOption.REPLACE_EXISTING);
    }
    var all = new ArrayList<>(Machine.ownSession());
    all.addAll(command);
    var builder = new ProcessBuilder(all)
        .directory(folder.root().toFile())
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .redirectInput(Path.of("/dev/null").toFile());
    // A setting in the caller's shell must not make the demo something else than it says.
    builder.environment().keySet().removeIf(key -> key.startsWith("TILLBRIDGE_"));
    builder.environment().putAll(environment);
    var process = builder.start();
    var child = new Child(name, process, log, folder.pidFile(file));
    try {
      PidFile.write(child.pidFile, process.toHandle());
      return child;
    } catch (IOException | RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /** Returns when that address answers 200. */
  void awaitReady(HttpClient http, URI health) {
    long giveUp = System.nanoTime() + READY_MAX.toNanos();
    try {
      while (!answers(http, health)) {
        if (process.waitFor(LOOK_EVERY_MS, TimeUnit.MILLISECONDS)) {
          throw DemoException.trouble(name + " ended while starting" + lastWords());
        }
        if (System.nanoTime() > giveUp) {
          throw DemoException.trouble("%s did not answer within %d s%s"
              .formatted(name, READY_MAX.toSeconds(), lastWords()));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw DemoException.trouble("interrupted while starting " + name);
    }
  }

  private static boolean answers(HttpClient http, URI health) throws InterruptedException {
    try {
      var request = HttpRequest.newBuilder(health).timeout(ANSWER_MAX).build();
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  long pid() {
    return process.pid();
  }

  CompletableFuture<ProcessHandle> onExit() {
    return process.toHandle().onExit();
  }

  /** Asks it to end, insists after some seconds. */
  void end(Duration patience) {
    PidFile.end(process.toHandle(), patience);
    try {
      Files.deleteIfExists(pidFile);
    } catch (IOException e) {
      // The next start finds a number that no longer fits and deletes the file.
      return;
    }
  }

  /** The end of its log, for a message. */
  String lastWords() {
    try {
      var lines = Files.readString(log).lines().filter(line -> !line.isBlank()).toList();
      var last = lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size());
      return "; its log " + log + " ends:\n  " + String.join("\n  ", last);
    } catch (IOException e) {
      return "; its log " + log + " cannot be read";
    }
  }
}
