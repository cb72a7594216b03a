package dev.tillbridge.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SequencedCollection;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param time how long faults and clients are loose, all rounds together
 * @param faults the names of the faults to use
 * @param json where to write the report, or null
 * @param keep whether to leave the data of a good run
 */
public record TortureOptions(
    Duration time,
    long seed,
    int hubs,
    int clients,
    int rate,
    List<String> faults,
    @Nullable Path json,
    boolean keep) {

  private static final int MINUTES_MOST = 1_440;
  private static final int HUBS_MOST = 4;
  private static final int CLIENTS_MOST = 256;
  private static final int RATE_MOST = 5_000;

  public TortureOptions {
    faults = List.copyOf(faults);
  }

  /** The command line makes no sense. One line for a person. */
  static final class Usage extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Usage(String message) {
      super(message);
    }
  }

  /** Short and complete, for tests. */
  public static TortureOptions of(Duration time, long seed, Collection<String> faults) {
    return new TortureOptions(time, seed, 2, 16, 100, List.copyOf(faults), null, false);
  }

  /**
   * Reads the words after "stock".
   *
   * @param known the names of all faults
   * @param chosen the seed if none is named
   * @throws Usage about the first thing that is wrong
   */
  static TortureOptions parse(
      List<String> words, SequencedCollection<String> known, long chosen, Path here) {
    int minutes = 5;
    long seed = chosen;
    int hubs = 2;
    int clients = 16;
    int rate = 100;
    List<String> faults = List.copyOf(known);
    Path json = null;
    boolean keep = false;
    var rest = new ArrayDeque<>(words);
    while (!rest.isEmpty()) {
      var option = rest.pop();
      switch (option) {
        case "--minutes" -> minutes = number(option, rest, MINUTES_MOST);
        case "--seed" -> seed = seed(rest);
        case "--hubs" -> hubs = number(option, rest, HUBS_MOST);
        case "--clients" -> clients = number(option, rest, CLIENTS_MOST);
        case "--rate" -> rate = number(option, rest, RATE_MOST);
        case "--faults" -> faults = faults(value(option, rest), known);
        case "--json" -> json = here.resolve(value(option, rest)).normalize();
        case "--keep" -> keep = true;
        default -> throw new Usage("unknown option: " + option + " (see ops/torture --help)");
      }
    }
    return new TortureOptions(
        Duration.ofMinutes(minutes), seed, hubs, clients, rate, faults, json, keep);
  }

  private static List<String> faults(String names, Collection<String> known) {
    var chosen = new ArrayList<String>();
    if (!names.equals("none")) {
      for (var name : Arrays.asList(names.split(",", -1))) {
        if (!known.contains(name)) {
          throw new Usage(
              "--faults: there is no fault " + name + "; there are " + String.join(", ", known));
        }
        chosen.add(name);
      }
    }
    return chosen;
  }

  private static String value(String option, ArrayDeque<String> rest) {
    if (rest.isEmpty() || rest.peek().isBlank()) {
      throw new Usage(option + " needs a value");
    }
    return rest.pop();
  }

  private static int number(String option, ArrayDeque<String> rest, int most) {
    var text = value(option, rest);
    var wrong = new Usage(option + " must be a number from 1 to " + most + ", was " + text);
    if (!text.matches("[0-9]{1,6}")) {
      throw wrong;
    }
    int number = Integer.parseInt(text);
    if (number < 1 || number > most) {
      throw wrong;
    }
    return number;
  }

  private static long seed(ArrayDeque<String> rest) {
    var text = value("--seed", rest);
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new Usage("--seed must be a whole number, was " + text);
    }
  }

  /** The command that does the same again. */
  public String command() {
    return "ops/torture stock --minutes %d --seed %d --hubs %d --clients %d --rate %d --faults %s"
        .formatted(
            Math.max(1, time.toMinutes()),
            seed,
            hubs,
            clients,
            rate,
            faults.isEmpty() ? "none" : String.join(",", faults));
  }

  /** The text of {@code --help}. */
  static String usage() {
    try (var in = TortureOptions.class.getResourceAsStream("usage.txt")) {
      return new String(
          Objects.requireNonNull(in, "usage.txt").readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
