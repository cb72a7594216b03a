package dev.tillbridge.connector.woocommerce;

import static dev.tillbridge.connector.woocommerce.Outcomes.then;

import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.Refused;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes sure that the shop tells us about orders. WooCommerce switches a webhook off after some
 * failed deliveries in a row and never tries a delivery again, so this is asked from time to time,
 * and the poll finds what was not told.
 */
final class Subscriptions {

  static final List<String> TOPICS = List.of("order.created", "order.updated", "order.restored");

  private static final int PAGE = 100;
  private static final int MOST_PAGES = 10;

  private final Rest rest;
  private final String secret;

  Subscriptions(Rest rest, WooCommerceSettings settings) {
    this.rest = rest;
    this.secret = settings.webhookSecret();
  }

  /** A webhook of ours, as the shop has it. */
  private record Known(long id, boolean active) {}

  /** How many had to be made or switched on again. */
  Outcome<Integer> ensure(String address) {
    var known = new HashMap<String, Known>();
    for (int page = 1; page <= MOST_PAGES; page++) {
      var next = list(address, page, known);
      if (!(next instanceof Delivered<Integer>(var read))) {
        return next;
      }
      if (read < PAGE) {
        return makeMissing(address, known);
      }
    }
    return new Refused<>("more than " + MOST_PAGES * PAGE + " webhooks in the shop");
  }

  private Outcome<Integer> list(String address, int page, Map<String, Known> known) {
    var query = Map.of(
        "orderby",
        "id",
        "order",
        "asc",
        "per_page",
        Integer.toString(PAGE),
        "page",
        Integer.toString(page));
    return then(rest.get("webhooks", query), body -> {
      try {
        var all = Field.root(body).each();
        for (var webhook : all) {
          if (webhook.at("delivery_url").node().asString("").equals(address)) {
            var one =
                new Known(webhook.at("id").id(), webhook.at("status").text().equals("active"));
            known.merge(webhook.at("topic").text(), one, (a, b) -> a.active() ? a : b);
          }
        }
        return new Delivered<>(all.size());
      } catch (NotAsDocumented e) {
        return new Refused<>("WooCommerce's answer is not as documented: " + e.reason());
      }
    });
  }

  /** In doubt here is no harm: the next time the list tells. */
  private Outcome<Integer> makeMissing(String address, Map<String, Known> known) {
    int made = 0;
    for (var topic : TOPICS) {
      var one = known.get(topic);
      if (one != null && one.active()) {
        continue;
      }
      // With the secret: it may be another one since it was switched off.
      var body = Json.object().put("status", "active").put("secret", secret);
      var answer = one == null
          ? rest.send(
              "POST",
              "webhooks",
              body.put("name", "Tillbridge").put("topic", topic).put("delivery_url", address))
          : rest.send("PUT", "webhooks/" + one.id(), body);
      if (!(answer instanceof Delivered<?>)) {
        return answer.map(_ -> 0);
      }
      made++;
    }
    return new Delivered<>(made);
  }
}
