package dev.tillbridge.hub.shift;

import dev.tillbridge.hub.shift.Figure.Section;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sums of one name are one. Pure. */
final class Figures {

  /** The name of what a till has told of without saying what it was in particular. */
  static final String NOT_SENT = "NOT_SENT";

  private record Key(Section section, String name) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int bySection = section.compareTo(other.section);
      return bySection == 0 ? name.compareTo(other.name) : bySection;
    }
  }

  private Figures() {}

  /** In the order of a report; what comes to nothing is left out, but never the sales. */
  static List<Figure> added(List<Figure> all) {
    Map<Key, Figure> sums = new TreeMap<>();
    for (var one : all) {
      sums.merge(
          new Key(one.section(), one.name()),
          one,
          (a, b) -> new Figure(
              a.section(), a.name(), a.pieces() + b.pieces(), a.amount().plus(b.amount())));
    }
    return sums.values().stream()
        .filter(one -> one.pieces() != 0 || one.section() == Section.SALES)
        .toList();
  }
}
