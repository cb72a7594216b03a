package dev.tillbridge.hub.shops;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.ShopAccess;
import dev.tillbridge.model.shop.ShopEvent;
import dev.tillbridge.model.shop.ShopNotice;
import dev.tillbridge.model.shop.ShopNotice.DataRequest;
import dev.tillbridge.model.shop.ShopNotice.Redact;
import dev.tillbridge.model.shop.ShopNotice.RedactShop;
import dev.tillbridge.model.shop.ShopNotice.ScopesChanged;
import dev.tillbridge.model.shop.ShopNotice.Uninstalled;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Acts on what a shop says about our connection to it and about its customers' rights. */
public final class ShopNews {

  private static final Set<String> TOPICS = Set.of(
      "app/uninstalled",
      "app/scopes_update",
      "customers/data_request",
      "customers/redact",
      "shop/redact");

  private final ShopWatch watch;
  private final ShopStates states;
  private final Privacy privacy;
  private final Cases cases;
  private final Consumer<String> forgetTokens;
  private final EventLog log;
  private final TransactionTemplate tx;

  /**
   * Begins to act.
   *
   * @param forgetTokens drops what lets us into the shop of this name
   */
  public ShopNews(
      ShopWatch watch,
      ShopStates states,
      Privacy privacy,
      Cases cases,
      Consumer<String> forgetTokens,
      JdbcClient jdbc,
      TransactionTemplate tx,
      InstantSource clock) {
    this.tx = tx;
    this.watch = watch;
    this.states = states;
    this.privacy = privacy;
    this.cases = cases;
    this.forgetTokens = forgetTokens;
    this.log = new EventLog(jdbc, clock);
  }

  /** True for news that is about the connection or about privacy. */
  public boolean concerns(ShopEvent event) {
    return TOPICS.contains(event.topic());
  }

  /** Takes effect once, however often the event comes; the answer says in a word what was done. */
  public Outcome<String> take(String shop, ShopEvent event) {
    var access = watch.shops().get(shop);
    if (access == null) {
      return new Delivered<>("no such connection");
    }
    return switch (access.notice(event)) {
      case Delivered<ShopNotice>(var notice) -> {
        act(access, event, notice);
        yield new Delivered<>(event.topic());
      }
      case Refused<ShopNotice>(var reason, var why) -> new Refused<>(reason, why);
      case NotSent<ShopNotice>(var why, var wait) -> new NotSent<>(why, wait);
      case InDoubt<ShopNotice>(var why) -> new InDoubt<>(why);
    };
  }

  private void act(ShopAccess access, ShopEvent event, ShopNotice notice) {
    var shop = access.shop();
    switch (notice) {
      case Uninstalled ignored -> uninstalled(shop, event);
      case ScopesChanged ignored -> watch.recheck(shop);
      case DataRequest(var person) -> privacy.asked(shop, event.id(), person);
      case Redact(var person) -> privacy.redact(shop, event.id(), person);
      case RedactShop ignored -> privacy.redactShop(shop, event.id());
    }
  }

  /** What came late, after the app was installed again, says nothing any more. */
  private void uninstalled(String shop, ShopEvent event) {
    // All of it or nothing: a hub that dies in between is told again.
    tx.executeWithoutResult(_ -> {
      if (states.uninstalled(shop, event.triggeredAt())) {
        forgetTokens.accept(shop);
        log.line("shop", "shop-uninstalled", shop, "the shop removed the app");
        cases.open(
            ShopWatch.UNINSTALLED,
            shop,
            shop + " has removed the app",
            "The shop is not called any more and its orders do not come in. What the hub knows stays."
                + " Install the app again in the shop, then choose Check now on the page Shops.");
      }
    });
  }
}
