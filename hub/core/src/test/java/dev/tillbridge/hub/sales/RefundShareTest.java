package dev.tillbridge.hub.sales;

import static dev.tillbridge.hub.sales.SalesRig.USD;
import static dev.tillbridge.hub.sales.SalesRig.usd;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.sales.RefundShare.Part;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.catalog.TaxCategory;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.sale.Sale;
import dev.tillbridge.model.sale.SaleLine;
import dev.tillbridge.model.sale.SaleTax;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RefundShareTest {

  private static final TaxCategory BOOKS = new TaxCategory("books");

  private static SaleLine line(String sku, int quantity, long price, long discount) {
    return new SaleLine(new Sku(sku), sku, quantity, usd(price), usd(discount));
  }

  private static SaleTax tax(
      TaxCategory category, boolean included, long taxable, int ppm, long amount) {
    return new SaleTax(category, "Tax", ppm, included, usd(taxable), usd(amount));
  }

  private static SaleView sale(List<SaleLine> lines, long shipping, List<SaleTax> taxes) {
    var total = Sale.total(USD, lines, usd(shipping), taxes);
    var tax = taxes.stream().map(SaleTax::amount).reduce(Money.zero(USD), Money::plus);
    return new SaleView(
        UUID.randomUUID(),
        1,
        "PAID",
        Channel.WEB,
        new LocationId("main"),
        null,
        "#1001",
        null,
        Instant.EPOCH,
        Instant.EPOCH,
        USD,
        lines,
        usd(shipping),
        taxes,
        List.of(),
        total,
        tax,
        total,
        usd(0),
        null,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        null);
  }

  private static List<Long> oneByOne(RefundShare shares, int line, int units) {
    return LongStream.range(0, units)
        .map(before -> shares.of(line, (int) before, 1).amount().minor())
        .boxed()
        .toList();
  }

  @Test
  void three_single_returns_of_a_discounted_line_add_up_to_what_was_paid() {
    // 3 x 19.99 less 6.00 = 53.97, tax 8.25 % = 4.45, total 58.42.
    var sale = sale(
        List.of(line("MUG", 3, 1_999, 600)),
        0,
        List.of(tax(TaxCategory.STANDARD, false, 5_397, 82_500, 445)));
    var shares = new RefundShare(sale, Map.of());
    assertThat(oneByOne(shares, 0, 3)).containsExactly(1_947L, 1_948L, 1_947L);
    assertThat(shares.of(0, 0, 1).tax()).isEqualTo(usd(148));
    assertThat(shares.of(0, 1, 1).tax()).isEqualTo(usd(149));
    assertThat(shares.of(0, 0, 3).amount()).isEqualTo(sale.total());
  }

  @Test
  void a_line_bears_the_tax_of_its_own_category_only() {
    var sale = sale(
        List.of(line("MUG", 1, 1_000, 0), line("NOVEL", 2, 1_000, 0)),
        0,
        List.of(
            tax(TaxCategory.STANDARD, false, 1_000, 100_000, 100),
            tax(BOOKS, false, 2_000, 50_000, 100)));
    var shares = new RefundShare(sale, Map.of(new Sku("NOVEL"), BOOKS));
    assertThat(shares.of(0, 0, 1).amount()).isEqualTo(usd(1_100));
    assertThat(oneByOne(shares, 1, 2)).containsExactly(1_050L, 1_050L);
  }

  @Test
  void a_refund_is_the_rounded_share_of_what_was_charged_with_its_tax() {
    // 0.01 and 0.01 of tax: round(0.02 / 2) each time, not one cent of each at once.
    var sale = sale(
        List.of(line("PIN", 2, 1, 1)), 0, List.of(tax(TaxCategory.STANDARD, false, 1, 82_500, 1)));
    assertThat(oneByOne(new RefundShare(sale, Map.of()), 0, 2)).containsExactly(1L, 1L);
  }

  @Test
  void each_tax_of_several_is_told_by_itself() {
    var sale = sale(
        List.of(line("MUG", 3, 1_000, 0)),
        0,
        List.of(
            new SaleTax(TaxCategory.STANDARD, "GST", 50_000, false, usd(3_000), usd(150)),
            new SaleTax(TaxCategory.STANDARD, "QST", 99_750, false, usd(3_000), usd(299))));
    var shares = new RefundShare(sale, Map.of());
    assertThat(shares.taxes(0, 0, 1)).containsExactly(usd(50), usd(100));
    assertThat(shares.taxes(0, 1, 1)).containsExactly(usd(50), usd(99));
    assertThat(shares.taxes(0, 0, 3)).containsExactly(usd(150), usd(299));
  }

  @Test
  void tax_inside_the_price_is_named_and_not_added() {
    var sale = sale(
        List.of(line("MUG", 2, 1_200, 0)),
        0,
        List.of(tax(TaxCategory.STANDARD, true, 2_400, 200_000, 400)));
    var part = new RefundShare(sale, Map.of()).of(0, 0, 1);
    assertThat(part).isEqualTo(new Part(usd(1_200), usd(200)));
  }

  @Test
  void tax_on_shipping_stays_with_the_shipping_until_nothing_is_left() {
    // 10 % on 20.00 of goods and 5.00 shipping.
    var sale = sale(
        List.of(line("MUG", 2, 1_000, 0)),
        500,
        List.of(tax(TaxCategory.STANDARD, false, 2_000, 100_000, 250)));
    var shares = new RefundShare(sale, Map.of());
    var first = shares.of(0, 0, 1);
    assertThat(first.amount()).isEqualTo(usd(1_100));
    assertThat(shares.rest(first).amount()).isEqualTo(usd(1_650));
  }

  @Test
  void what_a_shop_calls_taxable_need_not_agree_with_our_categories() {
    var sale = sale(
        List.of(line("NOVEL", 1, 1_000, 0), line("MAP", 1, 500, 0)),
        0,
        List.of(tax(TaxCategory.STANDARD, false, 1_500, 100_000, 150)));
    var shares = new RefundShare(sale, Map.of(new Sku("NOVEL"), BOOKS, new Sku("MAP"), BOOKS));
    assertThat(shares.of(0, 0, 1).amount()).isEqualTo(usd(1_100));
    assertThat(shares.of(1, 0, 1).amount()).isEqualTo(usd(550));
  }

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  /** However an order is cancelled, in whatever steps and order: not a cent more or less. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void the_parts_add_up_to_the_total(long seed) {
    var random = new Random(seed * 0x9E3779B97F4A7C15L);
    var lines = new ArrayList<SaleLine>();
    long net = 0;
    for (int i = 0; i <= random.nextInt(4); i++) {
      int quantity = 1 + random.nextInt(9);
      long price = random.nextInt(100_000);
      long discount = random.nextLong(price * quantity + 1);
      lines.add(line("SKU" + i, quantity, price, discount));
      net += price * quantity - discount;
    }
    boolean included = random.nextBoolean();
    int ppm = random.nextInt(300_000);
    long amount = included ? net * ppm / (1_000_000 + ppm) : (net * ppm + 500_000) / 1_000_000;
    var sale = sale(
        lines,
        random.nextInt(2_000),
        List.of(tax(TaxCategory.STANDARD, included, net, ppm, amount)));
    var shares = new RefundShare(sale, Map.of());
    var gone = new int[lines.size()];
    var given = new Part(Money.zero(USD), Money.zero(USD));
    while (true) {
      var open = LongStream.range(0, lines.size())
          .mapToInt(i -> (int) i)
          .filter(i -> gone[i] < lines.get(i).quantity())
          .toArray();
      int line = open[random.nextInt(open.length)];
      int units = 1 + random.nextInt(lines.get(line).quantity() - gone[line]);
      boolean last = open.length == 1 && gone[line] + units == lines.get(line).quantity();
      var part = last ? shares.rest(given) : shares.of(line, gone[line], units);
      assertThat(part.amount().minor()).isNotNegative();
      assertThat(part.tax().minor()).isNotNegative();
      given = new Part(given.amount().plus(part.amount()), given.tax().plus(part.tax()));
      gone[line] += units;
      if (last) {
        break;
      }
    }
    assertThat(given.amount()).isEqualTo(sale.total());
    assertThat(given.tax()).isEqualTo(sale.tax());
  }
}
