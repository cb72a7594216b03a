package dev.tillbridge.app.api;

import dev.tillbridge.app.config.Connections;
import dev.tillbridge.app.web.Problem;
import dev.tillbridge.hub.delivery.Inbox;
import dev.tillbridge.hub.shops.ShopNews;
import dev.tillbridge.hub.watch.WebhookDoors;
import dev.tillbridge.hub.watch.WebhookDoors.Kind;
import dev.tillbridge.model.shop.ShopAccess;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * News that an app hears for all its shops at one address: what customers ask for, and that a shop
 * has removed the app. Which shop it is, the signed body must say; the header proves nothing.
 */
@RestController
class AppWebhookApi {

  private final Connections connections;
  private final Inbox inbox;
  private final ShopNews news;
  private final WebhookDoors doors;

  AppWebhookApi(Connections connections, Inbox inbox, ShopNews news, WebhookDoors doors) {
    this.doors = doors;
    this.connections = connections;
    this.inbox = inbox;
    this.news = news;
  }

  @PostMapping("/webhooks/shopify")
  ResponseEntity<Object> receive(HttpServletRequest request) throws IOException {
    var body = request.getInputStream().readAllBytes();
    var named = String.valueOf(request.getHeader("X-Shopify-Shop-Domain")).toLowerCase(Locale.ROOT);
    var channel = connections.shops().get(named);
    var headers = new HashMap<String, String>();
    request
        .getHeaderNames()
        .asIterator()
        .forEachRemaining(name -> headers.put(name, request.getHeader(name)));
    var event = channel == null ? null : channel.receive(body, headers);
    if (channel == null
        || event == null
        || !(channel instanceof ShopAccess access && access.isAbout(event))) {
      doors.count(WebhookDoors.APPS, Kind.REFUSED);
      return ResponseEntity.status(401)
          .contentType(MediaType.APPLICATION_PROBLEM_JSON)
          .body(Problem.of(401, "unauthenticated", "the signature is not right"));
    }
    if (news.concerns(event)) {
      inbox.receive(channel.shop(), event);
    }
    return ResponseEntity.ok().build();
  }
}
