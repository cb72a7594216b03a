package dev.tillbridge.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A real Redis 7.0 as a child process, listening on 127.0.0.1 only, with an append-only file in a
 * folder of its own. It never evicts. It can be started again on the same folder after any end.
 */
public final class RedisServer implements AutoCloseable {

  private static final Duration READY_MAX = Duration.ofMinutes(1);
  private static final Duration READY_LOOK_EVERY = Duration.ofMillis(20);
  private static final Duration END_PATIENCE = Duration.ofSeconds(10);

  private final Path folder;
  private final FolderLock lock;
  private final ServerProcess process;
  private final int port;

  private RedisServer(Path folder, FolderLock lock, ServerProcess process, int port) {
    this.folder = folder;
    this.lock = lock;
    this.process = process;
    this.port = port;
  }

  /**
   * Starts a server and returns when it answers.
   *
   * @param dataDir created if missing; everything of this server is inside
   * @param port 1 to 65535, or 0 for the port it had before, at first a free one
   * @throws ServerStartException with one clear line: port in use, folder in use, or the last words
   *     of the server's log
   */
  public static RedisServer start(Path dataDir, int port) {
    try {
      var folder = Folders.create(dataDir);
      var lock = FolderLock.tryLock(folder)
          .orElseThrow(() -> new ServerStartException(
              "Redis cannot start: " + folder + " is in use by another process"));
      try {
        var data = Files.createDirectories(folder.resolve("data"));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        var pidFile = folder.resolve("redis.pid");
        endLeftover(folder);
        int chosen = Ports.choose("Redis", folder.resolve("port"), port);
        var process =
            ServerProcess.start(command(data, pidFile, chosen), folder.resolve("redis.log"));
        awaitReady(process, chosen);
        return new RedisServer(folder, lock, process, chosen);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new ServerStartException("Redis cannot start: " + e, e);
    }
  }

  /** Ends a server that outlived its JVM on that folder; start does so by itself. */
  public static void endLeftover(Path dataDir) throws IOException {
    if (!Files.isDirectory(dataDir)) {
      return;
    }
    var folder = dataDir.toRealPath();
    Leftover.find(folder.resolve("redis.pid"), folder.resolve("data"))
        .ifPresent(leftover -> ServerProcess.end(leftover, "TERM", END_PATIENCE));
  }

  private static List<String> command(Path data, Path pidFile, int port) throws IOException {
    var command = new ArrayList<String>();
    command.add(Binaries.redis(Machine.cache()).toString());
    command.addAll(List.of("--bind", "127.0.0.1", "--port", String.valueOf(port)));
    command.addAll(List.of("--dir", data.toString(), "--pidfile", pidFile.toString()));
    command.addAll(List.of("--appendonly", "yes", "--save", ""));
    command.addAll(List.of("--maxmemory-policy", "noeviction"));
    // The next start recognises a leftover by its folder among the arguments; keep them readable.
    command.addAll(List.of("--set-proc-title", "no"));
    return command;
  }

  private static void awaitReady(ServerProcess process, int port) {
    long giveUp = System.nanoTime() + READY_MAX.toNanos();
    while (!answers(port)) {
      if (process.waitForEnd(READY_LOOK_EVERY)) {
        throw new ServerStartException("Redis cannot start: " + process.lastWords());
      }
      if (System.nanoTime() > giveUp) {
        process.end("TERM", END_PATIENCE);
        throw new ServerStartException(
            "Redis did not get ready within " + READY_MAX.toSeconds() + " s");
      }
    }
  }

  /** While it reads its file Redis answers -LOADING; only +PONG is ready. */
  private static boolean answers(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      socket.setSoTimeout(1_000);
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      return socket.getInputStream().read() == '+';
    } catch (IOException e) {
      return false;
    }
  }

  public int port() {
    return port;
  }

  /** The address as Redis clients spell it. */
  public String uri() {
    return "redis://127.0.0.1:" + port;
  }

  /** The server's process id. */
  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Completes when the server has ended, for whatever reason. */
  public CompletableFuture<ProcessHandle> onExit() {
    return process.onExit();
  }

  /** Orderly end: the append-only file is complete. */
  public void stop() {
    process.end("TERM", END_PATIENCE);
    free();
  }

  /** Ends the server as a power cut would (SIGKILL). */
  public void kill() {
    process.end("KILL", END_PATIENCE);
    free();
  }

  /** Freezes the server (SIGSTOP): connections stay open and nothing answers. */
  public void pause() {
    process.signal("STOP");
  }

  /** Ends a {@link #pause}. */
  public void resume() {
    process.signal("CONT");
  }

  /** Ends this server if it still runs and starts one on the same folder and port. */
  public RedisServer restart() {
    stop();
    return start(folder, port);
  }

  /** The same as {@link #stop}. */
  @Override
  public void close() {
    stop();
  }

  private void free() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
