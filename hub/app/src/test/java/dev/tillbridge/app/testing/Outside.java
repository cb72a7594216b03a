package dev.tillbridge.app.testing;

import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/** The simulated outside world, by its control interface. */
public record Outside(Http http) {

  /** What a system knows: shopify, quickbooks or paypal. */
  public JsonNode truth(String system) {
    return http.send("GET", "/sandbox/" + system + "/truth", null).json();
  }

  /** Makes a system misbehave; {@code {}} heals it. */
  public void faults(String system, String json) {
    must("/sandbox/" + system + "/faults", json);
  }

  /** Lists a SKU in shop and books. */
  public void list(String sku, int cents) {
    must("/sandbox/catalog", """
        {"currency": "USD", "taxRatePpm": 82500, "products": [{"title": "%1$s", "handle": "%2$s",
         "vendor": "", "variants": [{"sku": "%1$s", "barcode": null, "title": "Default",
         "price": "%3$d.%4$02d", "image": null, "taxable": true}]}]}
        """.formatted(
            sku, sku.toLowerCase(java.util.Locale.ROOT), cents / 100, cents % 100));
  }

  /** Lists whatever this catalogue has, in shop and books. */
  public void catalogue(String json) {
    must("/sandbox/catalog", json);
  }

  /** The shop gets a product of these variants: SKU, barcode, title, units; each may be empty. */
  public void product(String title, String... variants) {
    var told = new java.util.ArrayList<String>();
    for (var variant : variants) {
      var parts = variant.split("/", -1);
      told.add("{\"sku\": \"%s\", \"barcode\": %s, \"title\": \"%s\", \"available\": %s}"
          .formatted(
              parts[0], parts[1].isEmpty() ? "null" : "\"" + parts[1] + "\"", parts[2], parts[3]));
    }
    must(
        "/sandbox/shopify/products",
        "{\"title\": \"%s\", \"vendor\": \"Acme\", \"variants\": [%s]}"
            .formatted(title, String.join(", ", told)));
  }

  /** The shop's staff changes variants of a product, each as the sandbox's control takes it. */
  public void edit(String handle, String... variants) {
    must(
        "/sandbox/shopify/products/edit",
        "{\"handle\": \"%s\", \"variants\": [%s]}".formatted(handle, String.join(", ", variants)));
  }

  /** The shop's staff gives a product another title. */
  public void title(String handle, String title) {
    must(
        "/sandbox/shopify/products/edit",
        "{\"handle\": \"%s\", \"title\": \"%s\"}".formatted(handle, title));
  }

  /** How often the shop's products were changed through its API. */
  public int productWrites() {
    var truth = truth("shopify");
    return truth.path("productUpdates").asInt() + truth.path("variantUpdates").asInt();
  }

  /** A product as the shop has it, found by its handle. */
  public JsonNode productNow(String handle) {
    return http.send(
            "POST",
            "/sandbox/shopify/products/show",
            "{\"handle\": \"%s\"}".formatted(handle).getBytes(StandardCharsets.UTF_8),
            "Content-Type",
            "application/json")
        .json();
  }

  /** How the shop's bulk operations go from now on. */
  public void bulk(String json) {
    must("/sandbox/shopify/bulk", json);
  }

  /** A shopper buys; the order's status. */
  public int order(String sku, int quantity) {
    return http.send(
            "POST",
            "/sandbox/shopify/orders",
            "{\"lines\":[{\"sku\":\"%s\",\"quantity\":%d}]}"
                .formatted(sku, quantity)
                .getBytes(StandardCharsets.UTF_8),
            "Content-Type",
            "application/json")
        .status();
  }

  /** A shopper buys; the order as the shop knows it. */
  public JsonNode placed(String sku, int quantity) {
    return placed("{\"lines\":[{\"sku\":\"%s\",\"quantity\":%d}]}".formatted(sku, quantity));
  }

  /**
   * Something becomes of an order at the shop.
   *
   * @param act fulfil, edit, refund, pay, tag or cancel
   * @param json what of it, as the sandbox's control takes it
   * @return the order as the shop knows it now
   */
  public JsonNode act(JsonNode order, String act, String json) {
    var path = "/sandbox/shopify/orders/" + order.path("id").asString() + "/" + act;
    var answer = http.send(
        "POST", path, json.getBytes(StandardCharsets.UTF_8), "Content-Type", "application/json");
    if (answer.status() != 200) {
      throw new IllegalStateException(path + ": " + answer);
    }
    return answer.json();
  }

  /** A shopper buys, as the sandbox's control takes it; the order as the shop knows it. */
  public JsonNode placed(String json) {
    var answer = http.send(
        "POST",
        "/sandbox/shopify/orders",
        json.getBytes(StandardCharsets.UTF_8),
        "Content-Type",
        "application/json");
    if (answer.status() != 201) {
      throw new IllegalStateException(answer.toString());
    }
    return answer.json();
  }

  /**
   * A shopper buys; the order as the shop knows it.
   *
   * @param more of the order, such as {@code "method": "PICK_UP"}
   */
  public JsonNode placed(String lines, String more) {
    var answer = http.send(
        "POST",
        "/sandbox/shopify/orders",
        "{\"lines\":[%s],%s}".formatted(lines, more).getBytes(StandardCharsets.UTF_8),
        "Content-Type",
        "application/json");
    if (answer.status() != 201) {
      throw new IllegalStateException(answer.toString());
    }
    return answer.json();
  }

  /** How an order leaves, as the shop knows it. */
  public JsonNode dispatch(JsonNode order) {
    return truth("shopify")
        .path("dispatches")
        .valueStream()
        .filter(one -> one.path("order").asString().equals(order.path("gid").asString()))
        .findFirst()
        .orElseThrow();
  }

  /** An order as the shop knows it now. */
  public JsonNode orderNow(JsonNode order) {
    return truth("shopify")
        .path("orders")
        .valueStream()
        .filter(one -> one.path("gid").asString().equals(order.path("gid").asString()))
        .findFirst()
        .orElseThrow();
  }

  /** The shop opens another location. */
  public void open(int location) {
    must("/sandbox/shopify/locations", "{\"id\": %d}".formatted(location));
  }

  /** The buyer agrees to pay by PayPal. */
  public void approve(String paypalOrder) {
    must("/sandbox/paypal/orders/" + paypalOrder + "/approve", "");
  }

  /** The shop cancels the order, or sends its goods. */
  public void cancel(JsonNode order) {
    must("/sandbox/shopify/orders/" + order.path("id").asString() + "/cancel", "");
  }

  /** Anything else, by its path below {@code /sandbox}; must succeed. */
  public JsonNode post(String path, String json) {
    return must("/sandbox" + path, json);
  }

  /** The same, for those who do not care about the answer. */
  public void act(String path, String json) {
    must("/sandbox/" + path, json);
  }

  private JsonNode must(String path, String json) {
    var answer = http.send(
        "POST", path, json.getBytes(StandardCharsets.UTF_8), "Content-Type", "application/json");
    if (answer.status() >= 300) {
      throw new IllegalStateException(path + ": " + answer);
    }
    return answer.json();
  }
}
