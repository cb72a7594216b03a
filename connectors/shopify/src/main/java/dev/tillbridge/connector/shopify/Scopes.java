package dev.tillbridge.connector.shopify;

import static dev.tillbridge.connector.shopify.Outcomes.then;

import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.ShopAccess.Need;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the shop's owner has allowed us, and what we need. */
final class Scopes {

  /** Each of these is used by a document of ours; a write scope includes its read scope. */
  static final List<Need> NEEDS = List.of(
      new Need("read_products", "our SKUs are not found in the shop"),
      new Need("write_products", "what the hub decides about products does not reach the shop"),
      new Need("read_inventory", "the shop's stock cannot be read"),
      new Need("write_inventory", "stock numbers do not reach the shop"),
      new Need("read_locations", "the shop's locations are unknown"),
      new Need("read_orders", "orders of the shop do not come in"),
      new Need("read_returns", "goods that come back without a refund are not seen"),
      new Need("write_orders", "the shop gives no money back and records no counter sales"),
      new Need(
          "read_merchant_managed_fulfillment_orders",
          "how orders of the shop are to leave is unknown"),
      new Need(
          "write_merchant_managed_fulfillment_orders",
          "the shop does not hear what has left, is ready or leaves from elsewhere"),
      // Who bought is part of every document about orders, and Shopify refuses the whole of it.
      new Need("read_customers", "orders of the shop do not come in"));

  private final GraphQl graphQl;

  Scopes(GraphQl graphQl) {
    this.graphQl = graphQl;
  }

  Outcome<Set<String>> granted() {
    return then(graphQl.call(Document.SCOPES, Json.object()), data -> {
      try {
        var scopes = new TreeSet<String>();
        for (var scope :
            Field.root(data).at("currentAppInstallation").at("accessScopes").each()) {
          scopes.add(scope.at("handle").text());
        }
        return new Delivered<>(withImplied(scopes));
      } catch (NotAsDocumented e) {
        return new Refused<>("Shopify's answer is not as documented: " + e.reason());
      }
    });
  }

  /** As Shopify's end for tokens lists them, separated by commas. */
  static Set<String> parse(String list) {
    var scopes = new TreeSet<String>();
    for (var scope : list.split(",", -1)) {
      if (!scope.isBlank()) {
        scopes.add(scope.strip());
      }
    }
    return withImplied(scopes);
  }

  private static Set<String> withImplied(Set<String> scopes) {
    var all = new TreeSet<>(scopes);
    scopes.stream()
        .filter(scope -> scope.startsWith("write_"))
        .map(scope -> "read_" + scope.substring("write_".length()))
        .forEach(all::add);
    return all;
  }
}
