package dev.tillbridge.hub.sales;

import static dev.tillbridge.hub.sales.AtOnce.atOnce;
import static dev.tillbridge.hub.sales.SalesRig.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.cases.OpenCase;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.FieldError;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.sale.Tender;
import dev.tillbridge.model.stock.Shortage;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CounterReceiptTest {

  private final SalesRig hub = new SalesRig();
  private final Sku mug = hub.shelf("MUG", 1_000, 10);

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void a_paid_sale_is_recorded_even_where_the_policy_is_to_refuse() {
    var sale = CounterSale.of(mug, 12, 1_000);
    sale.location = SalesRig.STRICT;
    sale.register = "R9";

    var view = hub.sales.record(sale.report()).view();

    assertThat(view.shortages()).containsExactly(new Shortage(mug, 12, 10));
    assertThat(hub.sales.find(sale.id).orElseThrow().shortages()).isEqualTo(view.shortages());
    assertThat(hub.caseKinds()).containsExactly("sold-against-policy");
  }

  @Test
  void what_was_charged_stands_and_a_difference_from_the_catalogue_is_noted() {
    var sale = CounterSale.of(mug, 1, 900);

    var view = hub.sales.record(sale.report()).view();

    assertThat(view.lines()).extracting(l -> l.unitPrice()).containsExactly(usd(900));
    var noted = hub.cases.open().getFirst();
    assertThat(noted.kind()).isEqualTo("price-variance");
    assertThat(noted.subject()).isEqualTo(sale.id.toString());
    assertThat(noted.detail()).isEqualTo("MUG: charged 9.00 USD, the catalogue says 10.00 USD");
  }

  @Test
  void the_tax_as_charged_is_kept_and_a_difference_is_noted() {
    var sale = CounterSale.of(mug, 1, 1_000);
    sale.taxes.clear();
    sale.taxes.add(CounterSale.tax(1_000, 82));
    sale.tenders.clear();
    sale.tenders.add(CounterSale.cash(1_082));

    assertThat(hub.sales.record(sale.report()).view().tax()).isEqualTo(usd(82));
    assertThat(hub.cases.open())
        .extracting(OpenCase::detail)
        .singleElement()
        .asString()
        .contains("charged 0.82 USD", "give 0.83 USD");
  }

  @Test
  void a_discount_is_no_difference_from_the_catalogue() {
    var sale = CounterSale.of(mug, 1, 1_000);
    sale.lines.clear();
    sale.lines.add(CounterSale.line(mug, 2, 1_000, 1_000));
    hub.sales.record(sale.report());
    assertThat(hub.caseKinds()).isEmpty();
  }

  @Test
  void a_receipt_number_that_was_printed_twice_does_not_lose_the_second_sale() {
    hub.sales.record(CounterSale.of(mug, 1, 1_000).report());
    var twin = CounterSale.of(mug, 1, 1_000);
    var third = CounterSale.of(mug, 1, 1_000);

    assertThat(hub.sales.record(twin.report()).view().receiptNumber()).isEqualTo("R1-000101-2");
    assertThat(hub.sales.record(third.report()).view().receiptNumber()).isEqualTo("R1-000101-3");
    assertThat(hub.sales.record(twin.report()).known()).isTrue();
    assertThat(hub.caseKinds()).containsExactly("receipt-number-twice", "receipt-number-twice");
    assertThat(hub.count("sale")).isEqualTo(3);
  }

  @Test
  void a_copied_register_may_print_one_number_many_times_at_once() throws Exception {
    var answers =
        atOnce(15, () -> hub.sales.record(CounterSale.of(mug, 1, 1_000).report()));
    assertThat(answers.stream().map(a -> a.view().receiptNumber()).distinct()).hasSize(15);
    assertThat(hub.count("sale")).isEqualTo(15);
  }

  @Test
  void a_sale_without_a_receipt_number_is_numbered_by_the_hub() {
    var sale = CounterSale.of(mug, 1, 1_000);
    sale.receiptNumber = null;
    var view = hub.sales.record(sale.report()).view();
    assertThat(view.receiptNumber()).isEqualTo("S-%06d".formatted(view.number()));
  }

  @Test
  void a_sale_just_before_midnight_belongs_to_that_day_by_the_locations_clock() {
    var sale = CounterSale.of(mug, 1, 1_000);
    // 23:59:58 in New York, told twenty minutes later.
    sale.soldAt = Instant.parse("2026-11-22T04:59:58Z");
    hub.now.set(Instant.parse("2026-11-22T05:20:00Z"));
    hub.sales.record(sale.report());
    assertThat(hub.sales.forBooks(sale.id).orElseThrow().businessDay())
        .isEqualTo(LocalDate.parse("2026-11-21"));
  }

  @Test
  void money_at_a_gateway_is_recorded_under_the_gateways_name() {
    var sale = CounterSale.of(mug, 1, 1_000);
    var payment = hub.captured(sale.id, usd(583));
    sale.tenders.clear();
    sale.tenders.add(CounterSale.cash(500, 2_000, 1_500));
    sale.tenders.add(CounterSale.paypal(usd(583), payment));

    var tenders = hub.sales.record(sale.report()).view().tenders();

    assertThat(tenders)
        .containsExactly(
            new Tender(Tender.Kind.CASH, usd(500), usd(2_000), usd(1_500), null),
            new Tender(Tender.Kind.PAYPAL, usd(583), null, null, "CAPTURE-" + payment));
  }

  @Test
  void money_that_the_gateway_does_not_have_is_no_payment() {
    var sale = CounterSale.of(mug, 1, 1_000);
    var foreign = hub.captured(UUID.randomUUID(), usd(1_083));
    var smaller = hub.captured(sale.id, usd(1_082));
    for (var payment : List.of(UUID.randomUUID(), foreign, smaller)) {
      sale.tenders.clear();
      sale.tenders.add(CounterSale.paypal(usd(1_083), payment));
      assertThatThrownBy(() -> hub.sales.record(sale.report()))
          .isInstanceOfSatisfying(
              BadInput.class,
              wrong -> assertThat(wrong.errors())
                  .extracting(FieldError::field)
                  .containsExactly("tenders[0].paymentId"));
    }
    assertThat(hub.count("sale")).isZero();
    assertThat(hub.level(mug).onHand()).isEqualTo(10);
  }
}
