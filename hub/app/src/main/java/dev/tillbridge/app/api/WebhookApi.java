package dev.tillbridge.app.api;

import dev.tillbridge.app.config.Connections;
import dev.tillbridge.app.web.Problem;
import dev.tillbridge.hub.delivery.Inbox;
import dev.tillbridge.hub.watch.WebhookDoors;
import dev.tillbridge.hub.watch.WebhookDoors.Kind;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * News from shops. The signature is judged on the raw bytes; then the event is stored and answered
 * at once, because a shop waits five seconds and gives up on who is slow.
 */
@RestController
class WebhookApi {

  private final Connections connections;
  private final Inbox inbox;
  private final WebhookGate gate;
  private final WebhookDoors doors;

  WebhookApi(Connections connections, Inbox inbox, WebhookGate gate, WebhookDoors doors) {
    this.doors = doors;
    this.connections = connections;
    this.inbox = inbox;
    this.gate = gate;
  }

  @PostMapping("/webhooks/{system}/{shop}")
  ResponseEntity<Object> receive(
      @PathVariable String system, @PathVariable String shop, HttpServletRequest request)
      throws IOException {
    var body = request.getInputStream().readAllBytes();
    // Which shop it is, the path and its secret say; a header that names it proves nothing.
    var channel = connections.shops().get(shop.toLowerCase(Locale.ROOT));
    var event = channel == null || !channel.system().equals(system)
        ? null
        : channel.receive(body, headers(request));
    if (channel == null || event == null) {
      doors.count(channel == null ? WebhookDoors.ELSEWHERE : channel.shop(), Kind.REFUSED);
      // The same for a shop that is not ours: nobody learns here who our customers are.
      return ResponseEntity.status(401)
          .contentType(MediaType.APPLICATION_PROBLEM_JSON)
          .body(Problem.of(401, "unauthenticated", "the signature is not right"));
    }
    var no = gate.through(channel.shop(), () -> inbox.receive(channel.shop(), event));
    return no == null
        ? ResponseEntity.ok().build()
        : ResponseEntity.status(no.status())
            .header(HttpHeaders.RETRY_AFTER, Long.toString(no.retryAfterSeconds()))
            .contentType(MediaType.APPLICATION_PROBLEM_JSON)
            .body(Problem.of(no.status(), "too-many", "the shop sends more than is taken"));
  }

  private static Map<String, String> headers(HttpServletRequest request) {
    var headers = new HashMap<String, String>();
    request
        .getHeaderNames()
        .asIterator()
        .forEachRemaining(name -> headers.put(name, request.getHeader(name)));
    return headers;
  }
}
