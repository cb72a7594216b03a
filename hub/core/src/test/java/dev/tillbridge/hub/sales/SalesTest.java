package dev.tillbridge.hub.sales;

import static dev.tillbridge.hub.sales.AtOnce.atOnce;
import static dev.tillbridge.hub.sales.SalesRig.MAIN;
import static dev.tillbridge.hub.sales.SalesRig.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.FieldError;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.problem.Unavailable;
import dev.tillbridge.hub.stock.HoldRequest;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.sale.Tender;
import dev.tillbridge.model.stock.HoldState;
import dev.tillbridge.model.stock.StockLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SalesTest {

  private final SalesRig hub = new SalesRig();
  private final Sku mug = hub.shelf("MUG", 1_000, 10);

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void a_counter_sale_is_recorded_with_its_stock_and_its_news_for_the_books() {
    var report = CounterSale.of(mug, 2, 1_000).report();

    var recorded = hub.sales.record(report);

    assertThat(recorded.known()).isFalse();
    var view = recorded.view();
    assertThat(view.state()).isEqualTo("FULFILLED");
    assertThat(view.receiptNumber()).isEqualTo("R1-000101");
    assertThat(view.subtotal()).isEqualTo(usd(2_000));
    assertThat(view.tax()).isEqualTo(usd(165));
    assertThat(view.total()).isEqualTo(usd(2_165));
    assertThat(view.lines()).extracting(l -> l.title()).containsExactly("Mug MUG - Blue");
    assertThat(view.taxes()).isEqualTo(report.taxes());
    assertThat(view.tenders()).extracting(Tender::amount).containsExactly(usd(2_165));
    assertThat(view.shortages()).isEmpty();
    assertThat(view.deliveries())
        .extracting(d -> d.destination() + " " + d.state())
        .containsExactly("BOOKS DUE");
    assertThat(hub.level(mug).onHand()).isEqualTo(8);
    assertThat(hub.sales.find(report.id())).contains(view);
    assertThat(hub.sales.newest(10)).containsExactly(view);
    assertThat(hub.caseKinds()).isEmpty();
  }

  @Test
  void the_same_report_again_gets_the_recorded_answer_and_changes_nothing() {
    var report = CounterSale.of(mug, 2, 1_000).report();
    var first = hub.sales.record(report);
    // By now the report would be judged otherwise: it would lie in the future.
    hub.now.set(SalesRig.NOW.minus(Duration.ofDays(1)));

    var again = hub.sales.record(report);

    assertThat(again.known()).isTrue();
    assertThat(again.view()).isEqualTo(first.view());
    assertThat(hub.level(mug).onHand()).isEqualTo(8);
    assertThat(hub.count("sale")).isEqualTo(1);
    assertThat(hub.count("delivery")).isEqualTo(1);
  }

  @Test
  void an_id_that_stands_for_another_sale_is_refused() {
    var sale = CounterSale.of(mug, 2, 1_000);
    hub.sales.record(sale.report());
    var other = CounterSale.of(mug, 1, 1_000);
    other.id = sale.id;

    assertThatThrownBy(() -> hub.sales.record(other.report())).isInstanceOf(IdReused.class);
    sale.soldAt = sale.soldAt.plusSeconds(1);
    assertThatThrownBy(() -> hub.sales.record(sale.report())).isInstanceOf(IdReused.class);
    assertThat(hub.level(mug).onHand()).isEqualTo(8);
  }

  @Test
  void fifty_parallel_reports_of_one_sale_are_one_sale() throws Exception {
    var sale = CounterSale.of(mug, 1, 1_000);
    sale.tenders.clear();
    sale.tenders.add(CounterSale.paypal(usd(1_083), hub.captured(sale.id, usd(1_083))));
    var report = sale.report();

    var answers = atOnce(50, () -> hub.sales.record(report));

    assertThat(answers).filteredOn(a -> !a.known()).hasSize(1);
    assertThat(new HashSet<>(answers.stream().map(Recorded::view).toList())).hasSize(1);
    assertThat(hub.count("sale")).isEqualTo(1);
    assertThat(hub.count("delivery")).isEqualTo(1);
    assertThat(hub.level(mug).onHand()).isEqualTo(9);
  }

  @Test
  void twenty_tills_selling_the_last_unit_are_all_recorded_and_the_shortage_is_known()
      throws Exception {
    var last = hub.shelf("LAST", 1_000, 1);
    var reports = new ArrayList<NewSale>();
    for (int i = 0; i < 20; i++) {
      var sale = CounterSale.of(last, 1, 1_000);
      sale.receiptNumber = "R1-" + i;
      reports.add(sale.report());
    }
    var next = reports.iterator();

    var answers = atOnce(20, () -> {
      NewSale report;
      synchronized (next) {
        report = next.next();
      }
      return hub.sales.record(report);
    });

    assertThat(hub.count("sale")).isEqualTo(20);
    assertThat(answers).filteredOn(a -> a.view().shortages().isEmpty()).hasSize(1);
    assertThat(hub.level(last).onHand()).isEqualTo(-19);
  }

  @Test
  void the_goods_of_the_carts_hold_are_sold_not_taken_twice() {
    var hold = hold(3);
    var sale = CounterSale.of(mug, 3, 1_000);
    sale.holdId = hold;

    hub.sales.record(sale.report());

    assertThat(hub.level(mug).onHand()).isEqualTo(7);
    assertThat(hub.level(mug).held()).isZero();
    assertThat(hub.stock.reservations().find(hold).orElseThrow().state())
        .isEqualTo(HoldState.FULFILLED);
  }

  @Test
  void a_hold_that_nobody_knows_or_that_was_given_back_does_not_stop_a_paid_sale() {
    var released = hold(3);
    hub.stock.reservations().release(released);
    for (var hold : List.of(released, UUID.randomUUID())) {
      var sale = CounterSale.of(mug, 1, 1_000);
      sale.receiptNumber = null;
      sale.holdId = hold;
      hub.sales.record(sale.report());
    }
    assertThat(hub.level(mug).onHand()).isEqualTo(8);
  }

  @Test
  void a_tombstone_of_a_hold_does_not_stop_a_paid_sale() {
    var sale = CounterSale.of(mug, 1, 1_000);
    sale.holdId = UUID.randomUUID();
    hub.stock.reservations().release(sale.holdId);
    assertThat(hub.sales.record(sale.report()).known()).isFalse();
  }

  @Test
  void every_fault_of_a_report_is_told_at_once_and_nothing_is_changed() {
    var sale = CounterSale.of(new Sku("NONE"), 1, 1_000);
    sale.register = "R9";
    sale.channel = Channel.WEB;
    sale.tenders.clear();
    sale.tenders.add(CounterSale.cash(5));

    assertThatThrownBy(() -> hub.sales.record(sale.report()))
        .isInstanceOfSatisfying(
            BadInput.class,
            wrong -> assertThat(wrong.errors())
                .containsExactlyInAnyOrder(
                    new FieldError("channel", "must be COUNTER; web orders come from shops"),
                    new FieldError("register", "stands at location strict"),
                    new FieldError("lines[0].sku", "NONE is not in the catalogue"),
                    new FieldError("tenders", "paid 0.05 USD, due 10.83 USD")));
    assertThat(hub.count("sale")).isZero();
    assertThat(hub.count("delivery")).isZero();
  }

  @Test
  void a_register_with_an_impossible_name_is_unknown() {
    var sale = CounterSale.of(mug, 1, 1_000);
    sale.register = "R1\0";
    assertThatThrownBy(() -> hub.sales.record(sale.report()))
        .hasMessage("register: there is no such register");
  }

  @Test
  void a_sale_at_a_fenced_location_waits() {
    hub.db.jdbc().sql("update location set state = 'FENCED' where id = 'main'").update();
    var report = CounterSale.of(mug, 1, 1_000).report();
    assertThatThrownBy(() -> hub.sales.record(report)).isInstanceOf(Unavailable.class);
    assertThat(hub.count("sale")).isZero();

    hub.db.jdbc().sql("update location set state = 'OPEN' where id = 'main'").update();
    assertThat(hub.sales.record(report).known()).isFalse();
  }

  @Test
  void the_newest_sales_come_first_and_nobody_gets_them_all() {
    for (int i = 0; i < 3; i++) {
      var sale = CounterSale.of(mug, 1, 1_000);
      sale.receiptNumber = "R1-" + i;
      hub.now.set(SalesRig.NOW.plusSeconds(i));
      hub.sales.record(sale.report());
    }
    assertThat(hub.sales.newest(2))
        .extracting(SaleView::receiptNumber)
        .containsExactly("R1-2", "R1-1");
    assertThatThrownBy(() -> hub.sales.newest(0)).isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> hub.sales.newest(501)).isInstanceOf(BadInput.class);
    assertThat(hub.sales.find(UUID.randomUUID())).isEmpty();
  }

  @Test
  void a_sale_that_fails_half_way_leaves_nothing_behind() {
    hub.db
        .jdbc()
        .sql("alter table tender add constraint broken check (amount = -1)")
        .update();
    assertThatThrownBy(() -> hub.sales.record(CounterSale.of(mug, 1, 1_000).report()))
        .isInstanceOf(RuntimeException.class);
    assertThat(hub.count("sale")).isZero();
    assertThat(hub.level(mug).onHand()).isEqualTo(10);
    assertThat(hub.deliveries.claim(Destination.BOOKS, 10)).isEmpty();
  }

  private UUID hold(int units) {
    var id = UUID.randomUUID();
    hub.stock
        .reservations()
        .reserve(new HoldRequest(
            id, MAIN, Channel.COUNTER, List.of(new StockLine(mug, units)), Duration.ofMinutes(10)));
    return id;
  }
}
