package dev.tillbridge.hub.sales;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.stock.HoldRequest;
import dev.tillbridge.hub.stock.Lease;
import dev.tillbridge.hub.stock.LeaseAnswer.Stands;
import dev.tillbridge.hub.stock.LeaseReport;
import dev.tillbridge.hub.stock.Leases;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.stock.StockLine;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sales that a till made without asking, as they are recorded. */
class LeaseSaleTest {

  private final SalesRig hub = new SalesRig();
  private final Leases leases = hub.stock.leases(hub.cases);
  private final Sku mug = hub.shelf("MUG", 1_000, 10);

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void a_hold_covers_first_then_the_lease_then_what_is_free() {
    lend(3);
    var hold = hold(2);
    var sale = CounterSale.of(mug, 4, 1_000);
    sale.holdId = hold;
    sale.lease = new NewSale.Lease(1, List.of(new StockLine(mug, 1)));

    var recorded = hub.sales.record(sale.report());

    assertThat(recorded.view().shortages()).isEmpty();
    assertThat(counts()).isEqualTo("6 = 4 free + 0 held + 2 lent");
    assertThat(hub.sales.record(sale.report()).known()).as("again").isTrue();
    assertThat(counts()).isEqualTo("6 = 4 free + 0 held + 2 lent");
  }

  @Test
  void a_hold_that_ran_out_leaves_the_lease_what_the_till_took_of_it() {
    lend(3);
    var sale = CounterSale.of(mug, 3, 1_000);
    sale.holdId = hold(2);
    sale.lease = new NewSale.Lease(1, List.of(new StockLine(mug, 1)));
    hub.stock.reservations().release(sale.holdId);

    hub.sales.record(sale.report());

    assertThat(counts()).isEqualTo("7 = 5 free + 0 held + 2 lent");
  }

  @Test
  void the_same_sale_with_other_units_of_the_lease_is_another_sale() {
    lend(3);
    var sale = CounterSale.of(mug, 2, 1_000);
    sale.lease = new NewSale.Lease(1, List.of(new StockLine(mug, 2)));
    hub.sales.record(sale.report());
    sale.lease = new NewSale.Lease(1, List.of(new StockLine(mug, 1)));
    assertThatThrownBy(() -> hub.sales.record(sale.report())).isInstanceOf(IdReused.class);
    sale.lease = null;
    assertThatThrownBy(() -> hub.sales.record(sale.report())).isInstanceOf(IdReused.class);
    assertThat(counts()).isEqualTo("8 = 7 free + 0 held + 1 lent");
  }

  @Test
  void what_a_till_sells_decides_what_it_is_lent() {
    hub.sales.record(CounterSale.of(mug, 3, 1_000).report());
    assertThat(lend(null).items())
        .singleElement()
        .satisfies(item -> assertThat(item.remaining()).isEqualTo(3));
    assertThat(counts()).isEqualTo("7 = 4 free + 0 held + 3 lent");
  }

  private Lease lend(@Nullable Integer wanted) {
    var items = wanted == null
        ? List.<LeaseReport.Item>of()
        : List.of(new LeaseReport.Item(mug, 0, 0, null, wanted));
    var answer = leases.renew(new LeaseReport(UUID.randomUUID(), "R1", null, 0, items));
    return ((Stands) answer).lease();
  }

  private UUID hold(int units) {
    var id = UUID.randomUUID();
    hub.stock
        .reservations()
        .reserve(new HoldRequest(
            id,
            SalesRig.MAIN,
            Channel.COUNTER,
            List.of(new StockLine(mug, units)),
            Duration.ofMinutes(10)));
    return id;
  }

  private String counts() {
    var level = hub.level(mug);
    return "%d = %d free + %d held + %d lent"
        .formatted(level.onHand(), level.free(), level.held(), level.escrowed());
  }
}
