package dev.tillbridge.hub.comparison;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.comparison.Difference.Ending;
import dev.tillbridge.hub.comparison.Difference.Kind;
import dev.tillbridge.hub.sales.Mirrored;
import dev.tillbridge.hub.sales.ShopOrders;
import dev.tillbridge.hub.sales.TakenOrder;
import dev.tillbridge.hub.sales.TakenOrders;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.ShopChannel;
import dev.tillbridge.model.shop.ShopOrder;
import dev.tillbridge.model.shop.ShopOrder.Payment;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Goes through everything that changed at the shop since the day began. What the hub has missed it
 * takes now, in the same way as if a webhook had told it; what it cannot take waits for a person.
 */
final class OrderCompare {

  /** A shop that never comes to the end must not keep us for ever. */
  private static final int PAGES_MOST = 2_000;

  private final ShopOrders orders;
  private final TakenOrders taken;
  private final Mirrored mirrored;
  private final Cases cases;
  private final Patience patience;

  OrderCompare(
      ShopOrders orders, TakenOrders taken, Mirrored mirrored, Cases cases, Patience patience) {
    this.orders = orders;
    this.taken = taken;
    this.mirrored = mirrored;
    this.cases = cases;
    this.patience = patience;
  }

  /**
   * Compares.
   *
   * @param from when the day began
   * @param to when it ended
   * @param readSince orders that changed before are none of ours
   * @param alive told after every page
   * @throws MustWait when the shop does not answer
   */
  void compare(
      ShopChannel channel,
      Instant from,
      Instant to,
      Instant readSince,
      Findings findings,
      Runnable alive) {
    var seen = new HashSet<String>();
    var since = from.isBefore(readSince) ? readSince : from;
    String cursor = null;
    for (int page = 0; page < PAGES_MOST; page++) {
      var found = page(channel, since, cursor, alive);
      var known =
          taken.of(channel.shop(), found.orders().stream().map(ShopOrder::id).toList());
      for (var order : found.orders()) {
        seen.add(order.id());
        boolean ofTheDay =
            !order.createdAt().isBefore(from) && order.createdAt().isBefore(to);
        compare(channel.shop(), order, known.get(order.id()), ofTheDay, findings, alive);
      }
      found
          .unreadable()
          .forEach(order -> findings.differs(new Difference(
              Kind.ORDER, order.id(), "not as documented", "", Ending.WAITING, order.why())));
      alive.run();
      cursor = found.cursor();
      if (cursor == null) {
        gone(channel, taken.sold(channel.shop(), since, to), seen, findings, alive);
        return;
      }
    }
    throw new MustWait("the shop's list of orders does not end");
  }

  private ShopChannel.OrderPage page(
      ShopChannel channel, Instant since, @Nullable String cursor, Runnable alive) {
    return switch (patience.ask(() -> channel.ordersChangedSince(since, cursor), alive)) {
      case Delivered<ShopChannel.OrderPage>(var page) -> page;
      case NotSent<ShopChannel.OrderPage> no -> throw new MustWait(no.why());
      case InDoubt<ShopChannel.OrderPage> no -> throw new MustWait(no.why());
      case Refused<ShopChannel.OrderPage> no -> throw new MustWait(no.why());
    };
  }

  private void compare(
      String shop,
      ShopOrder order,
      @Nullable TakenOrder before,
      boolean ofTheDay,
      Findings findings,
      Runnable alive) {
    if (mirrored.is(order)) {
      // What the counter sold stands in the counter's own totals.
      return;
    }
    boolean missed = before == null
        || before.updatedAt().isBefore(order.updatedAt().truncatedTo(ChronoUnit.MICROS))
        || taken.differs(shop, order);
    boolean waits = missed && !fill(shop, order, before, findings, alive);
    var now = missed ? taken.of(shop, List.of(order.id())).get(order.id()) : before;
    if (!ofTheDay) {
      return;
    }
    findings.order();
    var atShop = counts(order) ? order.total() : null;
    var atHub = now == null || now.cancelled() ? null : now.total();
    findings.totals(order.currency(), atShop, atHub);
    // What could not be filled has been told already.
    if (!waits && !same(atShop, atHub)) {
      findings.differs(explained(shop, order, atShop, atHub));
    }
  }

  /** Returns false when it cannot be taken. */
  private boolean fill(
      String shop,
      ShopOrder order,
      @Nullable TakenOrder before,
      Findings findings,
      Runnable alive) {
    var was = before == null ? "missing" : "as of " + before.updatedAt();
    return switch (patience.ask(() -> orders.takeOrSetAside(shop, order), alive)) {
      case Delivered<String>(var what) -> {
        findings.differs(new Difference(
            Kind.ORDER, order.name(), "as of " + order.updatedAt(), was, Ending.FILLED, what));
        yield true;
      }
      case Refused<String> no -> {
        findings.differs(new Difference(
            Kind.ORDER, order.name(), "as of " + order.updatedAt(), was, Ending.WAITING, no.why()));
        yield false;
      }
      case NotSent<String> no -> throw new MustWait(no.why());
      case InDoubt<String> no -> throw new MustWait(no.why());
    };
  }

  private static boolean counts(ShopOrder order) {
    return !order.test()
        && order.cancelledAt() == null
        && (order.payment() == Payment.PAID || order.payment() == Payment.REFUNDED);
  }

  private static boolean same(@Nullable Money one, @Nullable Money other) {
    return one == null ? other == null : one.equals(other);
  }

  private Difference explained(
      String shop, ShopOrder order, @Nullable Money atShop, @Nullable Money atHub) {
    var known = cases.about(shop + "|" + order.id()).stream().findFirst();
    var ending = known.isPresent() ? Ending.EXPLAINED : Ending.WAITING;
    var why = known
        .map(about ->
            about.title() + (about.isOpen() ? "" : " (settled by " + about.closedBy() + ")"))
        .orElse("The amounts differ, and nothing here says why: compare the order with its sale");
    return new Difference(Kind.ORDER, order.name(), words(atShop), words(atHub), ending, why);
  }

  private static String words(@Nullable Money amount) {
    return amount == null ? "does not count" : amount.toString();
  }

  /** Sold here on that day, and not in the shop's list: only asking for each tells. */
  private void gone(
      ShopChannel channel,
      List<TakenOrder> sold,
      Set<String> seen,
      Findings findings,
      Runnable alive) {
    for (var order : sold) {
      int life = order.id().indexOf('~');
      var id = life < 0 ? order.id() : order.id().substring(0, life);
      if (seen.contains(id)) {
        continue;
      }
      Outcome<ShopOrder> asked = patience.ask(() -> channel.order(id), alive);
      switch (asked) {
        case Delivered<ShopOrder> ignored -> {}
        case NotSent<ShopOrder> no -> throw new MustWait(no.why());
        case InDoubt<ShopOrder> no -> throw new MustWait(no.why());
        case Refused<ShopOrder> no ->
          findings.differs(new Difference(
              Kind.ORDER, order.name(), "not listed", "sold", Ending.WAITING, no.why()));
      }
    }
  }
}
