package dev.tillbridge.model.pricing;

import dev.tillbridge.model.catalog.TaxCategory;
import dev.tillbridge.model.place.TaxMode;
import dev.tillbridge.model.place.TaxRate;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Rules and baskets that a merchant might have, and some that none would. One seed, one case. */
final class RandomRules {

  static final Currency CURRENCY = Currency.getInstance("EUR");

  private static final LocalDate BEGIN = LocalDate.of(2026, 2, 26);
  private static final String[] SKUS = {"A-1", "A-2", "B-1", "B/2", "C-1", "C_2", "d-1", "É-1"};
  private static final String[] TYPES = {"", "Tea", "Toys"};
  private static final String[] PLACES = {"main", "north"};
  private static final String[] GROUPS = {"club", "trade"};
  private static final String[] CODES = {"SPRING", "VIP10"};
  private static final TaxCategory[] CATEGORIES = {
    TaxCategory.STANDARD, new TaxCategory("reduced"), TaxCategory.ZERO
  };
  private static final int[] PPM = {1, 33_333, 50_000, 100_000, 125_000, 333_333, 500_000, 1_000_000
  };

  private final Random random;

  RandomRules(long seed) {
    // Neighbouring seeds begin alike, so they are spread out.
    this.random = new Random(seed * 0x9E3779B97F4A7C15L);
  }

  PriceRules rules(long version) {
    var lists = IntStream.range(0, random.nextInt(4)).mapToObj(this::list).toList();
    var promotions =
        IntStream.range(0, random.nextInt(7)).mapToObj(this::promotion).toList();
    return new PriceRules(version, lists, promotions);
  }

  Basket basket() {
    var lines = new ArrayList<Basket.Line>();
    int count = 1 + random.nextInt(6);
    for (int i = 0; i < count; i++) {
      int which = random.nextInt(SKUS.length);
      lines.add(new Basket.Line(
          SKUS[which],
          TYPES[which % TYPES.length],
          CATEGORIES[which % CATEGORIES.length],
          quantity(),
          price(),
          random.nextInt(6) == 0 ? manual() : null,
          random.nextInt(8) == 0 ? Integer.valueOf(1 + random.nextInt(3_000_000)) : null));
    }
    var rates = List.of(
        new TaxRate(TaxCategory.STANDARD, "Standard", oneOf(82_500, 190_000, 81_000)),
        new TaxRate(new TaxCategory("reduced"), "Reduced", oneOf(70_000, 26_000, 0)));
    return new Basket(
        CURRENCY,
        moment(),
        some(GROUPS),
        some(CODES),
        random.nextBoolean() ? TaxMode.INCLUSIVE : TaxMode.EXCLUSIVE,
        rates,
        random.nextInt(6) == 0,
        lines,
        random.nextInt(5) == 0 ? manual() : null);
  }

  private Moment moment() {
    var date = BEGIN.plusDays(random.nextInt(7));
    return new Moment(date, random.nextInt(Moment.DAY), PLACES[random.nextInt(2)]);
  }

  private int quantity() {
    return switch (random.nextInt(12)) {
      case 0 -> 1 + random.nextInt(9_999);
      case 1, 2, 3 -> 1 + random.nextInt(12);
      default -> 1 + random.nextInt(3);
    };
  }

  private long price() {
    return switch (random.nextInt(10)) {
      case 0 -> 0;
      case 1 -> 1 + random.nextInt(9);
      case 2 -> random.nextLong(20_000_000_000L);
      default -> random.nextInt(10_000);
    };
  }

  private Manual manual() {
    return random.nextBoolean()
        ? new Manual(Manual.Kind.PERCENT, PPM[random.nextInt(PPM.length)])
        : new Manual(Manual.Kind.AMOUNT, random.nextInt(3_000));
  }

  private PriceList list(int id) {
    var prices = new ArrayList<PriceList.Entry>();
    int count = random.nextInt(7);
    for (int i = 0; i < count; i++) {
      int from = random.nextInt(3) == 0 ? 2 + random.nextInt(9) : 1;
      prices.add(new PriceList.Entry(SKUS[random.nextInt(SKUS.length)], from, price()));
    }
    return new PriceList("l" + id, "List " + id, random.nextInt(3), validity(), prices);
  }

  private Promotion promotion(int id) {
    var coupon = random.nextInt(4) == 0 ? CODES[random.nextInt(CODES.length)] : null;
    return new Promotion(
        "p" + id,
        "Promotion " + id,
        random.nextInt(3),
        random.nextInt(3) > 0,
        coupon,
        coupon != null && random.nextBoolean() ? (Integer) (1 + random.nextInt(9)) : null,
        random.nextInt(3) == 0 ? random.nextInt(20_000) : 0,
        validity(),
        target(),
        offer());
  }

  private Offer offer() {
    int ppm = PPM[random.nextInt(PPM.length)];
    return switch (random.nextInt(8)) {
      case 0 -> new Offer.PercentOff(ppm);
      case 1 -> new Offer.AmountOff(random.nextInt(900));
      case 2 -> new Offer.CartPercent(ppm);
      case 3 -> new Offer.CartAmount(random.nextInt(4_000));
      case 4, 5 -> new Offer.SetPrice(1 + random.nextInt(4), random.nextInt(9_000), times());
      case 6 ->
        new Offer.BuyGet(1 + random.nextInt(3), 1 + random.nextInt(2), ppm, target(), times());
      default -> new Offer.BuyGet(1 + random.nextInt(3), 1 + random.nextInt(2), ppm, null, times());
    };
  }

  private @Nullable Integer times() {
    return random.nextInt(3) == 0 ? (Integer) (1 + random.nextInt(3)) : null;
  }

  private Target target() {
    return switch (random.nextInt(3)) {
      case 0 -> Target.ALL;
      case 1 -> new Target(some(SKUS), Set.of());
      default -> new Target(Set.of(SKUS[random.nextInt(SKUS.length)]), Set.of("Tea"));
    };
  }

  private Validity validity() {
    if (random.nextInt(2) == 0) {
      return Validity.ALWAYS;
    }
    var from = maybe(() -> BEGIN.plusDays(random.nextInt(4)));
    var to = maybe(() -> BEGIN.plusDays(4 + random.nextInt(4)));
    Set<DayOfWeek> days = random.nextInt(3) == 0
        ? Set.of(DayOfWeek.SATURDAY, DayOfWeek.of(1 + random.nextInt(5)))
        : Set.of();
    boolean hours = random.nextInt(3) == 0;
    return new Validity(
        from,
        to,
        days,
        hours ? (Integer) random.nextInt(Moment.DAY) : null,
        hours ? (Integer) random.nextInt(Moment.DAY) : null,
        random.nextInt(4) == 0 ? Set.of(PLACES[random.nextInt(2)]) : Set.of(),
        random.nextInt(4) == 0 ? Set.of(GROUPS[random.nextInt(2)]) : Set.of());
  }

  private <T> @Nullable T maybe(Supplier<T> value) {
    return random.nextBoolean() ? value.get() : null;
  }

  private Set<String> some(String[] of) {
    return IntStream.range(0, of.length)
        .filter(_ -> random.nextBoolean())
        .mapToObj(i -> of[i])
        .collect(Collectors.toSet());
  }

  private int oneOf(int... values) {
    return values[random.nextInt(values.length)];
  }
}
