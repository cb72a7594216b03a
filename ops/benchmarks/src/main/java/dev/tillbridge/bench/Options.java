package dev.tillbridge.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param name which bench; null when only the usage is asked for
 * @param quick small numbers
 * @param only the one part to run, or null for all
 * @param seed of what is left to chance
 * @param json where to write the figures, absolute, or null
 */
record Options(
    @Nullable String name,
    boolean quick,
    @Nullable String only,
    long seed,
    @Nullable Path json) {

  /** The parts of each bench, in the order in which they run. */
  static final Map<String, List<String>> PARTS = Map.of(
      "stock", List.of("hot", "carts", "http", "million", "rebuild"),
      "shop", List.of("confirm", "backlog", "outage", "neighbours", "webhooks"),
      "orders", List.of("disorder"),
      "import", List.of("first"),
      "books", List.of("entries", "balances", "posting"),
      "register", List.of("till"));

  /**
   * Reads the command line.
   *
   * @param here what relative paths start from
   * @throws BenchException with one line about the first thing that is wrong
   */
  static Options parse(List<String> arguments, Path here) {
    String name = null;
    boolean quick = false;
    String only = null;
    long seed = 1;
    Path json = null;
    var rest = new ArrayDeque<>(arguments);
    while (!rest.isEmpty()) {
      var word = rest.pop();
      switch (word) {
        case "--help", "-h" -> {
          return new Options(null, false, null, seed, null);
        }
        case "--quick" -> quick = true;
        case "--only" -> only = value(word, rest);
        case "--seed" -> seed = number(word, value(word, rest));
        case "--json" -> json = writable(here.resolve(value(word, rest)).normalize());
        default -> {
          if (word.startsWith("-")) {
            throw BenchException.usage("unknown option: " + word + " (see ops/bench --help)");
          }
          if (name != null || !PARTS.containsKey(word)) {
            throw BenchException.usage(
                "there is no bench named " + word + " (see ops/bench --help)");
          }
          name = word;
        }
      }
    }
    if (name == null) {
      throw BenchException.usage("which bench? (see ops/bench --help)");
    }
    return new Options(name, quick, only == null ? null : part(name, only), seed, json);
  }

  private static String value(String option, ArrayDeque<String> rest) {
    if (rest.isEmpty() || rest.peek().isBlank()) {
      throw BenchException.usage(option + " needs a value");
    }
    return rest.pop();
  }

  private static long number(String option, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw BenchException.usage(option + " must be a whole number, was " + text);
    }
  }

  private static String part(String bench, String part) {
    var parts = PARTS.getOrDefault(bench, List.of());
    if (!parts.contains(part)) {
      throw BenchException.usage(
          "--only must be one of " + String.join(", ", parts) + ", was " + part);
    }
    return part;
  }

  private static Path writable(Path file) {
    var folder = file.getParent();
    if (Files.isDirectory(file) || folder == null || !Files.isWritable(folder)) {
      throw BenchException.usage("--json: cannot write " + file);
    }
    return file;
  }

  /** The text of {@code --help}, the same that ops/bench prints before anything is built. */
  static String usage() {
    try (var in = Options.class.getResourceAsStream("usage.txt")) {
      return new String(
          Objects.requireNonNull(in, "usage.txt").readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
