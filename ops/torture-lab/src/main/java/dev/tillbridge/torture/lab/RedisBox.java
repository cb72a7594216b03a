package dev.tillbridge.torture.lab;

import dev.tillbridge.embedded.Folders;
import dev.tillbridge.embedded.RedisServer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Redis, and everything that may happen to it. One thread at a time. */
public final class RedisBox implements AutoCloseable {

  /** Values that somebody might write by hand, or that a broken disk might. */
  private static final List<String> NONSENSE = List.of(
      "0",
      "1",
      "-1",
      "7",
      "999999",
      "2147483647",
      "-9223372036854775808",
      "99999999999999999999",
      "1e308",
      "nan",
      "inf",
      "",
      " ",
      "seven",
      "0x10",
      "\u001f",
      "1\u001f2\u001f3",
      "-0",
      "1.5");

  private final Path folder;
  private final Watchdog watchdog;
  private volatile RedisServer server;

  RedisBox(Path folder, Watchdog watchdog) {
    this.folder = folder;
    this.watchdog = watchdog;
    this.server = RedisServer.start(folder, 0);
    watchdog.watch(server.pid());
  }

  public int port() {
    return server.port();
  }

  /** As a power cut. */
  public void kill() {
    server.kill();
  }

  /** Starts it on what its disk holds. */
  public void start() {
    if (!server.isAlive()) {
      watchdog.forget(server.pid());
      server = RedisServer.start(folder, 0);
      watchdog.watch(server.pid());
    }
  }

  /** Freezes it (SIGSTOP). */
  public void freeze() {
    server.pause();
  }

  /** Ends a {@link #freeze}. */
  public void thaw() {
    server.resume();
  }

  public boolean isRunning() {
    return server.isAlive();
  }

  /** Everything gone, while it runs. */
  public void flush() {
    say("FLUSHALL");
  }

  /** Everything gone, and the functions too. */
  public void forget() {
    say("FLUSHALL");
    say("FUNCTION", "FLUSH");
  }

  /** From now on it takes no write (OOM, noeviction); false lets it breathe again. */
  public void full(boolean full) {
    say("CONFIG", "SET", "maxmemory", full ? "1" : "0");
  }

  /**
   * Writes wrong values into what is there, in whatever shape it has: other numbers, nonsense, values
   * of another field, another type under the same key.
   *
   * @return how many fields were changed
   */
  public int lie(Random random, int howMany) {
    try (var redis = new RedisTalk(port())) {
      var keys = redis.list("KEYS", "*").stream().sorted().toList();
      int changed = 0;
      for (var key : keys) {
        changed += lie(redis, key, random, howMany);
      }
      return changed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int lie(RedisTalk redis, String key, Random random, int howMany)
      throws IOException {
    if (random.nextInt(12) == 0) {
      redis.say("DEL", key);
      redis.say("SET", key, "once a hash");
      return 1;
    }
    if (!"hash".equals(redis.say("TYPE", key))) {
      redis.say("DEL", key);
      return 1;
    }
    var fields = redis.list("HKEYS", key).stream().sorted().toList();
    for (int i = 0; i < howMany && !fields.isEmpty(); i++) {
      var field = fields.get(random.nextInt(fields.size()));
      switch (random.nextInt(4)) {
        case 0 -> redis.say("HSET", key, field, String.valueOf(random.nextInt(2_000) - 100));
        case 1 -> redis.say("HSET", key, field, NONSENSE.get(random.nextInt(NONSENSE.size())));
        case 2 -> redis.say("HDEL", key, field);
        default -> {
          var other = redis.say("HGET", key, fields.get(random.nextInt(fields.size())));
          redis.say("HSET", key, field, String.valueOf(other));
        }
      }
    }
    return fields.isEmpty() ? 0 : howMany;
  }

  /** Sets every field whose name begins so, in every hash. */
  public void setAll(String prefix, String value) {
    try (var redis = new RedisTalk(port())) {
      for (var key : redis.list("KEYS", "*")) {
        if ("hash".equals(redis.say("TYPE", key))) {
          for (var field : redis.list("HKEYS", key)) {
            if (field.startsWith(prefix)) {
              redis.say("HSET", key, field, value);
            }
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A command with its answer; an error begins with "-". */
  public @Nullable Object say(String... words) {
    try (var redis = new RedisTalk(port())) {
      return redis.say(words);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A copy of its files as they are now, while it runs. */
  public Path copy(Path to) {
    try {
      Folders.delete(to);
      copyFolder(folder.resolve("data"), to);
      return to;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills it and starts it on an older copy of its files. */
  public void goBackTo(Path copy) {
    kill();
    try {
      Folders.delete(folder.resolve("data"));
      copyFolder(copy, folder.resolve("data"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start();
  }

  /** Kills it, cuts so many bytes off the end of its append-only file, and starts it on the rest. */
  public long cutTail(long bytes) {
    kill();
    long cut = 0;
    try (var files = Files.walk(folder.resolve("data"))) {
      for (var file : files.filter(f -> f.toString().endsWith(".incr.aof")).toList()) {
        try (var open = new RandomAccessFile(file.toFile(), "rw")) {
          long keep = Math.max(0, open.length() - bytes);
          cut += open.length() - keep;
          open.setLength(keep);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start();
    return cut;
  }

  private static void copyFolder(Path from, Path to) throws IOException {
    try (var all = Files.walk(from)) {
      for (var path : all.toList()) {
        copyOne(path, to.resolve(from.relativize(path).toString()));
      }
    }
  }

  private static void copyOne(Path from, Path to) throws IOException {
    try {
      if (Files.isDirectory(from)) {
        Files.createDirectories(to);
      } else {
        Files.copy(from, to);
      }
    } catch (NoSuchFileException rewritten) {
      // A running Redis may replace a file between our listing and our copying.
      return;
    }
  }

  @Override
  public void close() {
    server.kill();
  }
}
