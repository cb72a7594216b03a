package dev.tillbridge.torture.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One hub as a process of its own, on a port that it keeps. It may be killed, paused and started
 * again by one thread at a time; each of these returns when the process is gone, or asked.
 */
public final class HubProcess implements AutoCloseable {

  private static final Duration READY_MAX = Duration.ofMinutes(2);
  private static final long LOOK_EVERY_MS = 30;
  private static final int LOG_LINES_SHOWN = 15;

  private final String name;
  private final int port;
  private final List<String> command;
  private final Map<String, String> environment;
  private final Path log;
  private final HttpClient http;
  private final Watchdog watchdog;
  private @Nullable Process process;
  private volatile boolean paused;
  private volatile boolean serving;

  HubProcess(
      String name,
      int port,
      List<String> command,
      Map<String, String> environment,
      Path log,
      HttpClient http,
      Watchdog watchdog) {
    this.name = name;
    this.port = port;
    this.command = List.copyOf(command);
    this.environment = Map.copyOf(environment);
    this.log = log;
    this.http = http;
    this.watchdog = watchdog;
  }

  /** Its name, for people. */
  public String name() {
    return name;
  }

  /** Where it listens, whether it runs or not. */
  public int port() {
    return port;
  }

  /** Starts it; it does not serve yet. */
  public synchronized void start() {
    if (isRunning()) {
      return;
    }
    var builder = new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .redirectInput(Path.of("/dev/null").toFile());
    builder.environment().keySet().removeIf(key -> key.startsWith("TILLBRIDGE_"));
    builder.environment().putAll(environment);
    try {
      process = builder.start();
      watchdog.watch(process.pid());
      paused = false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public synchronized boolean isRunning() {
    return process != null && process.isAlive();
  }

  /** Returns when it answers that it serves. */
  public void awaitHealthy() {
    long giveUp = System.nanoTime() + READY_MAX.toNanos();
    while (!isHealthy()) {
      if (!isRunning()) {
        throw new LabTrouble(name + " ended while starting; " + lastWords());
      }
      if (System.nanoTime() > giveUp) {
        throw new LabTrouble(
            name + " did not serve within " + READY_MAX.toSeconds() + " s; " + lastWords());
      }
      pause();
    }
    serving = true;
  }

  /**
   * Starts it and returns when it serves. What keeps a hub from starting for a while, for example a
   * PostgreSQL that is down, is no trouble: it is started again, as whoever runs it would.
   */
  public void startUntilHealthy() {
    long giveUp = System.nanoTime() + READY_MAX.toNanos();
    start();
    while (!isHealthy()) {
      if (!isRunning()) {
        start();
      }
      if (System.nanoTime() > giveUp) {
        throw new LabTrouble(
            name + " did not serve within " + READY_MAX.toSeconds() + " s; " + lastWords());
      }
      pause();
    }
    serving = true;
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_EVERY_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabTrouble("interrupted");
    }
  }

  /** Whether it serves now. */
  public boolean isHealthy() {
    try {
      var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/healthz"))
          .timeout(Duration.ofSeconds(5))
          .build();
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabTrouble("interrupted");
    }
  }

  /** As a power cut. */
  public void kill() {
    end("KILL", Duration.ofSeconds(10));
  }

  /** Asks it to end in order. */
  public void stop() {
    end("TERM", Duration.ofSeconds(40));
  }

  private synchronized void end(String signal, Duration patience) {
    var running = process;
    if (running == null) {
      return;
    }
    Signals.send(signal, List.of(running.pid()));
    if (paused) {
      Signals.send("CONT", List.of(running.pid()));
    }
    try {
      if (!running.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        running.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      running.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    watchdog.forget(running.pid());
    process = null;
    paused = false;
    serving = false;
  }

  /** True when it has served and ended by itself since, which a hub never should. */
  public synchronized boolean hasDied() {
    return serving && process != null && !process.isAlive();
  }

  /** Freezes it (SIGSTOP): it believes that no time passes. */
  public synchronized void freeze() {
    if (process != null) {
      Signals.send("STOP", List.of(process.pid()));
      paused = true;
    }
  }

  /** Ends a {@link #freeze}. */
  public synchronized void thaw() {
    if (process != null) {
      Signals.send("CONT", List.of(process.pid()));
      paused = false;
    }
  }

  /** Lines of its log that contain the text. */
  public List<String> logged(String text) {
    try (var lines = Files.lines(log)) {
      return lines.filter(line -> line.contains(text)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String lastWords() {
    try {
      var lines = Files.readString(log).lines().filter(line -> !line.isBlank()).toList();
      return "its log ends:\n  "
          + String.join(
              "\n  ", lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()));
    } catch (IOException e) {
      return "its log " + log + " cannot be read";
    }
  }

  @Override
  public void close() {
    kill();
  }
}
