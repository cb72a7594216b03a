package dev.tillbridge.embedded;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** Folders, and files in them that only their owner can read. */
public final class Folders {

  private Folders() {}

  static Path create(Path folder) throws IOException {
    Files.createDirectories(folder);
    return folder.toRealPath();
  }

  /** Writes a file that nobody else can read. */
  public static void writeSecret(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, text);
  }

  /** Deletes a folder with everything in it; files that vanish meanwhile are fine. */
  public static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(folder, new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
          throws IOException {
        Files.deleteIfExists(file);
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult visitFileFailed(Path file, IOException trouble) throws IOException {
        if (trouble instanceof NoSuchFileException) {
          return FileVisitResult.CONTINUE;
        }
        throw trouble;
      }

      @Override
      public FileVisitResult postVisitDirectory(Path emptied, @Nullable IOException trouble)
          throws IOException {
        Files.deleteIfExists(emptied);
        return FileVisitResult.CONTINUE;
      }
    });
  }
}
