package dev.tillbridge.hub.sales;

import static dev.tillbridge.hub.sales.SalesRig.MAIN;
import static dev.tillbridge.hub.sales.SalesRig.NOW;
import static dev.tillbridge.hub.sales.SalesRig.USD;
import static dev.tillbridge.hub.sales.SalesRig.usd;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.problem.FieldError;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.catalog.TaxCategory;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.place.Location;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.place.StockPolicy;
import dev.tillbridge.model.place.TaxMode;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.sale.SaleCharge;
import dev.tillbridge.model.sale.SaleTax;
import dev.tillbridge.model.sale.Tender;
import dev.tillbridge.model.stock.Hold;
import dev.tillbridge.model.stock.HoldState;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SaleCheckTest {

  private static final Sku MUG = new Sku("MUG");
  private static final LocationId OTHER = new LocationId("other");

  private @Nullable Location location = new Location(
      MAIN, "Main", ZoneOffset.UTC, USD, TaxMode.EXCLUSIVE, List.of(), StockPolicy.WARN);
  private @Nullable LocationId registerLocation = MAIN;
  private @Nullable Hold hold;
  private final CounterSale sale = CounterSale.of(MUG, 2, 1_000);

  private List<String> faults() {
    var errors = new Errors();
    var report = sale.report();
    if (!SaleCheck.sizes(report, errors)) {
      return text(errors.found());
    }
    return text(SaleCheck.faults(
        report, new SaleCheck.Facts(location, registerLocation, Set.of(MUG), hold, NOW)));
  }

  private static List<String> text(List<FieldError> errors) {
    return errors.stream().map(e -> e.field() + ": " + e.reason()).toList();
  }

  private void line(int quantity, long price, long discount) {
    sale.lines.clear();
    sale.lines.add(CounterSale.line(MUG, quantity, price, discount));
  }

  private void paid(NewSale.NewTender... tenders) {
    sale.tenders.clear();
    sale.tenders.addAll(List.of(tenders));
  }

  @Test
  void a_right_report_has_no_fault() {
    assertThat(faults()).isEmpty();
    sale.register = null;
    registerLocation = null;
    sale.receiptNumber = null;
    assertThat(faults()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1_000_001, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void a_quantity_lies_between_one_and_a_million(int quantity) {
    line(quantity, 1_000, 0);
    assertThat(faults()).containsExactly("lines[0].quantity: must be between 1 and 1000000");
  }

  @Test
  void many_lines_of_one_sku_are_counted_together() {
    line(1_000_000, 0, 0);
    sale.lines.add(CounterSale.line(MUG, 1, 0, 0));
    sale.taxes.clear();
    paid(CounterSale.cash(0));
    assertThat(faults()).containsExactly("lines[1].quantity: together more than 1000000 of MUG");
  }

  @Test
  void a_discount_does_not_exceed_its_line() {
    line(2, 1_000, 2_001);
    assertThat(faults()).containsExactly("lines[0].discount: must not exceed the line's 20.00 USD");
    line(2, 1_000, -1);
    assertThat(faults()).containsExactly("lines[0].discount: must not be negative");
    line(2, -1, 0);
    assertThat(faults()).containsExactly("lines[0].unitPrice: must not be negative");
  }

  @Test
  void one_currency_in_one_basket() {
    var yen = Currency.getInstance("JPY");
    sale.lines.add(new NewSale.Line(MUG, 1, new Money(1, yen), usd(0)));
    sale.taxes.add(new SaleTax(TaxCategory.ZERO, "Zero", 0, false, new Money(1, yen), usd(0)));
    sale.tenders.add(new NewSale.NewTender(Tender.Kind.CASH, new Money(1, yen), null, null, null));
    assertThat(faults())
        .containsExactly(
            "lines[1].unitPrice.currency: must be USD as the sale's, was JPY",
            "taxes[1].taxable.currency: must be USD as the sale's, was JPY",
            "tenders[1].amount.currency: must be USD as the sale's, was JPY");
  }

  @Test
  void the_currency_is_the_locations() {
    location = new Location(
        MAIN,
        "Main",
        ZoneOffset.UTC,
        Currency.getInstance("EUR"),
        TaxMode.EXCLUSIVE,
        List.of(),
        StockPolicy.WARN);
    assertThat(faults()).containsExactly("currency: main sells in EUR, not in USD");
  }

  @Test
  void what_was_paid_is_what_was_due() {
    paid(CounterSale.cash(2_164));
    assertThat(faults()).containsExactly("tenders: paid 21.64 USD, due 21.65 USD");
    paid(CounterSale.cash(2_000), CounterSale.cash(166));
    assertThat(faults()).containsExactly("tenders: paid 21.66 USD, due 21.65 USD");
    paid(CounterSale.cash(2_000), CounterSale.cash(165));
    assertThat(faults()).isEmpty();
  }

  private void step(@Nullable Integer step) {
    location = new Location(
        MAIN, "Main", ZoneOffset.UTC, USD, TaxMode.EXCLUSIVE, List.of(), StockPolicy.WARN, step);
  }

  @Test
  void cash_is_rounded_by_less_than_a_coin_and_only_where_it_is_rounded() {
    step(5);
    sale.rounding = usd(5);
    paid(CounterSale.cash(2_170));
    assertThat(faults())
        .containsExactly("rounding: must be less than the smallest coin at main, 5");
    sale.rounding = usd(-4);
    paid(CounterSale.cash(2_161));
    assertThat(faults()).isEmpty();
    step(null);
    assertThat(faults()).containsExactly("rounding: cash is not rounded at main");
  }

  @Test
  void what_was_paid_is_what_was_due_with_its_rounding() {
    step(10);
    sale.rounding = usd(5);
    paid(CounterSale.cash(2_165));
    assertThat(faults())
        .containsExactly("tenders: paid 21.65 USD, due 21.65 USD rounded by 0.05 USD");
    paid(CounterSale.card(usd(2_170), "slip 4711"));
    assertThat(faults()).containsExactly("rounding: is more than was paid in cash");
    sale.rounding = usd(Long.MIN_VALUE);
    assertThat(faults())
        .containsExactly(
            "rounding: must be less than the smallest coin at main, 10",
            "rounding: is larger than any coin");
  }

  @Test
  void money_that_is_elsewhere_has_a_name_there() {
    paid(CounterSale.card(usd(2_165), "slip 4711"));
    assertThat(faults()).isEmpty();
    for (var kind : List.of(Tender.Kind.CARD, Tender.Kind.ON_ACCOUNT)) {
      paid(new NewSale.NewTender(kind, usd(2_165), null, null, null, " "));
      assertThat(faults()).containsExactly("tenders[0].reference: must be 1 to 100 characters");
      paid(new NewSale.NewTender(kind, usd(2_165), usd(2_165), usd(0), null, "Ada"));
      assertThat(faults()).containsExactly("tenders[0].change: is given on cash only");
      paid(new NewSale.NewTender(kind, usd(2_165), null, null, UUID.randomUUID(), "Ada"));
      // A card is either charged through a gateway, or at a terminal of its own that prints a slip.
      assertThat(faults())
          .containsExactly(
              kind == Tender.Kind.CARD
                  ? "tenders[0].reference: is the gateway's business"
                  : "tenders[0].paymentId: is for payments through a gateway");
    }
    for (var kind : List.of(Tender.Kind.GIFT_CARD, Tender.Kind.STORE_CREDIT, Tender.Kind.DEPOSIT)) {
      paid(
          CounterSale.cash(2_165),
          new NewSale.NewTender(kind, usd(0), null, null, null, "CARD-0001"));
      assertThat(faults()).containsExactly("tenders[1].amount: must take something from the card");
    }
    paid(new NewSale.NewTender(Tender.Kind.CASH, usd(2_165), null, null, null, "Ada"));
    assertThat(faults()).containsExactly("tenders[0].reference: has no place with cash");
    paid(new NewSale.NewTender(Tender.Kind.SHOP, usd(2_165), null, null, null, "x"));
    assertThat(faults()).containsExactly("tenders[0].kind: is for orders of an online shop");
  }

  private void charged(SaleCharge.Kind kind, long amount, @Nullable String code) {
    sale.charges.clear();
    sale.charges.add(new NewSale.NewCharge(kind, "as charged", usd(amount), code));
    paid(CounterSale.cash(2_165 + amount));
  }

  @Test
  void a_card_that_is_paid_into_has_a_code_and_gets_something() {
    charged(SaleCharge.Kind.GIFT_CARD, 5_000, "CARD-0001");
    assertThat(faults()).isEmpty();
    charged(SaleCharge.Kind.GIFT_CARD, 0, "CARD-0001");
    assertThat(faults()).containsExactly("charges[0].amount: must be above zero");
    charged(SaleCharge.Kind.DEPOSIT, 5_000, null);
    assertThat(faults()).containsExactly("charges[0].code: must be 1 to 100 characters");
    charged(SaleCharge.Kind.TIP, 200, "CARD-0001");
    assertThat(faults()).containsExactly("charges[0].code: has no place with a tip");
    charged(SaleCharge.Kind.DUTY, 200, null);
    assertThat(faults()).containsExactly("charges[0].kind: is for orders of an online shop");
    charged(SaleCharge.Kind.TIP, 200, null);
    paid(CounterSale.cash(2_165));
    assertThat(faults()).containsExactly("tenders: paid 21.65 USD, due 23.65 USD");
  }

  @Test
  void what_was_sold_are_goods_or_cards() {
    sale.lines.clear();
    sale.taxes.clear();
    paid(CounterSale.cash(0));
    assertThat(faults()).containsExactly("lines: must have 1 to 1000 entries");
    sale.charges.add(
        new NewSale.NewCharge(SaleCharge.Kind.GIFT_CARD, "Card", usd(5_000), "CARD-0001"));
    paid(CounterSale.cash(5_000));
    assertThat(faults()).isEmpty();
  }

  @Test
  void change_is_right() {
    paid(CounterSale.cash(2_165, 3_000, 835));
    assertThat(faults()).isEmpty();
    paid(CounterSale.cash(2_165, 3_000, 834));
    assertThat(faults())
        .containsExactly(
            "tenders[0].change: tendered 30.00 USD less change 8.34 USD is not 21.65 USD");
    paid(CounterSale.cash(2_165, 2_000, -165));
    assertThat(faults()).containsExactly("tenders[0].change: must not be negative");
    paid(new NewSale.NewTender(Tender.Kind.CASH, usd(2_165), usd(2_165), null, null));
    assertThat(faults()).containsExactly("tenders[0].change: goes together with tendered");
  }

  @Test
  void a_tender_is_of_its_kind() {
    var payment = UUID.randomUUID();
    paid(new NewSale.NewTender(Tender.Kind.PAYPAL, usd(2_165), null, null, null));
    assertThat(faults()).containsExactly("tenders[0].paymentId: is missing");
    paid(new NewSale.NewTender(Tender.Kind.PAYPAL, usd(2_165), usd(2_165), usd(0), payment));
    assertThat(faults()).containsExactly("tenders[0].change: is given on cash only");
    paid(new NewSale.NewTender(Tender.Kind.CASH, usd(2_165), null, null, payment));
    assertThat(faults()).containsExactly("tenders[0].paymentId: has no place with cash");
    paid(new NewSale.NewTender(Tender.Kind.SHOP, usd(2_165), null, null, null));
    assertThat(faults()).containsExactly("tenders[0].kind: is for orders of an online shop");
    paid(CounterSale.paypal(usd(2_000), payment), CounterSale.paypal(usd(165), payment));
    assertThat(faults()).containsExactly("tenders[1].paymentId: is used twice");
  }

  @Test
  void a_negative_tender_does_not_make_up_for_another() {
    paid(CounterSale.cash(2_166), CounterSale.cash(-1));
    assertThat(faults()).containsExactly("tenders[1].amount: must not be negative");
  }

  @Test
  void a_tax_makes_sense() {
    sale.taxes.clear();
    sale.taxes.add(new SaleTax(TaxCategory.STANDARD, " ", 1_000_001, false, usd(10), usd(11)));
    sale.taxes.add(CounterSale.tax(-1, 0));
    sale.taxes.add(CounterSale.tax(2_000, 154));
    assertThat(faults())
        .containsExactly(
            "taxes[0].name: must be 1 to 100 characters",
            "taxes[0].ratePpm: must lie between 0 and 1000000",
            "taxes[0].amount: must not exceed the taxable 0.10 USD",
            "taxes[1].taxable: must not be negative",
            "taxes[2]: is listed twice: Sales tax on standard");
  }

  @Test
  void amounts_that_do_not_fit_are_refused_and_never_wrap() {
    line(2, Long.MAX_VALUE, 0);
    assertThat(faults()).containsExactly("lines[0].unitPrice: is too large for this quantity");

    sale.taxes.clear();
    line(1, Long.MAX_VALUE, 0);
    sale.lines.add(CounterSale.line(MUG, 1, Long.MAX_VALUE, 0));
    paid(CounterSale.cash(-2));
    assertThat(faults()).containsExactly("tenders[0].amount: must not be negative");
    paid(CounterSale.cash(5));
    assertThat(faults()).containsExactly("lines: the total is too large");

    line(1, 1_000, 0);
    paid(CounterSale.cash(Long.MAX_VALUE), CounterSale.cash(Long.MAX_VALUE));
    assertThat(faults()).containsExactly("tenders: paid ?, due 10.00 USD");
  }

  @Test
  void included_taxes_do_not_wrap_either() {
    line(1, Long.MAX_VALUE, 0);
    sale.taxes.clear();
    for (var name : List.of("A", "B")) {
      sale.taxes.add(new SaleTax(
          TaxCategory.STANDARD, name, 0, true, usd(Long.MAX_VALUE), usd(Long.MAX_VALUE)));
    }
    paid(CounterSale.cash(Long.MAX_VALUE));
    assertThat(faults()).containsExactly("lines: the total is too large");
  }

  @Test
  void a_sale_is_neither_of_the_future_nor_of_the_last_century() {
    sale.soldAt = NOW.plusSeconds(600);
    assertThat(faults()).isEmpty();
    sale.soldAt = NOW.plusSeconds(601);
    assertThat(faults())
        .containsExactly("soldAt: lies in the future, the hub's time is 2026-11-22T15:00:00Z");
    sale.soldAt = Instant.parse("1999-12-31T23:59:59Z");
    assertThat(faults()).containsExactly("soldAt: must not be before the year 2000");
  }

  @Test
  void what_is_named_exists() {
    location = null;
    registerLocation = null;
    sale.lines.add(CounterSale.line(new Sku("CUP"), 1, 0, 0));
    sale.channel = Channel.WEB;
    assertThat(faults())
        .containsExactly(
            "channel: must be COUNTER; web orders come from shops",
            "location: there is no location main",
            "register: there is no such register",
            "lines[1].sku: CUP is not in the catalogue");
  }

  @Test
  void register_and_hold_are_of_the_same_location() {
    registerLocation = OTHER;
    hold = new Hold(
        UUID.randomUUID(), OTHER, Channel.COUNTER, HoldState.HELD, List.of(), NOW, NOW, List.of());
    assertThat(faults())
        .containsExactly(
            "register: stands at location other", "holdId: is a hold of another location");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "-1", "R1 1", "R1\0", "Ä1", "R1;drop", "=cmd", "１"})
  void a_receipt_number_is_plain(String number) {
    sale.receiptNumber = number;
    assertThat(faults()).singleElement().asString().startsWith("receiptNumber: ");
  }

  @Test
  void lists_have_a_length_that_somebody_meant() {
    sale.lines.clear();
    sale.tenders.clear();
    assertThat(faults())
        .containsExactly(
            "lines: must have 1 to 1000 entries", "tenders: must have 1 to 20 entries");
    for (int i = 0; i < 1_001; i++) {
      sale.lines.add(CounterSale.line(MUG, 1, 1, 0));
    }
    paid(CounterSale.cash(1_001));
    assertThat(faults()).containsExactly("lines: must have 1 to 1000 entries");
  }

  @Test
  void a_free_sale_is_paid_with_nothing() {
    line(1, 1_000, 1_000);
    sale.taxes.clear();
    paid(CounterSale.cash(0));
    assertThat(faults()).isEmpty();
  }
}
