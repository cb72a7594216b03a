package dev.tillbridge.hub.shopcatalog;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.catalog.CatalogBulk;
import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.delivery.Delivery;
import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.ShopCatalog;
import dev.tillbridge.model.shop.ShopCatalog.ItemChange;
import dev.tillbridge.model.shop.ShopCatalog.ProductChange;
import dev.tillbridge.model.shop.ShopCatalog.ProductNews;
import dev.tillbridge.model.shop.ShopProduct;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps what the hub and its shops say of the same products in step, field by field as its owner
 * wants it. The hub remembers what a shop is known to show: what a shop tells that is known already
 * is no news, whoever caused it, and changes nothing. Nothing is ever removed because it was not
 * mentioned.
 */
public final class SharedCatalogue {

  /** The kind of case for variants of a known product that nobody has taken over. */
  private static final String NEW_IN_SHOP = "new-in-shop";

  private static final int LOOKED_AT_ONCE = 200;

  private final TransactionTemplate tx;
  private final InstantSource clock;
  private final Map<String, ShopCatalog> shops;
  private final FieldOwners owners;
  private final Deliveries deliveries;
  private final Cases cases;
  private final SharedStore store;
  private final Hearing hearing;

  /**
   * Begins with what is in the database.
   *
   * @param shops by name
   */
  public SharedCatalogue(
      JdbcClient jdbc,
      TransactionTemplate tx,
      InstantSource clock,
      Map<String, ShopCatalog> shops,
      FieldOwners owners,
      Deliveries deliveries,
      Cases cases) {
    this.tx = tx;
    this.clock = clock;
    this.shops = Map.copyOf(shops);
    this.owners = owners;
    this.deliveries = deliveries;
    this.cases = cases;
    this.store = new SharedStore(jdbc);
    this.hearing = new Hearing(store, new CatalogBulk(jdbc), new ListPrices(jdbc));
  }

  /** Asks for what the shops are to be told; found by comparing, whatever changed it here. */
  public void compare() {
    for (var shop : shops.keySet()) {
      var said = store.different(shop, owners.of(shop), LOOKED_AT_ONCE).stream()
          .map(product -> shop + "|" + product)
          .toList();
      deliveries.addAll(Destination.SHOP_PRODUCT, said);
    }
  }

  /**
   * News from a shop that something has happened to a product.
   *
   * @return in words what was done
   */
  public Outcome<String> hear(String shop, ProductNews news) {
    var channel = shops.get(shop);
    if (channel == null) {
      return notConnected(shop);
    }
    if (news.gone()) {
      tx.executeWithoutResult(_ -> store.forget(shop, news.productId()));
      return new Delivered<>("the shop has it no more; ours stays");
    }
    var known = store.find(shop, news.productId());
    if (known.isPresent() && isKnown(known.get(), news)) {
      return new Delivered<>("known already");
    }
    return look(channel, shop, news.productId());
  }

  /** Shops tell whole seconds: of the second that we know, there may be more to know. */
  private static boolean isKnown(Shared known, ProductNews news) {
    return news.updatedAt() != null
        && known.updatedAt() != null
        && news.updatedAt().isBefore(known.updatedAt());
  }

  /** Asks what the shop shows now, and takes over what is news of it. */
  private Outcome<String> look(ShopCatalog channel, String shop, String productId) {
    return switch (channel.product(productId)) {
      case Delivered<ShopProduct>(var product) -> new Delivered<>(heard(shop, product));
      case NotSent<ShopProduct>(var why, var wait) -> new NotSent<>(why, wait);
      case InDoubt<ShopProduct>(var why) -> new InDoubt<>(why);
      case Refused<ShopProduct>(var reason, var why) -> {
        if (reason == Outcome.Reason.NOT_FOUND) {
          tx.executeWithoutResult(_ -> store.forget(shop, productId));
          yield new Delivered<>("the shop has it no more; ours stays");
        }
        yield new Refused<>(reason, why);
      }
    };
  }

