package dev.tillbridge.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.tukaani.xz.XZInputStream;

/**
 * Unpacks servers from the class path, once per version. Many JVMs may do so at the same moment:
 * each unpacks beside and the first to rename wins.
 */
final class Binaries {

  private Binaries() {}

  /** The folder with {@code bin/initdb} and {@code bin/postgres}. */
  static Path postgres(Path cache) throws IOException {
    var resource = resource(postgresNames());
    var home = cache.resolve("postgres-" + version(resource));
    if (!Files.isExecutable(home.resolve("bin").resolve("postgres"))) {
      Files.createDirectories(cache);
      var beside = Files.createTempDirectory(cache, "unpacking-");
      try {
        Files.setPosixFilePermissions(beside, PosixFilePermissions.fromString("rwxr-xr-x"));
        untar(resource, beside);
        moveUnlessThere(beside, home);
      } finally {
        Folders.delete(beside);
      }
    }
    return home;
  }

  /** The executable {@code redis-server}. */
  static Path redis(Path cache) throws IOException {
    var name = "redis-server-7.0.15-"
        + (Machine.isMac() ? "darwin" : "linux")
        + (Machine.isArm() ? "-arm64" : "-amd64");
    var resource = resource(List.of(name));
    var executable = cache.resolve(name + "-" + version(resource));
    if (!Files.isExecutable(executable)) {
      Files.createDirectories(cache);
      var beside = Files.createTempFile(cache, "unpacking-", "");
      try (InputStream in = resource.openStream()) {
        Files.copy(in, beside, StandardCopyOption.REPLACE_EXISTING);
        Files.setPosixFilePermissions(beside, PosixFilePermissions.fromString("rwxr-xr-x"));
        moveUnlessThere(beside, executable);
      } finally {
        Files.deleteIfExists(beside);
      }
    }
    return executable;
  }

  private static List<String> postgresNames() {
    var system = Machine.isMac() ? "darwin" : "linux";
    return Machine.isArm()
        ? List.of("postgres-" + system + "-arm_64.txz")
        : List.of("postgres-" + system + "-x86_64.txz");
  }

  private static URL resource(List<String> names) {
    for (var name : names) {
      var found = Binaries.class.getClassLoader().getResource(name);
      if (found != null) {
        return found;
      }
    }
    throw new ServerStartException("no server for this machine on the class path: " + names);
  }

  /** The jar's own checksum of the entry: changes with the content and costs no reading. */
  private static String version(URL resource) throws IOException {
    return resource.openConnection() instanceof JarURLConnection jar
        ? Long.toHexString(jar.getJarEntry().getCrc())
        : "unpacked";
  }

  private static void untar(URL archive, Path target) throws IOException {
    var tar = new ProcessBuilder("tar", "-x", "-C", target.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
    try (var in = new XZInputStream(archive.openStream());
        var out = tar.getOutputStream()) {
      in.transferTo(out);
    }
    if (Waiting.exitOf(tar) != 0) {
      throw new ServerStartException("could not unpack PostgreSQL into " + target);
    }
  }

  private static void moveUnlessThere(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      // Somebody else was first with the same content; that is as good.
      if (!Files.exists(to)) {
        throw e;
      }
    }
  }
}
