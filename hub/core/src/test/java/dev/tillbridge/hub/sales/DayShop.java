package dev.tillbridge.hub.sales;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.Listing;
import dev.tillbridge.model.shop.ShopChannel;
import dev.tillbridge.model.shop.ShopEvent;
import dev.tillbridge.model.shop.ShopOrder;
import dev.tillbridge.model.shop.StockChange;
import dev.tillbridge.model.shop.StockNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A shop that remembers its orders and numbers, and tells them two orders a page. */
final class DayShop implements ShopChannel {

  private static final int PAGE = 2;

  final Map<String, ShopOrder> orders = new HashMap<>();
  final Map<String, Integer> numbers = new HashMap<>();
  boolean away;

  /** So many questions are answered with "in two seconds" first, before each that is answered. */
  int hold;

  private int held;

  private boolean isHeld() {
    held = held < hold ? held + 1 : 0;
    return held > 0;
  }

  void has(ShopOrder order) {
    orders.put(order.id(), order);
  }

  @Override
  public Outcome<OrderPage> ordersChangedSince(Instant since, @Nullable String cursor) {
    if (away) {
      return new NotSent<>("the shop is away", null);
    }
    if (isHeld()) {
      return new NotSent<>("close to the call limit", Duration.ofSeconds(2));
    }
    int from = cursor == null ? 0 : Integer.parseInt(cursor);
    var all = orders.values().stream()
        .filter(order -> !order.updatedAt().isBefore(since))
        .sorted(Comparator.comparing(ShopOrder::updatedAt).thenComparing(ShopOrder::id))
        .toList();
    var page = all.stream().skip(from).limit(PAGE).toList();
    boolean last = from + PAGE >= all.size();
    return new Delivered<>(new OrderPage(page, last ? null : Integer.toString(from + PAGE)));
  }

  @Override
  public Outcome<ShopOrder> order(String orderId) {
    var order = orders.get(orderId);
    return order == null
        ? new Refused<>(Outcome.Reason.NOT_FOUND, "no such order")
        : new Delivered<>(order);
  }

  @Override
  public Outcome<StockNumber> available(String itemId, String locationId) {
    var number = numbers.get(itemId);
    return number == null
        ? new Refused<>(Outcome.Reason.NOT_FOUND, "no such item")
        : new Delivered<>(new StockNumber(number));
  }

  @Override
  public String system() {
    return "shopify";
  }

  @Override
  public String shop() {
    return SalesRig.SHOP;
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(true, true);
  }

  @Override
  public Outcome<List<Listing>> listings(Collection<Sku> skus) {
    return new Refused<>("not asked here");
  }

  @Override
  public Outcome<StockNumber> setAvailable(StockChange change) {
    return new Refused<>("not asked here");
  }

  @Override
  public Outcome<Integer> subscribe(String address) {
    return new Refused<>("not asked here");
  }

  @Override
  public @Nullable ShopEvent receive(byte[] body, Map<String, String> headers) {
    return null;
  }

  @Override
  public Outcome<ShopOrder> order(ShopEvent event) {
    return new Refused<>("not asked here");
  }
}
