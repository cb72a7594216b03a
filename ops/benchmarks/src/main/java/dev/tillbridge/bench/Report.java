package dev.tillbridge.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The figures of a bench: samples of each run become medians, medians are held against goals. */
final class Report {

  /**
   * What a figure should be.
   *
   * @param text for people
   */
  record Goal(String text, double least, double most) {

    static Goal atLeast(double least) {
      return new Goal(">= " + number(least), least, Double.MAX_VALUE);
    }

    static Goal atMost(double most) {
      return new Goal("<= " + number(most), -Double.MAX_VALUE, most);
    }

    static Goal below(double most) {
      return new Goal("< " + number(most), -Double.MAX_VALUE, Math.nextDown(most));
    }

    boolean isMet(double value) {
      return value >= least && value <= most;
    }
  }

  /** A figure; goal and met are null where it only explains others. */
  record Metric(
      String name,
      double value,
      String unit,
      @Nullable String goal,
      @Nullable Boolean met) {}

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final String name;
  private final String machine;
  private final Map<String, List<Double>> samples = new LinkedHashMap<>();
  private final List<Metric> metrics = new ArrayList<>();

  Report(String name, String machine) {
    this.name = name;
    this.machine = machine;
  }

  /** One run's value. */
  void sample(String metric, double value) {
    samples.computeIfAbsent(metric, _ -> new ArrayList<>()).add(value);
  }

  /** The median of a metric's runs so far. */
  double median(String metric) {
    var sorted = samples.getOrDefault(metric, List.of()).stream().sorted().toList();
    if (sorted.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured of " + metric);
    }
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** The newest run's value. */
  double last(String metric) {
    return samples.getOrDefault(metric, List.of()).getLast();
  }

  /** The highest value of all runs. */
  double highest(String metric) {
    return samples.getOrDefault(metric, List.of()).stream()
        .mapToDouble(Double::doubleValue)
        .max()
        .orElseThrow();
  }

  /** Enters the median of the runs. */
  void enter(String metric, String unit, @Nullable Goal goal) {
    double value = median(metric);
    metrics.add(new Metric(
        metric,
        value,
        unit,
        goal == null ? null : goal.text(),
        goal == null ? null : goal.isMet(value)));
  }

  List<Metric> metrics() {
    return List.copyOf(metrics);
  }

  /** As a table for people. */
  String table() {
    var text = new StringBuilder();
    text.append("%s on %s%n".formatted(name, machine));
    text.append("%-46s %12s %-10s %-12s %s%n".formatted("metric", "value", "unit", "goal", "met"));
    for (var metric : metrics) {
      var met = metric.met();
      text.append("%-46s %12s %-10s %-12s %s%n"
          .formatted(
              metric.name(),
              number(metric.value()),
              metric.unit(),
              metric.goal() == null ? "" : metric.goal(),
              met == null ? "" : met ? "yes" : "NO"));
    }
    return text.toString();
  }

  /** Writes {@code {"name","machine","metrics":[{"name","value","unit","goal","met"}]}}. */
  void write(Path file) {
    var all = new LinkedHashMap<String, Object>();
    all.put("name", name);
    all.put("machine", machine);
    all.put("metrics", metrics);
    try {
      Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String number(double value) {
    double size = Math.abs(value);
    var format = size >= 100 || value == Math.rint(value) ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }
}
