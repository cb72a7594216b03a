package dev.tillbridge.connector.shopify;

import dev.tillbridge.model.access.TokenStore;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.shop.Listing;
import dev.tillbridge.model.shop.OrderHint;
import dev.tillbridge.model.shop.ShopAccess;
import dev.tillbridge.model.shop.ShopAccess.Subscription.Change;
import dev.tillbridge.model.shop.ShopCatalog;
import dev.tillbridge.model.shop.ShopChannel;
import dev.tillbridge.model.shop.ShopEvent;
import dev.tillbridge.model.shop.ShopFulfilment;
import dev.tillbridge.model.shop.ShopInstall;
import dev.tillbridge.model.shop.ShopMirror;
import dev.tillbridge.model.shop.ShopNotice;
import dev.tillbridge.model.shop.ShopOrder;
import dev.tillbridge.model.shop.ShopProduct;
import dev.tillbridge.model.shop.ShopRefunds;
import dev.tillbridge.model.shop.StockCall;
import dev.tillbridge.model.shop.StockChange;
import dev.tillbridge.model.shop.StockNumber;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * A Shopify shop, spoken to by the Admin GraphQL API. Keep one per shop: it knows the shop's token
 * and how much of the shop's call limit is left.
 */
public final class ShopifyChannel implements ShopChannel, ShopAccess, ShopCatalog {

  private final ShopifySettings settings;
  private final Listings listings;
  private final Stock stock;
  private final Orders orders;
  private final Subscriptions subscriptions;
  private final Webhooks webhooks;
  private final Connection connection;
  private final Products products;
  private final ProductChanges productChanges;
  private final Fulfilments fulfilments;
  private final GivingBack givingBack;
  private final CounterOrders counterOrders;

  private ShopifyChannel(
      ShopifySettings settings, Connection connection, GraphQl graphQl, OkHttpClient http) {
    this.settings = settings;
    this.connection = connection;
    this.listings = new Listings(graphQl);
    this.stock = new Stock(graphQl);
    this.orders = new Orders(graphQl);
    this.subscriptions = new Subscriptions(graphQl);
    this.webhooks = new Webhooks(settings);
    this.products = new Products(
        graphQl, new Bulk(graphQl, new BulkFile(http, settings.baseUrl(), settings.callTimeout())));
    this.productChanges = new ProductChanges(graphQl);
    this.fulfilments = new Fulfilments(graphQl);
    this.givingBack = new GivingBack(graphQl);
    this.counterOrders = new CounterOrders(graphQl);
  }

  /** With an HTTP client of its own. Makes no call yet. */
  public static ShopifyChannel connect(ShopifySettings settings, InstantSource clock) {
    return connect(settings, new OkHttpClient(), clock);
  }

  /**
   * With the connections, proxy and trust of an existing HTTP client; its time-outs and its
   * following of redirects are replaced by ours. Makes no call yet.
   *
   * @param clock for the token's age and the call limit
   */
  public static ShopifyChannel connect(
      ShopifySettings settings, OkHttpClient http, InstantSource clock) {
    return connect(settings, http, null, Door.OPEN, clock);
  }

  /** With an HTTP client of its own, tokens kept elsewhere and a door. Makes no call yet. */
  public static ShopifyChannel connect(
      ShopifySettings settings,
      @Nullable TokenStore offlineTokens,
      Door door,
      InstantSource clock) {
    return connect(settings, new OkHttpClient(), offlineTokens, door, clock);
  }

  /**
   * With the connections, proxy and trust of an existing HTTP client. Makes no call yet.
   *
   * @param offlineTokens where a public app's tokens are kept; null for any other app
   * @param door asked before every call
   */
  public static ShopifyChannel connect(
      ShopifySettings settings,
      OkHttpClient http,
      @Nullable TokenStore offlineTokens,
      Door door,
      InstantSource clock) {
    var transport = new Transport(http, settings.callTimeout());
    var end = new TokenEnd(settings, transport);
    var offline = offlineTokens == null
        ? null
        : new OfflineTokens(settings.shop(), end, offlineTokens, clock);
    var bearer = offline == null ? new AccessTokens(settings, end, clock) : offline;
    var graphQl = new GraphQl(settings, transport, bearer, door, clock);
    var install = offline == null ? null : new Installation(settings, end, offline, clock);
    return new ShopifyChannel(
        settings, new Connection(settings, graphQl, bearer, install), graphQl, http);
  }

