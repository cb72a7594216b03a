package dev.tillbridge.connector.shopify;

import static dev.tillbridge.connector.shopify.Outcomes.then;

import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.ShopAccess.Subscription;
import dev.tillbridge.model.shop.ShopAccess.Subscription.Change;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Makes sure that Shopify tells us what we want to hear. Shopify deletes a subscription after eight
 * failed deliveries in a row, so this is asked again from time to time. Shopify lists only the
 * subscriptions of our own app.
 */
final class Subscriptions {

  static final List<String> TOPICS = List.of(
      "ORDERS_CREATE",
      "ORDERS_UPDATED",
      "ORDERS_PAID",
      "ORDERS_CANCELLED",
      "ORDERS_FULFILLED",
      "ORDERS_PARTIALLY_FULFILLED",
      "ORDERS_EDITED",
      "REFUNDS_CREATE",
      "APP_UNINSTALLED",
      "APP_SCOPES_UPDATE",
      "PRODUCTS_UPDATE",
      "PRODUCTS_DELETE",
      "BULK_OPERATIONS_FINISH");

  private static final int MOST_PAGES = 10;

  private final GraphQl graphQl;

  /** One as Shopify lists it. */
  private record Listed(String id, String topic, String address) {}

  Subscriptions(GraphQl graphQl) {
    this.graphQl = graphQl;
  }

  /** All of them, in the order of the topics, after making and moving what had to be. */
  Outcome<List<Subscription>> ensure(String address) {
    var existing = new ArrayList<Listed>();
    String cursor = null;
    for (int page = 0; page < MOST_PAGES; page++) {
      var next = list(cursor, existing);
      if (!(next instanceof Delivered<Page>(var read))) {
        return next.map(_ -> List.of());
      }
      if (!read.more()) {
        return put(address, existing);
      }
      cursor = read.cursor();
    }
    return new Refused<>("more than " + MOST_PAGES + " pages of subscriptions");
  }

  private Outcome<Page> list(@Nullable String cursor, List<Listed> existing) {
    var variables = Json.object().put("after", cursor);
    var topics = variables.putArray("topics");
    TOPICS.forEach(topics::add);
    return then(graphQl.call(Document.SUBSCRIPTIONS, variables), data -> {
      try {
        var connection = Field.root(data).at("webhookSubscriptions");
        for (var subscription : connection.at("nodes").each()) {
          existing.add(new Listed(
              subscription.at("id").gid("WebhookSubscription"),
              subscription.at("topic").text(),
              subscription.at("uri").text()));
        }
        return new Delivered<>(Page.after(connection, cursor));
      } catch (NotAsDocumented e) {
        return new Refused<>("Shopify's answer is not as documented: " + e.reason());
      }
    });
  }

  private Outcome<List<Subscription>> put(String address, List<Listed> existing) {
    var all = new ArrayList<Subscription>();
    for (var topic : TOPICS) {
      var one = put(topic, address, existing);
      if (!(one instanceof Delivered<Subscription>(var subscription))) {
        return one.map(_ -> List.of());
      }
      all.add(subscription);
    }
    return new Delivered<>(List.copyOf(all));
  }

  private Outcome<Subscription> put(String topic, String address, List<Listed> existing) {
    var ofTopic = existing.stream().filter(one -> one.topic().equals(topic)).toList();
    var ours = ofTopic.stream().filter(one -> one.address().equals(address)).findFirst();
    if (ours.isPresent()) {
      return new Delivered<>(new Subscription(topic, ours.get().id(), Change.KEPT));
    }
    var astray =
        ofTopic.stream().filter(one -> isOurDoor(one.address(), address)).findFirst();
    return astray.isPresent() ? move(topic, astray.get().id(), address) : make(topic, address);
  }

  /** The same path at another host: where this hub was reached before. */
  private static boolean isOurDoor(String theirs, String ours) {
    try {
      return String.valueOf(URI.create(theirs).getPath())
          .equals(URI.create(ours).getPath());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private Outcome<Subscription> move(String topic, String id, String address) {
    var variables = Json.object().put("id", id).put("address", address);
    return change(
        Document.RESUBSCRIBE, variables, topic, "webhookSubscriptionUpdate", Change.MOVED);
  }

  private Outcome<Subscription> make(String topic, String address) {
    var variables = Json.object().put("topic", topic).put("address", address);
    return change(Document.SUBSCRIBE, variables, topic, "webhookSubscriptionCreate", Change.MADE);
  }

  private Outcome<Subscription> change(
      Document document,
      tools.jackson.databind.node.ObjectNode variables,
      String topic,
      String mutation,
      Change change) {
    return then(graphQl.call(document, variables), data -> {
      try {
        var payload = Field.root(data).at(mutation);
        var errors = UserError.of(payload);
        if (errors.isEmpty()) {
          var id = payload.at("webhookSubscription").at("id").gid("WebhookSubscription");
          return new Delivered<>(new Subscription(topic, id, change));
        }
        // Another hub was a moment faster ("Address for this topic has already been taken").
        return errors.stream().allMatch(Subscriptions::taken)
            ? new Delivered<>(new Subscription(topic, null, Change.KEPT))
            : new Refused<>(topic + ": Shopify: " + UserError.words(errors));
      } catch (NotAsDocumented e) {
        return new InDoubt<>("Shopify's answer is not as documented: " + e.reason());
      }
    });
  }

  private static boolean taken(UserError error) {
    return error.message().toLowerCase(Locale.ROOT).contains("already been taken");
  }
}
