package dev.tillbridge.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tillbridge.embedded.FolderLock;
import dev.tillbridge.embedded.Folders;
import dev.tillbridge.embedded.PostgresServer;
import dev.tillbridge.embedded.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** PostgreSQL and Redis that keep what they confirm, in a folder that goes with them. */
final class Servers implements AutoCloseable {

  private final Path folder;
  private final FolderLock lock;
  private final PostgresServer postgres;
  private final RedisServer redis;
  private boolean closed;

  private Servers(Path folder, FolderLock lock, PostgresServer postgres, RedisServer redis) {
    this.folder = folder;
    this.lock = lock;
    this.postgres = postgres;
    this.redis = redis;
  }

  /** Starts both in that folder, which is made anew; what a killed bench left there is ended. */
  static Servers start(Path folder) {
    try {
      Files.createDirectories(folder);
      var lock = FolderLock.tryLock(folder)
          .orElseThrow(() -> BenchException.trouble("another bench is running on " + folder));
      var data = folder.resolve("data");
      PostgresServer.endLeftover(data.resolve("postgres"));
      RedisServer.endLeftover(data.resolve("redis"));
      Folders.delete(data);
      var postgres = PostgresServer.start(data.resolve("postgres"), 0);
      var servers =
          new Servers(folder, lock, postgres, RedisServer.start(data.resolve("redis"), 0));
      Runtime.getRuntime().addShutdownHook(new Thread(servers::close, "servers-end"));
      return servers;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  PostgresServer postgres() {
    return postgres;
  }

  RedisServer redis() {
    return redis;
  }

  /** A few connections to a database. */
  HikariDataSource pool(String database) {
    var config = new HikariConfig();
    config.setJdbcUrl(postgres.jdbcUrl(database));
    config.setUsername(postgres.user());
    config.setPassword(postgres.password());
    config.setMaximumPoolSize(2);
    return new HikariDataSource(config);
  }

  /** Where programs may keep their files and logs. */
  Path folder() {
    return folder;
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    redis.stop();
    postgres.stop();
    try {
      Folders.delete(folder.resolve("data"));
      lock.close();
    } catch (IOException e) {
      // The next bench deletes it.
      System.err.println("ops/bench: " + e);
    }
  }
}
