package dev.tillbridge.hub.returns;

import static dev.tillbridge.hub.returns.RefundRig.back;
import static dev.tillbridge.hub.returns.RefundRig.chf;
import static dev.tillbridge.hub.returns.RefundRig.paid;
import static dev.tillbridge.hub.sales.AtOnce.atOnce;
import static dev.tillbridge.hub.sales.SalesRig.MAIN;
import static dev.tillbridge.hub.sales.SalesRig.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.problem.WrongState;
import dev.tillbridge.hub.sales.CounterSale;
import dev.tillbridge.hub.sales.NewSale;
import dev.tillbridge.hub.sales.SaleView;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.sale.Tender.Kind;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;

class CounterRefundsTest {

  private final RefundRig rig = new RefundRig();
  private final Sku mug = rig.hub.shelf("MUG", 1_999, 100);

  @AfterEach
  void close() {
    rig.close();
  }

  /** 3 x 19.99 less 6.00, tax 4.45: 58.42 in cash. */
  private SaleView mugs() {
    var sale = new CounterSale();
    sale.lines.add(CounterSale.line(mug, 3, 1_999, 600));
    sale.taxes.add(CounterSale.tax(5_397, 445));
    sale.tenders.add(CounterSale.cash(5_842));
    sale.receiptNumber = null;
    return rig.hub.sales.record(sale.report()).view();
  }

  @Test
  void a_refund_is_told_once_with_all_that_the_books_need() {
    var sale = mugs();
    var refund = rig.units(sale, 1, 1);

    var given = rig.give(refund);

    assertThat(rig.give(refund)).isEqualTo(given);
    assertThat(rig.told).containsExactly(given);
    assertThat(rig.refunds.find(given.id())).contains(given);
    assertThat(rig.refunds.ofSale(sale.id())).containsExactly(given);
    assertThat(given.receiptNumber()).startsWith("RF-");
    assertThat(given.businessDay()).isEqualTo("2026-11-22");
    assertThat(given.saleDay()).isEqualTo(given.businessDay());
    var figures = given.figures();
    assertThat(figures.amount()).isEqualTo(usd(1_947));
    assertThat(figures.tax()).isEqualTo(usd(148));
    assertThat(figures.lines())
        .containsExactly(
            new RefundFigures.Line(1, mug, "Mug MUG - Blue", 1, usd(200), usd(1_947), usd(148)));
    assertThat(figures.taxes())
        .extracting(t -> t.name() + " " + t.amount())
        .containsExactly("Sales tax 1.48 USD");
    assertThat(figures.tenders()).containsExactly(back(Kind.CASH, usd(1_947)));
  }

  @Test
  void another_refund_under_the_same_id_is_refused() {
    var sale = mugs();
    var refund = rig.units(sale, 1, 1);
    rig.give(refund);
    var other = new NewRefund(
        refund.id(),
        sale.id(),
        MAIN,
        "R1",
        null,
        refund.at(),
        "another reason",
        refund.units(),
        List.of(),
        List.of(),
        false,
        null);
    assertThatThrownBy(() -> rig.give(other)).isInstanceOf(IdReused.class);
    assertThat(rig.told).hasSize(1);
  }

  @Test
  void fifty_parallel_tellings_of_one_refund_are_one_refund() throws Exception {
    var refund = rig.units(mugs(), 1, 2);
    assertThat(atOnce(50, () -> rig.give(refund))).containsOnly(rig.give(refund));
    assertThat(rig.told).hasSize(1);
  }

  @Test
  void fifty_parallel_refunds_of_three_units_are_three() throws Exception {
    var sale = mugs();
    var given = atOnce(50, () -> {
      try {
        rig.give(rig.units(sale, 1, 1));
        return true;
      } catch (BadInput tooMany) {
        return false;
      }
    });
    assertThat(given).filteredOn(yes -> yes).hasSize(3);
    assertThat(rig.refunds.ofSale(sale.id()))
        .extracting(r -> r.figures().amount().minor())
        .containsExactlyInAnyOrder(1_947L, 1_948L, 1_947L);
  }

