package dev.tillbridge.hub.shopcatalog;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.catalog.Variant.Option;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.shop.ShopCatalog;
import dev.tillbridge.model.shop.ShopChannel.OrderPage;
import dev.tillbridge.model.shop.ShopChannel.Unreadable;
import dev.tillbridge.model.shop.ShopOrder;
import dev.tillbridge.model.shop.ShopProduct;
import dev.tillbridge.model.shop.ShopProduct.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A shop's catalogue that tells one product a part, first the product and in the next part what is
 * sold of it, after it has prepared for a while.
 */
final class FakeCatalog implements ShopCatalog {

  static final String PLACE = "place-1";

  /** What is thrown in place of an answer: the process dies there. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  final Map<String, ShopProduct> products = new LinkedHashMap<>();
  final List<Level> levels = new ArrayList<>();
  final List<Unreadable> unreadableLevels = new ArrayList<>();
  final Map<String, ShopOrder> orders = new LinkedHashMap<>();
  final List<ProductChange> sent = new ArrayList<>();

  /** What the next calls come to, whatever they ask; then all is well again. */
  final Deque<Function<String, Outcome<Object>>> troubles = new ArrayDeque<>();

  /** Every part is told twice. */
  boolean stutters;

  int calls;
  private int next = 1;

  /** A product with these variants: SKU (blank for none), barcode (blank for none), cents. */
  ShopProduct product(String handle, String... variants) {
    var items = new ArrayList<Item>();
    for (var variant : variants) {
      var parts = variant.split("/", -1);
      int number = next++;
      items.add(new Item(
          "item-" + number,
          "variant-" + number,
          parts[0].isEmpty() ? null : new Sku(parts[0]),
          parts[1].isEmpty() ? null : parts[1],
          variants.length == 1 ? List.of() : List.of(new Option("Size", "S" + number)),
          Money.of(Long.parseLong(parts[2]), "USD"),
          true,
          null));
    }
    var product = new ShopProduct(
        "product-" + handle,
        handle,
        "The " + handle,
        "Acme",
        "Things",
        "https://example.com/" + handle + ".png",
        Instant.parse("2026-11-01T00:00:00Z"),
        items);
    products.put(product.id(), product);
    return product;
  }

  /** So many on hand there, and so many of them for sale. */
  void count(ShopProduct product, int onHand, int available) {
    product.items().forEach(item -> levels.add(new Level(item.itemId(), PLACE, available, onHand)));
  }

  @Override
  public Outcome<ProductPage> products(@Nullable String cursor) {
    return answer(() -> {
      if (cursor == null) {
        return new ProductPage(List.of(), List.of(), List.of(), List.of(), "0", preparing());
      }
      int at = Integer.parseInt(cursor);
      var all = List.copyOf(products.values());
      var told = new ArrayList<ShopProduct>();
      var strays = new ArrayList<Stray>();
      for (int i = stutters ? Math.max(0, at - 1) : at; i <= at && i < all.size(); i++) {
        told.add(bare(all.get(i)));
      }
      for (int i = stutters ? Math.max(0, at - 2) : at - 1;
          i >= 0 && i < at && i < all.size();
          i++) {
        var product = all.get(i);
        product.items().forEach(item -> strays.add(new Stray(product.id(), item)));
      }
      return new ProductPage(
          told,
          strays,
          List.of(),
          List.of(),
          at < all.size() ? Integer.toString(at + 1) : null,
          null);
    });
  }

  private static ShopProduct bare(ShopProduct product) {
    return new ShopProduct(
        product.id(),
        product.handle(),
        product.title(),
        product.vendor(),
        product.type(),
        product.image(),
        product.updatedAt(),
        List.of());
  }

  private static Preparing preparing() {
    return new Preparing(0, Duration.ZERO);
  }

  @Override
  public Outcome<LevelPage> levels(@Nullable String cursor) {
    return answer(() -> cursor == null
        ? new LevelPage(List.of(), List.of(), "1", preparing())
        : new LevelPage(levels, unreadableLevels, null, null));
  }

  @Override
  public Outcome<OrderIdPage> openOrders(@Nullable String cursor) {
    return answer(() -> new OrderIdPage(List.copyOf(orders.keySet()), List.of(), null, null));
  }

  @Override
  public Outcome<OrderPage> orders(List<String> ids) {
    return answer(() -> new OrderPage(
        orders.values().stream().filter(order -> ids.contains(order.id())).toList(), null));
  }

  @Override
  public Outcome<List<Site>> sites() {
    return answer(() ->
        List.of(new Site(PLACE, "Main Street", true), new Site("place-2", "Elsewhere", true)));
  }

  @Override
  public Outcome<ShopProduct> product(String productId) {
    return answer(() -> java.util.Objects.requireNonNull(products.get(productId)));
  }

  @Override
  public Outcome<String> change(ProductChange change) {
    return answer(() -> {
      sent.add(change);
      return change.productId();
    });
  }

  private <T> Outcome<T> answer(java.util.function.Supplier<T> good) {
    calls++;
    var trouble = troubles.poll();
    if (trouble != null) {
      return trouble.apply("trouble").map(_ -> good.get());
    }
    return new Delivered<>(good.get());
  }
}
