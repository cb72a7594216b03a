package dev.tillbridge.hub.sales;

import static dev.tillbridge.hub.sales.SalesRig.NOW;
import static dev.tillbridge.hub.sales.SalesRig.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.comparison.Comparison;
import dev.tillbridge.hub.comparison.Comparison.State;
import dev.tillbridge.hub.comparison.Comparisons;
import dev.tillbridge.hub.comparison.Difference;
import dev.tillbridge.hub.comparison.Difference.Ending;
import dev.tillbridge.hub.comparison.Difference.Kind;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.shop.ShopOrder;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A day of the shop beside what the hub made of it. */
class ComparisonsTest {

  /** NOW is ten in the morning there. */
  private static final ZoneId ZONE = ZoneId.of("America/New_York");

  private static final LocalDate TODAY = LocalDate.ofInstant(NOW, ZONE);

  private final SalesRig hub = new SalesRig();
  private final DayShop shop = new DayShop();
  private final Sku mug = hub.shelf("MUG", 1_000, 100);
  private final ShopOrders orders = OrderShop.orders(hub, shop);
  private final Comparisons comparisons = new Comparisons(
      hub.db.jdbc(),
      hub.db.tx(),
      hub.clock,
      new Comparisons.Neighbours(
          Map.of(SHOP, shop), _ -> ZONE, orders, hub.stock.shopNumbers(hub.deliveries), hub.cases),
      this::rest);

  private Duration rested = Duration.ZERO;

  private void rest(Duration time) {
    rested = rested.plus(time);
    hub.now.set(hub.clock.instant().plus(time));
  }

  @AfterEach
  void close() {
    hub.close();
  }

  private static ShopOrder order(int number, Sku sku, Instant version) {
    var order = OneOrder.of(sku, 1, 1_000);
    order.id = "gid://shopify/Order/" + number;
    order.name = "#" + number;
    return order.paid(version);
  }

  /** The shop is read since yesterday. */
  private void begin() {
    hub.now.set(NOW.minus(Duration.ofDays(1)));
    orders.readOrders(SHOP);
    hub.now.set(NOW);
  }

  private Comparison compared(LocalDate day) {
    var id = UUID.randomUUID();
    comparisons.ask(id, SHOP, day, "Olivia");
    comparisons.work();
    return comparisons.find(id);
  }

  private List<Difference> differences(Comparison comparison) {
    return comparisons.differences(comparison.id());
  }

  @ParameterizedTest(name = "{0} orders, {1} of them missed")
  @CsvSource({"5, 2", "1, 1", "7, 0"})
  void what_was_missed_is_taken_and_the_totals_agree(int count, int missed) {
    begin();
    for (int i = 0; i < count; i++) {
      var order = order(i, mug, OneOrder.T1.plusSeconds(i));
      shop.has(order);
      if (i >= missed) {
        orders.take(SHOP, order);
      }
    }
    var found = compared(TODAY);
    assertThat(found.state()).isEqualTo(State.DONE);
    assertThat(found.orders()).isEqualTo(count);
    assertThat(found.filled()).isEqualTo(missed);
    assertThat(found.waiting()).isZero();
    // 10.00, its tax of 0.83 and 5.00 for shipping.
    assertThat(found.shopTotal()).isEqualTo(count * 1_583L);
    assertThat(found.hubTotal()).isEqualTo(found.shopTotal());
    assertThat(hub.count("sale")).isEqualTo(count);
    assertThat(differences(found)).hasSize(missed).allSatisfy(difference -> {
      assertThat(difference.ending()).isEqualTo(Ending.FILLED);
      assertThat(difference.atHub()).isEqualTo("missing");
    });
    assertThat(compared(TODAY).filled()).as("once more finds nothing").isZero();
    assertThat(hub.caseKinds()).isEmpty();
  }

