package dev.tillbridge.hub.shops;

import static dev.tillbridge.hub.shops.FakeAccess.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.hub.testing.Db;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.shop.ShopAccess.ApiVersion;
import dev.tillbridge.model.shop.ShopEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShopWatchTest {

  private final Db db = Db.fresh();
  private Instant now = Instant.parse("2026-11-22T12:00:00Z");
  private final FakeAccess shop = new FakeAccess();
  private final Cases cases = new Cases(db.jdbc(), () -> now);
  private final ShopStates states = new ShopStates(db.jdbc(), () -> now);
  private final Deliveries deliveries = new Deliveries(db.jdbc(), () -> now);
  private final ShopWatch watch = watch("https://hub.example.com/webhooks/shopify/");
  private final List<String> forgotten = new ArrayList<>();
  private final ShopNews news = new ShopNews(
      watch,
      states,
      new Privacy(db.jdbc(), db.tx(), cases, () -> now),
      cases,
      forgotten::add,
      db.jdbc(),
      db.tx(),
      () -> now);

  private ShopWatch watch(String base) {
    return new ShopWatch(
        Map.of(SHOP, shop), name -> base + name, states, cases, deliveries, db.jdbc(), () -> now);
  }

  @AfterEach
  void close() {
    db.close();
  }

  private List<String> log() {
    return db.jdbc()
        .sql("select actor || ' ' || action || ' ' || detail from audit_log order by seq")
        .query((row, _) -> row.getString(1))
        .list();
  }

  private String detail(String kind) {
    return cases.find(kind, SHOP).map(one -> one.detail()).orElse("");
  }

  @Test
  void what_is_allowed_and_subscribed_is_remembered() {
    watch.sweep();
    var state = states.of(SHOP);
    assertThat(state.installed()).isTrue();
    assertThat(state.trouble()).isNull();
    assertThat(state.scopes()).containsExactlyInAnyOrder("read_orders", "write_inventory");
    assertThat(state.subscriptions())
        .extracting(ShopState.Subscribed::topic)
        .containsExactly("APP_UNINSTALLED", "ORDERS_CREATE");
    assertThat(log())
        .containsExactly("hub shop-subscriptions made: APP_UNINSTALLED, ORDERS_CREATE");
    assertThat(cases.open()).isEmpty();
  }

  @Test
  void a_subscription_that_is_gone_or_points_elsewhere_is_put_right_with_a_line_in_the_log() {
    watch.sweep();
    shop.subscribed.remove("ORDERS_CREATE");
    now = now.plusSeconds(300);
    watch.sweep();
    assertThat(shop.subscribed).containsKey("ORDERS_CREATE");
    assertThat(log())
        .last()
        .isEqualTo("hub shop-subscriptions was gone, made again: ORDERS_CREATE");
    assertThat(states.of(SHOP).subscriptions())
        .extracting(one -> one.madeAt().equals(now), one -> one.seenAt().equals(now))
        .containsExactly(
            org.assertj.core.api.Assertions.tuple(false, true),
            org.assertj.core.api.Assertions.tuple(true, true));
    watch("https://elsewhere.example.com/").sweep();
    assertThat(log())
        .last()
        .isEqualTo(
            "hub shop-subscriptions pointed elsewhere, moved: APP_UNINSTALLED, ORDERS_CREATE");
    int lines = log().size();
    watch("https://elsewhere.example.com/").sweep();
    assertThat(log()).hasSize(lines);
  }

  @Test
  void a_missing_scope_is_a_case_that_says_which_and_what_to_do_and_closes_by_itself() {
    shop.granted = new Delivered<>(Set.of("read_orders"));
    watch.sweep();
    assertThat(detail(ShopWatch.SCOPES))
        .isEqualTo(
            "write_inventory is missing: stock numbers do not reach the shop. Add write_inventory to"
                + " the app's access scopes, release that version, and approve it in the shop.");
    shop.granted = new Delivered<>(Set.of());
    watch.sweep();
    assertThat(detail(ShopWatch.SCOPES)).contains("read_orders is missing");
    shop.granted = new Delivered<>(Set.of("read_orders", "write_inventory"));
    watch.sweep();
    assertThat(cases.open()).isEmpty();
  }

  @Test
  void trouble_is_remembered_until_a_check_succeeds() {
    shop.granted = new NotSent<>("cannot reach Shopify", null);
    assertThat(watch.checkNow(SHOP, "Olivia")).isEqualTo("cannot reach Shopify");
    assertThat(states.of(SHOP).trouble()).isEqualTo("cannot reach Shopify");
    shop.granted = new Delivered<>(Set.of("read_orders", "write_inventory"));
    assertThat(watch.checkNow(SHOP, "Olivia")).isNull();
    assertThat(states.of(SHOP).trouble()).isNull();
    assertThat(log()).contains("Olivia shop-check ");
  }

  @Test
  void a_version_that_ends_soon_or_another_that_answers_is_a_case() {
    shop.version = new ApiVersion("2026-07", "2026-07", now.plus(Duration.ofDays(60)));
    watch.sweep();
    assertThat(detail(ShopWatch.VERSION)).contains("ends in 60 days");
    shop.version = new ApiVersion("2026-07", "2026-10", now.plus(Duration.ofDays(60)));
    watch.sweep();
    assertThat(detail(ShopWatch.VERSION)).contains("2026-10");
    shop.version = new ApiVersion("2026-07", "2026-07", now.plus(Duration.ofDays(200)));
    watch.sweep();
    assertThat(cases.find(ShopWatch.VERSION, SHOP)).isEmpty();
  }

  private void uninstalled(Instant at) {
    news.take(SHOP, new ShopEvent("e" + at, "app/uninstalled", at, "{}"));
  }

  @Test
  void a_shop_that_removed_the_app_is_left_alone_and_said_so() {
    watch.sweep();
    now = now.plusSeconds(60);
    uninstalled(now);
    assertThat(states.closed(SHOP)).contains("has removed the app");
    assertThat(forgotten).containsExactly(SHOP);
    assertThat(detail(ShopWatch.UNINSTALLED)).contains("stays");
    int calls = shop.calls;
    watch.sweep();
    assertThat(shop.calls).isEqualTo(calls);
    uninstalled(now);
    assertThat(forgotten).as("twice is once").hasSize(1);
  }

  @Test
  void a_removal_that_is_told_after_the_app_was_installed_again_says_nothing() {
    watch.sweep();
    var removed = now.plusSeconds(60);
    now = now.plusSeconds(61);
    uninstalled(removed);
    now = now.plusSeconds(60);
    watch.installed(SHOP, "Olivia");
    assertThat(states.closed(SHOP)).isNull();
    assertThat(cases.open()).isEmpty();
    uninstalled(removed.plusSeconds(1));
    assertThat(states.closed(SHOP)).isNull();
  }

  @Test
  void who_asks_for_a_check_of_a_removed_shop_opens_it_only_if_it_lets_us_in() {
    watch.sweep();
    now = now.plusSeconds(60);
    uninstalled(now);
    shop.granted = new NotSent<>("Shopify does not accept the app's credentials", null);
    now = now.plusSeconds(60);
    assertThat(watch.checkNow(SHOP, "Olivia")).contains("credentials");
    now = now.plusSeconds(60);
    assertThat(states.closed(SHOP)).isNotNull();
    shop.granted = new Delivered<>(Set.of("read_orders", "write_inventory"));
    assertThat(watch.checkNow(SHOP, "Olivia")).isNull();
    assertThat(states.closed(SHOP)).isNull();
    assertThat(cases.open()).isEmpty();
  }

  @Test
  void what_waited_for_the_shop_goes_on_when_it_is_back() {
    watch.sweep();
    now = now.plusSeconds(60);
    uninstalled(now);
    var why = java.util.Objects.requireNonNull(states.closed(SHOP));
    deliveries.add(Destination.SHOP_ORDERS, SHOP);
    deliveries.add(Destination.SHOP_STOCK, SHOP + "|main|MUG");
    deliveries.add(Destination.SHOP_STOCK, "other.myshopify.com|main|MUG");
    for (int tries = 0; tries < 12; tries++) {
      for (var one : deliveries.claim(Destination.SHOP_ORDERS, 1)) {
        deliveries.settle(one, new NotSent<>(why, Duration.ofMinutes(15)));
      }
      now = now.plus(Duration.ofMinutes(30));
    }
    for (var one : deliveries.claim(Destination.SHOP_STOCK, 2)) {
      deliveries.settle(one, new NotSent<>(why, Duration.ofHours(1)));
    }
    assertThat(deliveries.claim(Destination.SHOP_ORDERS, 1)).as("set aside").isEmpty();
    watch.installed(SHOP, "Olivia");
    assertThat(deliveries.claim(Destination.SHOP_ORDERS, 1)).hasSize(1);
    assertThat(deliveries.claim(Destination.SHOP_STOCK, 2))
        .singleElement()
        .satisfies(one -> assertThat(one.subject()).startsWith(SHOP));
  }

  @Test
  void another_hub_learns_of_it_within_two_seconds() {
    watch.sweep();
    var other = new ShopStates(db.jdbc(), () -> now);
    assertThat(other.closed(SHOP)).isNull();
    now = now.plusMillis(500);
    uninstalled(now);
    now = now.plusSeconds(2);
    assertThat(other.closed(SHOP)).isNotNull();
  }

  @Test
  void who_sets_out_to_a_shop_comes_back_once_and_within_ten_minutes() {
    var installs = new Installs(db.jdbc(), () -> now);
    var state = installs.begin(SHOP, "Olivia");
    assertThat(installs.arrive("other.myshopify.com", state)).isEmpty();
    assertThat(installs.arrive(SHOP, "guess")).isEmpty();
    assertThat(installs.arrive(SHOP, state)).contains("Olivia");
    assertThat(installs.arrive(SHOP, state)).isEmpty();
    var late = installs.begin(SHOP, "Olivia");
    now = now.plus(Installs.VALID);
    assertThat(installs.arrive(SHOP, late)).isEmpty();
  }
}
