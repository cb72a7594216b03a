package dev.tillbridge.hub.returns;

import static dev.tillbridge.hub.returns.RefundRig.back;
import static dev.tillbridge.hub.returns.RefundRig.chf;
import static dev.tillbridge.hub.returns.RefundRig.paid;
import static dev.tillbridge.hub.sales.SalesRig.usd;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.books.Cause;
import dev.tillbridge.hub.books.Ledger;
import dev.tillbridge.hub.books.NaiveSums;
import dev.tillbridge.hub.sales.CounterSale;
import dev.tillbridge.hub.sales.NewSale;
import dev.tillbridge.hub.sales.SaleView;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.sale.Tender.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the ledger says of money that went back at the counter. */
class RefundsInTheLedgerTest {

  private final RefundRig rig = new RefundRig();
  private final Sku mug = rig.hub.shelf("MUG", 1_999, 100);

  @AfterEach
  void close() {
    assertThat(NaiveSums.reported(rig.hub.db)).isEqualTo(NaiveSums.of(rig.hub.db));
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
  void scenario_23_part_by_part_a_sale_comes_to_zero_on_every_account() {
    var sale = mugs();
    rig.give(rig.units(sale, 1, 1));
    assertThat(NaiveSums.of(rig.hub.db))
        .isEqualTo(Map.of("1010", 3_895L, "2200", -297L, "4000", -3_998L, "4100", 400L));
    rig.give(rig.units(sale, 1, 1));
    assertThat(NaiveSums.of(rig.hub.db))
        .isEqualTo(Map.of("1010", 1_947L, "2200", -148L, "4000", -1_999L, "4100", 200L));
    rig.give(rig.units(sale, 1, 1));
    assertThat(NaiveSums.of(rig.hub.db)).isEmpty();
    assertThat(new Ledger(rig.hub.db.jdbc()).ofSale(sale.id())).hasSize(4);
  }

  @Test
  void a_refund_that_is_told_twice_is_entered_once() {
    var refund = rig.units(mugs(), 1, 2);
    rig.give(refund);
    rig.give(refund);
    assertThat(NaiveSums.of(rig.hub.db, Cause.REFUND))
        .isEqualTo(Map.of("1010", -3_895L, "2200", 297L, "4000", 3_998L, "4100", -400L));
  }

  @Test
  void scenario_20_rounded_cash_and_a_card_go_back_as_they_came() {
    var sale = rig.coins(
        chf(2),
        List.of(new NewSale.Line(mug, 1, chf(4_783), chf(0))),
        paid(Kind.CARD, 3_000),
        paid(Kind.CASH, 1_785));
    assertThat(NaiveSums.of(rig.hub.db))
        .isEqualTo(Map.of("1010", 1_785L, "1110", 3_000L, "4000", -4_783L, "4900", -2L));
    rig.give(rig.units(sale, 1, 1, back(Kind.CARD, chf(3_000)), back(Kind.CASH, chf(1_785))));
    assertThat(NaiveSums.of(rig.hub.db)).isEmpty();
  }

  @Test
  void an_exchange_is_what_came_back_and_what_was_taken_and_nothing_is_owed() {
    var cap = rig.hub.shelf("CAP", 2_500, 10);
    var taken = new CounterSale();
    taken.receiptNumber = null;
    taken.lines.add(CounterSale.line(cap, 1, 2_500, 0));
    taken.taxes.add(CounterSale.tax(2_500, 206));
    taken.tenders.add(new NewSale.NewTender(Kind.EXCHANGE, usd(1_947), null, null, null));
    taken.tenders.add(CounterSale.cash(759));
    rig.give(rig.refund(mugs(), List.of(new NewRefund.Units(1, 1)), taken.report()));
    assertThat(NaiveSums.of(rig.hub.db))
        .isEqualTo(Map.of("1010", 6_601L, "2200", -503L, "4000", -6_498L, "4100", 400L));
  }
}
