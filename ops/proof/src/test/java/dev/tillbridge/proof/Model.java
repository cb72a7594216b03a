package dev.tillbridge.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A specification with the sizes and switches under which it is to be checked.
 *
 * @param module the specification, as its file is called
 * @param configuration the file that says what to check; it stands beside the specification
 * @param constants those that differ from what the file says
 * @param only the one rule to check, or empty for all that the file names
 */
record Model(String module, String configuration, Map<String, String> constants, String only) {

  private static final Path SPECIFICATIONS = Path.of("src", "main", "tla");
  private static final Pattern FAULTS =
      Pattern.compile("ASSUME Fault \\\\in \\{(.*?)}", Pattern.DOTALL);
  private static final Pattern TEXT = Pattern.compile("\"([^\"]*)\"");

  Model {
    constants = new TreeMap<>(constants);
  }

  /** The protocol as it is. */
  static Model of(String module, String configuration) {
    return new Model(module, configuration, Map.of(), "");
  }

  /** With a fault planted. */
  Model with(String fault) {
    return with("Fault", '"' + fault + '"');
  }

  /** With a constant changed; a value that begins with an arrow is a name of the specification. */
  Model with(String constant, String value) {
    var changed = new TreeMap<>(constants);
    changed.put(constant, value);
    return new Model(module, configuration, changed, only);
  }

  /** Checked for one rule only. */
  Model onlyFor(String rule) {
    return new Model(module, configuration, constants, rule);
  }

  Path specification() {
    return SPECIFICATIONS.resolve(module + ".tla").toAbsolutePath();
  }

  /** The faults that can be planted in a specification, in its own order. */
  static List<String> faults(String module) {
    var switches = FAULTS.matcher(read(SPECIFICATIONS.resolve(module + ".tla")));
    if (!switches.find()) {
      throw new IllegalStateException(module + " does not say which faults it knows");
    }
    return TEXT.matcher(switches.group(1))
        .results()
        .map(text -> text.group(1))
        .filter(fault -> !fault.equals("none"))
        .toList();
  }

  /** What TLC is to be told. */
  String text() {
    var sections = new LinkedHashMap<String, List<String>>();
    var current = new ArrayList<String>();
    for (var line : read(SPECIFICATIONS.resolve(configuration + ".cfg")).lines().toList()) {
      if (line.startsWith("\\*") || line.isBlank()) {
        continue;
      }
      if (line.startsWith(" ")) {
        current.add(line);
      } else {
        current = new ArrayList<>();
        sections.put(line, current);
      }
    }
    constants.forEach((name, value) -> replace(section(sections, "CONSTANTS"), name, value));
    if (!only.isEmpty()) {
      keepOnly(sections);
    }
    var text = new StringBuilder();
    sections.forEach((name, lines) -> {
      text.append(name).append('\n');
      lines.forEach(line -> text.append(line).append('\n'));
    });
    return text.toString();
  }

  private static void replace(List<String> lines, String name, String value) {
    int found = -1;
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).matches("  " + Pattern.quote(name) + " (=|<-) .*")) {
        found = i;
      }
    }
    if (found < 0) {
      throw new IllegalArgumentException("there is no constant " + name);
    }
    lines.set(found, "  " + name + (value.startsWith("<-") ? " " : " = ") + value);
  }

  private void keepOnly(Map<String, List<String>> sections) {
    boolean kept = false;
    for (var kind : List.of("INVARIANTS", "PROPERTIES")) {
      var rules = sections.getOrDefault(kind, List.of());
      boolean here = rules.contains("  " + only);
      kept |= here;
      if (here) {
        sections.put(kind, List.of("  " + only));
      } else {
        sections.remove(kind);
      }
    }
    if (!kept) {
      throw new IllegalArgumentException(configuration + " does not check " + only);
    }
  }

  private static List<String> section(Map<String, List<String>> sections, String name) {
    var lines = sections.get(name);
    if (lines == null) {
      throw new IllegalStateException("no " + name);
    }
    return lines;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
