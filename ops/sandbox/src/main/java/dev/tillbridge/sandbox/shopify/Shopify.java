package dev.tillbridge.sandbox.shopify;

import dev.tillbridge.sandbox.SandboxOptions;
import dev.tillbridge.sandbox.control.Catalogue;
import dev.tillbridge.sandbox.control.SimulatedSystem;
import dev.tillbridge.sandbox.store.Store;
import dev.tillbridge.sandbox.wire.Answer;
import dev.tillbridge.sandbox.wire.Call;
import dev.tillbridge.sandbox.wire.Json;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** One Shopify shop: its Admin API, its stock and orders, its webhooks. */
public final class Shopify extends SimulatedSystem {

  /** The shop that is there from the beginning. */
  public static final String DOMAIN = "tillbridge-demo.myshopify.com";

  /** The demo app's client id. */
  public static final String CLIENT_ID = "demo-client";

  /** The demo app's secret, which also signs the webhooks. */
  public static final String CLIENT_SECRET = "demo-shopify-secret";

  private static final Pattern GRAPHQL =
      Pattern.compile("/([^/]+)/admin/api/([^/]+)/graphql\\.json");
  private static final Pattern FIELD =
      Pattern.compile("\\b(?:query|mutation)\\s+(\\w+)|\\b(\\w+)\\s*\\(");
  private static final List<String> VERSIONS = List.of("2026-07", "2026-10");

  private final String domain;
  private final ShopData data;
  private final AppTokens tokens;
  private final WebhookSender sender;
  private final Webhooks webhooks;
  private final GraphApi graph;
  private final ShopControl shop;
  private final BulkDesk bulk;

  /** Opens the shop and carries on with webhooks that were under way. */
  public Shopify(Store store, SandboxOptions options) {
    this("shopify", DOMAIN, store, options);
  }

  /** Another shop, at paths of its own. */
  public Shopify(String name, String domain, Store store, SandboxOptions options) {
    super(name, store, options.seed());
    this.domain = domain;
    data = new ShopData(store, options.clock());
    tokens = new AppTokens(data, domain, options.tokenLifetime());
    sender = new WebhookSender(domain, CLIENT_SECRET, options.webhookWithin());
    var address = options.webhookUrl();
    webhooks = new Webhooks(
        data,
        faults(),
        sender,
        options.clock(),
        address == null ? null : address.replace("{shop}", domain),
        options.webhookRetryAfter(),
        this::underLock);
    var nodes = new CatalogueNodes(data);
    var root = new QueryNode(data, nodes, domain);
    bulk = new BulkDesk(data, root, webhooks, this::underLock, "/" + name + "/" + domain);
    root.bulk(bulk);
    var products = new ProductControl(data, webhooks);
    var app = new AppControl(data, webhooks, tokens, domain);
    shop = new ShopControl(data, webhooks, app, products, bulk);
    var mutations = new MutationFields(data, nodes, shop::stockChanged, shop::orderChanged);
    mutations.also(new ProductMutations(data, nodes, products::updated), bulk);
    graph = new GraphApi(
        data, mutations, root, new Bucket(options.clock(), options.shopifyPointsPerSecond()));
    underLock(() -> {
      furnishOnce();
      webhooks.resume();
    });
  }

  /** The goods, prices and what is left, for the shop's page. */
  public JsonNode storefront() {
    return locked(shop::storefront);
  }

  /** A shopper pays for a cart. */
  public Answer buy(String body) {
    return locked(() -> shop.buy(body));
  }

  @Override
  protected Answer answer(Call call) {
    if (isTokenCall(call)) {
      return tokens.answer(call);
    }
    if (call.is("GET", "/" + domain + "/admin/oauth/authorize")) {
      return tokens.consent(call);
    }
    var file = bulk.file(call);
    if (file != null) {
      return file;
    }
    bulk.calledAt(call.header("Host"));
    var path = GRAPHQL.matcher(call.path());
    if (!path.matches() || !path.group(1).equals(domain) || !VERSIONS.contains(path.group(2))) {
      return Answer.json(404, Json.object().put("errors", "Not Found"));
    }
    if (!call.method().equals("POST")) {
      return Answer.empty(405);
    }
    if (!tokens.admits(call.header("X-Shopify-Access-Token"))) {
      var why = "[API] Invalid API key or access token (unrecognized login or wrong password)";
      return Answer.json(401, Json.object().put("errors", why));
    }
    var served = data.served() == null ? path.group(2) : data.served();
    var answer = graph.answer(path.group(2), call.body());
    Recorder.conversation(path.group(2), call.body(), answer.body());
    return answer.with("X-Shopify-API-Version", served);
  }

  @Override
  protected Answer throttled(Call call) {
    return isTokenCall(call) ? Answer.empty(429).with("Retry-After", "2") : graph.throttled(null);
  }

  @Override
  protected boolean isTokenCall(Call call) {
    return call.path().equals("/" + domain + "/admin/oauth/access_token");
  }

  @Override
  protected String label(Call call) {
    var label = new StringBuilder(super.label(call));
    var request = call.path().endsWith("graphql.json") ? Json.parseObject(call.body()) : null;
    var query = request == null ? null : Json.text(request, "query");
    if (query != null) {
      FIELD
          .matcher(query)
          .results()
          .forEach(found -> label.append(' ').append(found.group(found.group(1) == null ? 2 : 1)));
    }
    return label.toString();
  }

  @Override
  protected Answer controlled(Call call) {
    return shop.answer(call);
  }

  @Override
  protected JsonNode tellTruth() {
    return ShopTruth.tell(data);
  }

  @Override
  protected void add(Catalogue catalogue) {
    data.add(catalogue);
  }

  @Override
  protected void furnish() {
    webhooks.cancelAll();
    bulk.forget();
    furnishOnce();
  }

  @Override
  public void close() {
    sender.close();
    super.close();
  }

  private void furnishOnce() {
    if (data.places.size() == 0) {
      webhooks.furnish();
    }
    data.furnish();
  }

  private void underLock(Runnable work) {
    locked(() -> {
      work.run();
      return true;
    });
  }
}
