package dev.tillbridge.hub.sales;

import static dev.tillbridge.hub.sales.SalesRig.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.catalog.Asked;
import dev.tillbridge.hub.pricing.Approval;
import dev.tillbridge.hub.pricing.Discounts;
import dev.tillbridge.hub.pricing.PriceBook;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.pricing.Manual;
import dev.tillbridge.model.pricing.Priced;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.dao.DataAccessException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Prices, promotions and discounts of counter sales as the hub sees them. Each test has its own goods. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CounterPricesTest {

  private static final NewSale.Sender ADA = new NewSale.Sender("Ada", "CASHIER");

  private final SalesRig rig = new SalesRig();
  private final PriceBook book = new PriceBook(rig.db.jdbc(), rig.db.tx(), rig.clock);
  private final Discounts discounts = new Discounts(rig.db.jdbc(), rig.clock);
  private int goods;

  @AfterAll
  void close() {
    rig.close();
  }

  @Test
  void a_sale_by_a_promotion_is_as_the_hub_prices_it_and_the_promotion_is_noted() {
    var sku = goods(1_000);
    var version = tenPercentOff("mugs-a", sku);
    var sale = sale(sku, 2, 1_000, 200);
    sale.pricing =
        pricing(version, 1_000, null, new Priced.Part(Priced.Source.PROMOTION, "mugs-a", 200));

    rig.sales.record(sale.report());

    assertThat(kinds(sale)).isEmpty();
    assertThat(rig.db
            .jdbc()
            .sql("select amount from promotion_given where sale_id = :id and promotion = 'mugs-a'")
            .param("id", sale.id)
            .query(Long.class)
            .single())
        .isEqualTo(200);
  }

  @Test
  void what_the_rules_do_not_give_is_recorded_as_paid_and_flagged() {
    var sku = goods(1_000);
    var sale = sale(sku, 1, 1_000, 300);
    sale.pricing = pricing(
        book.current().rules().version(),
        1_000,
        null,
        new Priced.Part(Priced.Source.PROMOTION, "invented", 300));

    var recorded = rig.sales.record(sale.report());

    assertThat(recorded.view().total()).isEqualTo(usd(758));
    assertThat(kinds(sale)).containsExactlyInAnyOrder("price-variance", "discount-not-approved");
  }

  @Test
  void a_weighed_piece_costs_its_part_of_the_price_of_a_kilogram() {
    var sku = goods(2_490);
    rig.catalog.asks().set(sku, new Asked(Asked.Unit.KG, null));
    var sale = weighed(sku, 777, 312_000);
    rig.sales.record(sale.report());
    assertThat(kinds(sale)).isEmpty();

    var dearer = weighed(sku, 778, 312_000);
    rig.sales.record(dearer.report());
    assertThat(detail(dearer)).contains("charged 7.78 USD a unit, the lists give 7.77 USD");
  }

  @Test
  void goods_that_are_sold_by_the_piece_get_no_cheaper_by_a_weight() {
    var sku = goods(2_490);
    var sale = weighed(sku, 777, 312_000);
    rig.sales.record(sale.report());
    assertThat(detail(sale)).contains("the lists give 24.90 USD");
  }

  private CounterSale weighed(Sku sku, long price, int millionths) {
    var sale = sale(sku, 1, price, 0);
    sale.lines.set(0, new NewSale.Line(sku, 1, usd(price), usd(0), List.of(), null, millionths));
    sale.pricing = pricing(book.current().rules().version(), 2_490, null);
    return sale;
  }

  /** Scenario 21: an offline till on the old list. */
  @Test
  void a_sale_by_old_rules_is_right_by_them_and_listed_as_a_variance() {
    var sku = goods(2_490);
    var old = tenPercentOff("mugs-b", sku);
    early(() -> book.endPromotion("mugs-b", "Olga"));
    var sale = sale(sku, 1, 2_490, 249);
    sale.pricing =
        pricing(old, 2_490, null, new Priced.Part(Priced.Source.PROMOTION, "mugs-b", 249));

    rig.sales.record(sale.report());

    assertThat(kinds(sale)).containsExactly("price-variance");
    assertThat(detail(sale)).contains("priced by version " + old).doesNotContain("the rules give");
  }

  @Test
  void rules_that_never_were_are_flagged() {
    var sku = goods(500);
    var sale = sale(sku, 1, 500, 0);
    sale.pricing = pricing(9_999, 500, null);
    rig.sales.record(sale.report());
    assertThat(detail(sale)).contains("9999");
  }

  @Test
  void a_till_whose_clock_was_set_back_to_old_prices_is_seen() {
    var sku = goods(500);
    var sale = sale(sku, 1, 500, 0);
    sale.soldAt = SalesRig.NOW.minus(Duration.ofDays(300));
    var said = pricing(0, 500, null);
    sale.pricing = new NewPricing(0, sale.soldAt, Set.of(), Set.of(), said.lines(), null, null);
    rig.sales.record(sale.report());
    assertThat(detail(sale)).contains("by the till's clock");
  }

  /** Scenario 31. */
  @Test
  void above_the_limit_somebody_who_may_must_have_said_yes_and_all_of_it_is_in_the_log() {
    var sku = goods(1_000);
    var within = byHand(sku, 100_000, 100, null);
    rig.sales.record(within.report());
    assertThat(kinds(within)).isEmpty();

    var alone = byHand(sku, 150_000, 150, null);
    rig.sales.record(alone.report());
    assertThat(kinds(alone)).containsExactly("discount-not-approved");

    var asked = byHand(sku, 150_000, 150, UUID.randomUUID());
    var approval = approvalOf(asked);
    discounts.approve(new Approval(
        approval,
        asked.id,
        Approval.Kind.DISCOUNT,
        150_000,
        "scratched",
        "Ada",
        "Max",
        rig.clock.instant()));
    rig.sales.record(asked.report());
    assertThat(kinds(asked)).isEmpty();

    var log = discounts.newest(10).stream()
        .filter(given -> given.saleId().equals(asked.id))
        .toList();
    assertThat(log).singleElement().satisfies(given -> {
      assertThat(given.givenBy()).isEqualTo("Ada");
      assertThat(given.approvedBy()).isEqualTo("Max");
      assertThat(given.approvedAt()).isNotNull();
      assertThat(given.reason()).isEqualTo("scratched");
      assertThat(given.said()).isEqualTo("15 %");
      assertThat(given.amount()).isEqualTo(usd(150));
    });
  }

  @Test
  void a_yes_for_another_sale_or_for_less_is_none() {
    var sku = goods(1_000);
    var sale = byHand(sku, 300_000, 300, UUID.randomUUID());
    var id = approvalOf(sale);
    discounts.approve(new Approval(
        id, sale.id, Approval.Kind.DISCOUNT, 200_000, "old", "Ada", "Max", rig.clock.instant()));
    rig.sales.record(sale.report());
    assertThat(kinds(sale)).containsExactly("discount-not-approved");

    var other = byHand(sku, 200_000, 200, id);
    rig.sales.record(other.report());
    assertThat(kinds(other)).containsExactly("discount-not-approved");
  }

  @Test
  void a_discount_without_a_story_is_judged_by_the_limit_of_whoever_reports_it() {
    var sku = goods(1_000);
    var cashier = sale(sku, 1, 1_000, 500);
    cashier.sender = ADA;
    rig.sales.record(cashier.report());
    assertThat(kinds(cashier)).containsExactly("discount-not-approved");

    var manager = sale(sku, 1, 1_000, 500);
    manager.sender = new NewSale.Sender("Max", "MANAGER");
    rig.sales.record(manager.report());
    assertThat(kinds(manager)).isEmpty();
  }

  @Test
  void nobody_can_change_or_delete_what_the_log_holds() {
    var sku = goods(1_000);
    rig.sales.record(byHand(sku, 50_000, 50, null).report());
    for (var sql : List.of(
        "delete from discount_given",
        "update discount_given set given_by = 'Eve'",
        "truncate discount_given",
        "delete from discount_approval",
        "update price_change set body = null")) {
      assertThatThrownBy(() -> rig.db.jdbc().sql(sql).update())
          .as(sql)
          .isInstanceOf(DataAccessException.class)
          .hasMessageContaining("append-only");
    }
  }

  @Test
  void a_coupon_counts_once_a_sale_and_too_many_uses_are_flagged() {
    var sku = goods(1_000);
    var version =
        book.savePromotion("spring", json("""
                {"title": "Spring", "coupon": "spring1", "useLimit": 1,
                 "target": {"skus": ["%s"]}, "offer": {"kind": "CART_AMOUNT", "amount": 250}}
                """.formatted(sku)), "Olga").rules().version();
    var first = couponed(sku, version);
    rig.sales.record(first.report());
    rig.sales.record(first.report());
    assertThat(discounts.uses("spring")).isEqualTo(1);
    assertThat(kinds(first)).isEmpty();

    var second = couponed(sku, version);
    rig.sales.record(second.report());
    assertThat(kinds(second)).containsExactly("coupon-overused");
  }

  @Test
  void a_customer_who_is_exempt_needs_a_yes_too() {
    var sku = goods(1_000);
    var sale = sale(sku, 1, 1_000, 0);
    sale.taxes.clear();
    sale.tenders.clear();
    sale.tenders.add(CounterSale.cash(1_000));
    var plain = pricing(book.current().rules().version(), 1_000, null);
    sale.pricing = new NewPricing(
        plain.rules(),
        plain.pricedAt(),
        Set.of(),
        Set.of(),
        plain.lines(),
        null,
        new NewPricing.Exempt("Ada", "Diplomat D-17", null));
    sale.sender = ADA;
    rig.sales.record(sale.report());
    assertThat(kinds(sale)).containsExactly("exemption-not-approved");
  }

  @Test
  void the_same_id_with_another_story_is_another_sale() {
    var sku = goods(1_000);
    var sale = byHand(sku, 50_000, 50, null);
    rig.sales.record(sale.report());
    sale.pricing = byHand(sku, 50_000, 50, UUID.randomUUID()).pricing;
    assertThatThrownBy(() -> rig.sales.record(sale.report())).isInstanceOf(IdReused.class);
  }

  @Test
  void rules_are_read_strictly_and_what_is_wrong_is_named() {
    assertThatThrownBy(() -> book.savePromotion("x", json("{\"title\": \"X\"}"), "Olga"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("offer");
    assertThatThrownBy(() -> book.savePromotion(
            "x",
            json(
                "{\"title\": \"X\", \"offers\": {}, \"offer\": {\"kind\": \"PERCENT\", \"ppm\": 5}}"),
            "Olga"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("offers");
    assertThatThrownBy(() ->
            book.saveList("l", json("{\"title\": \"L\", \"prices\": [[\"A\", 0, 5]]}"), "Olga"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("prices[0][1]");
    assertThatThrownBy(() -> book.savePromotion(
            "x",
            json(
                "{\"title\": \"X\", \"validity\": {\"fromMinute\": 5}, \"offer\": {\"kind\": \"PERCENT\", \"ppm\": 5}}"),
            "Olga"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("validity");
    assertThatThrownBy(() -> book.endList("nothing", "Olga")).isInstanceOf(NotFound.class);
  }

  @Test
  void what_tills_read_is_what_was_saved() {
    var body = json("""
        {"title": "Happy hour", "priority": 3, "combinable": false, "minimum": 500,
         "validity": {"from": "2026-11-01", "to": "2026-12-24", "days": [5, 6], "fromMinute": 1020,
                      "toMinute": 60, "locations": ["main"], "groups": ["club"]},
         "target": {"skus": ["B", "A"], "types": ["Tea"]},
         "offer": {"kind": "BUY_GET", "buy": 2, "get": 1, "ppm": 500000,
                   "reward": {"skus": ["C"]}, "times": 2}}
        """);
    var edition = book.savePromotion("happy", body, "Olga");
    var again = new PriceBook(rig.db.jdbc(), rig.db.tx(), rig.clock).current();
    assertThat(again.rules()).isEqualTo(edition.rules());
    var written = json(edition.json())
        .get("promotions")
        .valueStream()
        .filter(p -> p.get("id").stringValue().equals("happy"))
        .findFirst()
        .orElseThrow();
    assertThat(book.savePromotion("happy", written, "Olga").rules().promotions())
        .isEqualTo(edition.rules().promotions());
    book.endPromotion("happy", "Olga");
  }

  /** Prices are changed before anything here is sold. */
  private <T> T early(Supplier<T> change) {
    rig.now.set(SalesRig.NOW.minus(Duration.ofHours(5)));
    try {
      return change.get();
    } finally {
      rig.now.set(SalesRig.NOW);
    }
  }

  private long tenPercentOff(String id, Sku sku) {
    var body = json("""
        {"title": "Ten off", "target": {"skus": ["%s"]}, "offer": {"kind": "PERCENT", "ppm": 100000}}
        """.formatted(sku));
    return early(() -> book.savePromotion(id, body, "Olga")).rules().version();
  }

  private CounterSale couponed(Sku sku, long version) {
    var sale = sale(sku, 1, 1_000, 250);
    var line =
        pricing(version, 1_000, null, new Priced.Part(Priced.Source.PROMOTION, "spring", 250));
    sale.pricing = new NewPricing(
        version, line.pricedAt(), Set.of(), Set.of("SPRING1"), line.lines(), null, null);
    return sale;
  }

  private CounterSale byHand(Sku sku, int ppm, long amount, @Nullable UUID approval) {
    var sale = sale(sku, 1, 1_000, amount);
    sale.sender = ADA;
    sale.pricing = pricing(
        book.current().rules().version(),
        1_000,
        new NewPricing.Given(new Manual(Manual.Kind.PERCENT, ppm), "Ada", "scratched", approval),
        new Priced.Part(Priced.Source.LINE, null, amount));
    return sale;
  }

  private static UUID approvalOf(CounterSale sale) {
    var given = Objects.requireNonNull(sale.pricing).lines().getFirst().discount();
    return Objects.requireNonNull(Objects.requireNonNull(given).approval());
  }

  private static NewPricing pricing(
      long version, long base, NewPricing.@Nullable Given discount, Priced.Part... parts) {
    var line = new NewPricing.Line(usd(base), discount, List.of(parts));
    return new NewPricing(
        version, at().minusSeconds(60), Set.of(), Set.of(), List.of(line), null, null);
  }

  private static Instant at() {
    return SalesRig.NOW.minus(Duration.ofHours(3));
  }

  private static CounterSale sale(Sku sku, int quantity, long price, long off) {
    var sale = CounterSale.of(sku, quantity, price);
    sale.receiptNumber = null;
    sale.soldAt = at();
    sale.lines.set(0, CounterSale.line(sku, quantity, price, off));
    long net = quantity * price - off;
    long tax = (net * 82_500 + 500_000) / 1_000_000;
    sale.taxes.set(0, CounterSale.tax(net, tax));
    sale.tenders.set(0, CounterSale.cash(net + tax));
    return sale;
  }

  private Sku goods(long price) {
    return rig.shelf("PRICED-" + ++goods, price, 100);
  }

  private List<String> kinds(CounterSale sale) {
    return rig.cases.about(sale.id.toString()).stream().map(c -> c.kind()).toList();
  }

  private String detail(CounterSale sale) {
    return rig.cases.find("price-variance", sale.id.toString()).orElseThrow().detail();
  }

  private static JsonNode json(String text) {
    return JsonMapper.builder().build().readTree(text);
  }
}
