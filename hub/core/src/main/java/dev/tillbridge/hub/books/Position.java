package dev.tillbridge.hub.books;

import dev.tillbridge.model.books.Role;
import dev.tillbridge.model.money.Money;
import java.util.Comparator;
import java.util.Currency;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What has been entered about one thing, a sale for example, in one currency: the sum of each kind of
 * line. It can be added to; what comes out is always in the same order.
 */
public final class Position {

  /** What tells lines from each other. */
  record Part(Role role, String category, String key) implements Comparable<Part> {
    private static final Comparator<Part> ORDER =
        Comparator.comparing(Part::role).thenComparing(Part::category).thenComparing(Part::key);

    @Override
    public int compareTo(Part other) {
      return ORDER.compare(this, other);
    }
  }

  private final Currency currency;
  private final Map<Part, Long> sums = new TreeMap<>();

  public Position(Currency currency) {
    this.currency = currency;
  }

  public Currency currency() {
    return currency;
  }

  /** Adds lines; their currency must be this one. */
  public Position add(List<DraftLine> lines) {
    lines.forEach(line -> {
      if (!line.amount().currency().equals(currency)) {
        throw new IllegalArgumentException("cannot add " + line.amount() + " in " + currency);
      }
      add(new Part(line.role(), line.category(), line.key()), line.amount().minor());
    });
    return this;
  }

  /** Debits what is above zero, credits what is below; nothing when it is zero. */
  public Position add(Role role, String category, String key, long minor) {
    add(new Part(role, category, key), minor);
    return this;
  }

  private void add(Part part, long minor) {
    sums.merge(part, minor, Math::addExact);
  }

  /** What is left of it, without what comes to zero. */
  public List<DraftLine> lines() {
    return sums.entrySet().stream()
        .filter(sum -> sum.getValue() != 0)
        .map(sum -> new DraftLine(
            sum.getKey().role(),
            sum.getKey().category(),
            sum.getKey().key(),
            new Money(sum.getValue(), currency)))
        .toList();
  }

  /** What would bring it to zero. */
  public List<DraftLine> reversed() {
    return lines().stream().map(DraftLine::negated).toList();
  }

  /** What is missing until it is as another. */
  public List<DraftLine> until(Position other) {
    return new Position(currency).add(other.lines()).add(reversed()).lines();
  }

  /** The sum of all lines of a role; debits are above zero. */
  public long sum(Role role) {
    return sums.entrySet().stream()
        .filter(sum -> sum.getKey().role() == role)
        .mapToLong(Map.Entry::getValue)
        .reduce(0, Math::addExact);
  }

  /** What the customer has paid, with what he still owes. */
  long paid() {
    return EnumSet.allOf(Role.class).stream()
        .filter(Role::isTender)
        .mapToLong(this::sum)
        .reduce(0, Math::addExact);
  }

  /** The key of a role's first part, though nothing be left of it; empty when it has none. */
  String key(Role role) {
    return sums.keySet().stream()
        .filter(part -> part.role() == role)
        .map(Part::key)
        .findFirst()
        .orElse("");
  }

  /** The parts of a role. */
  Map<Part, Long> of(Role role) {
    return sums.entrySet().stream()
        .filter(sum -> sum.getKey().role() == role && sum.getValue() != 0)
        .collect(
            Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Math::addExact, TreeMap::new));
  }
}
