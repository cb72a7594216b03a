package dev.tillbridge.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/**
 * A real PostgreSQL 18 as a child process, listening on 127.0.0.1 only, its data in a folder of its
 * own. It can be started again on the same folder after any end, be it {@code kill -9} of the server
 * or of the JVM that had started it.
 */
public final class PostgresServer implements AutoCloseable {

  private static final Duration FAST_SHUTDOWN_MAX = Duration.ofSeconds(30);
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

  private final PostgresCluster cluster;
  private final FolderLock lock;
  private final ServerProcess process;
  private final int port;

  private PostgresServer(
      PostgresCluster cluster, FolderLock lock, ServerProcess process, int port) {
    this.cluster = cluster;
    this.lock = lock;
    this.process = process;
    this.port = port;
  }

  /**
   * Starts a server that keeps what it has confirmed ({@code fsync} and {@code synchronous_commit}
   * on) and returns when it accepts connections.
   *
   * @param dataDir created if missing; everything of this server is inside
   * @param port 1 to 65535, or 0 for the port it had before, at first a free one
   * @throws ServerStartException with one clear line: port in use, folder in use, or the last words
   *     of the server's log
   */
  public static PostgresServer start(Path dataDir, int port) {
    return start(dataDir, port, true);
  }

  /** Like {@link #start} but without waiting for the disk: for data nobody will miss. */
  public static PostgresServer startRelaxed(Path dataDir, int port) {
    return start(dataDir, port, false);
  }

  private static PostgresServer start(Path dataDir, int asked, boolean durable) {
    try {
      var folder = Folders.create(dataDir);
      var lock = FolderLock.tryLock(folder)
          .orElseThrow(() -> new ServerStartException(
              "PostgreSQL cannot start: " + folder + " is in use by another process"));
      try {
        var cluster = new PostgresCluster(folder, durable);
        cluster.endLeftover();
        int port = Ports.choose("PostgreSQL", folder.resolve("port"), asked);
        cluster.createIfMissing();
        return new PostgresServer(cluster, lock, cluster.start(port), port);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new ServerStartException("PostgreSQL cannot start: " + e, e);
    }
  }

  /** Ends a server that outlived its JVM on that folder; start does so by itself. */
  public static void endLeftover(Path dataDir) throws IOException {
    if (Files.isDirectory(dataDir)) {
      new PostgresCluster(dataDir.toRealPath(), true).endLeftover();
    }
  }

  /** The address for JDBC of the database that every server has. */
  public String jdbcUrl() {
    return jdbcUrl("postgres");
  }

  /** The address for JDBC of a database made by {@link #createDatabase}. */
  public String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + '/' + database;
  }

  /** The one user, who may do everything. */
  public String user() {
    return PostgresCluster.USER;
  }

  /** Generated with the data folder, 0600 in it; asked for on every connection (SCRAM). */
  public String password() {
    return cluster.password();
  }

  public int port() {
    return port;
  }

  /** The postmaster's process id. */
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

  /**
   * Creates an empty database and returns its JDBC address.
   *
   * @param name a lower-case letter, then up to 62 lower-case letters, digits or underscores
   */
  public String createDatabase(String name) {
    return createDatabase(name, "template0");
  }

  /**
   * Creates a database that begins as a copy of another and returns its JDBC address.
   *
   * @param name as with {@link #createDatabase(String)}
   * @param template the other, to which nobody may be connected
   */
  public String createDatabase(String name, String template) {
    tell("create database " + named(name) + " template " + named(template));
    return jdbcUrl(name);
  }

  /** Drops a database, whoever is connected to it; nothing happens if there is none. */
  public void dropDatabase(String name) {
    tell("drop database if exists " + named(name) + " with (force)");
  }

  private static String named(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not a database name: " + name);
    }
    return name;
  }

  private void tell(String sql) {
    try (var connection = DriverManager.getConnection(jdbcUrl(), user(), password());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot " + sql, e);
    }
  }

  /** Fast shutdown: running transactions are rolled back, everything confirmed is on disk. */
  public void stop() {
    // SIGINT is PostgreSQL's word for "fast"; SIGTERM would wait until every client has gone.
    process.end("INT", FAST_SHUTDOWN_MAX);
    free();
  }

  /** Ends the server as a power cut would (SIGKILL). */
  public void kill() {
    process.end("KILL", FAST_SHUTDOWN_MAX);
    free();
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
