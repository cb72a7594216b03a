package dev.tillbridge.launcher;

import dev.tillbridge.embedded.PostgresServer;
import dev.tillbridge.embedded.RedisServer;
import dev.tillbridge.embedded.ServerStartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** The four processes of the demo: started side by side where possible, ended in order. */
final class Stack {

  private static final Duration END_PATIENCE = Duration.ofSeconds(8);

  private final DemoOptions options;
  private final DataFolder folder;
  private final Secrets secrets;
  private final Programs programs;
  private final Progress progress;
  private final HttpClient http;

  /** In the order in which they end: each needs only those after it. */
  private enum Part {
    HUB("the hub", "hub", "TERM"),
    SANDBOX("the sandbox", "sandbox", "TERM"),
    REDIS("Redis", "redis", "TERM"),
    // Its word for a fast end is SIGINT.
    POSTGRES("PostgreSQL", "postgres", "INT");

    private final String label;
    private final String file;
    private final String endSignal;

    Part(String label, String file, String endSignal) {
      this.label = label;
      this.file = file;
      this.endSignal = endSignal;
    }
  }

  /** What to do to end what runs. Guarded by this. */
  private final Map<Part, Runnable> ends = new EnumMap<>(Part.class);

  /** One for each process, completing with the name of the process that ended. Guarded by this. */
  private final List<CompletableFuture<String>> deaths = new ArrayList<>();

  private final Guardian guardian;
  private boolean ending;

  Stack(
      DemoOptions options,
      DataFolder folder,
      Secrets secrets,
      Programs programs,
      Progress progress,
      HttpClient http)
      throws IOException {
    this.options = options;
    this.folder = folder;
    this.secrets = secrets;
    this.programs = programs;
    this.progress = progress;
    this.http = http;
    this.guardian = Guardian.start();
  }

  /** Returns when everything serves. */
  void start() {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var postgres = begin(threads, Part.POSTGRES, this::startPostgres);
      var redis = begin(threads, Part.REDIS, this::startRedis);
      var sandbox = begin(threads, Part.SANDBOX, this::startSandbox);
      var hub = postgres.thenCombineAsync(
          redis, (db, cache) -> progress.timed(Part.HUB.label, () -> startHub(db, cache)), threads);
      // The first to fail is the one to tell about, not the one we happen to wait for.
      var all = CompletableFuture.anyOf(
          CompletableFuture.allOf(sandbox, hub),
          failureOf(postgres),
          failureOf(redis),
          failureOf(sandbox),
          failureOf(hub));
      try {
        all.join();
      } catch (CompletionException e) {
        end();
        throw told(e);
      }
    }
  }

  private <T> CompletableFuture<T> begin(ExecutorService threads, Part part, Supplier<T> start) {
    return CompletableFuture.supplyAsync(() -> progress.timed(part.label, start), threads);
  }

  /** Fails when the part fails, and never completes otherwise. */
  private static CompletableFuture<Object> failureOf(CompletableFuture<?> part) {
    return part.thenCompose(_ -> new CompletableFuture<>());
  }

  private static DemoException told(CompletionException e) {
    return switch (e.getCause()) {
      case DemoException trouble -> trouble;
      case ServerStartException trouble ->
        DemoException.trouble(String.valueOf(trouble.getMessage()));
      case null, default -> DemoException.trouble("could not start: " + e.getCause());
    };
  }

  private PostgresServer startPostgres() {
    var server = PostgresServer.start(folder.postgres(), 0);
    started(Part.POSTGRES, server.pid(), server.onExit(), server::stop);
    return server;
  }

  private RedisServer startRedis() {
    var server = RedisServer.start(folder.redis(), 0);
    keep(server);
    return server;
  }

  /** The hub goes on without Redis, so a Redis that dies ends nothing: it is started again. */
  private synchronized void keep(RedisServer server) {
    guardian.watch(Part.REDIS.endSignal, server.pid());
    ends.put(Part.REDIS, server::stop);
    if (ending) {
      end();
    } else {
      var _ = server.onExit().thenRunAsync(() -> startAgain(server));
    }
  }

  private void startAgain(RedisServer dead) {
    synchronized (this) {
      if (ending) {
        return;
      }
    }
    try {
      keep(dead.restart());
      progress.say("Redis had ended; it runs again.");
    } catch (ServerStartException e) {
      progress.say("Redis has ended and does not start again: " + e.getMessage());
    }
  }

  private Child startSandbox() {
    var command = new ArrayList<>(programs.sandbox());
    command.addAll(Settings.sandboxArguments(options, folder));
    return startChild(Part.SANDBOX, command, Map.of(), sandboxUri("/sandbox/health"));
  }

  private Child startHub(PostgresServer postgres, RedisServer redis) {
    var environment = Settings.hubEnvironment(options, folder, secrets, postgres, redis);
    return startChild(Part.HUB, programs.hub(), environment, hubUri("/healthz"));
  }

  private Child startChild(
      Part part, List<String> command, Map<String, String> environment, URI health) {
    try {
      var child = Child.start(part.label, part.file, command, environment, folder);
      started(part, child.pid(), child.onExit(), () -> child.end(END_PATIENCE));
      child.awaitReady(http, health);
      return child;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized void started(
      Part part, long pid, CompletableFuture<ProcessHandle> exit, Runnable end) {
    guardian.watch(part.endSignal, pid);
    deaths.add(exit.thenApply(_ -> part.label));
    ends.put(part, end);
    if (ending) {
      end();
    }
  }

  /** Returns when the first process has ended by itself, with its name. */
  String awaitDeath() {
    CompletableFuture<?>[] all;
    synchronized (this) {
      all = deaths.toArray(CompletableFuture<?>[]::new);
    }
    return String.valueOf(CompletableFuture.anyOf(all).join());
  }

  /** Ends hub, sandbox, Redis and PostgreSQL in that order. More than once is fine. */
  synchronized void end() {
    ending = true;
    for (var end : ends.values()) {
      end.run();
    }
    ends.clear();
    guardian.close();
  }

  URI hubUri(String path) {
    return URI.create("http://127.0.0.1:" + options.port() + path);
  }

  URI sandboxUri(String path) {
    return URI.create("http://127.0.0.1:" + options.sandboxPort() + path);
  }
}
