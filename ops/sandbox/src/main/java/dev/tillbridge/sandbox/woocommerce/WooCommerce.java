package dev.tillbridge.sandbox.woocommerce;

import dev.tillbridge.sandbox.SandboxOptions;
import dev.tillbridge.sandbox.control.Catalogue;
import dev.tillbridge.sandbox.control.SimulatedSystem;
import dev.tillbridge.sandbox.store.Store;
import dev.tillbridge.sandbox.wire.Answer;
import dev.tillbridge.sandbox.wire.Call;
import tools.jackson.databind.JsonNode;

/** One WooCommerce shop: its REST API, its stock and orders, its webhooks. */
public final class WooCommerce extends SimulatedSystem {

  /** What the site is called. */
  public static final String DOMAIN = "tillbridge-demo.example";

  /** The key that may read and write. */
  public static final String CONSUMER_KEY = "ck_demo";

  /** Its secret. */
  public static final String CONSUMER_SECRET = "cs_demo";

  private final WooData data;
  private final HookSender sender;
  private final WooApi api;
  private final WooControl control;

  /** Opens the shop; webhooks that were under way are lost, as they are in the real one. */
  public WooCommerce(Store store, SandboxOptions options) {
    super("woocommerce", store, options.seed());
    data = new WooData(store, options.clock());
    var json = new WooJson(data);
    var orders = new Orders(data);
    sender = new HookSender(
        data, faults(), "https://" + DOMAIN + "/", options.webhookWithin(), this::underLock);
    control = new WooControl(data, json, orders, sender);
    api = new WooApi(data, json, orders, control::placed);
  }

  @Override
  protected Answer answer(Call call) {
    if (!call.basicIs(CONSUMER_KEY, CONSUMER_SECRET)) {
      data.counters.up("unsignedOrBadRequests");
      return WooApi.error(401, "woocommerce_rest_cannot_view", "Sorry, you cannot list resources.");
    }
    return api.answer(call);
  }

  @Override
  protected Answer throttled(Call call) {
    data.counters.up("throttled");
    // WooCommerce itself has no limit; hosts put one before it.
    return Answer.html(429, "<html><body><h1>Too Many Requests</h1></body></html>")
        .with("Retry-After", "2");
  }

  @Override
  protected boolean isTokenCall(Call call) {
    return false;
  }

  @Override
  protected Answer controlled(Call call) {
    return control.answer(call);
  }

  @Override
  protected JsonNode tellTruth() {
    return control.truth();
  }

  @Override
  protected void add(Catalogue catalogue) {
    data.add(catalogue);
  }

  @Override
  protected void furnish() {
    sender.cancelAll();
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
}