  @Test
  void the_database_itself_refuses_more_than_was_sold_or_charged() {
    var sale = mugs();
    rig.give(rig.units(sale, 1, 2));
    for (var beyond : List.of("units = 4", "amount = 5843", "gone = 2")) {
      assertThatThrownBy(
              () -> rig.hub.db.jdbc().sql("update refunded_line set " + beyond).update())
          .isInstanceOf(DataIntegrityViolationException.class)
          .hasMessageContaining("never_more_");
    }
    assertThatThrownBy(() ->
            rig.hub.db.jdbc().sql("update refunded_tender set back = paid + 1").update())
        .isInstanceOf(DataIntegrityViolationException.class)
        .hasMessageContaining("never_more_than_it_paid");
    assertThatThrownBy(
            () -> rig.hub.db.jdbc().sql("update sale_refund set amount = 0").update())
        .isInstanceOf(DataAccessException.class)
        .hasMessageContaining("append-only");
  }

  @Test
  void a_sale_that_was_undone_or_never_made_gives_nothing_back() {
    var sale = mugs();
    rig.hub.db.jdbc().sql("update sale set state = 'CANCELLED'").update();
    assertThatThrownBy(() -> rig.give(rig.units(sale, 1, 1))).isInstanceOf(WrongState.class);
    var nowhere = new NewRefund(
        UUID.randomUUID(),
        UUID.randomUUID(),
        MAIN,
        null,
        null,
        rig.hub.clock.instant(),
        "x",
        List.of(new NewRefund.Units(1, 1)),
        List.of(),
        List.of(),
        false,
        null);
    assertThatThrownBy(() -> rig.give(nowhere)).isInstanceOf(NotFound.class);
    assertThat(rig.hub.count("sale_refund")).isZero();
  }

  @Test
  void money_goes_back_the_way_it_came_and_cash_last() {
    var sale = rig.coins(
        chf(2),
        List.of(new NewSale.Line(mug, 1, chf(4_783), chf(0))),
        paid(Kind.CASH, 1_785),
        paid(Kind.CARD, 3_000));
    assertThat(rig.refunds.quote(rig.units(sale, 1, 1)).tenders())
        .extracting(t -> t.kind() + " " + t.amount())
        .containsExactly("CARD 30.00 CHF", "CASH 17.85 CHF");
    var withoutSlip = rig.units(sale, 1, 1);
    assertThatThrownBy(() -> rig.give(withoutSlip))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("give 30.00 CHF back at the terminal");
    var allInCash = rig.units(sale, 1, 1, back(Kind.CASH, chf(4_785)));
    assertThatThrownBy(() -> rig.give(allInCash))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("CASH 17.85 CHF, CARD 30.00 CHF");

    var given =
        rig.give(rig.units(sale, 1, 1, back(Kind.CARD, chf(3_000)), back(Kind.CASH, chf(1_785))));

    assertThat(given.figures().amount()).isEqualTo(chf(4_783));
    assertThat(given.figures().rounding()).isEqualTo(chf(-2));
  }

  @Test
  void it_goes_back_otherwise_when_somebody_says_so() {
    var sale = rig.coins(
        chf(0), List.of(new NewSale.Line(mug, 1, chf(4_783), chf(0))), paid(Kind.CARD, 4_783));
    var inCash = rig.units(sale, 1, 1, back(Kind.CASH, chf(4_785)));
    var allowed = new NewRefund(
        inCash.id(),
        sale.id(),
        sale.location(),
        null,
        null,
        inCash.at(),
        "card expired",
        inCash.units(),
        List.of(),
        inCash.tenders(),
        true,
        null);
    var given = rig.give(allowed);
    assertThat(given.figures().rounding()).isEqualTo(chf(-2));
    assertThat(given.figures().tenders()).containsExactly(back(Kind.CASH, chf(4_785)));
    assertThat(given.approvedBy()).isEqualTo("Olivia");
  }

