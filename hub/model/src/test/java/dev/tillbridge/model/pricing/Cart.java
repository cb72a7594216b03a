package dev.tillbridge.model.pricing;

import dev.tillbridge.model.catalog.TaxCategory;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.place.TaxMode;
import dev.tillbridge.model.place.TaxRate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A cart that somebody might push to a till, or that a test would. Amounts in minor units. */
record Cart(TaxMode mode, List<TaxRate> rates, List<Item> items) {

  /** The currency does not matter: all figures are minor units. */
  static final Currency ANY = Currency.getInstance("USD");

  /** JavaScript's whole numbers end here; the till refuses larger amounts. */
  private static final long MOST = 9_007_199_254_740_991L;

  private static final int[] RATES = {
    0, 1, 999, 1_000, 5_000, 25_000, 26_000, 50_000, 55_000, 70_000, 77_000, 80_000, 81_000, 82_500,
    88_750, 99_750, 100_000, 149_750, 190_000, 200_000, 250_000, 333_333, 999_999, 1_000_000
  };
  private static final String[] CATEGORIES = {"standard", "reduced", "books", "zero"};

  /** One line of the cart. */
  record Item(int quantity, long unitPrice, @Nullable Long discount, TaxCategory category) {

    Pricing.Line priced() {
      var net = new Money(unitPrice, ANY).times(quantity);
      return new Pricing.Line(
          discount == null ? net : net.minus(new Money(discount, ANY)), category);
    }
  }

  Pricing.Total price() {
    return Pricing.of(ANY, mode, rates, items.stream().map(Item::priced).toList());
  }

  /** The same seed makes the same cart, for ever: {@link Random} is specified to the bit. */
  static Cart of(long seed) {
    // Neighbouring seeds begin alike (their first bits are the same), so they are spread out.
    var random = new Random(seed * 0x9E3779B97F4A7C15L);
    var mode = random.nextBoolean() ? TaxMode.EXCLUSIVE : TaxMode.INCLUSIVE;
    var rates = new ArrayList<TaxRate>();
    for (var category : CATEGORIES) {
      // Sometimes a category has no rate at all: it is not taxed.
      if (random.nextInt(5) > 0) {
        int ppm = category.equals("zero") ? 0 : RATES[random.nextInt(RATES.length)];
        rates.add(new TaxRate(new TaxCategory(category), "Tax on " + category, ppm));
      }
    }
    var items = new ArrayList<Item>();
    int lines = 1 + random.nextInt(random.nextInt(10) == 0 ? 30 : 6);
    // All lines and a doubling tax must stay below what the till can hold.
    long room = MOST / 2 / lines;
    for (int i = 0; i < lines; i++) {
      items.add(item(random, room));
    }
    return new Cart(mode, List.copyOf(rates), List.copyOf(items));
  }

  private static Item item(Random random, long room) {
    int quantity = switch (random.nextInt(8)) {
      case 0 -> 1_000_000;
      case 1 -> 1 + random.nextInt(1_000_000);
      case 2, 3 -> 1 + random.nextInt(100);
      default -> 1 + random.nextInt(3);
    };
    long price = switch (random.nextInt(8)) {
      case 0 -> 0;
      case 1 -> 1 + random.nextInt(10);
      case 2 -> random.nextLong(room / quantity + 1);
      case 3 -> Math.min(500L * random.nextInt(100), room / quantity);
      default -> Math.min(random.nextInt(100_000), room / quantity);
    };
    long gross = price * quantity;
    var discount = switch (random.nextInt(6)) {
      case 0 -> Long.valueOf(0);
      case 1 -> Long.valueOf(gross);
      case 2 -> Long.valueOf(random.nextLong(gross + 1));
      default -> null;
    };
    var category = CATEGORIES[random.nextInt(6) % CATEGORIES.length];
    return new Item(quantity, price, discount, new TaxCategory(category));
  }
}
