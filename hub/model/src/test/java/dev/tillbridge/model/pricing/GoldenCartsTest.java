package dev.tillbridge.model.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.model.catalog.TaxCategory;
import dev.tillbridge.model.place.TaxMode;
import dev.tillbridge.model.sale.SaleTax;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The till computes prices in TypeScript, the hub in Java. The committed file of carts and answers
 * holds the two together: this test checks that it says what Java says, the till's own test that
 * TypeScript says the same. After a wanted change of the rule, write it anew with {@code
 * -Dgolden.write=true}.
 */
class GoldenCartsTest {

  private static final Path FILE = Path.of(System.getProperty("basedir", "."))
      .resolve("../../register-lite/src/pricing.golden.json")
      .normalize();
  private static final int CARTS = 400;
  private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void java_prices_a_cart_as_decimal_arithmetic_does(long seed) {
    var cart = Cart.of(seed);
    var price = cart.price();

    assertThat(price.subtotal().toDecimal().movePointRight(2))
        .isEqualByComparingTo(net(cart.items().stream()));
    var added = BigDecimal.ZERO;
    for (var tax : price.taxes()) {
      var taxable = net(cart.items().stream().filter(i -> i.category().equals(tax.category())));
      var amount = taxOn(taxable, tax.ratePpm(), cart.mode());
      assertThat(tax.taxable().minor()).isEqualTo(taxable.longValueExact());
      assertThat(tax.amount().minor()).isEqualTo(amount.longValueExact());
      added = cart.mode() == TaxMode.EXCLUSIVE ? added.add(amount) : added;
    }
    assertThat(price.total().minor())
        .isEqualTo(net(cart.items().stream()).add(added).longValueExact());
    assertThat(price.taxes().stream().map(SaleTax::category).toList()).isEqualTo(taxed(cart));
  }

  static LongStream seeds() {
    return LongStream.range(0, CARTS);
  }

  @Test
  void the_committed_carts_hold_exactly_what_java_answers() throws IOException {
    var expected = seeds()
        .mapToObj(seed -> GoldenJson.of(Cart.of(seed)))
        .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(FILE, expected);
    }
    assertThat(Files.readString(FILE))
        .as("%s is outdated: run this test with -Dgolden.write=true and look at the change", FILE)
        .isEqualTo(expected);
  }

  @Test
  void the_carts_try_what_matters() {
    var carts = seeds().mapToObj(Cart::of).toList();
    assertThat(carts).extracting(Cart::mode).contains(TaxMode.EXCLUSIVE, TaxMode.INCLUSIVE);
    for (int ppm : new int[] {0, 77_000, 81_000, 82_500, 99_750, 1_000_000}) {
      assertThat(carts).as("rate %s", ppm).anyMatch(c -> hasRate(c, ppm));
    }
    assertThat(carts).anyMatch(c -> c.items().stream().anyMatch(i -> i.quantity() == 1_000_000));
    assertThat(carts).anyMatch(c -> c.items().stream().anyMatch(i -> i.discount() == null));
    assertThat(carts)
        .as("an intermediate product beyond what a double holds exactly")
        .anyMatch(c -> c.price().subtotal().minor() > 1L << 40);
    assertThat(carts).as("a tie").anyMatch(GoldenCartsTest::hasTie);
  }

  private static boolean hasRate(Cart cart, int ppm) {
    return cart.rates().stream().anyMatch(r -> r.ratePpm() == ppm);
  }

  /** Half a cent exactly: here rounding up and to even may part. */
  private static boolean hasTie(Cart cart) {
    return cart.mode() == TaxMode.EXCLUSIVE
        && cart.price().taxes().stream()
            .anyMatch(t -> t.taxable()
                    .toDecimal()
                    .movePointRight(2)
                    .multiply(BigDecimal.valueOf(t.ratePpm()))
                    .remainder(MILLION)
                    .compareTo(BigDecimal.valueOf(500_000))
                == 0);
  }

  private static List<TaxCategory> taxed(Cart cart) {
    return cart.rates().stream()
        .filter(r -> r.ratePpm() > 0)
        .map(r -> r.category())
        .filter(c -> cart.items().stream().anyMatch(i -> i.category().equals(c)))
        .toList();
  }

  private static BigDecimal net(Stream<Cart.Item> items) {
    return items
        .map(i -> {
          var gross = BigDecimal.valueOf(i.unitPrice()).multiply(BigDecimal.valueOf(i.quantity()));
          var discount = i.discount();
          return discount == null ? gross : gross.subtract(BigDecimal.valueOf(discount));
        })
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal taxOn(BigDecimal taxable, int ppm, TaxMode mode) {
    var rate = BigDecimal.valueOf(ppm);
    var divisor = mode == TaxMode.EXCLUSIVE ? MILLION : MILLION.add(rate);
    return taxable.multiply(rate).divide(divisor, 0, RoundingMode.HALF_UP);
  }
}
