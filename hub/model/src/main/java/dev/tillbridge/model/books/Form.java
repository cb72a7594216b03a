package dev.tillbridge.model.books;

import dev.tillbridge.model.money.Money;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a document says was sold or taken back: goods, charges, discounts and taxes, exactly as charged.
 */
public record Form(Currency currency, List<FormLine> lines) {

  public Form {
    lines = List.copyOf(lines);
  }

  /** What is charged for, in its order: neither discounts nor taxes. */
  public List<FormLine> items() {
    return lines.stream()
        .filter(line -> line.role() != Role.DISCOUNT && line.role() != Role.TAX)
        .toList();
  }

  /** The taxes, by their names. */
  public List<FormLine> taxes() {
    return of(Role.TAX);
  }

  /** What was taken off. */
  public List<FormLine> discounts() {
    return of(Role.DISCOUNT);
  }

  /** All of it, with tax. */
  public Money total() {
    return sum(items()).minus(sum(discounts())).plus(tax());
  }

  /** The tax. */
  public Money tax() {
    return sum(taxes());
  }

  /** Whether taxes are inside the prices. */
  public boolean isInclusive() {
    return lines.stream().anyMatch(line -> !line.inside().isZero());
  }

  /** What it credits as a sale, below zero, and debits, above zero, by account. */
  Map<BookAccount, Long> sold() {
    var effect = new TreeMap<BookAccount, Long>();
    for (var line : lines) {
      long amount = line.amount().minor();
      effect.merge(line.account(), line.role() == Role.DISCOUNT ? amount : -amount, Math::addExact);
    }
    return effect;
  }

  private List<FormLine> of(Role role) {
    return lines.stream().filter(line -> line.role() == role).toList();
  }

  private Money sum(List<FormLine> some) {
    return some.stream().map(FormLine::amount).reduce(Money.zero(currency), Money::plus);
  }
}
