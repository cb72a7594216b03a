package dev.tillbridge.hub.books;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.model.books.Role;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.catalog.TaxCategory;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.sale.ExternalRef;
import dev.tillbridge.model.sale.Sale;
import dev.tillbridge.model.sale.SaleCharge;
import dev.tillbridge.model.sale.SaleLine;
import dev.tillbridge.model.sale.SaleTax;
import dev.tillbridge.model.sale.Tender;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is entered for sales and refunds, against figures worked out by hand. */
class RecipesTest {

  private static final Sku CUP = new Sku("CUP");
  private static final Sku TEA = new Sku("TEA");
  private static final Map<Sku, String> TYPES = Map.of(CUP, "Crockery", TEA, "Food");

  private final List<SaleLine> lines = new ArrayList<>();
  private final List<SaleTax> taxes = new ArrayList<>();
  private final List<Tender> tenders = new ArrayList<>();
  private final List<SaleCharge> charges = new ArrayList<>();
  private String currency = "USD";
  private long shipping;

  private Money money(long minor) {
    return Money.of(minor, currency);
  }

  private void line(Sku sku, int quantity, long price, long discount) {
    lines.add(new SaleLine(sku, sku.code(), quantity, money(price), money(discount)));
  }

  private void tax(String name, boolean included, long taxable, long amount) {
    taxes.add(
        new SaleTax(TaxCategory.STANDARD, name, 100_000, included, money(taxable), money(amount)));
  }

  private void paid(Tender.Kind kind, long amount) {
    tenders.add(new Tender(kind, money(amount), null, null, null));
  }

  private Sale sale() {
    boolean web = tenders.stream().anyMatch(t -> t.kind() == Tender.Kind.SHOP);
    return new Sale(
        UUID.randomUUID(),
        web ? Channel.WEB : Channel.COUNTER,
        new LocationId("main"),
        web ? null : "R1",
        "R1-1",
        web ? new ExternalRef("shopify", "lark", "1") : null,
        Instant.EPOCH,
        Currency.getInstance(currency),
        lines,
        money(shipping),
        taxes,
        tenders,
        null,
        charges);
  }

  private List<DraftLine> entry() {
    return SaleRecipe.of(sale(), TYPES);
  }

  private static List<String> words(List<DraftLine> lines) {
    return lines.stream()
        .map(l -> String.join(
                " ",
                l.role().name(),
                l.category(),
                l.key(),
                Long.toString(l.amount().minor()))
            .replaceAll(" +", " "))
        .toList();
  }

  @Test
  void cash_is_entered_as_what_stayed_in_the_drawer_and_tax_on_top_by_its_name() {
    line(CUP, 2, 1_000, 0);
    tax("State tax", false, 2_000, 165);
    tenders.add(new Tender(Tender.Kind.CASH, money(2_165), money(2_200), money(35), null));
    assertThat(words(entry()))
        .containsExactly("CASH 2165", "TAX standard State tax -165", "SALES Crockery -2000");
  }

  @Test
  void tax_inside_the_prices_is_taken_out_of_goods_and_shipping_in_proportion() {
    // 100.00 of goods and 20.00 of shipping, with 20.00 of tax inside: 16.67 and 3.33.
    line(CUP, 1, 10_000, 0);
    shipping = 2_000;
    tax("VAT", true, 12_000, 2_000);
    paid(Tender.Kind.SHOP, 12_000);
    assertThat(words(entry()))
        .containsExactly(
            "SHOP lark 12000", "TAX standard VAT -2000", "SALES Crockery -8333", "SHIPPING -1667");
  }

  @Test
  void goods_are_entered_before_their_discounts_by_their_kind() {
    line(CUP, 3, 1_000, 500);
    line(TEA, 1, 400, 100);
    paid(Tender.Kind.CASH, 2_000);
    paid(Tender.Kind.PAYPAL, 800);
    assertThat(words(entry()))
        .containsExactly(
            "CASH 2000",
            "PAYPAL 800",
            "SALES Crockery -3000",
            "SALES Food -400",
            "DISCOUNT Crockery 500",
            "DISCOUNT Food 100");
  }

