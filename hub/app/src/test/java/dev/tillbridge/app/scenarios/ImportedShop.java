package dev.tillbridge.app.scenarios;

import static dev.tillbridge.app.scenarios.ShopShelf.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Hub;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** A hub that takes over its shop, by the public API. */
final class ImportedShop {

  private final Hub hub;
  private final String shop;

  ImportedShop(Hub hub) {
    this(hub, Hub.SHOP);
  }

  ImportedShop(Hub hub, String shop) {
    this.hub = hub;
    this.shop = shop;
  }

  UUID start() {
    var id = UUID.randomUUID();
    var begun = hub.http()
        .post("/api/v1/shop/imports", "{\"id\": \"%s\", \"shop\": \"%s\"}".formatted(id, shop));
    assertThat(begun.status()).as(begun.body()).isEqualTo(202);
    return id;
  }

  void apply(UUID id) {
    var agreed = hub.http().post("/api/v1/shop/imports/" + id + "/apply", "");
    assertThat(agreed.status()).as(agreed.body()).isEqualTo(202);
  }

  JsonNode finished(UUID id, String state) {
    soon().until(() -> view(id).path("state").asString().equals(state));
    return view(id);
  }

  /** Reads, agrees, and takes over. */
  JsonNode takeOver() {
    var id = start();
    finished(id, "READY");
    apply(id);
    return finished(id, "DONE");
  }

  JsonNode view(UUID id) {
    return hub.http().get("/api/v1/shop/imports/" + id).json();
  }

  List<JsonNode> rows(UUID id, String verdict) {
    return hub.http()
        .get("/api/v1/shop/imports/" + id + "/rows?verdict=" + verdict)
        .json()
        .path("rows")
        .valueStream()
        .toList();
  }

  List<String> skus() {
    var skus = new ArrayList<String>();
    hub.http()
        .get("/api/v1/products?limit=500")
        .json()
        .path("products")
        .forEach(product -> product
            .path("variants")
            .forEach(variant -> skus.add(variant.path("sku").asString())));
    return skus.stream().sorted().toList();
  }

  /** What it costs at the counter, in cents. */
  long price(String sku) {
    return hub.http()
        .get("/api/v1/products?query=" + sku)
        .json()
        .at("/products/0/variants/0/price/minor")
        .asLong();
  }

  String title(String sku) {
    return hub.http()
        .get("/api/v1/products?query=" + sku)
        .json()
        .at("/products/0/title")
        .asString();
  }

  JsonNode place(String sku) {
    return hub.http().get("/api/v1/stock/" + sku).json().at("/locations/0");
  }

  int shown(String sku) {
    return hub.outside()
        .truth("shopify")
        .path("stock")
        .valueStream()
        .filter(level -> level.path("sku").asString("").equals(sku))
        .mapToInt(level -> level.path("available").asInt())
        .findFirst()
        .orElse(-1);
  }
}
