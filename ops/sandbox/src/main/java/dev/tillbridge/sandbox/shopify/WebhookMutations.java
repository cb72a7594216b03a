package dev.tillbridge.sandbox.shopify;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Subscribing to webhooks through the API. */
final class WebhookMutations {

  private final ShopData data;

  WebhookMutations(ShopData data) {
    this.data = data;
  }

  GraphNode create(String apiVersion, Map<String, Object> arguments) {
    var topic = Arguments.text(arguments, "topic");
    var uri =
        arguments.get("webhookSubscription") instanceof Map<?, ?> given ? given.get("uri") : null;
    if (!(uri instanceof String text) || !isHttp(text)) {
      return payload("Address is not a valid URL");
    }
    if (data.subscriptions.all().stream()
        .anyMatch(known -> known.topic().equals(topic) && known.uri().equals(text))) {
      return payload("Address for this topic has already been taken");
    }
    long id = 1_000_000L + data.counters.up("subscription");
    var subscription = new Subscription(id, topic, text, apiVersion, data.now());
    data.subscriptions.put(id, subscription);
    return new GraphNode.Fixed(
        "WebhookSubscriptionCreatePayload",
        Map.of("userErrors", List.of(), "webhookSubscription", node(subscription)));
  }

  GraphNode update(Map<String, Object> arguments) {
    long id = Gid.number("WebhookSubscription", Arguments.text(arguments, "id"));
    var known = data.subscriptions.get(id);
    if (known == null) {
      return updated(List.of(error("id", "Webhook subscription does not exist")), null);
    }
    var uri =
        arguments.get("webhookSubscription") instanceof Map<?, ?> given ? given.get("uri") : null;
    if (!(uri instanceof String text) || !isHttp(text)) {
      return updated(List.of(error("webhookSubscription", "Address is not a valid URL")), null);
    }
    var moved = new Subscription(id, known.topic(), text, known.apiVersion(), known.createdAt());
    data.subscriptions.put(id, moved);
    return updated(List.of(), moved);
  }

  private static GraphNode updated(List<GraphNode> errors, @Nullable Subscription subscription) {
    var fields = new HashMap<String, Object>();
    fields.put("userErrors", errors);
    if (subscription != null) {
      fields.put("webhookSubscription", node(subscription));
    }
    return new GraphNode.Fixed("WebhookSubscriptionUpdatePayload", fields);
  }

  GraphNode delete(Map<String, Object> arguments) {
    var gid = Arguments.text(arguments, "id");
    long id = Gid.number("WebhookSubscription", gid);
    if (data.subscriptions.get(id) == null) {
      return new GraphNode.Fixed(
          "WebhookSubscriptionDeletePayload",
          Map.of("userErrors", List.of(error("id", "Webhook subscription does not exist"))));
    }
    data.subscriptions.remove(id);
    return new GraphNode.Fixed(
        "WebhookSubscriptionDeletePayload",
        Map.of("userErrors", List.of(), "deletedWebhookSubscriptionId", gid));
  }

  static GraphNode node(Subscription subscription) {
    var fields = new HashMap<String, Object>();
    fields.put("id", Gid.of("WebhookSubscription", subscription.id()));
    fields.put("legacyResourceId", Long.toString(subscription.id()));
    fields.put("topic", subscription.topic());
    fields.put("uri", subscription.uri());
    fields.put("format", "JSON");
    fields.put("includeFields", List.of());
    fields.put("metafieldNamespaces", List.of());
    fields.put("createdAt", subscription.createdAt().toString());
    fields.put("updatedAt", subscription.createdAt().toString());
    return new GraphNode.Fixed("WebhookSubscription", fields);
  }

  private static GraphNode payload(String message) {
    return new GraphNode.Fixed(
        "WebhookSubscriptionCreatePayload",
        Map.of("userErrors", List.of(error("webhookSubscription", message))));
  }

  private static GraphNode error(String field, String message) {
    return new GraphNode.Fixed("UserError", Map.of("field", List.of(field), "message", message));
  }

  private static boolean isHttp(String text) {
    try {
      var scheme = URI.create(text).getScheme();
      return "http".equals(scheme) || "https".equals(scheme);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
