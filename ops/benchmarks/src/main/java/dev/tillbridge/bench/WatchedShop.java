package dev.tillbridge.bench;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.shop.Listing;
import dev.tillbridge.model.shop.ShopChannel;
import dev.tillbridge.model.shop.ShopEvent;
import dev.tillbridge.model.shop.ShopOrder;
import dev.tillbridge.model.shop.StockCall;
import dev.tillbridge.model.shop.StockChange;
import dev.tillbridge.model.shop.StockNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A shop's channel, and when the shop has confirmed what. */
final class WatchedShop implements ShopChannel {

  /** A number that stands in the shop. */
  record Confirmed(int call, long nanos) {}

  private final ShopChannel shop;
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger stood = new AtomicInteger();
  private final CompletableFuture<Confirmed> first = new CompletableFuture<>();
  private final Map<String, CompletableFuture<Confirmed>> awaited = new ConcurrentHashMap<>();

  WatchedShop(ShopChannel shop) {
    this.shop = shop;
  }

  /** Calls that changed stock, or tried to, so far. */
  int calls() {
    return calls.get();
  }

  /** Calls after which all that was in them stood. */
  int stood() {
    return stood.get();
  }

  /** Done when a call has stood for the first time. */
  CompletableFuture<Confirmed> first() {
    return first;
  }

  /** Done when the shop next confirms a number of this item. */
  CompletableFuture<Confirmed> next(String itemId) {
    return awaited.computeIfAbsent(itemId, _ -> new CompletableFuture<>());
  }

  @Override
  public Outcome<StockCall.Answer> setAvailable(StockCall call) {
    int number = calls.incrementAndGet();
    var outcome = shop.setAvailable(call);
    if (outcome instanceof Delivered<StockCall.Answer>(var said)
        && said.refused().isEmpty()) {
      long now = System.nanoTime();
      stood.incrementAndGet();
      first.complete(new Confirmed(number, now));
      for (var change : call.changes()) {
        var waiting = awaited.remove(change.itemId());
        if (waiting != null) {
          waiting.complete(new Confirmed(number, now));
        }
      }
    }
    return outcome;
  }

  @Override
  public Duration untilNextChange() {
    return shop.untilNextChange();
  }

  @Override
  public String system() {
    return shop.system();
  }

  @Override
  public String shop() {
    return shop.shop();
  }

  @Override
  public Capabilities capabilities() {
    return shop.capabilities();
  }

  @Override
  public Outcome<List<Listing>> listings(Collection<Sku> skus) {
    return shop.listings(skus);
  }

  @Override
  public Outcome<StockNumber> available(String itemId, String locationId) {
    return shop.available(itemId, locationId);
  }

  @Override
  public Outcome<Map<String, StockNumber>> available(
      Collection<String> itemIds, String locationId) {
    return shop.available(itemIds, locationId);
  }

  @Override
  public Outcome<StockNumber> setAvailable(StockChange change) {
    return shop.setAvailable(change);
  }

  @Override
  public Outcome<OrderPage> ordersChangedSince(Instant since, @Nullable String cursor) {
    return shop.ordersChangedSince(since, cursor);
  }

  @Override
  public Outcome<Integer> subscribe(String address) {
    return shop.subscribe(address);
  }

  @Override
  public @Nullable ShopEvent receive(byte[] body, Map<String, String> headers) {
    return shop.receive(body, headers);
  }

  @Override
  public Outcome<ShopOrder> order(ShopEvent event) {
    return shop.order(event);
  }
}
