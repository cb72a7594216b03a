package dev.tillbridge.sandbox.shopify;

import dev.tillbridge.sandbox.wire.Answer;
import dev.tillbridge.sandbox.wire.Call;
import dev.tillbridge.sandbox.wire.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the shop's owner and Shopify itself do about the app, by HTTP. */
final class AppControl {

  private final ShopData data;
  private final Webhooks webhooks;
  private final AppTokens tokens;
  private final String domain;

  AppControl(ShopData data, Webhooks webhooks, AppTokens tokens, String domain) {
    this.data = data;
    this.webhooks = webhooks;
    this.tokens = tokens;
    this.domain = domain;
  }

  /** Below {@code /sandbox/shopify}; a POST. */
  Answer answer(Call call) {
    var given = Json.parseObject(call.body());
    var wish = given == null ? Json.object() : given;
    return switch (call.path()) {
      case "/app/uninstall" -> uninstall();
      case "/app/install" -> {
        data.app(new AppState(true, data.app().scopes()));
        yield done();
      }
      case "/app/scopes" -> scopes(wish);
      case "/app/version" -> {
        data.served(Json.text(wish, "served"));
        yield done();
      }
      case "/app/expire" -> expire();
      case "/subscriptions/drop" -> drop(Json.text(wish, "topic"));
      case "/subscriptions/move" -> move(Json.text(wish, "uri", "http://127.0.0.1:1/"));
      case "/privacy" -> privacy(wish);
      default -> Answer.problem(404, "not-found", "no such control: " + call.path());
    };
  }

  /** The owner throws the app out; the app is told, and then nothing of its own counts any more. */
  private Answer uninstall() {
    webhooks.announce(
        List.of(new Webhooks.News("app/uninstalled", ShopParticulars.of(domain, data))));
    tokens.uninstall();
    return done();
  }

  private Answer scopes(JsonNode wish) {
    var scopes = new ArrayList<String>();
    wish.path("scopes").forEach(scope -> scopes.add(scope.asString("")));
    var body = Json.object().put("id", 1).put("shop_id", Gid.of("Shop", 1));
    body.put("updated_at", data.now().toString());
    body.set("previous", Json.tree(data.app().scopes()));
    body.set("current", Json.tree(scopes));
    data.app(new AppState(data.app().installed(), scopes));
    webhooks.announce(List.of(new Webhooks.News("app/scopes_update", body)));
    return done();
  }

  /** All access tokens are over, as after their time. */
  private Answer expire() {
    List.copyOf(data.tokens.all()).forEach(token -> data.tokens.remove(token.value()));
    return done();
  }

  /** Shopify deletes subscriptions that failed too often. */
  private Answer drop(@org.jspecify.annotations.Nullable String topic) {
    List.copyOf(data.subscriptions.all()).stream()
        .filter(one -> topic == null || one.topic().equals(topic))
        .forEach(one -> data.subscriptions.remove(one.id()));
    return done();
  }

  private Answer move(String uri) {
    for (var one : List.copyOf(data.subscriptions.all())) {
      data.subscriptions.put(
          one.id(),
          new Subscription(one.id(), one.topic(), uri, one.apiVersion(), one.createdAt()));
    }
    return done();
  }

  private Answer privacy(JsonNode wish) {
    var topic = Json.text(wish, "topic", "");
    var body = shop();
    if (topic.startsWith("customers/")) {
      var customer = body.putObject("customer");
      wish.path("customer").properties().forEach(f -> customer.set(f.getKey(), f.getValue()));
      body.set(
          topic.endsWith("redact") ? "orders_to_redact" : "orders_requested", wish.path("orders"));
      if (topic.endsWith("request")) {
        body.putObject("data_request").put("id", data.counters.up("dataRequest"));
      }
    }
    webhooks.announce(List.of(new Webhooks.News(topic, body)));
    return done();
  }

  private ObjectNode shop() {
    return Json.object().put("shop_id", 1).put("shop_domain", domain);
  }

  private static Answer done() {
    return Answer.json(200, Json.object().put("status", "DONE")).withEffect();
  }
}
