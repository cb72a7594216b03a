package dev.tillbridge.connector.woocommerce;

import static dev.tillbridge.connector.woocommerce.Outcomes.then;

import dev.tillbridge.model.catalog.Variant.Option;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.ShopCatalog.ProductPage;
import dev.tillbridge.model.shop.ShopChannel.Unreadable;
import dev.tillbridge.model.shop.ShopProduct;
import dev.tillbridge.model.shop.ShopProduct.Item;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads products with their variations, in the order of their ids: what is added meanwhile comes
 * last. The cursor is the page's number; a product that is deleted meanwhile can hide another one
 * until the next import.
 */
final class Products {

  /** Each variable product costs a call or more for its variations, so pages are small. */
  static final int PAGE = 20;

  /** WooCommerce itself advises against more than 100 variations; ten times that is our limit. */
  private static final int MOST_VARIATION_PAGES = 10;

  static final int VARIATIONS_PAGE = 100;

  private final Rest rest;

  Products(Rest rest) {
    this.rest = rest;
  }

  Outcome<ProductPage> page(@Nullable String cursor) {
    int page = cursor == null ? 1 : Integer.parseInt(cursor);
    return then(
        currency(),
        currency -> then(rest.get("products", query(page, PAGE)), body -> {
          try {
            var all = Field.root(body).each();
            return read(all, currency, all.size() < PAGE ? null : Integer.toString(page + 1));
          } catch (NotAsDocumented e) {
            return notAsDocumented(e);
          }
        }));
  }

  private static Map<String, String> query(int page, int perPage) {
    return Map.of(
        "orderby",
        "id",
        "order",
        "asc",
        "per_page",
        Integer.toString(perPage),
        "page",
        Integer.toString(page));
  }

  /** Products tell bare amounts; the currency is a setting of the shop. */
  private Outcome<Currency> currency() {
    return then(rest.get("data/currencies/current", Map.of()), body -> {
      try {
        return new Delivered<>(Field.root(body).at("code").currency());
      } catch (NotAsDocumented e) {
        return notAsDocumented(e);
      }
    });
  }

  private Outcome<ProductPage> read(List<Field> all, Currency currency, @Nullable String next) {
    var products = new ArrayList<ShopProduct>();
    var unreadable = new ArrayList<Unreadable>();
    for (var product : all) {
      var type = product.at("type").node().asString("");
      if (type.equals("grouped") || type.equals("external")) {
        // A list of other products, or something that another shop sells.
        continue;
      }
      Outcome<List<Field>> items =
          type.equals("variable") ? variations(product) : new Delivered<>(List.of(product));
      if (!(items instanceof Delivered<List<Field>>(var parts))) {
        return items.map(_ -> new ProductPage(List.of(), List.of(), null));
      }
      try {
        products.add(product(product, parts, currency));
      } catch (NotAsDocumented e) {
        unreadable.add(new Unreadable(Long.toString(product.at("id").id()), e.reason()));
      }
    }
    return new Delivered<>(new ProductPage(products, unreadable, next));
  }

  private Outcome<List<Field>> variations(Field product) {
    var path = "products/" + product.at("id").id() + "/variations";
    var all = new ArrayList<Field>();
    for (int page = 1; page <= MOST_VARIATION_PAGES; page++) {
      var answer = rest.get(path, query(page, VARIATIONS_PAGE));
      if (!(answer instanceof Delivered<tools.jackson.databind.JsonNode>(var body))) {
        return answer.map(_ -> List.of());
      }
      var some = Field.root(body).each();
      all.addAll(some);
      if (some.size() < VARIATIONS_PAGE) {
        return new Delivered<>(all);
      }
    }
    return new Refused<>(
        "product " + product.at("id").id() + " has more than " + all.size() + " variations");
  }

  private static ShopProduct product(Field product, List<Field> items, Currency currency) {
    long id = product.at("id").id();
    var type = product.at("categories").eachIfAny();
    return new ShopProduct(
        Long.toString(id),
        product.at("slug").text(),
        product.at("name").text(),
        "",
        type.isEmpty() ? "" : type.getFirst().at("name").text(),
        items.stream().map(item -> item(product, item, currency)).toList());
  }

  private static Item item(Field product, Field item, Currency currency) {
    long productId = product.at("id").id();
    long id = item.at("id").id();
    boolean variation = id != productId;
    var taxable = item.at("tax_status").node().asString("taxable").equals("taxable")
        && !item.at("tax_class").node().asString("").equals("zero-rate");
    return new Item(
        (variation ? ItemId.of(productId, id) : ItemId.of(id)).text(),
        item.at("sku").skuIfAny(),
        item.at("global_unique_id").textIfAny(),
        variation ? options(item) : List.of(),
        price(item, currency),
        taxable,
        image(product, item));
  }

  private static List<Option> options(Field variation) {
    return variation.at("attributes").eachIfAny().stream()
        .map(attribute ->
            new Option(attribute.at("name").text(), attribute.at("option").text()))
        .toList();
  }

  /** The regular price: one of a sale that ends next week is no price for the counter. */
  private static @Nullable Money price(Field item, Currency currency) {
    for (var name : new String[] {"regular_price", "price"}) {
      if (item.at(name).textIfAny() != null) {
        return item.at(name).positive(currency);
      }
    }
    return null;
  }

  private static @Nullable String image(Field product, Field item) {
    var own = item.at("image").at("src").textIfAny();
    if (own != null) {
      return own;
    }
    var images = product.at("images").eachIfAny();
    return images.isEmpty() ? null : images.getFirst().at("src").textIfAny();
  }

  private static <T> Outcome<T> notAsDocumented(NotAsDocumented e) {
    return new Refused<>("WooCommerce's answer is not as documented: " + e.reason());
  }
}
