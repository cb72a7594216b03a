package dev.tillbridge.model.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tillbridge.model.catalog.TaxCategory;
import dev.tillbridge.model.place.TaxMode;
import dev.tillbridge.model.place.TaxRate;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceEngineTest {

  private static final Currency EUR = Currency.getInstance("EUR");
  /** A Wednesday. */
  private static final LocalDate DAY = LocalDate.of(2026, 11, 25);

  private static final Moment NOON = new Moment(DAY, 12 * 60, "main");
  private static final TaxRate VAT = new TaxRate(TaxCategory.STANDARD, "VAT", 200_000);

  @Test
  void three_for_ten_takes_the_dearest_together_and_leaves_the_rest_at_its_price() {
    var priced = price(
        List.of(promotion("set", 0, true, new Offer.SetPrice(3, 1_000, null))),
        line("TEA", 2, 450),
        line("JAM", 2, 400));

    // 4.50 + 4.50 + 4.00 = 13.00 for 10.00; the second jam costs 4.00.
    assertThat(priced.total().total().minor()).isEqualTo(1_400);
    assertThat(priced.saved()).isEqualTo(300);
    assertThat(discounts(priced)).containsExactly(207, 93);
  }

  @Test
  void a_set_that_would_cost_more_than_its_parts_is_none() {
    var priced = price(
        List.of(promotion("set", 0, true, new Offer.SetPrice(3, 1_000, null))),
        line("TEA", 3, 300));
    assertThat(priced.saved()).isZero();
  }

  @Test
  void buy_two_get_one_gives_the_cheapest_of_each_three() {
    var priced = price(
        List.of(promotion("b2g1", 0, true, new Offer.BuyGet(2, 1, 1_000_000, null, null))),
        line("A", 1, 900),
        line("B", 4, 500),
        line("C", 2, 200));
    // 9+5+5, 5+5+2, 2: a B and a C are given.
    assertThat(discounts(priced)).containsExactly(0, 500, 200);
  }

  @Test
  void buying_a_pot_makes_the_cheapest_tea_half_price() {
    var offer = new Offer.BuyGet(1, 1, 500_000, new Target(Set.of("TEA", "CHAI"), Set.of()), null);
    var promotion = new Promotion(
        "pot",
        "Pot and tea",
        0,
        true,
        null,
        null,
        0,
        Validity.ALWAYS,
        new Target(Set.of("POT"), Set.of()),
        offer);
    var priced =
        price(List.of(promotion), line("POT", 1, 3_000), line("TEA", 1, 500), line("CHAI", 2, 301));
    assertThat(discounts(priced)).containsExactly(0, 0, 151);
  }

  @Test
  void priority_decides_and_among_equals_the_customer_gains_most() {
    var five = promotion("a-five", 0, false, new Offer.PercentOff(50_000));
    var ten = promotion("b-ten", 0, false, new Offer.PercentOff(100_000));
    var first = promotion("c-first", 1, false, new Offer.PercentOff(10_000));

    assertThat(price(List.of(five, ten), line("TEA", 1, 1_000)).saved()).isEqualTo(100);
    assertThat(price(List.of(five, ten, first), line("TEA", 1, 1_000)).saved()).isEqualTo(10);
  }

  @Test
  void combinable_promotions_add_up_on_what_is_left_and_others_stay_alone() {
    var one = promotion("one", 2, true, new Offer.PercentOff(100_000));
    var two = promotion("two", 1, true, new Offer.AmountOff(100));
    var lone = promotion("lone", 0, false, new Offer.PercentOff(900_000));
    var priced = price(List.of(one, two, lone), line("TEA", 2, 1_000));
    assertThat(priced.lines().getFirst().parts())
        .extracting(Priced.Part::promotion, Priced.Part::amount)
        .containsExactly(tuple("one", 200L), tuple("two", 200L));
  }

  @Test
  void a_coupon_counts_only_with_its_code_and_a_minimum_only_when_it_is_reached() {
    var coupon = new Promotion(
        "c",
        "Spring",
        0,
        true,
        "SPRING",
        5,
        5_000,
        Validity.ALWAYS,
        Target.ALL,
        new Offer.CartAmount(1_000));
    var rules = new PriceRules(1, List.of(), List.of(coupon));

    assertThat(PriceEngine.price(rules, basket(Set.of(), line("A", 5, 1_000))).saved())
        .isZero();
    assertThat(PriceEngine.price(rules, basket(Set.of("SPRING"), line("A", 4, 1_000)))
            .saved())
        .isZero();
    var priced = PriceEngine.price(
        rules, basket(Set.of("SPRING"), line("A", 4, 1_000), line("B", 1, 1_000)));
    assertThat(discounts(priced)).containsExactly(800, 200);
  }

  @Test
  void the_highest_list_decides_and_larger_quantities_have_their_price() {
    var shop =
        list("shop", 0, new PriceList.Entry("TEA", 1, 900), new PriceList.Entry("TEA", 10, 700));
    var airport = list("airport", 1, new PriceList.Entry("TEA", 1, 1_200));
    assertThat(unitPrice(List.of(shop), 9)).isEqualTo(900);
    assertThat(unitPrice(List.of(shop), 10)).isEqualTo(700);
    assertThat(unitPrice(List.of(shop, airport), 10)).isEqualTo(1_200);
    assertThat(unitPrice(List.of(), 10)).isEqualTo(1_000);
  }

  /** Scenario 23. */
  @Test
  void ten_per_cent_off_three_at_19_99_is_six() {
    var lines = new Basket.Line[] {
      new Basket.Line(
          "TEA", "", TaxCategory.STANDARD, 3, 1_999, new Manual(Manual.Kind.PERCENT, 100_000))
    };
    var basket = new Basket(
        EUR,
        NOON,
        Set.of(),
        Set.of(),
        TaxMode.EXCLUSIVE,
        List.of(new TaxRate(TaxCategory.STANDARD, "Tax", 82_500)),
        false,
        List.of(lines),
        null);
    var priced = PriceEngine.price(PriceRules.NONE, basket);
    assertThat(priced.saved()).isEqualTo(600);
    assertThat(priced.total().total().minor()).isEqualTo(5_842);
  }

  @Test
  void a_discount_on_the_cart_is_spread_to_the_cent() {
    var basket = new Basket(
        EUR,
        NOON,
        Set.of(),
        Set.of(),
        TaxMode.INCLUSIVE,
        List.of(VAT),
        false,
        List.of(line("A", 1, 100), line("B", 1, 100), line("C", 1, 100)),
        new Manual(Manual.Kind.AMOUNT, 100));
    var priced = PriceEngine.price(PriceRules.NONE, basket);
    assertThat(discounts(priced)).containsExactly(34, 33, 33);
  }

  @Test
  void who_is_exempt_does_not_pay_the_tax_inside_the_price() {
    var lines = List.of(line("A", 1, 1_200), line("B", 1, 601));
    var basket = new Basket(
        EUR, NOON, Set.of(), Set.of(), TaxMode.INCLUSIVE, List.of(VAT), true, lines, null);
    var priced = PriceEngine.price(PriceRules.NONE, basket);
    // 18.01 hold 3.00 tax.
    assertThat(priced.total().total().minor()).isEqualTo(1_501);
    assertThat(priced.total().taxes()).isEmpty();
    assertThat(priced.saved()).isZero();
    assertThat(priced.lines().stream().flatMap(l -> l.parts().stream()))
        .extracting(Priced.Part::source)
        .containsOnly(Priced.Source.EXEMPT);
  }

  @ParameterizedTest(name = "on {0} at {1}: {2}")
  @CsvSource({
    "2026-11-27, 1319, false",
    "2026-11-27, 1320, true",
    "2026-11-28, 119, true",
    "2026-11-28, 120, false",
    "2026-11-28, 1320, false",
    "2026-11-27, 60, false",
    "2026-12-04, 1400, false",
    "2026-11-20, 1400, false"
  })
  void hours_over_midnight_belong_to_the_day_they_began(LocalDate date, int minute, boolean holds) {
    var friday = new Validity(
        LocalDate.of(2026, 11, 23),
        LocalDate.of(2026, 12, 1),
        Set.of(DayOfWeek.FRIDAY),
        1_320,
        120,
        Set.of(),
        Set.of());
    assertThat(friday.holds(new Moment(date, minute, "main"), Set.of())).isEqualTo(holds);
  }

  @Test
  void a_list_for_a_place_or_a_group_holds_nowhere_else() {
    var validity =
        new Validity(null, null, Set.of(), null, null, Set.of("main"), Set.of("club", "trade"));
    assertThat(validity.holds(NOON, Set.of("trade"))).isTrue();
    assertThat(validity.holds(NOON, Set.of("other"))).isFalse();
    assertThat(validity.holds(new Moment(DAY, 0, "north"), Set.of("club"))).isFalse();
  }

  private static long[] discounts(Priced priced) {
    return priced.lines().stream().mapToLong(Priced.Line::discount).toArray();
  }

  private static Priced price(List<Promotion> promotions, Basket.Line... lines) {
    return PriceEngine.price(new PriceRules(1, List.of(), promotions), basket(Set.of(), lines));
  }

  private static Basket basket(Set<String> coupons, Basket.Line... lines) {
    return new Basket(
        EUR,
        NOON,
        Set.of(),
        coupons,
        TaxMode.INCLUSIVE,
        List.of(VAT),
        false,
        Stream.of(lines).toList(),
        null);
  }

  private static Basket.Line line(String sku, int quantity, long price) {
    return new Basket.Line(sku, "", TaxCategory.STANDARD, quantity, price, null);
  }

  private static Promotion promotion(String id, int priority, boolean combinable, Offer offer) {
    return new Promotion(
        id,
        "Title of " + id,
        priority,
        combinable,
        null,
        null,
        0,
        Validity.ALWAYS,
        Target.ALL,
        offer);
  }

  private static PriceList list(String id, int priority, PriceList.Entry... prices) {
    return new PriceList(id, id, priority, Validity.ALWAYS, Stream.of(prices).toList());
  }

  private static long unitPrice(List<PriceList> lists, int quantity) {
    return PriceEngine.price(
            new PriceRules(1, lists, List.of()), basket(Set.of(), line("TEA", quantity, 1_000)))
        .lines()
        .getFirst()
        .unitPrice();
  }
}
