package dev.tillbridge.hub.comparison;

import dev.tillbridge.hub.comparison.Difference.Ending;
import dev.tillbridge.model.money.Money;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a comparison has found so far. Used by one thread. */
final class Findings {

  /** More than a person will read; the counts go on. */
  private static final int DIFFERENCES_MOST = 500;

  private final List<Difference> differences = new ArrayList<>();
  private int orders;
  private int numbers;
  private int filled;
  private int corrected;
  private int waiting;
  private long shopTotal;
  private long hubTotal;
  private @Nullable Currency currency;

  void order() {
    orders++;
  }

  void numbers(int count) {
    numbers += count;
  }

  /** Both sides of an order that stands; a side that does not count it says null. */
  void totals(Currency of, @Nullable Money atShop, @Nullable Money atHub) {
    if (currency == null) {
      currency = of;
    }
    if (atShop != null && atShop.currency().equals(currency)) {
      shopTotal = Math.addExact(shopTotal, atShop.minor());
    }
    if (atHub != null && atHub.currency().equals(currency)) {
      hubTotal = Math.addExact(hubTotal, atHub.minor());
    }
  }

  void differs(Difference difference) {
    switch (difference.ending()) {
      case FILLED -> filled++;
      case CORRECTED -> corrected++;
      case WAITING -> waiting++;
      case EXPLAINED -> {}
    }
    if (differences.size() < DIFFERENCES_MOST) {
      differences.add(difference);
    }
  }

  /** The sums differ exactly by what the orders differ, each of which is told. */
  void total() {
    if (shopTotal != hubTotal && currency != null) {
      differences.add(new Difference(
          Difference.Kind.TOTAL,
          "total of the day",
          new Money(shopTotal, currency).toString(),
          new Money(hubTotal, currency).toString(),
          Ending.EXPLAINED,
          "The orders above that differ make up " + new Money(shopTotal - hubTotal, currency)));
    }
  }

  List<Difference> differences() {
    return List.copyOf(differences);
  }

  int orders() {
    return orders;
  }

  int numbers() {
    return numbers;
  }

  int filled() {
    return filled;
  }

  int corrected() {
    return corrected;
  }

  int waiting() {
    return waiting;
  }

  long shopTotal() {
    return shopTotal;
  }

  long hubTotal() {
    return hubTotal;
  }

  @Nullable
  String currency() {
    return currency == null ? null : currency.getCurrencyCode();
  }
}
