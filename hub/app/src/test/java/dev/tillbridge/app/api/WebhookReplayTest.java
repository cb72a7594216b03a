package dev.tillbridge.app.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.app.testing.Replay;
import dev.tillbridge.app.testing.WorldTime;
import dev.tillbridge.embedded.TestServers;
import dev.tillbridge.hub.reports.LiveView;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Attack A4: a genuine webhook is sent again, a second, thirty and more than ninety days later. */
class WebhookReplayTest {

  private record Told(String id, String topic, String body) {}

  @Test
  void a4_a_replay_is_answered_and_has_no_second_effect() {
    var time = new WorldTime();
    try (var hub = Hub.startAt(TestServers.redis().uri(), time)) {
      var sku = Goods.stocked(hub, 10, 1_999);
      hub.outside().list(sku, 1_999);
      hub.http().post("/api/v1/shop/link", "");
      await().atMost(Duration.ofSeconds(60)).until(() -> place(hub, sku, "published") > 0);
      hub.outside().placed(sku, 2);
      await().atMost(Duration.ofSeconds(60)).until(() -> place(hub, sku, "committed") == 2);
      settled(hub);
      var told = told(hub);
      assertThat(told).isNotEmpty();

      for (var later : List.of(Duration.ofSeconds(1), Duration.ofDays(30), Duration.ofDays(61))) {
        time.pass(later);
        for (var event : told) {
          assertThat(
                  Replay.shopify(hub, event.id(), event.topic(), event.body()).status())
              .as("%s after %s", event.topic(), later)
              .isEqualTo(200);
        }
        settled(hub);
        assertThat(told(hub)).as("nothing was stored twice").hasSameSizeAs(told);
        assertThat(place(hub, sku, "committed")).isEqualTo(2);
        assertThat(sales(hub)).isEqualTo(1);
      }

      // Only the body is signed: whoever replays it can invent another id.
      for (var event : told) {
        assertThat(Replay.shopify(hub, UUID.randomUUID().toString(), event.topic(), event.body())
                .status())
            .isEqualTo(200);
      }
      settled(hub);
      assertThat(place(hub, sku, "committed")).isEqualTo(2);
      assertThat(place(hub, sku, "onHand")).isEqualTo(10);
      assertThat(sales(hub)).isEqualTo(1);
    }
  }

  private static void settled(Hub hub) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> hub.part(LiveView.class).waiting().inboxDue() == 0);
  }

  private static int place(Hub hub, String sku, String figure) {
    return hub.http()
        .get("/api/v1/stock/" + sku)
        .json()
        .at("/locations/0/" + figure)
        .asInt(-1);
  }

  private static long sales(Hub hub) {
    return hub.http().get("/api/v1/sales?limit=100").json().path("sales").size();
  }

  private static List<Told> told(Hub hub) {
    return hub.part(JdbcClient.class)
        .sql("select event_id, topic, body from inbox order by id")
        .query((row, _) ->
            new Told(row.getString("event_id"), row.getString("topic"), row.getString("body")))
        .list();
  }
}
