package dev.tillbridge.hub.books;

import dev.tillbridge.model.books.Role;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which account a line goes to. A pure function of the rules. */
final class Mapping {

  private static final Comparator<Rule> BEST = Comparator.comparingInt(Rule::specific)
      .thenComparing(Rule::validFrom)
      .thenComparingLong(Rule::id);

  /**
   * A rule as it is kept; null means any.
   *
   * @param validFrom the first day of events that it is for
   */
  record Rule(
      long id,
      Role role,
      @Nullable String channel,
      @Nullable String location,
      @Nullable String source,
      @Nullable String category,
      @Nullable String key,
      String account,
      LocalDate validFrom) {

    int specific() {
      return (int) Stream.of(channel, location, source, category, key)
          .filter(Objects::nonNull)
          .count();
    }

    boolean isFor(Event event, DraftLine line) {
      return role == line.role()
          && !event.day().isBefore(validFrom)
          && fits(channel, event.channel())
          && fits(location, event.location())
          && fits(source, event.source())
          && fits(category, line.category())
          && fits(key, line.key());
    }

    private static boolean fits(@Nullable String wanted, @Nullable String is) {
      return wanted == null || wanted.equals(is);
    }
  }

  private Mapping() {}

  /** The rule that decides; empty when the role's own account does. */
  static Optional<Rule> rule(List<Rule> rules, Event event, DraftLine line) {
    return rules.stream().filter(rule -> rule.isFor(event, line)).max(BEST);
  }
}
