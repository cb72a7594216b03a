package dev.tillbridge.torture.lab;

import dev.tillbridge.embedded.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** PostgreSQL as a power cut knows it: all its processes die at once, and it is started again. */
public final class PostgresBox implements AutoCloseable {

  private final Path folder;
  private final Watchdog watchdog;
  private volatile PostgresServer server;

  PostgresBox(Path folder, Watchdog watchdog) {
    this.folder = folder;
    this.watchdog = watchdog;
    this.server = PostgresServer.start(folder, 0);
    watchdog.watch(server.pid());
  }

  /** What is done on a connection. */
  @FunctionalInterface
  public interface Deed<T> {
    /** Does it. */
    T on(Connection connection) throws SQLException;
  }

  public int port() {
    return server.port();
  }

  String user() {
    return server.user();
  }

  String password() {
    return server.password();
  }

  /** Kills the postmaster and every session with SIGKILL. */
  public void killAll() {
    Signals.send("KILL", pids());
    server.kill();
  }

  /** Stops every process of it with SIGSTOP. */
  public void freeze() {
    // The postmaster first, so that no session is born meanwhile.
    Signals.send("STOP", List.of(server.pid()));
    Signals.send("STOP", pids());
  }

  /** Ends a {@link #freeze}. */
  public void thaw() {
    Signals.send("CONT", pids());
  }

  /** The postmaster and every session, as long as it runs. */
  private List<Long> pids() {
    var pids = new ArrayList<Long>();
    ProcessHandle.of(server.pid()).filter(ProcessHandle::isAlive).ifPresent(master -> {
      pids.add(master.pid());
      master.descendants().map(ProcessHandle::pid).forEach(pids::add);
    });
    return pids;
  }

  /** Starts it again, where it was; returns when it accepts connections. */
  public void start() {
    if (!server.isAlive()) {
      watchdog.forget(server.pid());
      server = PostgresServer.start(folder, 0);
      watchdog.watch(server.pid());
    }
  }

  /** Does something on a connection of its own, past every fault of the lines. */
  public <T> T query(Deed<T> deed) {
    var properties = new Properties();
    properties.setProperty("user", user());
    properties.setProperty("password", password());
    properties.setProperty("socketTimeout", "120");
    properties.setProperty("ApplicationName", "torture");
    try (var connection = DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port() + "/postgres", properties)) {
      return deed.on(connection);
    } catch (SQLException e) {
      throw new LabTrouble("PostgreSQL: " + e.getMessage(), e);
    }
  }

  /** Runs one statement past every fault of the lines; how many rows it changed. */
  public int update(String sql) {
    return query(connection -> {
      try (var statement = connection.createStatement()) {
        return statement.executeUpdate(sql);
      }
    });
  }

  /** The one number that a query answers. */
  public long number(String sql) {
    return query(connection -> {
      try (var statement = connection.createStatement();
          var rows = statement.executeQuery(sql)) {
        rows.next();
        return rows.getLong(1);
      }
    });
  }

  @Override
  public void close() {
    server.kill();
  }
}
