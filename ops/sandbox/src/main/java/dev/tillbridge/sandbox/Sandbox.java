package dev.tillbridge.sandbox;

import dev.tillbridge.sandbox.control.ControlApi;
import dev.tillbridge.sandbox.control.SimulatedSystem;
import dev.tillbridge.sandbox.paypal.PayPal;
import dev.tillbridge.sandbox.quickbooks.QuickBooks;
import dev.tillbridge.sandbox.shopify.Shopify;
import dev.tillbridge.sandbox.store.Store;
import dev.tillbridge.sandbox.stripe.Stripe;
import dev.tillbridge.sandbox.web.IndexPage;
import dev.tillbridge.sandbox.web.Pages;
import dev.tillbridge.sandbox.wire.Answer;
import dev.tillbridge.sandbox.wire.Call;
import dev.tillbridge.sandbox.wire.HttpFront;
import dev.tillbridge.sandbox.woocommerce.WooCommerce;
import dev.tillbridge.sandbox.xero.Xero;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The outside world on one port of 127.0.0.1. */
public final class Sandbox implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Sandbox.class.getName());

  private final SandboxOptions options;
  private volatile Map<String, SimulatedSystem> systems;
  private volatile ControlApi control;
  private final Shopify shopify;
  private @Nullable HttpFront front;

  private Sandbox(SandboxOptions options) {
    this.options = options;
    shopify = new Shopify(store(options, "shopify"), options);
    var systems = new LinkedHashMap<String, SimulatedSystem>();
    systems.put("shopify", shopify);
    systems.put("woocommerce", new WooCommerce(store(options, "woocommerce"), options));
    systems.put("quickbooks", new QuickBooks(store(options, "quickbooks"), options));
    systems.put("xero", new Xero(store(options, "xero"), options));
    systems.put("paypal", new PayPal(store(options, "paypal"), options));
    systems.put("stripe", new Stripe(store(options, "stripe"), options));
    this.systems = systems;
    control = new ControlApi(systems);
  }

  /**
   * Another Shopify shop opens, with the same app and a truth of its own.
   *
   * @param name as it appears in paths: {@code /name/domain/admin/...}, {@code /sandbox/name/...}
   */
  public synchronized void open(String name, String domain) {
    var more = new LinkedHashMap<>(systems);
    more.put(name, new Shopify(name, domain, store(options, name), options));
    systems = more;
    control = new ControlApi(more);
  }

  /**
   * Starts and serves.
   *
   * @throws IOException when the port is in use
   */
  public static Sandbox start(SandboxOptions options) throws IOException {
    var sandbox = new Sandbox(options);
    try {
      sandbox.front = HttpFront.start(options.port(), sandbox::answer);
    } catch (IOException e) {
      sandbox.close();
      throw e;
    }
    return sandbox;
  }

  /** The port it serves on. */
  public int port() {
    if (front == null) {
      throw new IllegalStateException("not started");
    }
    return front.port();
  }

  /** Where it is, without a slash at the end. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + port());
  }

  /** Forgets everything, as {@code POST /sandbox/reset} does. */
  public void reset() {
    systems.values().forEach(SimulatedSystem::reset);
  }

  @Override
  public void close() {
    if (front != null) {
      front.close();
    }
    systems.values().forEach(SimulatedSystem::close);
  }

  private static Store store(SandboxOptions options, String name) {
    return Store.open(options.data() == null ? null : options.data().resolve(name + ".jsonl"));
  }

  private Answer answer(Call call) {
    try {
      return routed(call);
    } catch (RuntimeException bug) {
      LOG.log(System.Logger.Level.ERROR, call.method() + " " + call.path(), bug);
      return Answer.problem(500, "sandbox-bug", "the sandbox has a bug: " + bug);
    }
  }

  private Answer routed(Call call) {
    var path = call.path();
    if (path.equals("/")) {
      return IndexPage.of(systems.values());
    }
    if (path.startsWith("/sandbox/")) {
      return control.answer(call);
    }
    if (path.equals("/shop")) {
      return Answer.seeOther("/shop/");
    }
    if (path.startsWith("/shop/")) {
      return shop(call);
    }
    for (var system : systems.values()) {
      if (path.startsWith("/" + system.name() + "/")) {
        return system.outside(call.below("/" + system.name()));
      }
    }
    return path.startsWith("/web/")
        ? Pages.file(path.substring("/web/".length()))
        : Answer.problem(404, "not-found", "nothing is at " + path);
  }

  private Answer shop(Call call) {
    if (call.is("GET", "/shop/api/catalogue")) {
      return Answer.json(200, shopify.storefront()).with("Cache-Control", "no-store");
    }
    if (call.is("POST", "/shop/api/orders")) {
      return shopify.buy(call.body());
    }
    var name = call.path().substring("/shop/".length());
    return Pages.file(name.isEmpty() ? "shop.html" : name);
  }
}
