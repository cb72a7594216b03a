package dev.tillbridge.model.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.model.catalog.TaxCategory;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.place.TaxMode;
import dev.tillbridge.model.place.TaxRate;
import dev.tillbridge.model.sale.SaleTax;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PricingTest {

  private static final Currency USD = Currency.getInstance("USD");
  private static final TaxCategory REDUCED = new TaxCategory("reduced");

  @Test
  void tax_comes_on_top_where_prices_exclude_it() {
    var total = Pricing.of(USD, TaxMode.EXCLUSIVE, List.of(rate(82_500)), List.of(standard(5_397)));

    assertThat(total.subtotal()).isEqualTo(usd(5_397));
    assertThat(total.taxes())
        .containsExactly(
            new SaleTax(TaxCategory.STANDARD, "Tax", 82_500, false, usd(5_397), usd(445)));
    assertThat(total.total()).isEqualTo(usd(5_842));
  }

  @Test
  void tax_lies_inside_the_price_where_prices_include_it() {
    var total =
        Pricing.of(USD, TaxMode.INCLUSIVE, List.of(rate(200_000)), List.of(standard(12_000)));

    assertThat(total.taxes()).extracting(SaleTax::amount).containsExactly(usd(2_000));
    assertThat(total.taxes()).extracting(SaleTax::included).containsExactly(true);
    assertThat(total.total()).isEqualTo(usd(12_000));
  }

  @ParameterizedTest(name = "{0} at {1} ppm in {2} is {3}")
  @CsvSource({
    "500, 1000, EXCLUSIVE, 1",
    "499, 1000, EXCLUSIVE, 0",
    "449516, 99750, EXCLUSIVE, 44839",
    "10, 50000, EXCLUSIVE, 1",
    "100, 81000, INCLUSIVE, 7",
    "3, 200000, INCLUSIVE, 1",
    "2, 1000000, INCLUSIVE, 1",
    "1, 1000000, INCLUSIVE, 1"
  })
  void half_a_cent_is_rounded_up(long taxable, int ppm, TaxMode mode, long tax) {
    var total = Pricing.of(USD, mode, List.of(rate(ppm)), List.of(standard(taxable)));
    assertThat(total.taxes()).extracting(SaleTax::amount).containsExactly(usd(tax));
  }

  @Test
  void tax_does_not_depend_on_how_goods_are_spread_over_lines() {
    var rates = List.of(rate(82_500));
    var together = Pricing.of(USD, TaxMode.EXCLUSIVE, rates, List.of(standard(30)));
    var apart = Pricing.of(
        USD, TaxMode.EXCLUSIVE, rates, List.of(standard(10), standard(10), standard(10)));
    assertThat(apart).isEqualTo(together);
  }

  @Test
  void taxes_are_listed_in_the_order_of_the_rates_and_only_where_there_is_something_to_tax() {
    var rates = List.of(
        new TaxRate(REDUCED, "Reduced", 70_000),
        new TaxRate(TaxCategory.ZERO, "Zero", 0),
        rate(190_000),
        new TaxRate(new TaxCategory("books"), "Books", 50_000));
    var lines = List.of(
        standard(100),
        new Pricing.Line(usd(100), REDUCED),
        new Pricing.Line(usd(100), TaxCategory.ZERO));
    assertThat(Pricing.of(USD, TaxMode.EXCLUSIVE, rates, lines).taxes())
        .extracting(SaleTax::name)
        .containsExactly("Reduced", "Tax");
  }

  @Test
  void a_category_without_a_rate_is_not_taxed() {
    var total = Pricing.of(
        USD,
        TaxMode.EXCLUSIVE,
        List.of(rate(82_500)),
        List.of(new Pricing.Line(usd(100), REDUCED)));
    assertThat(total.taxes()).isEmpty();
    assertThat(total.total()).isEqualTo(usd(100));
  }

  @Test
  void an_amount_that_does_not_fit_is_refused_and_never_wraps() {
    var lines = List.of(standard(Long.MAX_VALUE), standard(1));
    assertThatThrownBy(() -> Pricing.of(USD, TaxMode.EXCLUSIVE, List.of(), lines))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Pricing.of(
            USD, TaxMode.EXCLUSIVE, List.of(rate(1_000_000)), List.of(standard(Long.MAX_VALUE))))
        .isInstanceOf(ArithmeticException.class);
  }

  private static TaxRate rate(int ppm) {
    return new TaxRate(TaxCategory.STANDARD, "Tax", ppm);
  }

  private static Pricing.Line standard(long net) {
    return new Pricing.Line(usd(net), TaxCategory.STANDARD);
  }

  private static Money usd(long minor) {
    return new Money(minor, USD);
  }
}
