package dev.tillbridge.model.sale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.catalog.TaxCategory;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.place.LocationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SaleTest {

  private static final Currency USD = Currency.getInstance("USD");

  @Test
  void a_sale_is_paid_to_the_cent() {
    var sale = sale(List.of(line(2, 1_000, 100)), 500, List.of(tax(false, 198)), cash(2_598));

    assertThat(sale.subtotal()).isEqualTo(usd(2_400));
    assertThat(sale.tax()).isEqualTo(usd(198));
    assertThat(sale.total()).isEqualTo(usd(2_598));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1_999, 2_001})
  void a_cent_too_little_or_too_much_is_no_sale(long paid) {
    assertThatThrownBy(() -> sale(List.of(line(2, 1_000, 0)), 0, List.of(), cash(paid)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("due 20.00 USD");
  }

  @Test
  void an_included_tax_adds_nothing_to_the_total() {
    var sale = sale(List.of(line(1, 1_200, 0)), 0, List.of(tax(true, 200)), cash(1_200));
    assertThat(sale.total()).isEqualTo(usd(1_200));
    assertThat(sale.tax()).isEqualTo(usd(200));
  }

  @Test
  void several_tenders_pay_together() {
    var sale = sale(List.of(line(1, 1_000, 0)), 0, List.of(), cash(400), cash(600));
    assertThat(sale.tenders()).hasSize(2);
  }

  @Test
  void a_free_sale_still_says_how_it_was_paid() {
    assertThat(sale(List.of(line(1, 1_000, 1_000)), 0, List.of(), cash(0)).total())
        .isEqualTo(usd(0));
    assertThatThrownBy(() -> sale(List.of(line(1, 1_000, 1_000)), 0, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"1998, 2000, 2", "2002, 2000, -2", "2000, 2000, 0"})
  void cash_may_differ_by_what_it_was_rounded_by(long price, long cash, long rounding) {
    var sale = rounded(price, rounding, cash(cash));
    assertThat(sale.paid()).isEqualTo(usd(cash));
    assertThat(sale.total()).isEqualTo(usd(price));
  }

  @Test
  void only_cash_is_rounded_and_only_by_what_is_said() {
    var card = new Tender(Tender.Kind.CARD, usd(2_000), null, null, "slip");
    assertThatThrownBy(() -> rounded(1_998, 2, card)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> rounded(1_998, 3, cash(2_000)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Sale rounded(long price, long rounding, Tender... tenders) {
    return new Sale(
        new UUID(0, 1),
        Channel.COUNTER,
        new LocationId("main"),
        "R1",
        "R1-000001",
        null,
        Instant.EPOCH,
        USD,
        List.of(line(1, price, 0)),
        usd(0),
        List.of(),
        List.of(tenders),
        null,
        List.of(),
        usd(rounding));
  }

  @Test
  void nothing_sold_is_no_sale() {
    assertThatThrownBy(() -> sale(List.of(), 0, List.of(), cash(0)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void two_currencies_in_one_sale_are_refused() {
    var yen = new SaleLine(new Sku("A"), "A", 1, Money.of(10, "JPY"), Money.of(0, "JPY"));
    assertThatThrownBy(() -> sale(List.of(yen), 0, List.of(), cash(10)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_total_that_does_not_fit_is_refused_and_never_wraps() {
    var huge = line(1, Long.MAX_VALUE, 0);
    assertThatThrownBy(() -> sale(List.of(huge, huge), 0, List.of(), cash(0)))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> line(3, Long.MAX_VALUE / 2, 0))
        .isInstanceOf(ArithmeticException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1_000_001, Integer.MIN_VALUE, Integer.MAX_VALUE})
  void a_line_has_a_sensible_quantity(int quantity) {
    assertThatThrownBy(() -> line(quantity, 1, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_discount_lies_between_nothing_and_the_line() {
    assertThat(line(2, 500, 1_000).net()).isEqualTo(usd(0));
    assertThatThrownBy(() -> line(2, 500, 1_001)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> line(2, 500, -1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> line(2, -1, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void change_is_what_was_handed_over_too_much() {
    assertThat(new Tender(Tender.Kind.CASH, usd(750), usd(1_000), usd(250), null).amount())
        .isEqualTo(usd(750));
    assertThatThrownBy(() -> new Tender(Tender.Kind.CASH, usd(750), usd(1_000), usd(200), null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Tender(Tender.Kind.CASH, usd(750), usd(1_000), null, null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Tender(Tender.Kind.CASH, usd(-1), null, null, null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_charged_tax_is_never_negative() {
    assertThatThrownBy(() -> tax(false, -1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void what_is_done_to_the_lists_afterwards_changes_nothing() {
    var lines = new ArrayList<>(List.of(line(1, 1_000, 0)));
    var sale = sale(lines, 0, List.of(), cash(1_000));
    lines.clear();
    assertThat(sale.lines()).hasSize(1);
  }

  private static Sale sale(
      List<SaleLine> lines, long shipping, List<SaleTax> taxes, Tender... tenders) {
    return new Sale(
        new UUID(0, 1),
        Channel.COUNTER,
        new LocationId("main"),
        "R1",
        "R1-000001",
        null,
        Instant.EPOCH,
        USD,
        lines,
        usd(shipping),
        taxes,
        List.of(tenders),
        null);
  }

  private static SaleLine line(int quantity, long unitPrice, long discount) {
    return new SaleLine(new Sku("A"), "A", quantity, usd(unitPrice), usd(discount));
  }

  private static SaleTax tax(boolean included, long amount) {
    return new SaleTax(TaxCategory.STANDARD, "Tax", 82_500, included, usd(2_400), usd(amount));
  }

  private static Tender cash(long amount) {
    return new Tender(Tender.Kind.CASH, usd(amount), null, null, null);
  }

  private static Money usd(long minor) {
    return new Money(minor, USD);
  }
}
