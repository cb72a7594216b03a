package dev.tillbridge.sandbox.shopify;

import dev.tillbridge.sandbox.SandboxOptions;
import dev.tillbridge.sandbox.control.Catalogue;
import dev.tillbridge.sandbox.control.SimulatedSystem;
import dev.tillbridge.sandbox.store.Store;
import dev.tillbridge.sandbox.wire.Answer;
import dev.tillbridge.sandbox.wire.Call;
import dev.tillbridge.sandbox.wire.Json;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** One Shopify shop: its Admin API, its stock and orders, its webhooks. */
public final class Shopify extends SimulatedSystem {

  /** The one shop there is. */
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

  private final ShopData data;
  private final SandboxOptions options;
  private final WebhookSender sender;
  private final Webhooks webhooks;
  private final GraphApi graph;
  private final ShopControl shop;

  /** Opens the shop and carries on with webhooks that were under way. */
  public Shopify(Store store, SandboxOptions options) {
    super("shopify", store, options.seed());
    this.options = options;
    data = new ShopData(store, options.clock());
    sender = new WebhookSender(DOMAIN, CLIENT_SECRET, options.webhookWithin());
    var address = options.webhookUrl();
    webhooks = new Webhooks(
        data,
        faults(),
        sender,
        options.clock(),
        address == null ? null : address.replace("{shop}", DOMAIN),
        options.webhookRetryAfter(),
        this::underLock);
    var nodes = new CatalogueNodes(data);
    shop = new ShopControl(data, webhooks);
    var mutations = new MutationFields(data, nodes, shop::stockChanged);
    var root = new QueryNode(data, nodes, DOMAIN);
    graph = new GraphApi(data, mutations, root, new Bucket(options.clock()));
    underLock(() -> {
      data.furnish();
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
      return token(call);
    }
    var path = GRAPHQL.matcher(call.path());
    if (!path.matches() || !path.group(1).equals(DOMAIN) || !VERSIONS.contains(path.group(2))) {
      return Answer.json(404, Json.object().put("errors", "Not Found"));
    }
    if (!call.method().equals("POST")) {
      return Answer.empty(405);
    }
    var token = call.header("X-Shopify-Access-Token");
    var known = token == null ? null : data.tokens.get(token);
    if (known == null || !data.now().isBefore(known.expiresAt())) {
      data.counters.up("unsignedOrBadRequests");
      var why = "[API] Invalid API key or access token (unrecognized login or wrong password)";
      return Answer.json(401, Json.object().put("errors", why));
    }
    return graph.answer(path.group(2), call.body());
  }

  @Override
  protected Answer throttled(Call call) {
    return isTokenCall(call) ? Answer.empty(429).with("Retry-After", "2") : graph.throttled(null);
  }

  @Override
  protected boolean isTokenCall(Call call) {
    return call.path().equals("/" + DOMAIN + "/admin/oauth/access_token");
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
    data.furnish();
  }

  @Override
  public void close() {
    sender.close();
    super.close();
  }

  private void underLock(Runnable work) {
    locked(() -> {
      work.run();
      return true;
    });
  }

  private Answer token(Call call) {
    var type = call.header("Content-Type");
    var json = type != null && type.contains("json") ? Json.parseObject(call.body()) : null;
    var form = Call.form(call.body());
    var grant = json == null ? form.get("grant_type") : Json.text(json, "grant_type");
    var id = json == null ? form.get("client_id") : Json.text(json, "client_id");
    var secret = json == null ? form.get("client_secret") : Json.text(json, "client_secret");
    if (!call.method().equals("POST") || !"client_credentials".equals(grant)) {
      return Answer.json(400, Json.object().put("error", "unsupported_grant_type"));
    }
    if (!CLIENT_ID.equals(id) || !CLIENT_SECRET.equals(secret)) {
      data.counters.up("unsignedOrBadRequests");
      return Answer.json(401, Json.object().put("error", "invalid_client"));
    }
    var now = data.now();
    for (var old : List.copyOf(data.tokens.all())) {
      if (!now.isBefore(old.expiresAt())) {
        data.tokens.remove(old.value());
      }
    }
    var value = "shpat_" + UUID.randomUUID().toString().replace("-", "");
    data.tokens.put(value, new Token(value, now.plus(options.tokenLifetime())));
    var answer = Json.object().put("access_token", value);
    answer.put("scope", "read_products,read_inventory,write_inventory,read_locations,read_orders");
    answer.put("expires_in", options.tokenLifetime().toSeconds() - 1);
    return Answer.json(200, answer).withEffect();
  }
}
