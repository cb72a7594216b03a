package dev.tillbridge.torture;

import dev.tillbridge.torture.check.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was tried and what was found.
 *
 * @param rounds how often everything was healed and checked
 * @param faults how often each fault struck
 * @param calls how many calls of each kind got which reply
 * @param found by name: figures that say what was looked at
 * @param healthy how long after each healing every hub decided again
 * @param slowestFence how long a fence took to fall at most
 */
public record Report(
    TortureOptions options,
    int rounds,
    Map<String, Integer> faults,
    Map<String, Long> calls,
    Map<String, Long> found,
    List<Duration> healthy,
    Duration slowestFence,
    List<Violation> violations) {

  private static final int SHOWN = 40;

  public Report {
    faults = new TreeMap<>(faults);
    calls = new TreeMap<>(calls);
    found = new LinkedHashMap<>(found);
    healthy = List.copyOf(healthy);
    violations = List.copyOf(violations);
  }

  /** True when nothing was broken. */
  public boolean isGood() {
    return violations.isEmpty();
  }

  /** For a person. */
  public String text() {
    var lines = new ArrayList<String>();
    lines.add("");
    lines.add("Tried: %d rounds, %d faults".formatted(rounds, sum(faults)));
    faults.forEach((name, count) -> lines.add("  %-22s %6d".formatted(name, count)));
    lines.add("Asked:");
    calls.forEach((name, count) -> lines.add("  %-22s %6d".formatted(name, count)));
    lines.add("Looked at:");
    found.forEach((name, count) -> lines.add("  %-22s %6d".formatted(name, count)));
    lines.add(String.format(
        Locale.ROOT,
        "Healthy after healing: at most %.1f s; slowest fence: %.1f s",
        seconds(slowestHealthy()),
        seconds(slowestFence)));
    lines.add(isGood() ? "Found: nothing broken." : "Found: " + violations.size() + " broken:");
    violations.stream().limit(SHOWN).forEach(violation -> lines.add("  " + violation));
    if (violations.size() > SHOWN) {
      lines.add("  ... and " + (violations.size() - SHOWN) + " more");
    }
    lines.add("Again: " + options.command());
    return String.join("\n", lines);
  }

  private Duration slowestHealthy() {
    return healthy.stream().max(Duration::compareTo).orElse(Duration.ZERO);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1_000.0;
  }

  private static int sum(Map<String, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** For a program. */
  public String json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("good", isGood());
    json.put("seed", options.seed());
    json.put("again", options.command());
    json.put("rounds", rounds);
    json.put("faults", faults);
    json.put("calls", calls);
    json.put("found", found);
    json.put("healthyMillis", healthy.stream().map(Duration::toMillis).toList());
    json.put("slowestFenceMillis", slowestFence.toMillis());
    json.put(
        "violations",
        violations.stream()
            .map(v -> Map.of("rule", v.rule(), "subject", v.subject(), "words", v.words()))
            .toList());
    return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
  }
}
