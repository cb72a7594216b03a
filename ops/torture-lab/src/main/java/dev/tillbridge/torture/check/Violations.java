package dev.tillbridge.torture.check;

import java.util.ArrayList;
import java.util.List;

/** Collects what the rules find. */
final class Violations {

  private final List<Violation> found = new ArrayList<>();

  void add(String rule, Object subject, String words) {
    found.add(new Violation(rule, String.valueOf(subject), words));
  }

  /** Adds a violation unless the condition holds. */
  void require(boolean condition, String rule, Object subject, String words) {
    if (!condition) {
      add(rule, subject, words);
    }
  }

  List<Violation> found() {
    return List.copyOf(found);
  }
}
