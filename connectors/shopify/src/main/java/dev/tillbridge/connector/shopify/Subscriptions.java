package dev.tillbridge.connector.shopify;

import static dev.tillbridge.connector.shopify.Outcomes.then;

import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.Refused;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes sure that Shopify tells us about orders. Shopify deletes a subscription after eight failed
 * deliveries in a row, so this is asked again from time to time.
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
      "REFUNDS_CREATE");

  private static final int MOST_PAGES = 10;

  private final GraphQl graphQl;

  Subscriptions(GraphQl graphQl) {
    this.graphQl = graphQl;
  }

  /** How many had to be made. */
  Outcome<Integer> ensure(String address) {
    var existing = new HashSet<String>();
    String cursor = null;
    for (int page = 0; page < MOST_PAGES; page++) {
      var next = list(address, cursor, existing);
      if (!(next instanceof Delivered<Page>(var read))) {
        return next.map(_ -> 0);
      }
      if (!read.more()) {
        return makeMissing(address, existing);
      }
      cursor = read.cursor();
    }
    return new Refused<>("more than " + MOST_PAGES + " pages of subscriptions for " + address);
  }

  private Outcome<Page> list(String address, @Nullable String cursor, Set<String> existing) {
    var variables = Json.object().put("address", address).put("after", cursor);
    var topics = variables.putArray("topics");
    TOPICS.forEach(topics::add);
    return then(graphQl.call(Document.SUBSCRIPTIONS, variables), data -> {
      try {
        var connection = Field.root(data).at("webhookSubscriptions");
        for (var subscription : connection.at("nodes").each()) {
          if (subscription.at("uri").text().equals(address)) {
            existing.add(subscription.at("topic").text());
          }
        }
        return new Delivered<>(Page.after(connection, cursor));
      } catch (NotAsDocumented e) {
        return new Refused<>("Shopify's answer is not as documented: " + e.reason());
      }
    });
  }

  private Outcome<Integer> makeMissing(String address, Set<String> existing) {
    int made = 0;
    for (var topic : TOPICS) {
      if (existing.contains(topic)) {
        continue;
      }
      var one = make(topic, address);
      if (!(one instanceof Delivered<Integer>(var count))) {
        return one;
      }
      made += count;
    }
    return new Delivered<>(made);
  }

  private Outcome<Integer> make(String topic, String address) {
    var variables = Json.object().put("topic", topic).put("address", address);
    return then(graphQl.call(Document.SUBSCRIBE, variables), data -> {
      try {
        var errors = UserError.of(Field.root(data).at("webhookSubscriptionCreate"));
        if (errors.isEmpty()) {
          return new Delivered<>(1);
        }
        // Another hub was a moment faster ("Address for this topic has already been taken").
        return errors.stream().allMatch(Subscriptions::taken)
            ? new Delivered<>(0)
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