  @Test
  void a_newer_version_that_nobody_told_is_taken() {
    begin();
    var order = OneOrder.of(mug, 1, 1_000);
    orders.take(SHOP, order.paid(OneOrder.T1));
    shop.has(order.cancelled(OneOrder.T2));
    var found = compared(TODAY);
    assertThat(found.filled()).isEqualTo(1);
    assertThat(found.shopTotal()).isZero();
    assertThat(found.hubTotal()).isZero();
    assertThat(hub.level(mug).committed()).isZero();
  }

  @Test
  void of_two_changes_within_one_second_the_one_that_nobody_told_is_taken() {
    begin();
    var order = OneOrder.of(mug, 3, 1_000);
    orders.take(SHOP, order.paid(OneOrder.T1));
    order.open(2);
    orders.take(SHOP, order.at(OneOrder.T2));
    order.open(1);
    shop.has(order.at(OneOrder.T2));
    assertThat(compared(TODAY).filled()).isEqualTo(1);
    assertThat(hub.level(mug).onHand()).isEqualTo(98);
    assertThat(compared(TODAY).filled()).as("once more finds nothing").isZero();
  }

  @Test
  void what_cannot_be_taken_waits_for_a_person_until_it_can() {
    begin();
    shop.has(order(1, new Sku("CUP"), OneOrder.T1));
    var found = compared(TODAY);
    assertThat(found.waiting()).isEqualTo(1);
    assertThat(found.shopTotal()).isEqualTo(1_583);
    assertThat(found.hubTotal()).isZero();
    assertThat(differences(found))
        .extracting(Difference::kind, Difference::ending)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Kind.ORDER, Ending.WAITING),
            org.assertj.core.groups.Tuple.tuple(Kind.TOTAL, Ending.EXPLAINED));
    assertThat(hub.caseKinds()).containsExactly("comparison", "order-set-aside");

    hub.shelf("CUP", 1_000, 10);
    assertThat(compared(TODAY).waiting()).isZero();
    assertThat(hub.caseKinds()).isEmpty();
  }

  @Test
  void an_amount_that_differs_is_explained_by_its_case_or_waits() {
    begin();
    var order = OneOrder.of(mug, 1, 1_000);
    orders.take(SHOP, order.paid(OneOrder.T1));
    hub.db.jdbc().sql("update sale set total = total - 100").update();
    shop.has(order.version());
    assertThat(compared(TODAY).waiting()).isEqualTo(1);
    hub.cases.open("order-edited", SHOP + "|" + order.id, "Order #1001 was changed", "");
    var found = compared(TODAY);
    assertThat(found.waiting()).isZero();
    assertThat(differences(found).getFirst().what()).isEqualTo("Order #1001 was changed");
    assertThat(found.shopTotal() - found.hubTotal()).isEqualTo(100);
  }

  @Test
  void an_order_that_the_shop_knows_no_more_waits_for_a_person() {
    begin();
    orders.take(SHOP, order(1, mug, OneOrder.T1));
    var found = compared(TODAY);
    assertThat(found.waiting()).isEqualTo(1);
    assertThat(differences(found).getFirst().atShop()).isEqualTo("not listed");
  }

  @Test
  void what_happened_before_the_shop_was_read_is_none_of_ours() {
    hub.now.set(NOW.plus(Duration.ofHours(1)));
    orders.readOrders(SHOP);
    shop.has(order(1, mug, OneOrder.T1));
    assertThat(compared(TODAY).filled()).isZero();
    assertThat(hub.count("sale")).isZero();
  }

  @Test
  void a_number_that_is_not_what_we_believed_is_looked_at_and_not_overwritten() {
    begin();
    var cup = hub.shelf("CUP", 1_000, 10);
    for (var sku : List.of(mug, cup)) {
      hub.show(sku, 6);
      hub.db
          .jdbc()
          .sql("insert into listing (shop, sku, item_id, variant_id) values (:s, :k, :k, :k)")
          .param("s", SHOP)
          .param("k", sku.code())
          .update();
    }
    shop.numbers.put("MUG", 7);
    shop.numbers.put("CUP", 6);
    var found = compared(TODAY);
    assertThat(found.numbers()).isEqualTo(2);
    assertThat(found.corrected()).isEqualTo(1);
    assertThat(differences(found)).singleElement().satisfies(difference -> {
      assertThat(difference.subject()).isEqualTo("MUG at main");
      assertThat(difference.atShop()).isEqualTo("shows 7");
      assertThat(difference.atHub()).isEqualTo("believed 6");
    });
    assertThat(hub.count("shop_window where sku = 'MUG' and drifts = 1 and shown = 6"))
        .isEqualTo(1);
    assertThat(hub.count("delivery where destination = 'SHOP_STOCK' and subject like '%|MUG'"
            + " and state = 'DUE'"))
        .isEqualTo(1);
  }

  @Test
  void every_night_asks_for_the_day_before_once_the_hour_has_come() {
    begin();
    comparisons.setHour(3);
    hub.now.set(TODAY.plusDays(1).atTime(2, 59).atZone(ZONE).toInstant());
    comparisons.nightly();
    assertThat(comparisons.newest(10))
        .extracting(Comparison::day)
        .containsExactly(TODAY.minusDays(1));
    hub.now.set(TODAY.plusDays(1).atTime(3, 0).atZone(ZONE).toInstant());
    comparisons.nightly();
    comparisons.nightly();
    assertThat(comparisons.newest(10))
        .extracting(Comparison::day)
        .containsExactlyInAnyOrder(TODAY.minusDays(1), TODAY);
    assertThat(comparisons.newest(10)).extracting(Comparison::askedBy).containsOnly("night");
  }

  @Test
  void nights_without_a_hub_are_made_good() {
    begin();
    hub.now.set(TODAY.plusDays(9).atTime(12, 0).atZone(ZONE).toInstant());
    comparisons.nightly();
    assertThat(comparisons.newest(10))
        .extracting(Comparison::day)
        .containsExactlyInAnyOrder(TODAY.plusDays(6), TODAY.plusDays(7), TODAY.plusDays(8));
  }

  @Test
  void a_shop_that_does_not_answer_is_compared_later_and_given_up_after_two_hours() {
    begin();
    shop.away = true;
    var first = compared(TODAY);
    assertThat(first.state()).isEqualTo(State.DUE);
    assertThat(first.note()).isEqualTo("the shop is away");
    shop.away = false;
    hub.now.set(NOW.plus(Duration.ofMinutes(6)));
    comparisons.work();
    assertThat(comparisons.find(first.id()).state()).isEqualTo(State.DONE);

    shop.away = true;
    var second = compared(TODAY);
    for (int i = 0; i < 30; i++) {
      hub.now.set(hub.clock.instant().plus(Duration.ofMinutes(6)));
      comparisons.work();
    }
    assertThat(comparisons.find(second.id()).state()).isEqualTo(State.FAILED);
  }

  @Test
  void a_shop_that_asks_to_wait_is_waited_for_and_the_comparison_goes_on_where_it_was() {
    begin();
    for (int i = 0; i < 7; i++) {
      shop.has(order(i, mug, OneOrder.T1.plusSeconds(i)));
    }
    shop.hold = 3;
    var found = compared(TODAY);
    assertThat(found.state()).isEqualTo(State.DONE);
    assertThat(found.filled()).isEqualTo(7);
    // Four pages, before each of them three times two seconds.
    assertThat(rested).isEqualTo(Duration.ofSeconds(24));
  }

  @Test
  void a_shop_that_never_stops_asking_to_wait_is_left_alone_for_a_while() {
    begin();
    shop.hold = Integer.MAX_VALUE;
    var found = compared(TODAY);
    assertThat(found.state()).isEqualTo(State.DUE);
    assertThat(found.note()).isEqualTo("close to the call limit");
    assertThat(rested).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void what_makes_no_sense_is_refused() {
    begin();
    assertThatThrownBy(() -> comparisons.ask(UUID.randomUUID(), "x", TODAY, "Olivia"))
        .isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> comparisons.ask(UUID.randomUUID(), SHOP, TODAY.plusDays(1), "Olivia"))
        .isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> comparisons.setHour(24)).isInstanceOf(BadInput.class);
  }
}
