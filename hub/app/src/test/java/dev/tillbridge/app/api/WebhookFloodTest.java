package dev.tillbridge.app.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.app.testing.Replay;
import dev.tillbridge.embedded.TestServers;
import dev.tillbridge.hub.reports.LiveView;
import dev.tillbridge.sandbox.woocommerce.WooCommerce;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Attack A14 over HTTP: a shop sends as fast as the machine allows; tills and other shops go on. */
class WebhookFloodTest {

  private static final int PER_SECOND = 50;
  private static final int CALLERS = 8;
  private static final int OTHERS = 40;

  @Test
  void a14_a_flood_is_turned_away_and_nobody_else_notices() throws Exception {
    try (var hub = Hub.startWithWooCommerce(TestServers.redis().uri(), PER_SECOND)) {
      var sku = Goods.stocked(hub, 1_000, 1_999);
      var accepted = new AtomicInteger();
      var turnedAway = new AtomicInteger();
      var wrong = new AtomicInteger();
      var over = new AtomicBoolean();
      long began = System.nanoTime();
      var flood = new ArrayList<Future<?>>();
      try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < CALLERS; i++) {
          flood.add(callers.submit(() -> {
            while (!over.get()) {
              var answer =
                  Replay.shopify(hub, UUID.randomUUID().toString(), "carts/update", "{\"id\": 1}");
              switch (answer.status()) {
                case 200 -> accepted.incrementAndGet();
                case 429, 503 -> {
                  assertThat(answer.header("Retry-After")).isIn("1", "2");
                  turnedAway.incrementAndGet();
                }
                default -> wrong.incrementAndGet();
              }
            }
            return null;
          }));
        }
        try {
          await().atMost(Duration.ofSeconds(30)).until(() -> turnedAway.get() > 0);
          for (int i = 0; i < OTHERS; i++) {
            assertThat(Replay.wooCommerce(
                        hub, WooCommerce.DOMAIN, "d" + i, "product.updated", "{\"id\": " + i + "}")
                    .status())
                .as("the other shop is heard")
                .isEqualTo(200);
            var sold =
                hub.http().post("/api/v1/sales", Goods.cashSale(UUID.randomUUID(), sku, 1, 1_999));
            assertThat(sold.status()).as(sold.body()).isEqualTo(201);
          }
        } finally {
          over.set(true);
        }
      }
      for (var caller : flood) {
        caller.get();
      }
      double seconds = (System.nanoTime() - began) / 1e9;

      System.out.printf(
          "A14: %.0f webhooks a second for %.1f s: %d taken, %d turned away, all %d of others%n",
          (accepted.get() + turnedAway.get()) / seconds,
          seconds,
          accepted.get(),
          turnedAway.get(),
          2 * OTHERS);
      assertThat(wrong).as("neither taken nor turned away").hasValue(0);
      // How many more come than are taken is the machine's doing; how many are taken is ours.
      assertThat(accepted.get()).isLessThanOrEqualTo((int) (PER_SECOND * (seconds + 3)));
      // What was answered with 200 is there and was worked on.
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> hub.part(LiveView.class).waiting().inboxDue() == 0);
      assertThat(hub.part(JdbcClient.class)
              .sql("select count(*) from inbox where topic = 'carts/update' and state <> 'DUE'")
              .query(Integer.class)
              .single())
          .isEqualTo(accepted.get());
    }
  }
}
