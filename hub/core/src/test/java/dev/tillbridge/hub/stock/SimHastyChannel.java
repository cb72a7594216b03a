package dev.tillbridge.hub.stock;

import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.shop.Listing;
import dev.tillbridge.model.shop.ShopChannel;
import dev.tillbridge.model.shop.ShopEvent;
import dev.tillbridge.model.shop.ShopOrder;
import dev.tillbridge.model.shop.StockCall;
import dev.tillbridge.model.shop.StockChange;
import dev.tillbridge.model.shop.StockNumber;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A planted mistake: what was sent counts as done, answer or not. */
record SimHastyChannel(SimShop shopItself) implements ShopChannel {

  @Override
  public Outcome<StockNumber> setAvailable(StockChange change) {
    var answer = shopItself.setAvailable(change);
    return answer instanceof InDoubt<StockNumber>
        ? new Delivered<>(new StockNumber(change.to()))
        : answer;
  }

  @Override
  public Outcome<StockCall.Answer> setAvailable(StockCall call) {
    var answer = shopItself.setAvailable(call);
    return answer instanceof InDoubt<StockCall.Answer>
        ? new Delivered<>(StockCall.Answer.allStand())
        : answer;
  }

  @Override
  public String system() {
    return shopItself.system();
  }

  @Override
  public String shop() {
    return shopItself.shop();
  }

  @Override
  public Capabilities capabilities() {
    return shopItself.capabilities();
  }

  @Override
  public Outcome<StockNumber> available(String itemId, String locationId) {
    return shopItself.available(itemId, locationId);
  }

  @Override
  public Outcome<List<Listing>> listings(Collection<dev.tillbridge.model.catalog.Sku> skus) {
    return shopItself.listings(skus);
  }

  @Override
  public Outcome<OrderPage> ordersChangedSince(Instant since, @Nullable String cursor) {
    return shopItself.ordersChangedSince(since, cursor);
  }

  @Override
  public Outcome<Integer> subscribe(String address) {
    return shopItself.subscribe(address);
  }

  @Override
  public @Nullable ShopEvent receive(byte[] body, Map<String, String> headers) {
    return shopItself.receive(body, headers);
  }

  @Override
  public Outcome<ShopOrder> order(ShopEvent event) {
    return shopItself.order(event);
  }
}
