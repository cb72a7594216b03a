package dev.tillbridge.sandbox.shopify;

import dev.tillbridge.sandbox.wire.Answer;
import dev.tillbridge.sandbox.wire.Cents;
import dev.tillbridge.sandbox.wire.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the shop's staff does to products: also what a hub can do nothing good with, such as two
 * variants of one SKU, or none at all.
 */
final class ProductControl {

  private final ShopData data;
  private final Webhooks webhooks;

  ProductControl(ShopData data, Webhooks webhooks) {
    this.data = data;
    this.webhooks = webhooks;
  }

  /** Adds a product as it is told, whatever its SKUs; or many, as {@code products}. */
  Answer add(String body) {
    var wish = Json.parseObject(body);
    if (wish != null && wish.path("products").isArray()) {
      for (var one : wish.path("products")) {
        var added = add(one);
        if (added.status() >= 300) {
          return added;
        }
      }
      return Answer.json(
              201, Json.object().put("products", wish.path("products").size()))
          .withEffect();
    }
    return add(wish);
  }

  private Answer add(@Nullable JsonNode wish) {
    var title = wish == null ? null : Json.text(wish, "title");
    if (wish == null || title == null || !wish.path("variants").isArray()) {
      return Answer.problem(422, "invalid", "a product needs a title and variants");
    }
    var product = data.addProduct(
        Json.text(wish, "handle", title.toLowerCase(java.util.Locale.ROOT).replace(' ', '-')),
        title,
        Json.text(wish, "vendor", ""),
        Json.text(wish, "type", ""),
        Json.text(wish, "image"));
    var added = new ArrayList<Variant>();
    for (var variant : wish.path("variants")) {
      added.add(data.addVariant(
          product,
          Json.text(variant, "sku", ""),
          Json.text(variant, "barcode"),
          Json.text(variant, "title", Variant.NO_CHOICE),
          Cents.minor(Json.text(variant, "price", "10.00"), data.settings().currency()),
          variant.path("taxable").asBoolean(true),
          Json.text(variant, "image"),
          variant.path("available").asInt(0)));
    }
    announce("products/create", product);
    return Answer.json(201, told(product, added)).withEffect();
  }

  /** A product as it is. */
  Answer show(String body) {
    var wish = Json.parseObject(body);
    var product = wish == null ? null : find(Json.text(wish, "handle"));
    return product == null
        ? Answer.problem(422, "invalid", "handle: no such product")
        : Answer.json(200, told(product, data.variantsOf(product.id())));
  }

  private @Nullable Product find(@Nullable String handle) {
    return data.products.all().stream()
        .filter(product -> product.handle().equals(handle))
        .findFirst()
        .orElse(null);
  }

  /** Changes a product or one of its variants, as staff does in Shopify's admin. */
  Answer edit(String body) {
    var wish = Json.parseObject(body);
    var product = wish == null ? null : find(Json.text(wish, "handle"));
    if (wish == null || product == null) {
      return Answer.problem(422, "invalid", "handle: no such product");
    }
    var changed = new Product(
        product.id(),
        product.handle(),
        Json.text(wish, "title", product.title()),
        Json.text(wish, "vendor", product.vendor()),
        product.createdAt(),
        Json.text(wish, "type", product.type() == null ? "" : product.type()),
        product.image(),
        data.now());
    data.products.put(changed.id(), changed);
    for (var edit : wish.path("variants")) {
      var number = edit.path("id").asLong(-1);
      var old = data.variantsOf(product.id()).stream()
          .filter(v -> v.id() == number || v.sku().equals(Json.text(edit, "was")))
          .findFirst()
          .orElse(null);
      if (old == null) {
        return Answer.problem(422, "invalid", "variants: no such variant");
      }
      data.save(edited(old, edit));
    }
    announce("products/update", changed);
    return Answer.json(200, told(changed, data.variantsOf(changed.id()))).withEffect();
  }

  private Variant edited(Variant old, JsonNode edit) {
    var price = Json.text(edit, "price");
    return new Variant(
        old.id(),
        old.productId(),
        old.itemId(),
        Json.text(edit, "sku", old.sku()),
        edit.has("barcode") ? Json.text(edit, "barcode") : old.barcode(),
        Json.text(edit, "title", old.title()),
        price == null ? old.price() : Cents.minor(price, data.settings().currency()),
        edit.has("taxable") ? edit.path("taxable").asBoolean() : old.taxable(),
        old.position(),
        old.createdAt(),
        old.image());
  }

  /** The news that a change through the API makes as well. */
  void updated(Product product) {
    announce("products/update", product);
  }

  private void announce(String topic, Product product) {
    webhooks.announce(List.of(new Webhooks.News(topic, rest(product))));
  }

  /** As the REST world tells a product; full data for the first hundred variants. */
  private ObjectNode rest(Product product) {
    var body = Json.object().put("id", product.id());
    body.put("admin_graphql_api_id", Gid.of("Product", product.id()));
    body.put("title", product.title()).put("handle", product.handle());
    body.put("vendor", product.vendor());
    body.put("product_type", product.type() == null ? "" : product.type());
    body.put("status", "active").put("created_at", product.createdAt().toString());
    body.put("updated_at", product.changedAt().toString());
    var variants = body.putArray("variants");
    var gids = body.putArray("variant_gids");
    for (var variant : data.variantsOf(product.id())) {
      var gid = Gid.of("ProductVariant", variant.id());
      gids.addObject().put("admin_graphql_api_id", gid);
      if (variants.size() < 100) {
        var one = variants.addObject().put("id", variant.id()).put("product_id", product.id());
        one.put("admin_graphql_api_id", gid).put("title", variant.title());
        one.put("sku", blankAsNull(variant.sku())).put("barcode", variant.barcode());
        one.put("price", Cents.decimal(variant.price(), data.settings().currency()));
        one.put("taxable", variant.taxable()).put("inventory_item_id", variant.itemId());
        one.put("position", variant.position());
      }
    }
    ProductParticulars.add(body, data);
    return body;
  }

  /** What is there, for comparison. */
  ObjectNode told(Product product, List<Variant> variants) {
    var told = Json.object().put("gid", Gid.of("Product", product.id()));
    told.put("handle", product.handle()).put("title", product.title());
    told.put("vendor", product.vendor()).put("type", product.type());
    var list = told.putArray("variants");
    for (var variant : variants) {
      var one = list.addObject().put("id", variant.id()).put("sku", variant.sku());
      one.put("item", Gid.of("InventoryItem", variant.itemId()));
      one.put("barcode", variant.barcode()).put("taxable", variant.taxable());
      one.put("price", Cents.decimal(variant.price(), data.settings().currency()));
    }
    return told;
  }

  private static @Nullable String blankAsNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
