package dev.tillbridge.launcher;

import dev.tillbridge.embedded.FolderLock;
import dev.tillbridge.embedded.Folders;
import dev.tillbridge.embedded.PostgresServer;
import dev.tillbridge.embedded.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Everything one demo keeps. The folder is ours only if our marker is in it; nothing is ever written
 * to, or deleted from, a folder that is not.
 */
final class DataFolder implements AutoCloseable {

  private static final String MARKER = ".tillbridge-data";

  /** What ops/demo and the lock put there before we decide whether the folder is ours. */
  private static final Set<String> NOT_DATA = Set.of("build.log", "lock");

  /** In the order in which they may be ended. */
  private static final List<String> CHILDREN = List.of("hub", "sandbox");

  private final Path root;
  private final FolderLock lock;

  private DataFolder(Path root, FolderLock lock) {
    this.root = root;
    this.lock = lock;
  }

  /**
   * Takes the folder for this demo, ends what a killed demo left running there and, if asked,
   * empties it.
   */
  static DataFolder open(Path asked, boolean fresh) throws IOException {
    if (Files.exists(asked) && !Files.isDirectory(asked)) {
      throw DemoException.usage("--data: " + asked + " is not a folder");
    }
    if (!isOurs(asked) && !isEmpty(asked)) {
      throw DemoException.usage(
          "--data: " + asked + " holds other files and is not a Tillbridge data folder");
    }
    try {
      Files.createDirectories(asked);
    } catch (IOException e) {
      throw DemoException.usage("--data: cannot create " + asked);
    }
    if (!Files.isWritable(asked)) {
      throw DemoException.usage("--data: cannot write to " + asked);
    }
    var root = asked.toRealPath();
    var lock = FolderLock.tryLock(root)
        .orElseThrow(
            () -> DemoException.usage("another demo is running on " + root + "; end it first"));
    var folder = new DataFolder(root, lock);
    try {
      Files.writeString(root.resolve(MARKER), "Made by ops/demo, which may delete this folder.\n");
      folder.endLeftovers();
      if (fresh) {
        folder.empty();
      }
      Files.createDirectories(folder.logs());
      Files.createDirectories(root.resolve("pids"));
      folder.forgetDemoFile();
      return folder;
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static boolean isOurs(Path folder) {
    return Files.isRegularFile(folder.resolve(MARKER));
  }

  private static boolean isEmpty(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return true;
    }
    try (var entries = Files.list(folder)) {
      return entries.allMatch(entry -> NOT_DATA.contains(entry.getFileName().toString()));
    }
  }

  private void endLeftovers() throws IOException {
    for (var child : CHILDREN) {
      PidFile.endLeftover(pidFile(child));
    }
    RedisServer.endLeftover(redis());
    PostgresServer.endLeftover(postgres());
  }

  private void empty() throws IOException {
    List<Path> entries;
    try (var all = Files.list(root)) {
      entries = all.toList();
    }
    for (var entry : entries) {
      var name = entry.getFileName().toString();
      if (!NOT_DATA.contains(name) && !name.equals(MARKER)) {
        Folders.delete(entry);
      }
    }
  }

  Path root() {
    return root;
  }

  Path postgres() {
    return root.resolve("postgres");
  }

  Path redis() {
    return root.resolve("redis");
  }

  Path sandbox() {
    return root.resolve("sandbox");
  }

  Path logs() {
    return root.resolve("logs");
  }

  Path demoFile() {
    return root.resolve("demo.json");
  }

  /** Whoever waits for this file must not find the one of a demo that has ended. */
  void forgetDemoFile() {
    try {
      Files.deleteIfExists(demoFile());
    } catch (IOException e) {
      System.err.println("ops/demo: cannot delete " + demoFile());
    }
  }

  Path bootstrapFile() {
    return root.resolve("bootstrap.json");
  }

  Path pidFile(String child) {
    return root.resolve("pids").resolve(child + ".pid");
  }

  /** Whether a catalogue was imported here once. */
  boolean hasCatalogue() {
    return Files.exists(root.resolve("catalogue.imported"));
  }

  void rememberCatalogue() throws IOException {
    Files.writeString(root.resolve("catalogue.imported"), "");
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
