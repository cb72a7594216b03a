package dev.tillbridge.sandbox.shopify;

import dev.tillbridge.sandbox.wire.Json;
import tools.jackson.databind.node.ObjectNode;

/** What else a webhook about a product tells. */
final class ProductParticulars {

  private ProductParticulars() {}

  /** Adds to the body of a product what it does not tell yet. */
  static void add(ObjectNode body, ShopData data) {
    var more = Json.object();
    more.put("body_html", "").put("tags", "").put("published_scope", "web");
    more.putNull("category").putNull("image").putNull("template_suffix");
    more.put("has_variants_that_requires_components", false);
    more.set("published_at", body.path("created_at"));
    for (var name : new String[] {"images", "media", "options"}) {
      more.putArray(name);
    }
    OrderParticulars.fill(body, more);
    for (var variant : body.path("variants")) {
      OrderParticulars.fill((ObjectNode) variant, ofTheVariant((ObjectNode) variant, body, data));
    }
    for (var gid : body.path("variant_gids")) {
      ((ObjectNode) gid).set("updated_at", body.path("updated_at"));
    }
  }

  private static ObjectNode ofTheVariant(ObjectNode variant, ObjectNode body, ShopData data) {
    var more = Json.object();
    more.set("created_at", body.path("created_at"));
    more.set("updated_at", body.path("updated_at"));
    more.set("option1", variant.path("title"));
    more.putNull("option2").putNull("option3").putNull("compare_at_price").putNull("image_id");
    more.put("inventory_policy", "deny");
    int available = data.available(variant.path("inventory_item_id").asLong());
    return more.put("inventory_quantity", available).put("old_inventory_quantity", available);
  }
}
