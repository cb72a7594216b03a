package dev.tillbridge.hub.sales;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.Listing;
import dev.tillbridge.model.shop.ShopChannel;
import dev.tillbridge.model.shop.ShopEvent;
import dev.tillbridge.model.shop.ShopOrder;
import dev.tillbridge.model.shop.StockChange;
import dev.tillbridge.model.shop.StockNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A shop of which only the orders matter; it answers its pages in turn, whatever they are. */
public class OrderShop implements ShopChannel {

  final Deque<Outcome<OrderPage>> pages = new ArrayDeque<>();
  int asked;

  @Nullable
  ShopOrder current;

  /** Orders that can be asked for, by their ids. */
  final Map<String, Outcome<ShopOrder>> now = new HashMap<>();

  /** When it tells only that orders changed: these, in turn, and then none. */
  final Deque<Outcome<ChangePage>> changes = new ArrayDeque<>();

  boolean tellsChanges;

  /** The ids of every question about many, oldest first. */
  final List<List<String>> questions = new ArrayList<>();

  /** How long a question that can wait is to wait. */
  Duration patience = Duration.ZERO;

  final List<Instant> askedSince = new ArrayList<>();
  final List<@Nullable String> askedAt = new ArrayList<>();

  void page(@Nullable String cursor, ShopOrder... orders) {
    pages.add(new Delivered<>(new OrderPage(List.of(orders), cursor)));
  }

  /** Takes this shop's orders into the hub. */
  public ShopOrders orders(SalesRig hub) {
    return orders(hub, this);
  }

  /** Takes the orders of a shop of this name into the hub. */
  static ShopOrders orders(SalesRig hub, ShopChannel shop) {
    return new ShopOrders(
        hub.db.jdbc(),
        hub.db.tx(),
        hub.clock,
        Map.of(shop.shop(), shop),
        Map.of(shop.shop(), new ShopSettings(SalesRig.MAIN, Map.of("place-9", SalesRig.STRICT))),
        new ShopOrders.Neighbours(
            hub.catalog,
            hub.places,
            hub.stock.saleStock(),
            hub.stock.orderChanges(),
            hub.stock.reservations()::find,
            hub.deliveries,
            hub.cases));
  }

  @Override
  public Outcome<OrderPage> ordersChangedSince(Instant since, @Nullable String cursor) {
    askedSince.add(since);
    askedAt.add(cursor);
    var page = pages.poll();
    return page == null ? new Delivered<>(new OrderPage(List.of(), null)) : page;
  }

  @Override
  public Outcome<ChangePage> changesSince(Instant since, @Nullable String cursor) {
    if (!tellsChanges) {
      return ShopChannel.super.changesSince(since, cursor);
    }
    askedSince.add(since);
    var page = changes.poll();
    return page == null
        ? new Delivered<>(new ChangePage(List.of(), List.of(), List.of(), null))
        : page;
  }

  /** A page that tells only that these changed; asked for, they are as told here. */
  void changed(@Nullable String cursor, ShopOrder... orders) {
    tellsChanges = true;
    changes.add(new Delivered<>(new ChangePage(
        List.of(),
        Stream.of(orders)
            .map(one -> new ChangedOrder(
                one.id(),
                one.updatedAt(),
                one.payment(),
                one.fulfilled(),
                one.test(),
                one.cancelledAt() != null))
            .toList(),
        List.of(),
        cursor)));
    Stream.of(orders).forEach(order -> now.put(order.id(), new Delivered<>(order)));
  }

  @Override
  public Map<String, Outcome<ShopOrder>> ordersNow(Collection<String> orderIds) {
    questions.add(List.copyOf(orderIds));
    return ShopChannel.super.ordersNow(orderIds);
  }

  @Override
  public Duration untilNextQuestion(int orders) {
    return patience;
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
  public Outcome<StockNumber> available(String itemId, String locationId) {
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
  public Outcome<ShopOrder> order(String orderId) {
    asked++;
    var told = current;
    return told == null
        ? now.getOrDefault(orderId, new Refused<>("not asked here"))
        : new Delivered<>(told);
  }

  @Override
  public Outcome<ShopOrder> order(ShopEvent event) {
    return new Refused<>("not asked here");
  }
}
