package dev.tillbridge.hub.sales;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.delivery.Received;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.Unavailable;
import dev.tillbridge.hub.watch.MissedNews;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.OrderHint;
import dev.tillbridge.model.shop.ShopChannel;
import dev.tillbridge.model.shop.ShopOrder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes what shops tell of orders, and asks them where that is not enough. Questions cost of the
 * shop's limit, so nothing is asked that is known already, and many orders are asked for at once.
 */
final class OrderHearing {

  /** What is told of later than this may have changed since. */
  private static final Duration YOUNG = Duration.ofMinutes(10);

  private final TransactionTemplate tx;
  private final OrderTaking taking;
  private final Mirrored mirrored;
  private final OrderBook book;
  private final MissedNews missed;
  private final SetAsideOrders setAside;
  private final Cases cases;
  private final InstantSource clock;
  private final AskedOrders asked;

  OrderHearing(
      TransactionTemplate tx,
      OrderTaking taking,
      Mirrored mirrored,
      OrderBook book,
      MissedNews missed,
      AskedOrders asked,
      SetAsideOrders setAside,
      Cases cases,
      InstantSource clock) {
    this.tx = tx;
    this.taking = taking;
    this.mirrored = mirrored;
    this.book = book;
    this.missed = missed;
    this.asked = asked;
    this.setAside = setAside;
    this.cases = cases;
    this.clock = clock;
  }

  /** A shop, and who serves its orders. */
  record Side(ShopChannel channel, ShopSettings settings) {

    String shop() {
      return channel.shop();
    }

    private OrderTaking.From from() {
      return new OrderTaking.From(channel.system(), channel.shop(), settings);
    }
  }

  /**
   * Takes a version of an order.
   *
   * @throws Unavailable when it must wait for something of ours
   */
  Outcome<String> take(Side side, ShopOrder order) {
    try {
      return take(side, order, false);
    } catch (OrderTaking.Tied tied) {
      // It may be that it cannot be asked. Every step happens once, so looking at both does no
      // harm.
      return switch (side.channel().order(order.id())) {
        case Delivered<ShopOrder>(var now) -> take(side, now, true);
        case Refused<ShopOrder> ignored -> take(side, order, true);
        case NotSent<ShopOrder>(var why, var wait) -> new NotSent<>(why, wait);
        case InDoubt<ShopOrder>(var why) -> new NotSent<>(why, null);
      };
    }
  }

  /** Takes what a shop told of its own accord, or what it says now if that is old and unknown. */
  Outcome<String> hear(Side side, ShopOrder order) {
    missed.told(side.shop(), order.id());
    boolean old = order.updatedAt().isBefore(clock.instant().minus(YOUNG));
    if (!old || book.knows(side.shop(), order)) {
      return take(side, order);
    }
    var wait = side.channel().untilNextQuestion(1);
    if (wait.isPositive()) {
      return new NotSent<>("it is old, and the shop's limit is left to what is urgent", wait);
    }
    return switch (side.channel().order(order.id())) {
      case Delivered<ShopOrder>(var now) -> take(side, now, true);
      case Refused<ShopOrder> ignored -> take(side, order);
      case NotSent<ShopOrder>(var why, var after) -> new NotSent<>(why, after);
      case InDoubt<ShopOrder>(var why) -> new NotSent<>(why, null);
    };
  }

  /** Ends each hint: known already, answered with others by one question, or to come again. */
  Map<Received, Outcome<String>> heed(Side side, Map<Received, OrderHint> hints) {
    var endings = new LinkedHashMap<Received, Outcome<String>>();
    var waiting = new LinkedHashMap<String, List<Received>>();
    hints.forEach((event, hint) -> {
      if (isKnown(side.shop(), event, hint)) {
        missed.told(side.shop(), hint.orderId());
        endings.put(event, new Delivered<>("known already"));
      } else {
        waiting.computeIfAbsent(hint.orderId(), _ -> new ArrayList<>()).add(event);
      }
    });
    if (waiting.isEmpty()) {
      return endings;
    }
    var wait = side.channel().untilNextQuestion(waiting.size());
    if (wait.isPositive()) {
      var later = new NotSent<String>("the shop's limit is left to what is urgent", wait);
      waiting.values().forEach(events -> events.forEach(event -> endings.put(event, later)));
      return endings;
    }
    var begun = clock.instant();
    side.channel().ordersNow(List.copyOf(waiting.keySet())).forEach((id, answer) -> {
      var ending = answered(side, id, answer, begun);
      waiting.getOrDefault(id, List.of()).forEach(event -> endings.put(event, ending));
    });
    return endings;
  }

  private boolean isKnown(String shop, Received event, OrderHint hint) {
    return asked.since(shop, hint.orderId(), event.receivedAt())
        || book.knows(shop, hint, event.event().triggeredAt());
  }

  private Outcome<String> answered(Side side, String id, Outcome<ShopOrder> answer, Instant begun) {
    return switch (answer) {
      case Delivered<ShopOrder>(var now) -> {
        missed.told(side.shop(), id);
        Outcome<String> ending;
        try {
          ending = take(side, now, true);
        } catch (Unavailable later) {
          ending = new NotSent<>(Objects.requireNonNull(later.getMessage()), null);
        }
        if (ending instanceof Delivered<String>) {
          asked.note(side.shop(), id, begun);
        }
        yield ending;
      }
      case NotSent<ShopOrder>(var why, var wait) -> new NotSent<>(why, wait);
      case InDoubt<ShopOrder>(var why) -> new NotSent<>(why, null);
      case Refused<ShopOrder>(var reason, var why) -> new Refused<>(reason, why);
    };
  }

  private Outcome<String> take(Side side, ShopOrder order, boolean current) {
    if (mirrored.is(order)) {
      return new Delivered<>("our own counter sale");
    }
    try {
      return Objects.requireNonNull(tx.execute(status -> {
        var outcome = taking.take(side.from(), order, current);
        if (outcome instanceof Refused<String>) {
          // Not even its version is remembered, so that it can be taken later as it is.
          status.setRollbackOnly();
        } else {
          cases.close(
              ShopOrders.SET_ASIDE,
              ShopOrders.subject(side.shop(), order.id()),
              "the order was taken");
          setAside.remove(side.shop(), order.id());
        }
        return outcome;
      }));
    } catch (BadInput wrong) {
      return new Refused<>("order " + order.name() + ": " + wrong.getMessage());
    }
  }
}
