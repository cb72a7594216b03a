package dev.tillbridge.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What the command line asks for.
 *
 * @param port where the hub listens, 1 to 65535
 * @param sandboxPort where the simulated outside world listens
 * @param data the data folder, absolute
 * @param fresh whether to start from nothing
 * @param catalogs product files to import, absolute, each readable
 * @param help whether only the usage is asked for
 */
record DemoOptions(
    int port, int sandboxPort, Path data, boolean fresh, List<Path> catalogs, boolean help) {

  DemoOptions {
    catalogs = List.copyOf(catalogs);
  }

  /**
   * Reads the command line.
   *
   * @param here what relative paths start from: the caller's folder
   * @param defaultData the data folder if none is named
   * @throws DemoException with one line about the first thing that is wrong
   */
  static DemoOptions parse(List<String> arguments, Path here, Path defaultData) {
    int port = 8080;
    int sandboxPort = 8090;
    var data = defaultData;
    boolean fresh = false;
    boolean help = false;
    var catalogs = new ArrayList<Path>();
    var rest = new ArrayDeque<>(arguments);
    while (!rest.isEmpty()) {
      var option = rest.pop();
      switch (option) {
        case "--port" -> port = port(option, value(option, rest));
        case "--sandbox-port" -> sandboxPort = port(option, value(option, rest));
        case "--data" -> data = here.resolve(value(option, rest)).normalize();
        case "--catalog" -> catalogs.add(file(option, here.resolve(value(option, rest))));
        case "--fresh" -> fresh = true;
        case "--help", "-h" -> help = true;
        default ->
          throw DemoException.usage("unknown option: " + option + " (see ops/demo --help)");
      }
    }
    if (port == sandboxPort) {
      throw DemoException.usage("--port and --sandbox-port must differ, both are " + port);
    }
    return new DemoOptions(port, sandboxPort, data, fresh, catalogs, help);
  }

  private static String value(String option, ArrayDeque<String> rest) {
    if (rest.isEmpty() || rest.peek().isBlank()) {
      throw DemoException.usage(option + " needs a value");
    }
    return rest.pop();
  }

  private static int port(String option, String value) {
    try {
      int port = Integer.parseInt(value);
      if (port >= 1 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // The same words for "eighty" and for 80000.
      throw badPort(option, value);
    }
    throw badPort(option, value);
  }

  private static DemoException badPort(String option, String value) {
    return DemoException.usage(option + " must be a number from 1 to 65535, was " + value);
  }

  private static Path file(String option, Path file) {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw DemoException.usage(option + ": cannot read " + file);
    }
    return file.normalize();
  }

  /** The text of {@code --help}, the same that ops/demo prints before anything is built. */
  static String usage() {
    try (var in = DemoOptions.class.getResourceAsStream("usage.txt")) {
      return new String(
          Objects.requireNonNull(in, "usage.txt").readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
