package dev.tillbridge.connector.woocommerce;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.shop.Listing;
import dev.tillbridge.model.shop.ShopCatalog;
import dev.tillbridge.model.shop.ShopChannel;
import dev.tillbridge.model.shop.ShopEvent;
import dev.tillbridge.model.shop.ShopOrder;
import dev.tillbridge.model.shop.StockChange;
import dev.tillbridge.model.shop.StockNumber;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * A WooCommerce shop, spoken to by REST v3. It has one number for each item, no locations, no
 * compare-and-set and no idempotency keys. Keep one per shop: it knows when to leave it alone.
 */
public final class WooCommerceChannel implements ShopChannel, ShopCatalog {

  private final WooCommerceSettings settings;
  private final Listings listings;
  private final Stock stock;
  private final Orders orders;
  private final Products products;
  private final OpenOrders openOrders;
  private final Counts counts;
  private final Subscriptions subscriptions;
  private final Webhooks webhooks;

  private WooCommerceChannel(WooCommerceSettings settings, Rest rest, InstantSource clock) {
    this.settings = settings;
    this.listings = new Listings(rest);
    this.stock = new Stock(rest);
    this.orders = new Orders(rest);
    this.products = new Products(rest);
    this.openOrders = new OpenOrders(rest);
    this.counts = new Counts(rest, openOrders);
    this.subscriptions = new Subscriptions(rest, settings);
    this.webhooks = new Webhooks(settings, clock);
  }

  /**
   * Makes no call yet.
   *
   * @param clock for the time of events and for how long the shop is left alone
   */
  public static WooCommerceChannel connect(WooCommerceSettings settings, InstantSource clock) {
    var rest = new Rest(settings, new OkHttpClient(), clock);
    return new WooCommerceChannel(settings, rest, clock);
  }

  @Override
  public String system() {
    return "woocommerce";
  }

  @Override
  public String shop() {
    return settings.shop();
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(false, false);
  }

  @Override
  public Outcome<List<Listing>> listings(Collection<Sku> skus) {
    return listings.of(skus);
  }

  /**
   * {@inheritDoc}
   *
   * <p>The location is not looked at: there is one number. An item whose stock the shop does not
   * count is offered without end, told as a large number; setting it makes the shop count.
   */
  @Override
  public Outcome<StockNumber> available(String itemId, String locationId) {
    return stock.available(new ItemId(itemId));
  }

  @Override
  public Outcome<Map<String, StockNumber>> available(
      Collection<String> itemIds, String locationId) {
    return stock.available(itemIds);
  }

  @Override
  public Outcome<StockNumber> setAvailable(StockChange change) {
    return stock.set(change);
  }

  @Override
  public Outcome<OrderPage> ordersChangedSince(Instant since, @Nullable String cursor) {
    return orders.changedSince(since, cursor);
  }

  @Override
  public Outcome<ProductPage> products(@Nullable String cursor) {
    return products.page(cursor);
  }

  @Override
  public Outcome<LevelPage> levels(@Nullable String cursor) {
    return counts.page(cursor);
  }

  @Override
  public Outcome<OrderIdPage> openOrders(@Nullable String cursor) {
    return openOrders.ids(cursor);
  }

  @Override
  public Outcome<OrderPage> orders(List<String> ids) {
    return openOrders.named(ids);
  }

  /** The one place that there is; it is named so in our settings too. */
  @Override
  public Outcome<List<Site>> sites() {
    return new Outcome.Delivered<>(List.of(new Site(Counts.PLACE, settings.shop(), true)));
  }

  @Override
  public Outcome<Integer> subscribe(String address) {
    return subscriptions.ensure(address);
  }

  @Override
  public @Nullable ShopEvent receive(byte[] body, Map<String, String> headers) {
    return webhooks.receive(body, headers);
  }

  @Override
  public Outcome<ShopOrder> order(ShopEvent event) {
    return webhooks.order(event);
  }

  @Override
  public Outcome<ShopOrder> order(String orderId) {
    return orders.one(orderId);
  }
}