  @Test
  void tips_duties_fees_and_gift_cards_each_have_their_place() {
    line(CUP, 1, 1_000, 0);
    charges.add(new SaleCharge(SaleCharge.Kind.TIP, "Tip", money(200)));
    charges.add(new SaleCharge(SaleCharge.Kind.DUTY, "Duty", money(50)));
    charges.add(new SaleCharge(SaleCharge.Kind.FEE, "Cash on delivery", money(30)));
    paid(Tender.Kind.GIFT_CARD, 700);
    paid(Tender.Kind.SHOP, 580);
    assertThat(words(entry()))
        .containsExactly(
            "SHOP lark 580",
            "TIP -200",
            "DUTY -50",
            "GIFT_CARD 700",
            "SALES Crockery -1000",
            "FEE_CHARGED -30");
  }

  @Test
  void what_was_given_away_at_full_discount_is_entered_and_what_has_no_price_is_not() {
    line(CUP, 1, 1_000, 1_000);
    paid(Tender.Kind.CASH, 0);
    assertThat(words(entry())).containsExactly("SALES Crockery -1000", "DISCOUNT Crockery 1000");
    lines.clear();
    line(CUP, 1, 0, 0);
    assertThat(entry()).isEmpty();
  }

  /** Third parts of amounts in currencies of every kind: nothing is lost, whatever the decimals. */
  @ParameterizedTest
  @CsvSource({
    "KWD, 10000, 3333",
    "JPY, 1000, 333",
    "CHF, 4783, 358",
    "IDR, 999999999999, 99099099099"
  })
  void a25_the_parts_of_a_sale_add_up_in_every_currency(String code, long price, long tax) {
    currency = code;
    line(CUP, 1, price, price / 3);
    line(TEA, 3, price / 3, 1);
    long due = price - price / 3 + 3 * (price / 3) - 1;
    tax("VAT", true, due, tax);
    paid(Tender.Kind.CASH, due);
    var entry = entry();
    assertThat(entry.stream().mapToLong(l -> l.amount().minor()).sum()).isZero();
    assertThat(entry)
        .filteredOn(l -> l.role() == Role.TAX)
        .extracting(l -> l.amount().minor())
        .containsExactly(-tax);
    // Goods before discounts, less the tax inside them.
    assertThat(entry.stream()
            .filter(l -> l.role() == Role.SALES)
            .mapToLong(l -> l.amount().minor())
            .sum())
        .isEqualTo(tax - price - 3 * (price / 3));
  }

  private Position position() {
    return new Position(Currency.getInstance(currency)).add(entry());
  }

  private static RefundRecipe.Told told(long goods, long shipping, long tax, long amount) {
    return new RefundRecipe.Told(
        goods == 0 ? Map.of() : Map.of("Crockery", goods), shipping, tax, amount);
  }

  @Test
  void a_refund_of_a_part_takes_goods_and_tax_back_the_way_the_money_came() {
    // 120.00 with 20.00 of tax in it; 60.00 go back.
    line(CUP, 2, 6_000, 0);
    tax("VAT", true, 12_000, 2_000);
    paid(Tender.Kind.SHOP, 12_000);
    assertThat(words(RefundRecipe.refunded(position(), told(5_000, 0, 1_000, 6_000))))
        .containsExactly("SHOP lark -6000", "TAX standard VAT 1000", "SALES Crockery 5000");
  }

  @Test
  void the_last_refund_takes_all_that_is_left_with_tips_and_the_tax_on_shipping() {
    line(CUP, 2, 1_000, 0);
    shipping = 500;
    tax("State tax", false, 2_000, 206);
    charges.add(new SaleCharge(SaleCharge.Kind.TIP, "Tip", money(100)));
    paid(Tender.Kind.SHOP, 2_806);
    var position = position();
    position.add(RefundRecipe.refunded(position, told(1_000, 0, 83, 1_083)));
    position.add(RefundRecipe.refunded(position, told(1_000, 500, 82, 1_723)));
    assertThat(position.lines()).isEmpty();
  }

  @Test
  void shops_tell_of_shipping_without_its_tax() {
    line(CUP, 1, 1_000, 0);
    shipping = 500;
    tax("State tax", false, 1_000, 124);
    paid(Tender.Kind.SHOP, 1_624);
    assertThat(words(RefundRecipe.refunded(position(), told(0, 500, 0, 541))))
        .containsExactly("SHOP lark -541", "TAX standard State tax 41", "SHIPPING 500");
  }

  @Test
  void money_for_nothing_is_let_off_the_price() {
    line(CUP, 1, 1_000, 0);
    paid(Tender.Kind.SHOP, 1_000);
    assertThat(words(RefundRecipe.refunded(position(), told(0, 0, 0, 300))))
        .containsExactly("SHOP lark -300", "DISCOUNT 300");
  }

