package dev.tillbridge.hub.shops;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.ShopAccess;
import dev.tillbridge.model.shop.ShopAccess.Need;
import dev.tillbridge.model.shop.ShopAccess.Subscription;
import dev.tillbridge.model.shop.ShopAccess.Subscription.Change;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Compares, for every shop, what we are allowed and what we are told with what we need; mends what
 * can be mended and opens a case for what cannot.
 */
public final class ShopWatch {

  /** The shop's owner has not allowed something we need. */
  public static final String SCOPES = "shop-scopes";

  /** Subscriptions were gone, or cannot be made. */
  public static final String SUBSCRIPTIONS = "shop-subscriptions";

  /** The version of its API that we use ends soon, or another answers. */
  public static final String VERSION = "shop-api-version";

  /** The shop has removed the app. */
  public static final String UNINSTALLED = "shop-uninstalled";

  private static final String HUB = "hub";
  private static final Logger LOG = LoggerFactory.getLogger(ShopWatch.class);

  private final Map<String, ShopAccess> shops;
  private final @Nullable UnaryOperator<String> address;
  private final ShopStates states;
  private final Cases cases;
  private final Deliveries deliveries;
  private final EventLog log;
  private final InstantSource clock;

  /**
   * Watches these shops.
   *
   * @param shops by the shop's name
   * @param address where a shop's news shall go, by the shop's name; null when nothing reaches this
   *     hub from outside, and it asks instead
   */
  public ShopWatch(
      Map<String, ShopAccess> shops,
      @Nullable UnaryOperator<String> address,
      ShopStates states,
      Cases cases,
      Deliveries deliveries,
      JdbcClient jdbc,
      InstantSource clock) {
    this.shops = Map.copyOf(shops);
    this.address = address;
    this.states = states;
    this.cases = cases;
    this.deliveries = deliveries;
    this.log = new EventLog(jdbc, clock);
    this.clock = clock;
  }

  /** The shops that are watched, by name. */
  public Map<String, ShopAccess> shops() {
    return shops;
  }

  /** Looks at one shop again, unless it has removed the app. */
  void recheck(String name) {
    var shop = shops.get(name);
    if (shop != null && states.closed(name) == null) {
      check(shop);
    }
  }

  /** Looks at every shop that has not removed the app; one that fails keeps no other from it. */
  public void sweep() {
    for (var shop : shops.values()) {
      try {
        if (states.closed(shop.shop()) == null) {
          check(shop);
        }
      } catch (RuntimeException bug) {
        LOG.error("could not check the connection to {}", shop.shop(), bug);
      }
    }
  }

  /**
   * Looks at one shop now, because a person asks; also at one that had removed the app.
   *
   * @return null when it is connected and everything is in place, or why not, in words
   */
  public @Nullable String checkNow(String name, String by) {
    var shop = shops.get(name);
    if (shop == null) {
      return "no such shop";
    }
    var before = states.of(name);
    log.line(by, "shop-check", name, "");
    if (!before.installed()) {
      states.connected(name);
    }
    var trouble = check(shop);
    if (trouble == null) {
      cases.close(UNINSTALLED, name, by);
      goOn(before.installed(), name);
    } else if (!before.installed()) {
      // It is still closed: leave it alone again.
      states.stillRemoved(name);
    }
    return trouble;
  }

  /** The owner has let us in. */
  public void installed(String name, String by) {
    states.connected(name);
    goOn(false, name);
    cases.close(UNINSTALLED, name, by);
    log.line(by, "shop-install", name, "the app was installed");
    var shop = shops.get(name);
    if (shop != null) {
      check(shop);
    }
  }

  /** What waited for the shop to come back is carried now. */
  private void goOn(boolean wasInstalled, String name) {
    if (!wasInstalled) {
      int carried = deliveries.resume(name);
      LOG.info("{} is back: {} deliveries go on", name, carried);
    }
  }

