package dev.tillbridge.connector.shopify;

import static dev.tillbridge.connector.shopify.Outcomes.then;

import dev.tillbridge.model.catalog.Variant.Option;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.ShopCatalog.Level;
import dev.tillbridge.model.shop.ShopCatalog.LevelPage;
import dev.tillbridge.model.shop.ShopCatalog.OrderIdPage;
import dev.tillbridge.model.shop.ShopCatalog.Picture;
import dev.tillbridge.model.shop.ShopCatalog.ProductNews;
import dev.tillbridge.model.shop.ShopCatalog.ProductPage;
import dev.tillbridge.model.shop.ShopCatalog.Site;
import dev.tillbridge.model.shop.ShopCatalog.Stray;
import dev.tillbridge.model.shop.ShopChannel.Unreadable;
import dev.tillbridge.model.shop.ShopEvent;
import dev.tillbridge.model.shop.ShopProduct;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The shop's products, counts and open orders, read by bulk operations; single products at once. */
final class Products {

  /** What Shopify calls the only choice of a product that has none. */
  private static final String NO_CHOICE = "Default Title";

  private static final int MOST_SITE_PAGES = 10;

  /** With 100 a page: more variants than a product can have (2,048). */
  private static final int MOST_VARIANT_PAGES = 25;

  private static final int UNITS_MOST = 1_000_000_000;

  private final GraphQl graphQl;
  private final Bulk bulk;
  private volatile @Nullable Currency currency;

  Products(GraphQl graphQl, Bulk bulk) {
    this.graphQl = graphQl;
    this.bulk = bulk;
  }

  Outcome<ProductPage> products(@Nullable String cursor) {
    return then(
        currency(),
        money -> bulk.part(Document.BULK_PRODUCTS, cursor).map(part -> page(part, money)));
  }

  private static ProductPage page(Bulk.Part part, Currency currency) {
    var products = new ArrayList<ShopProduct>();
    var strays = new ArrayList<Stray>();
    var pictures = new ArrayList<Picture>();
    var unreadable = new ArrayList<Unreadable>();
    eachLine("products", part, unreadable, line -> {
      var id = line.at("id").text();
      if (id.startsWith("gid://shopify/Product/")) {
        products.add(product(line, List.of()));
      } else if (id.startsWith("gid://shopify/ProductVariant/")) {
        strays.add(new Stray(line.at("__parentId").gid("Product"), item(line, currency)));
      } else {
        var address = picture(line);
        var of = line.at("__parentId").text();
        if (address != null && of.startsWith("gid://shopify/ProductVariant/")) {
          pictures.add(new Picture(of, address));
        }
      }
    });
    return new ProductPage(products, strays, pictures, unreadable, part.cursor(), part.preparing());
  }

  Outcome<LevelPage> levels(@Nullable String cursor) {
    return bulk.part(Document.BULK_LEVELS, cursor).map(part -> {
      var levels = new ArrayList<Level>();
      var unreadable = new ArrayList<Unreadable>();
      eachLine("counts", part, unreadable, line -> {
        if (line.at("id").text().startsWith("gid://shopify/InventoryLevel/")) {
          levels.add(level(line));
        }
      });
      return new LevelPage(levels, unreadable, part.cursor(), part.preparing());
    });
  }

  private static Level level(Field line) {
    int available = 0;
    int onHand = 0;
    for (var quantity : line.at("quantities").each()) {
      int units = quantity.at("quantity").whole(-UNITS_MOST, UNITS_MOST);
      switch (quantity.at("name").text()) {
        case "available" -> available = units;
        case "on_hand" -> onHand = units;
        default -> {}
      }
    }
    return new Level(
        line.at("__parentId").gid("InventoryItem"),
        line.at("location").at("id").gid("Location"),
        available,
        onHand);
  }

  Outcome<OrderIdPage> openOrders(@Nullable String cursor) {
    return bulk.part(Document.BULK_OPEN_ORDERS, cursor).map(part -> {
      var ids = new ArrayList<String>();
      var unreadable = new ArrayList<Unreadable>();
      eachLine("open orders", part, unreadable, line -> ids.add(line.at("id").gid("Order")));
      return new OrderIdPage(ids, unreadable, part.cursor(), part.preparing());
    });
  }

  /** A line that cannot be read hides no other. */
  private static void eachLine(
      String what,
      Bulk.Part part,
      List<Unreadable> unreadable,
      java.util.function.Consumer<Field> take) {
    long number = 0;
    for (var text : part.lines()) {
      number++;
      var id = what + ", line " + number + " after byte " + part.from();
      try {
        var line = Field.root(Json.read(text));
        id = line.at("id").node().asString(id);
        take.accept(line);
      } catch (NotAsDocumented e) {
        unreadable.add(new Unreadable(id, e.reason()));
      }
    }
  }

