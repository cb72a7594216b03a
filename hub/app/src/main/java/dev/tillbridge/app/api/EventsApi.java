package dev.tillbridge.app.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.problem.Unavailable;
import dev.tillbridge.model.stock.StockLevel;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * Changes of stock as they happen, as server-sent events. Each listener is a virtual thread that
 * waits; a listener who cannot keep up is let go and reads everything anew.
 */
@RestController
class EventsApi {

  private static final Duration PING = Duration.ofSeconds(15);

  private final StockNews news;
  private final Places places;
  private final JsonMapper json;

  EventsApi(StockNews news, Places places, JsonMapper json) {
    this.news = news;
    this.places = places;
    this.json = json;
  }

  /**
   * News of a SKU.
   *
   * @param missing units promised or sold beyond what is there; told only when there are some
   */
  record StockEvent(
      String sku,
      String location,
      int available,
      int published,

      @JsonProperty("short") @JsonInclude(JsonInclude.Include.NON_DEFAULT)
      int missing) {
    static StockEvent of(StockLevel level) {
      return new StockEvent(
          level.sku().code(),
          level.location().code(),
          level.available(),
          level.published(),
          level.missing());
    }
  }

  record Hello(String location) {}

  @GetMapping("/api/v1/events")
  void listen(@RequestParam String location, HttpServletResponse response)
      throws IOException, InterruptedException {
    var id = places.get(Input.location("location", location)).id();
    var subscription = news.subscribe(id);
    if (subscription == null) {
      throw new Unavailable("too many listeners", null);
    }
    try (subscription) {
      response.setContentType("text/event-stream");
      response.setCharacterEncoding(StandardCharsets.UTF_8);
      // Proxies that buffer would turn live into late.
      response.setHeader("X-Accel-Buffering", "no");
      send(response, "hello", new Hello(id.code()));
      while (subscription.isOpen()) {
        var level = subscription.next(PING);
        if (level == null) {
          write(response, ": ping\n\n");
        } else {
          send(response, "stock", StockEvent.of(level));
        }
      }
    }
  }

  private void send(HttpServletResponse response, String event, Object data) throws IOException {
    write(response, "event: " + event + "\ndata: " + json.writeValueAsString(data) + "\n\n");
  }

  private static void write(HttpServletResponse response, String text) throws IOException {
    response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    response.flushBuffer();
  }
}
