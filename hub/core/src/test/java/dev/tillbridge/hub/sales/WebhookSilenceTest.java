package dev.tillbridge.hub.sales;

import static dev.tillbridge.hub.sales.SalesRig.NOW;
import static dev.tillbridge.hub.sales.SalesRig.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.cases.OpenCase;
import dev.tillbridge.hub.delivery.Inbox;
import dev.tillbridge.hub.watch.MissedNews;
import dev.tillbridge.hub.watch.Silence;
import dev.tillbridge.hub.watch.Silences;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.shop.ShopEvent;
import dev.tillbridge.model.shop.ShopOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether anybody notices that no webhooks come, and nobody is woken for nothing. */
class WebhookSilenceTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final SalesRig hub = new SalesRig();
  private final OrderShop shop = new OrderShop();
  private final Sku mug = hub.shelf("MUG", 1_000, 1_000);
  private final ShopOrders orders = shop.orders(hub);
  private final Inbox inbox = new Inbox(hub.db.jdbc(), hub.clock);
  private final Silences silences =
      new Silences(hub.db.jdbc(), hub.clock, hub.cases, List.of(SHOP), () -> true);

  @AfterEach
  void close() {
    hub.close();
  }

  private Instant now() {
    return hub.clock.instant();
  }

  private void later(Duration time) {
    hub.now.set(now().plus(time));
  }

  private ShopOrder order(int number) {
    var order = OneOrder.of(mug, 1, 1_000);
    order.id = "gid://shopify/Order/" + number;
    order.name = "#" + number;
    return order.paid(now());
  }

  private void polled(ShopOrder... found) {
    shop.page(null, found);
    orders.readOrders(SHOP);
    silences.review();
  }

  private void webhook(String topic, ShopOrder order) {
    inbox.receive(SHOP, new ShopEvent(UUID.randomUUID().toString(), topic, now(), "{}"));
    orders.hear(SHOP, order);
  }

  private Silence heard(String topic) {
    return silences.all().stream()
        .filter(silence -> silence.topic().equals(topic))
        .findFirst()
        .orElseThrow();
  }

  private List<OpenCase> alarms() {
    return hub.cases.open().stream().filter(c -> c.kind().equals(Silences.KIND)).toList();
  }

  /** Orders come evenly; polls and reviews once a minute. */
  @ParameterizedTest(name = "{0} orders in {1} minutes")
  @CsvSource({"12, 45", "3, 60", "40, 1440"})
  void silence_is_noticed_within_twelve_minutes_of_the_first_order_and_ends(
      int count, int minutes) {
    webhook("orders/create", order(1_000));
    later(Duration.ofHours(5));
    var begun = now();
    Instant firstOrder = null;
    Instant noticed = null;
    int made = 0;
    for (int minute = 1; minute <= minutes; minute++) {
      later(MINUTE);
      if (made < count && minute * count >= (made + 1) * minutes) {
        made++;
        firstOrder = firstOrder == null ? now() : firstOrder;
        polled(order(made));
      } else {
        polled();
      }
      if (noticed == null && !alarms().isEmpty()) {
        noticed = now();
      }
    }
    while (noticed == null) {
      later(MINUTE);
      polled();
      noticed = alarms().isEmpty() ? null : now();
    }

    assertThat(hub.count("sale")).as("taken, late by a minute at most").isEqualTo(count + 1);
    assertThat(Duration.between(firstOrder, noticed)).isLessThanOrEqualTo(Duration.ofMinutes(12));
    assertThat(noticed).isAfter(begun.plus(Silences.PATIENCE));
    assertThat(heard(MissedNews.PLACED).missed()).isEqualTo(count);
    assertThat(alarms()).singleElement().satisfies(alarm -> {
      assertThat(alarm.title()).startsWith("No webhook for 10 min: orders/create");
      assertThat(alarm.detail()).contains(count + " changes", "the last one came at");
    });

    later(MINUTE);
    webhook("orders/create", order(count + 1));
    silences.review();
    assertThat(alarms()).isEmpty();
    assertThat(heard(MissedNews.PLACED).missed()).isZero();
    assertThat(hub.count("missed_news")).isZero();
    assertThat(hub.count("sale")).isEqualTo(count + 2);
  }

  @Test
  void a_shop_that_sells_nothing_is_quiet_and_not_silent() {
    webhook("orders/create", order(1));
    for (int hour = 0; hour < 48; hour++) {
      later(Duration.ofHours(1));
      polled();
    }
    assertThat(alarms()).isEmpty();
  }

  @Test
  void a_webhook_that_comes_after_the_poll_is_heard() {
    later(Duration.ofHours(3));
    var order = order(1);
    polled(order);
    assertThat(heard(MissedNews.PLACED).missed()).isEqualTo(1);
    later(Duration.ofSeconds(90));
    webhook("orders/create", order);
    later(Duration.ofMinutes(30));
    polled();
    assertThat(alarms()).isEmpty();
    assertThat(heard(MissedNews.PLACED).missed()).isZero();
  }

  @Test
  void what_the_poll_reads_again_is_no_news() {
    var order = order(1);
    webhook("orders/create", order);
    polled(order);
    polled(order);
    assertThat(hub.count("missed_news")).isZero();
  }

  @Test
  void one_topic_may_fall_silent_while_another_is_heard() {
    webhook("orders/create", order(1));
    for (int minute = 0; minute < 15; minute++) {
      later(MINUTE);
      var placed = order(100 + minute);
      polled(placed);
      webhook("orders/updated", order(1));
    }
    assertThat(heard(MissedNews.PLACED).alarm()).isTrue();
    assertThat(heard(MissedNews.CHANGED).alarm()).isFalse();
    assertThat(alarms()).extracting(OpenCase::subject).containsExactly(SHOP + "|orders/create");
  }

  @Test
  void changes_of_known_orders_that_only_polls_see_are_silence_too() {
    webhook("orders/create", order(1));
    later(Duration.ofHours(1));
    polled(order(1));
    later(Duration.ofMinutes(11));
    polled();
    assertThat(alarms()).extracting(OpenCase::subject).containsExactly(SHOP + "|orders/updated");
  }

  @Test
  void who_never_asked_for_webhooks_misses_none() {
    var unasked = new Silences(hub.db.jdbc(), hub.clock, hub.cases, List.of(SHOP), () -> false);
    shop.page(null, order(1));
    orders.readOrders(SHOP);
    later(Duration.ofHours(1));
    unasked.review();
    assertThat(alarms()).isEmpty();
    assertThat(NOW).isBefore(now());
  }
}
