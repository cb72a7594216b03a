package dev.tillbridge.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One PostgreSQL and one Redis for all tests of a JVM: started when first asked for, in a temporary
 * folder (in memory where there is room for it), ended and deleted with the JVM. PostgreSQL is the relaxed one here; a test that concerns
 * durability starts its own with {@link PostgresServer#start}. What a killed JVM left behind goes
 * when the next one starts.
 */
public final class TestServers {

  private static final String PREFIX = "tillbridge-test-";

  /**
   * Memory that looks like a disk, on Linux. Making and dropping a database makes and deletes more
   * than a thousand files: 0.07 s there and 0.3 to 0.8 s on a disk, for each of thousands of tests.
   */
  private static final Path IN_MEMORY = Path.of("/dev/shm");

  /** Containers often have 64 MB of it; two JVMs with their biggest tests never need more than this. */
  private static final long ROOM_NEEDED = 6L << 30;

  private static final Deque<Runnable> AT_END = new ArrayDeque<>();

  private static @Nullable Path folder;
  private static @Nullable PostgresServer postgres;
  private static @Nullable RedisServer redis;

  private TestServers() {}

  /** A database of its own for a test. */
  public record Database(String name, String url, String user, String password) {}

  /** The shared PostgreSQL. */
  public static synchronized PostgresServer postgres() {
    var server = postgres;
    if (server == null) {
      server = PostgresServer.startRelaxed(folder().resolve("postgres"), 0);
      AT_END.push(server::kill);
      postgres = server;
    }
    return server;
  }

  /** The shared Redis. A test that stops, pauses or fills it starts its own instead. */
  public static synchronized RedisServer redis() {
    var server = redis;
    if (server == null) {
      server = RedisServer.start(folder().resolve("redis"), 0);
      AT_END.push(server::kill);
      redis = server;
    }
    return server;
  }

  /** A new, empty database on the shared PostgreSQL. */
  public static Database freshDatabase() {
    var name = newName();
    return database(name, postgres().createDatabase(name));
  }

  /** A new database on the shared PostgreSQL, with everything that one has to which nobody is connected. */
  public static Database copyOf(Database template) {
    var name = newName();
    return database(name, postgres().createDatabase(name, template.name()));
  }

  /**
   * Drops a database that no test needs any more. All go with the server; hundreds of them at the end
   * take minutes, because by then their files have been written to the disk.
   */
  public static void drop(Database database) {
    postgres().dropDatabase(database.name());
  }

  private static String newName() {
    return "t" + UUID.randomUUID().toString().replace("-", "");
  }

  private static Database database(String name, String url) {
    return new Database(name, url, postgres().user(), postgres().password());
  }

  private static Path folder() {
    var made = folder;
    if (made == null) {
      try {
        var disk = Path.of(System.getProperty("java.io.tmpdir"));
        deleteLeftovers(disk);
        if (Files.isWritable(IN_MEMORY)) {
          deleteLeftovers(IN_MEMORY);
        }
        made = Files.createTempDirectory(hasRoomInMemory() ? IN_MEMORY : disk, PREFIX);
        var lock = FolderLock.tryLock(made).orElseThrow();
        var ours = made;
        AT_END.add(() -> quietly(lock::close));
        AT_END.add(() -> quietly(() -> Folders.delete(ours)));
        folder = made;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      Runtime.getRuntime().addShutdownHook(new Thread(TestServers::end, "test-servers-end"));
    }
    return made;
  }

  private static boolean hasRoomInMemory() throws IOException {
    return Files.isDirectory(IN_MEMORY)
        && Files.isWritable(IN_MEMORY)
        && Files.getFileStore(IN_MEMORY).getUsableSpace() >= ROOM_NEEDED;
  }

  private static void deleteLeftovers(Path root) throws IOException {
    try (var folders = Files.newDirectoryStream(root, PREFIX + "*")) {
      for (var old : folders) {
        if (Files.isWritable(old)) {
          quietly(() -> deleteLeftover(old));
        }
      }
    }
  }

  private static void deleteLeftover(Path old) throws IOException {
    // Another JVM that is just starting has a folder already and no lock on it yet.
    var young = Instant.now().minus(Duration.ofMinutes(2));
    if (Files.getLastModifiedTime(old).toInstant().isAfter(young)) {
      return;
    }
    var lock = FolderLock.tryLock(old);
    if (lock.isEmpty()) {
      return;
    }
    try (var _ = lock.get()) {
      new PostgresCluster(old.resolve("postgres"), false).endLeftover();
      RedisServer.endLeftover(old.resolve("redis"));
      Folders.delete(old);
    }
  }

  private static synchronized void end() {
    AT_END.forEach(Runnable::run);
  }

  private interface Deed {
    void run() throws IOException;
  }

  /** Tidying up must not fail a test run: what cannot go now goes next time. */
  private static void quietly(Deed deed) {
    try {
      deed.run();
    } catch (IOException e) {
      System.err.println("test servers: " + e);
    }
  }
}