  @Override
  public String system() {
    return "shopify";
  }

  @Override
  public String shop() {
    return settings.shop();
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(true, true, Stock.CHANGES_MOST);
  }

  @Override
  public Outcome<List<Listing>> listings(Collection<Sku> skus) {
    return listings.of(skus);
  }

  /**
   * {@inheritDoc}
   *
   * <p>An item that is not linked to the location is offered zero times there; changing it from zero
   * links it. Refused with NOT_FOUND when Shopify does not know the item at all.
   */
  @Override
  public Outcome<StockNumber> available(String itemId, String locationId) {
    return stock.available(itemId, locationId);
  }

  @Override
  public Outcome<Map<String, StockNumber>> available(
      Collection<String> itemIds, String locationId) {
    return stock.available(itemIds, locationId);
  }

  @Override
  public Outcome<StockNumber> setAvailable(StockChange change) {
    return stock.set(change);
  }

  @Override
  public Outcome<StockCall.Answer> setAvailable(StockCall call) {
    return stock.set(call);
  }

  @Override
  public Duration untilNextChange() {
    return stock.untilNextChange();
  }

  @Override
  public Outcome<OrderPage> ordersChangedSince(Instant since, @Nullable String cursor) {
    return orders.changedSince(since, cursor);
  }

  @Override
  public Outcome<Integer> subscribe(String address) {
    return subscriptions.ensure(address).map(all ->
        (int) all.stream().filter(one -> one.change() != Change.KEPT).count());
  }

  @Override
  public Outcome<List<Subscription>> subscribeAll(String address) {
    return subscriptions.ensure(address);
  }

  @Override
  public Credentials credentials() {
    return connection.credentials();
  }

  @Override
  public Outcome<Set<String>> granted() {
    return connection.granted();
  }

  @Override
  public List<Need> needs() {
    return Scopes.NEEDS;
  }

  @Override
  public ApiVersion version() {
    return connection.version();
  }

  @Override
  public Outcome<ShopNotice> notice(ShopEvent event) {
    return Notices.read(event);
  }

  @Override
  public boolean isAbout(ShopEvent event) {
    return Notices.isAbout(settings.shop(), event);
  }

  @Override
  public Optional<ShopInstall> install() {
    return connection.install();
  }

  @Override
  public @Nullable ShopEvent receive(byte[] body, Map<String, String> headers) {
    return webhooks.receive(body, headers);
  }

  @Override
  public Outcome<ShopOrder> order(ShopEvent event) {
    return webhooks.mustBeAsked(event)
        ? webhooks.orderId(event).map(orders::one).orElseGet(() -> webhooks.order(event))
        : webhooks.order(event);
  }

  @Override
  public @Nullable OrderHint hint(ShopEvent event) {
    return webhooks.hint(event);
  }

  @Override
  public Map<String, Outcome<ShopOrder>> ordersNow(Collection<String> orderIds) {
    return orders.now(orderIds);
  }

  @Override
  public Outcome<ChangePage> changesSince(Instant since, @Nullable String cursor) {
    return orders.changes(since, cursor);
  }

  @Override
  public Duration untilNextQuestion(int orderCount) {
    return orders.patience(orderCount);
  }

  @Override
  public Outcome<ShopOrder> order(String orderId) {
    return orders.one(orderId);
  }

  @Override
  public Outcome<ProductPage> products(@Nullable String cursor) {
    return products.products(cursor);
  }

  @Override
  public Outcome<LevelPage> levels(@Nullable String cursor) {
    return products.levels(cursor);
  }

  @Override
  public Outcome<OrderIdPage> openOrders(@Nullable String cursor) {
    return products.openOrders(cursor);
  }

  @Override
  public Outcome<OrderPage> orders(List<String> ids) {
    return orders.named(ids);
  }

  @Override
  public Outcome<List<Site>> sites() {
    return products.sites();
  }

  @Override
  public Outcome<ShopProduct> product(String productId) {
    return products.product(productId);
  }

  @Override
  public Outcome<String> change(ProductChange change) {
    return productChanges.send(change);
  }

  @Override
  public @Nullable ProductNews productNews(ShopEvent event) {
    return Products.news(event);
  }

  @Override
  public ShopFulfilment fulfilment() {
    return fulfilments;
  }

  @Override
  public ShopRefunds refunds() {
    return givingBack;
  }

  @Override
  public ShopMirror mirror() {
    return counterOrders;
  }
}