  /** Bulk prices are bare amounts; the currency is the shop's. */
  private Outcome<Currency> currency() {
    var known = currency;
    if (known != null) {
      return new Delivered<>(known);
    }
    return then(graphQl.call(Document.SHOP, Json.object()), data -> {
      try {
        var told = Field.root(data).at("shop").at("currencyCode").currency();
        currency = told;
        return new Delivered<>(told);
      } catch (NotAsDocumented e) {
        return notAsDocumented(e);
      }
    });
  }

  Outcome<List<Site>> sites() {
    var all = new ArrayList<Site>();
    String cursor = null;
    for (int page = 0; page < MOST_SITE_PAGES; page++) {
      var after = cursor;
      var read = then(
          graphQl.call(Document.SITES, Json.object().put("after", after)),
          data -> sites(data, after, all));
      if (!(read instanceof Delivered<Page>(var next))) {
        return read.map(_ -> List.of());
      }
      if (!next.more()) {
        return new Delivered<>(List.copyOf(all));
      }
      cursor = next.cursor();
    }
    return new Refused<>("more than " + all.size() + " locations");
  }

  private static Outcome<Page> sites(JsonNode data, @Nullable String after, List<Site> all) {
    try {
      var locations = Field.root(data).at("locations");
      for (var one : locations.at("nodes").each()) {
        all.add(new Site(
            one.at("id").gid("Location"),
            one.at("name").text(),
            one.at("isActive").flag()));
      }
      return new Delivered<>(Page.after(locations, after));
    } catch (NotAsDocumented e) {
      return notAsDocumented(e);
    }
  }

  Outcome<ShopProduct> product(String id) {
    return then(currency(), money -> product(id, money));
  }

  private Outcome<ShopProduct> product(String id, Currency money) {
    var variants = new ArrayList<ShopProduct.Item>();
    String cursor = null;
    for (int page = 0; page < MOST_VARIANT_PAGES; page++) {
      var variables = Json.object().put("id", id).put("after", cursor);
      var answer = graphQl.call(Document.PRODUCT, variables);
      if (!(answer instanceof Delivered<JsonNode>(var data))) {
        return answer.map(_ -> {
          throw new IllegalStateException("not delivered");
        });
      }
      try {
        var product = Field.root(data).at("product");
        if (product.missing()) {
          return new Refused<>(Outcome.Reason.NOT_FOUND, "Shopify has no product " + id);
        }
        var connection = product.at("variants");
        connection.at("nodes").each().forEach(variant -> variants.add(item(variant, money)));
        var next = Page.after(connection, cursor);
        if (!next.more()) {
          return new Delivered<>(product(product, variants));
        }
        cursor = next.cursor();
      } catch (NotAsDocumented e) {
        return notAsDocumented(e);
      }
    }
    return new Refused<>("product " + id + " has more than " + variants.size() + " variants");
  }

  /** What a webhook says of a product; null when it is about something else, or says nothing. */
  static @Nullable ProductNews news(ShopEvent event) {
    boolean gone = event.topic().equals("products/delete");
    if (!gone
        && !event.topic().equals("products/update")
        && !event.topic().equals("products/create")) {
      return null;
    }
    try {
      var body = Field.root(Json.read(event.body()));
      return new ProductNews(
          "gid://shopify/Product/" + body.at("id").recordNumber(),
          body.at("updated_at").timeIfAny(),
          gone);
    } catch (NotAsDocumented e) {
      return null;
    }
  }

  private static ShopProduct product(Field product, List<ShopProduct.Item> items) {
    return new ShopProduct(
        product.at("id").gid("Product"),
        product.at("handle").text(),
        product.at("title").text(),
        orEmpty(product.at("vendor")),
        orEmpty(product.at("productType")),
        picture(product.at("featuredMedia")),
        product.at("updatedAt").time(),
        items);
  }

  private static ShopProduct.Item item(Field variant, Currency currency) {
    return new ShopProduct.Item(
        variant.at("inventoryItem").at("id").gid("InventoryItem"),
        variant.at("id").gid("ProductVariant"),
        variant.at("sku").skuIfAny(),
        variant.at("barcode").textIfAny(),
        variant.at("selectedOptions").each().stream()
            .filter(option -> !option.at("value").text().equals(NO_CHOICE))
            .map(option ->
                new Option(option.at("name").text(), option.at("value").text()))
            .toList(),
        variant.at("price").missing() ? null : variant.at("price").amount(currency),
        variant.at("taxable").flag(),
        null);
  }

  private static @Nullable String picture(Field media) {
    return media.missing() ? null : media.at("preview").at("image").at("url").textIfAny();
  }

  private static String orEmpty(Field field) {
    var text = field.textIfAny();
    return text == null ? "" : text;
  }

  private static <T> Outcome<T> notAsDocumented(NotAsDocumented e) {
    return new Refused<>("Shopify's answer is not as documented: " + e.reason());
  }
}