  @Test
  void without_a_receipt_never_more_than_the_catalogue_says() {
    var loose = loose(1_999, 2);
    var given = rig.give(loose);
    // 39.98 and 8.25 % of it.
    assertThat(given.figures().amount()).isEqualTo(usd(4_328));
    assertThat(given.figures().tax()).isEqualTo(usd(330));
    assertThat(given.saleId()).isNull();
    assertThatThrownBy(() -> rig.give(loose(2_000, 1)))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("not more than the catalogue's 19.99 USD");
    assertThatThrownBy(() -> rig.give(loose(0, 1))).isInstanceOf(BadInput.class);
  }

  private NewRefund loose(long price, int quantity) {
    return new NewRefund(
        UUID.randomUUID(),
        null,
        MAIN,
        "R1",
        null,
        rig.hub.clock.instant(),
        "a gift",
        List.of(),
        List.of(new NewRefund.Loose(mug, quantity, usd(price))),
        List.of(),
        false,
        null);
  }

  @Test
  void an_exchange_pays_as_far_as_it_goes() {
    var cap = rig.hub.shelf("CAP", 2_500, 10);
    var sale = mugs();
    var dearer = taken(cap, 2_500, 206, 1_947, 759);
    var refund = rig.refund(sale, List.of(new NewRefund.Units(1, 1)), dearer);

    var given = rig.give(refund);

    assertThat(given.exchangeSale()).isEqualTo(dearer.id());
    assertThat(given.figures().tenders())
        .containsExactly(
            new NewRefund.Back(Kind.EXCHANGE, usd(1_947), dearer.id().toString()));
    var taken = rig.hub.sales.find(dearer.id()).orElseThrow();
    assertThat(taken.total()).isEqualTo(usd(2_706));
    assertThat(taken.tenders())
        .extracting(t -> t.kind() + " " + t.amount() + " " + t.reference())
        .containsExactly("EXCHANGE 19.47 USD " + refund.id(), "CASH 7.59 USD null");
    assertThat(rig.give(refund)).as("told again").isEqualTo(given);
    assertThat(rig.hub.count("sale")).isEqualTo(2);
  }

  @Test
  void what_an_exchange_does_not_need_goes_back() {
    var pin = rig.hub.shelf("PIN", 500, 10);
    var cheaper = taken(pin, 500, 41, 541, 0);
    var given = rig.give(rig.refund(mugs(), List.of(new NewRefund.Units(1, 1)), cheaper));
    assertThat(given.figures().tenders())
        .extracting(t -> t.kind() + " " + t.amount())
        .containsExactly("EXCHANGE 5.41 USD", "CASH 14.06 USD");
  }

  @Test
  void an_exchange_that_pays_too_much_or_too_little_changes_nothing() {
    var pin = rig.hub.shelf("PIN", 500, 10);
    var sale = mugs();
    for (var wrong : List.of(taken(pin, 500, 41, 540, 1), taken(pin, 500, 41, 542, 0))) {
      assertThatThrownBy(
              () -> rig.give(rig.refund(sale, List.of(new NewRefund.Units(1, 1)), wrong)))
          .isInstanceOf(BadInput.class)
          .hasMessageContaining("exchange.tenders[0].amount: the exchange pays 5.41 USD");
    }
    assertThatThrownBy(() -> rig.hub.sales.record(taken(pin, 500, 41, 541, 0)))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("comes with the refund");
    assertThat(rig.hub.count("sale")).isEqualTo(1);
    assertThat(rig.hub.count("sale_refund")).isZero();
    assertThat(rig.hub.count("refunded_line")).isZero();
  }

  /** A sale of one thing that an exchange pays for, and cash as far as it does not. */
  private static NewSale taken(Sku sku, long price, long tax, long exchange, long cash) {
    var sale = new CounterSale();
    sale.receiptNumber = null;
    sale.lines.add(CounterSale.line(sku, 1, price, 0));
    sale.taxes.add(CounterSale.tax(price, tax));
    sale.tenders.add(new NewSale.NewTender(Kind.EXCHANGE, usd(exchange), null, null, null));
    if (cash > 0) {
      sale.tenders.add(CounterSale.cash(cash));
    }
    return sale.report();
  }
}
