package dev.tillbridge.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Hub;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class EventsApiTest {

  private final Hub hub = Hub.shared();

  @Test
  @Timeout(120)
  void a_hold_is_heard_at_once_by_who_listens() throws Exception {
    var sku = Goods.stocked(hub, 5, 100);
    var heard = new LinkedBlockingQueue<String>();
    var request = HttpRequest.newBuilder(hub.http().uri("/api/v1/events?location=main"))
        .header("Authorization", "Bearer " + Hub.TOKEN)
        .build();
    try (var client = HttpClient.newHttpClient()) {
      var answer = client.send(request, BodyHandlers.ofLines());
      assertThat(answer.headers().firstValue("Content-Type").orElse(""))
          .startsWith("text/event-stream");
      var reading = CompletableFuture.runAsync(() -> answer.body().forEach(heard::add));
      assertThat(next(heard)).isEqualTo("event: hello");
      hub.http().post("/api/v1/holds", Goods.wish(UUID.randomUUID(), sku, 2));
      var wanted =
          "data: {\"sku\":\"" + sku + "\",\"location\":\"main\",\"available\":3,\"published\":0}";
      for (var line = next(heard); !line.equals(wanted); ) {
        line = next(heard);
      }
      assertThat(reading).isNotDone();
      client.shutdownNow();
    }
  }

  @Test
  void a_place_that_does_not_exist_has_no_news() {
    assertThat(hub.http().get("/api/v1/events?location=nowhere").status()).isEqualTo(404);
  }

  private static String next(LinkedBlockingQueue<String> heard) throws InterruptedException {
    var line = heard.poll(Duration.ofSeconds(30).toMillis(), TimeUnit.MILLISECONDS);
    assertThat(line).as("nothing was heard").isNotNull();
    return String.valueOf(line);
  }
}
