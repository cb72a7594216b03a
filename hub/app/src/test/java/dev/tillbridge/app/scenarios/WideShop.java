package dev.tillbridge.app.scenarios;

import dev.tillbridge.app.testing.Hub;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Very many SKUs that lie on the shelf of main and are sold in the shop, which shows none of them yet. */
final class WideShop {

  private final Hub hub;

  WideShop(Hub hub) {
    this.hub = hub;
  }

  /** New SKUs with so many units each, on the shelf and in the shop. */
  List<String> stocked(String name, int count, int units) {
    var skus =
        IntStream.range(0, count).mapToObj(i -> "%s-%05d".formatted(name, i)).toList();
    var csv = skus.stream()
        .map(sku -> "%s,%s,Test,%s,10.00,%d"
            .formatted(sku.toLowerCase(java.util.Locale.ROOT), sku, sku, units))
        .collect(Collectors.joining(
            "\n", "Handle,Title,Vendor,Variant SKU,Variant Price,Variant Inventory Qty\n", "\n"));
    must("/api/v1/catalog/imports?location=main", csv, "text/csv");
    link(skus);
    return skus;
  }

  /**
   * To find so many by questions would take a quarter of an hour of the shop's allowance, and so would
   * reading what it shows of them: they are written down as the first import leaves them.
   */
  private void link(List<String> skus) {
    var variants = skus.stream()
        .map(sku -> "{\"sku\":\"%s\",\"price\":\"10.00\"}".formatted(sku))
        .collect(Collectors.joining(","));
    hub.outside()
        .catalogue("""
        {"currency":"USD","taxRatePpm":0,"products":[
          {"title":"Wide","handle":"%s","variants":[%s]}]}""".formatted(skus.getFirst().toLowerCase(java.util.Locale.ROOT), variants));
    var wanted = Set.copyOf(skus);
    var items = stock()
        .valueStream()
        .filter(item -> wanted.contains(item.path("sku").asString()))
        .toList();
    hub.part(JdbcClient.class)
        .sql("""
            with listed as (
              insert into listing (shop, sku, item_id, variant_id)
              select :shop, sku, item, item from unnest(:skus::text[], :items::text[]) as l(sku, item)
              on conflict do nothing returning sku)
            insert into shop_window (shop, location, sku, shown) select :shop, 'main', sku, 0 from listed
            """)
        .param("shop", Hub.SHOP)
        .param("skus", items.stream().map(i -> i.path("sku").asString()).toArray(String[]::new))
        .param(
            "items",
            items.stream().map(i -> i.path("inventoryItemId").asString()).toArray(String[]::new))
        .update();
  }

  private void must(String path, String body, String type) {
    var answer = hub.http()
        .send(
            "POST",
            path,
            body.getBytes(StandardCharsets.UTF_8),
            "Authorization",
            "Bearer " + Hub.TOKEN,
            "Content-Type",
            type);
    if (answer.status() >= 300) {
      throw new IllegalStateException(answer.toString());
    }
  }

  /** Calls that changed stock, or tried to, as the shop has counted them. */
  long calls() {
    return hub.outside()
        .truth("shopify")
        .path("effects")
        .valueStream()
        .filter(effect -> effect.path("operation").asString().equals("inventorySetQuantities"))
        .count();
  }

  /** What the shop itself says it has, of everything. */
  JsonNode stock() {
    return hub.outside().truth("shopify").path("stock");
  }

  /** How far the hub says the shop is behind. */
  JsonNode lag() {
    return hub.http().get("/api/v1/shop/lag").json().at("/shops/0");
  }

  /** What the hub has told the shop of it, as far as it was confirmed. */
  int published(String sku) {
    return hub.http()
        .get("/api/v1/stock/" + sku)
        .json()
        .at("/locations/0/published")
        .asInt(-1);
  }
}
