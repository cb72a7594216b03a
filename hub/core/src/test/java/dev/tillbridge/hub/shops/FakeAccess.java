package dev.tillbridge.hub.shops;

import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.shop.ShopAccess;
import dev.tillbridge.model.shop.ShopEvent;
import dev.tillbridge.model.shop.ShopInstall;
import dev.tillbridge.model.shop.ShopNotice;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A shop that lets us in as a test tells it, and keeps subscriptions of its own. */
final class FakeAccess implements ShopAccess {

  static final String SHOP = "fake.myshopify.com";

  Outcome<Set<String>> granted = new Delivered<>(Set.of("read_orders", "write_inventory"));
  ApiVersion version = new ApiVersion("2026-07", "2026-07", null);
  ShopNotice notice = new ShopNotice.Uninstalled();
  final TreeMap<String, String> subscribed = new TreeMap<>();
  int calls;

  @Override
  public String shop() {
    return SHOP;
  }

  @Override
  public Credentials credentials() {
    return new Credentials(Credentials.Kind.OWN_APP, null);
  }

  @Override
  public Outcome<Set<String>> granted() {
    calls++;
    return granted;
  }

  @Override
  public List<Need> needs() {
    return List.of(
        new Need("read_orders", "orders of the shop do not come in"),
        new Need("write_inventory", "stock numbers do not reach the shop"));
  }

  @Override
  public Outcome<List<Subscription>> subscribeAll(String address) {
    calls++;
    var all = new java.util.ArrayList<Subscription>();
    for (var topic : List.of("APP_UNINSTALLED", "ORDERS_CREATE")) {
      var before = subscribed.put(topic, address);
      all.add(new Subscription(
          topic,
          topic + "-1",
          before == null
              ? Subscription.Change.MADE
              : before.equals(address) ? Subscription.Change.KEPT : Subscription.Change.MOVED));
    }
    return new Delivered<>(List.copyOf(all));
  }

  @Override
  public ApiVersion version() {
    return version;
  }

  @Override
  public Outcome<ShopNotice> notice(ShopEvent event) {
    return new Delivered<>(notice);
  }

  @Override
  public boolean isAbout(ShopEvent event) {
    return true;
  }

  @Override
  public Optional<ShopInstall> install() {
    return Optional.empty();
  }
}