  private @Nullable String check(ShopAccess shop) {
    var trouble = switch (shop.granted()) {
      case Delivered<Set<String>>(var granted) -> checked(shop, granted);
      case NotSent<Set<String>>(var why, var ignored) -> why;
      case InDoubt<Set<String>>(var why) -> why;
      case Refused<Set<String>>(var ignored, var why) -> why;
    };
    if (trouble != null) {
      states.notFound(shop.shop(), trouble);
      LOG.warn("{} is not connected as it should be: {}", shop.shop(), trouble);
    }
    watchVersion(shop);
    return trouble;
  }

  private @Nullable String checked(ShopAccess shop, Set<String> granted) {
    states.found(shop.shop(), granted);
    var missing =
        shop.needs().stream().filter(need -> !granted.contains(need.scope())).toList();
    if (missing.isEmpty()) {
      cases.close(SCOPES, shop.shop(), "everything is allowed");
    } else {
      say(
          SCOPES,
          shop.shop(),
          shop.shop() + " does not allow " + scopes(missing),
          missingWords(missing));
    }
    var to = address;
    var untold = to == null ? null : subscribe(shop, to.apply(shop.shop()));
    return untold != null ? untold : missing.isEmpty() ? null : missingWords(missing);
  }

  /** What is missing, what does not work without it, and what to do. */
  static String missingWords(List<Need> missing) {
    return missing.stream()
            .map(need -> need.scope() + " is missing: " + need.without())
            .collect(Collectors.joining("; "))
        + ". Add " + scopes(missing)
        + " to the app's access scopes, release that version, and approve it in the shop.";
  }

  private static String scopes(List<Need> needs) {
    return needs.stream().map(Need::scope).collect(Collectors.joining(", "));
  }

  private @Nullable String subscribe(ShopAccess shop, String to) {
    return switch (shop.subscribeAll(to)) {
      case Delivered<List<Subscription>>(var all) -> {
        boolean first = states.neverSubscribed(shop.shop());
        states.subscribed(shop.shop(), to, all);
        note(shop.shop(), all, first);
        cases.close(SUBSCRIPTIONS, shop.shop(), "all news is subscribed to");
        yield null;
      }
      case NotSent<List<Subscription>>(var why, var ignored) -> notTold(shop, why);
      case InDoubt<List<Subscription>>(var why) -> notTold(shop, why);
      case Refused<List<Subscription>>(var ignored, var why) -> notTold(shop, why);
    };
  }

  private String notTold(ShopAccess shop, String why) {
    say(
        SUBSCRIPTIONS,
        shop.shop(),
        shop.shop() + " does not tell us its news",
        why + ". Orders are read every minute meanwhile.");
    return why;
  }

  private void note(String shop, List<Subscription> all, boolean first) {
    for (var change : List.of(Change.MADE, Change.MOVED)) {
      var topics = all.stream()
          .filter(one -> one.change() == change)
          .map(Subscription::topic)
          .collect(Collectors.joining(", "));
      if (!topics.isEmpty()) {
        var what = change == Change.MOVED
            ? "pointed elsewhere, moved"
            : first ? "made" : "was gone, made again";
        log.line(HUB, "shop-subscriptions", shop, what + ": " + topics);
        LOG.info("{}: subscriptions {}: {}", shop, what, topics);
      }
    }
  }

  private void watchVersion(ShopAccess shop) {
    var warning = VersionWarning.of(shop.version(), clock.instant());
    if (warning.isEmpty()) {
      cases.close(VERSION, shop.shop(), "the version is current");
    } else {
      var words = warning.get().words();
      say(VERSION, shop.shop(), shop.shop() + ": the API's version", words);
    }
  }

  /** Opens the case, or says anew what it is about. */
  private void say(String kind, String shop, String title, String detail) {
    cases.open(kind, shop, title, detail);
    cases.find(kind, shop).ifPresent(open -> cases.describe(open.id(), title, detail));
  }
}
