package dev.tillbridge.hub.sales;

import static dev.tillbridge.hub.sales.SalesRig.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.books.Ledger;
import dev.tillbridge.hub.books.NaiveSums;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.model.catalog.Product;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.catalog.TaxCategory;
import dev.tillbridge.model.catalog.Variant;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the ledger says of what was sold at the counter. */
class CounterSalesInTheLedgerTest {

  private final SalesRig hub = new SalesRig();
  private final Sku mug = hub.shelf("MUG", 1_000, 100);

  @AfterEach
  void close() {
    assertThat(NaiveSums.reported(hub.db)).isEqualTo(NaiveSums.of(hub.db));
    hub.close();
  }

  private SaleChanges changes() {
    return new SaleChanges(hub.db.jdbc(), hub.catalog, hub.clock);
  }

  @Test
  void a_sale_and_its_entry_are_recorded_together_and_once() {
    var report = CounterSale.of(mug, 2, 1_000).report();
    hub.sales.record(report);
    hub.sales.record(report);
    assertThat(NaiveSums.of(hub.db))
        .isEqualTo(Map.of("1010", 2_165L, "2200", -165L, "4000", -2_000L));
    var entries = new Ledger(hub.db.jdbc()).ofSale(report.id());
    assertThat(entries).hasSize(1);
    assertThat(entries.getFirst().source()).isEqualTo("R1");
    assertThat(entries.getFirst().words()).isEqualTo("Sale R1-000101");
  }

  @Test
  void a_sale_that_is_refused_leaves_no_entry() {
    var sale = CounterSale.of(mug, 2, 1_000);
    sale.tenders.set(0, CounterSale.cash(2_164));
    assertThatThrownBy(() -> hub.sales.record(sale.report())).isInstanceOf(BadInput.class);
    assertThat(hub.count("entry")).isZero();
  }

  @Test
  void it_counts_for_the_day_of_the_shop_and_not_of_the_hub() {
    var sale = CounterSale.of(mug, 1, 1_000);
    // In New York it was still the day before.
    sale.soldAt = Instant.parse("2026-11-22T04:59:58Z");
    hub.sales.record(sale.report());
    assertThat(new Ledger(hub.db.jdbc()).ofSale(sale.id).getFirst().day()).isEqualTo("2026-11-21");
  }

  @Test
  void goods_are_entered_by_their_kind() {
    var tea = new Sku("TEA");
    hub.catalog.save(new Product(
        UUID.randomUUID(),
        "tea",
        "Tea",
        "",
        " Food ",
        List.of(new Variant(tea, null, "", List.of(), usd(500), TaxCategory.STANDARD, null))));
    hub.sales.record(CounterSale.of(tea, 1, 500).report());
    assertThat(hub.db
            .jdbc()
            .sql("select category from entry_line where role = 'SALES'")
            .query(String.class)
            .single())
        .isEqualTo("Food");
  }

  @Test
  void cancelled_units_are_owed_to_the_customer_and_all_of_them_are_all_of_it() {
    var sale = CounterSale.of(mug, 3, 1_000);
    hub.sales.record(sale.report());
    hub.db
        .tx()
        .executeWithoutResult(_ -> changes().cancel(UUID.randomUUID(), sale.id, mug, 1, "ada"));
    assertThat(NaiveSums.of(hub.db))
        .isEqualTo(Map.of("1010", 3_248L, "2200", -165L, "2520", -1_083L, "4000", -2_000L));
    hub.db.tx().executeWithoutResult(_ -> changes().cancelAll(UUID.randomUUID(), sale.id, "ada"));
    assertThat(NaiveSums.of(hub.db)).isEqualTo(Map.of("1010", 3_248L, "2520", -3_248L));
  }

  @Test
  void what_was_recorded_before_there_was_a_ledger_is_entered_and_nothing_twice() {
    for (int i = 0; i < 3; i++) {
      var sale = CounterSale.of(mug, 1, 1_000);
      sale.receiptNumber = "R1-00020" + i;
      hub.sales.record(sale.report());
    }
    var missing = new MissingEntries(
        hub.db.jdbc(), hub.db.tx(), hub.clock, hub.catalog, hub.places, hub.cases);
    assertThat(missing.enter()).isZero();
    var sums = NaiveSums.of(hub.db);
    hub.db.jdbc().sql("alter table entry disable trigger user").update();
    hub.db.jdbc().sql("alter table entry_line disable trigger user").update();
    hub.db.jdbc().sql("delete from entry_line where entry_id <= 2").update();
    hub.db.jdbc().sql("delete from entry where id <= 2").update();
    hub.db.jdbc().sql("delete from entry_tail where entry_id <= 2").update();
    hub.db.jdbc().sql("alter table entry enable trigger user").update();
    hub.db.jdbc().sql("alter table entry_line enable trigger user").update();
    assertThat(missing.enter()).isEqualTo(2);
    assertThat(NaiveSums.of(hub.db)).isEqualTo(sums);
    assertThat(hub.caseKinds()).isEmpty();
  }

  @Test
  void a_sale_larger_than_books_can_hold_is_refused_in_words() {
    var sale = CounterSale.of(mug, 1, 1_000);
    sale.lines.set(0, CounterSale.line(mug, 1, 1_000_000_000_000_000L, 0));
    sale.taxes.clear();
    sale.tenders.set(0, CounterSale.cash(1_000_000_000_000_000L));
    assertThatThrownBy(() -> hub.sales.record(sale.report()))
        .isInstanceOfSatisfying(
            BadInput.class,
            no -> assertThat(no.errors().getFirst().reason()).isEqualTo("the total is too large"));
    // One cent less is recorded, and the books hold it to the cent.
    sale.lines.set(0, CounterSale.line(mug, 1, 999_999_999_999_999L, 0));
    sale.tenders.set(0, CounterSale.cash(999_999_999_999_999L));
    hub.sales.record(sale.report());
    assertThat(NaiveSums.of(hub.db)).containsEntry("1010", 999_999_999_999_999L);
  }

  /** Days of trading against a model of a few lines. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void the_ledger_agrees_with_the_drawer_the_shelf_and_the_tax_office(long seed) {
    var random = new Random(seed);
    var model = new TreeMap<String, Long>();
    for (int i = 0; i < 12; i++) {
      var sale = CounterSale.of(mug, 1, 0);
      sale.receiptNumber = "R1-" + i;
      sale.soldAt = SalesRig.NOW.minusSeconds(random.nextInt(500_000));
      int units = 1 + random.nextInt(3);
      long price = random.nextInt(9_999);
      long off = random.nextBoolean() ? random.nextLong(price * units + 1) : 0;
      sale.lines.set(0, CounterSale.line(mug, units, price, off));
      long net = price * units - off;
      long tax = net / 13;
      sale.taxes.set(0, CounterSale.tax(net, tax));
      sale.tenders.set(0, CounterSale.cash(net + tax));
      hub.sales.record(sale.report());
      model.merge("1010", net + tax, Long::sum);
      model.merge("4000", -price * units, Long::sum);
      model.merge("4100", off, Long::sum);
      model.merge("2200", -tax, Long::sum);
    }
    model.values().removeIf(sum -> sum == 0);
    assertThat(NaiveSums.of(hub.db)).isEqualTo(model);
  }

  static LongStream seeds() {
    return LongStream.range(0, 12);
  }
}