  private String heard(String shop, ShopProduct told) {
    return Objects.requireNonNull(tx.execute(_ -> {
      if (!store.lock(shop, told.id())) {
        return "nothing of it was taken over; import it";
      }
      var known = store.find(shop, told.id());
      if (known.isEmpty()) {
        return "nothing of it is sold here";
      }
      var result = hearing.hear(known.get(), told, owners.of(shop), clock.instant());
      if (result.putRight()) {
        deliveries.add(Destination.SHOP_PRODUCT, shop + "|" + told.id());
      }
      if (result.strangers() > 0) {
        cases.open(
            NEW_IN_SHOP,
            shop + "|" + told.id(),
            told.title() + " has " + result.strangers() + " new variants in " + shop,
            "Import the shop to take them over, or leave them to the shop.");
      } else {
        cases.close(NEW_IN_SHOP, shop + "|" + told.id(), "hub");
      }
      return result.words();
    }));
  }

  /**
   * Tells a shop what it is to say of a product; the subject is {@code shop|product}. After a lost
   * answer the shop is asked first what it shows.
   */
  public Outcome<String> deliver(Delivery delivery) {
    int bar = delivery.subject().indexOf('|');
    var shop = delivery.subject().substring(0, bar);
    var productId = delivery.subject().substring(bar + 1);
    var channel = shops.get(shop);
    if (channel == null) {
      return notConnected(shop);
    }
    if (delivery.lookFirst()) {
      var looked = look(channel, shop, productId);
      if (!(looked instanceof Delivered<String>)) {
        return looked;
      }
    }
    var change = Objects.requireNonNull(tx.execute(_ -> decide(shop, productId, delivery.key())));
    if (change.isEmpty()) {
      return new Delivered<>("alike");
    }
    var outcome = channel.change(change.get());
    tx.executeWithoutResult(_ -> settle(shop, change.get(), outcome));
    return outcome instanceof Refused<String>(var reason, var ignored)
            && reason == Outcome.Reason.NOT_FOUND
        ? new Delivered<>("the shop has it no more; ours stays")
        : outcome;
  }

  /** What is to be told, noted before it is sent; so its echo is known whenever it comes. */
  private Optional<ProductChange> decide(String shop, String productId, UUID key) {
    if (!store.lock(shop, productId)) {
      return Optional.empty();
    }
    var change = store
        .find(shop, productId)
        .map(shared -> Telling.change(shared, owners.of(shop), key))
        .filter(Telling::saysSomething);
    change.ifPresent(one -> store.sending(shop, one));
    return change;
  }

  private void settle(String shop, ProductChange change, Outcome<String> outcome) {
    switch (outcome) {
      case Delivered<String> _ -> {
        store.showsProduct(shop, change.productId(), Telling.texts(change), null);
        currencies(shop, change)
            .forEach((item, texts) -> store.showsVariant(shop, item.variantId(), texts, null));
        store.settled(shop, change.productId(), change.key());
      }
      case NotSent<String> _ -> store.settled(shop, change.productId(), change.key());
      // It may show by now: its echo must still be known as ours.
      case InDoubt<String> _ -> {}
      case Refused<String>(var reason, var ignored) -> {
        store.settled(shop, change.productId(), change.key());
        if (reason == Outcome.Reason.NOT_FOUND) {
          store.forget(shop, change.productId());
        }
      }
    }
  }

  /** What each variant shows after the change, as it is kept. */
  private Map<ItemChange, Map<String, String>> currencies(String shop, ProductChange change) {
    var shared = store.find(shop, change.productId()).orElse(null);
    var all = new HashMap<ItemChange, Map<String, String>>();
    for (var item : change.items()) {
      var currency = shared == null
          ? null
          : shared.items().stream()
              .filter(known -> known.variantId().equals(item.variantId()))
              .findFirst()
              .map(Shared.Item::currency)
              .orElse(null);
      all.put(item, Telling.texts(item, currency));
    }
    return all;
  }

  private static <T> Outcome<T> notConnected(String shop) {
    return new NotSent<>(shop + " is not connected", Duration.ofMinutes(10));
  }

  /** The shops that can be told. */
  public List<String> shops() {
    return shops.keySet().stream().sorted().toList();
  }
}