  @Test
  void what_is_taken_off_without_money_is_owed_until_the_money_goes_back() {
    line(CUP, 2, 1_000, 0);
    tax("State tax", false, 2_000, 165);
    paid(Tender.Kind.SHOP, 2_165);
    var position = position();
    var off = RefundRecipe.refunded(position, told(1_000, 0, 83, 0));
    assertThat(words(off))
        .containsExactly("TAX standard State tax 83", "OWED -1083", "SALES Crockery 1000");
    position.add(off);
    assertThat(words(RefundRecipe.refunded(position, told(0, 0, 0, 1_083))))
        .containsExactly("SHOP lark -1083", "OWED 1083");
  }

  @Test
  void what_gateways_had_not_taken_goes_back_on_gift_cards() {
    line(CUP, 1, 5_000, 0);
    paid(Tender.Kind.GIFT_CARD, 3_000);
    paid(Tender.Kind.SHOP, 2_000);
    assertThat(words(RefundRecipe.refunded(position(), told(4_000, 0, 0, 4_000))))
        .containsExactly("SHOP lark -2000", "GIFT_CARD -2000", "SALES Crockery 4000");
  }

  @Test
  void no_refund_takes_more_goods_back_than_were_sold() {
    line(CUP, 1, 1_000, 0);
    paid(Tender.Kind.SHOP, 1_000);
    var position = position();
    position.add(RefundRecipe.allOwed(position));
    assertThat(words(position.lines())).containsExactly("SHOP lark 1000", "OWED -1000");
    // The money follows the end of the order, and tells of the goods again.
    position.add(RefundRecipe.refunded(position, told(600, 0, 0, 600)));
    assertThat(words(position.lines())).containsExactly("SHOP lark 400", "OWED -400");
    position.add(RefundRecipe.refunded(position, told(400, 0, 0, 400)));
    assertThat(position.lines()).isEmpty();
  }

  /**
   * However a sale is given back: no entry is off, no kind of line goes past zero, and the last refund
   * leaves nothing.
   */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void a_sale_that_is_given_back_in_parts_comes_to_zero(long seed) {
    var random = new Random(seed);
    boolean included = random.nextBoolean();
    int count = 1 + random.nextInt(4);
    long goods = 0;
    for (int i = 0; i < count; i++) {
      long price = 1 + random.nextLong(99_999);
      int units = 1 + random.nextInt(5);
      long discount = random.nextInt(3) == 0 ? random.nextLong(price * units) : 0;
      line(random.nextBoolean() ? CUP : TEA, units, price, discount);
      goods += price * units - discount;
    }
    shipping = random.nextInt(3) == 0 ? random.nextLong(2_000) : 0;
    long base = goods + shipping;
    long tax = BigDecimal.valueOf(base).multiply(new BigDecimal("0.0825")).longValue();
    if (tax > 0) {
      tax("A", included, base, tax - tax / 3);
      tax("B", included, base, tax / 3);
    }
    long due = included ? base : base + tax;
    long card = random.nextInt(3) == 0 ? random.nextLong(due + 1) : 0;
    paid(Tender.Kind.SHOP, due - card);
    paid(Tender.Kind.GIFT_CARD, card);
    var position = position();
    long left = due;
    while (left > 0) {
      long amount = random.nextInt(3) == 0 ? left : 1 + random.nextLong(left);
      long taxPart =
          BigDecimal.valueOf(amount).multiply(new BigDecimal("0.0762")).longValue();
      long ship = random.nextInt(4) == 0 ? Math.min(amount - taxPart, shipping) : 0;
      var refund = RefundRecipe.refunded(
          position,
          new RefundRecipe.Told(
              Map.of(random.nextBoolean() ? "Crockery" : "Food", amount - taxPart - ship),
              ship,
              taxPart,
              amount));
      assertThat(refund.stream().mapToLong(l -> l.amount().minor()).sum()).isZero();
      assertThat(refund.stream()
              .filter(l -> l.role().isTender())
              .mapToLong(l -> l.amount().minor())
              .sum())
          .isEqualTo(-amount);
      position.add(refund);
      left -= amount;
      assertThat(position.paid()).isEqualTo(left);
      assertThat(position.sum(Role.TAX)).isNotPositive();
      assertThat(position.sum(Role.SHIPPING)).isNotPositive();
    }
    assertThat(position.lines()).isEmpty();
  }

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }
}
