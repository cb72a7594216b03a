package dev.tillbridge.hub.sales;

import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.ShopChannel;
import dev.tillbridge.model.shop.ShopOrder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a shop's changed orders page by page, and remembers how far it came. */
final class OrderReading {

  /**
   * Orders are read again from so long before the last known change: the shop's list is not always
   * in step with its orders. The mark itself is of the shop's clock, so that ours does not matter.
   */
  static final Duration OVERLAP = Duration.ofMinutes(5);

  /** Then the reading stops and asks for another, so that it ends within its lease. */
  static final int PAGES_MOST = 40;

  /** How many orders were looked at, and whether those are all that the shop told of. */
  record Read(int orders, boolean complete) {}

  private final OrderBook book;
  private final Deliveries deliveries;
  private final InstantSource clock;

  OrderReading(OrderBook book, Deliveries deliveries, InstantSource clock) {
    this.book = book;
    this.deliveries = deliveries;
    this.clock = clock;
  }

  /**
   * Goes through what changed since the last reading.
   *
   * @param setAside told of each order that is not as documented
   */
  Outcome<Read> read(
      ShopChannel channel,
      Function<ShopOrder, Outcome<String>> take,
      Consumer<ShopChannel.Unreadable> setAside) {
    var since = book.readUpTo(channel.shop(), clock.instant()).minus(OVERLAP);
    String cursor = null;
    int orders = 0;
    for (int page = 0; page < PAGES_MOST; page++) {
      var answer = channel.ordersChangedSince(since, cursor);
      if (!(answer instanceof Delivered<ShopChannel.OrderPage>(var found))) {
        // Reading changes nothing over there: what was not answered was not done.
        return answer instanceof InDoubt<ShopChannel.OrderPage>(var why)
            ? new NotSent<>(why, null)
            : answer.map(_ -> new Read(0, false));
      }
      var stopped = takeAll(found, take);
      if (stopped != null) {
        return stopped;
      }
      found.unreadable().forEach(setAside);
      orders += found.orders().size() + found.unreadable().size();
      advance(channel.shop(), found);
      if (found.cursor() == null) {
        return new Delivered<>(new Read(orders, true));
      }
      if (found.cursor().equals(cursor)) {
        return new Refused<>("the shop answers with the same page of orders again and again");
      }
      cursor = found.cursor();
    }
    deliveries.add(Destination.SHOP_ORDERS, channel.shop());
    return new Delivered<>(new Read(orders, false));
  }

  /** Null when all were taken or set aside; else why the reading must stop here and come again. */
  private static @Nullable Outcome<Read> takeAll(
      ShopChannel.OrderPage page, Function<ShopOrder, Outcome<String>> take) {
    for (var order : page.orders()) {
      switch (take.apply(order)) {
        case Delivered<String> ignored -> {}
        case Refused<String> ignored -> {}
        case NotSent<String>(var why, var wait) -> {
          return new NotSent<>(why, wait);
        }
        case InDoubt<String>(var why) -> {
          return new NotSent<>(why, null);
        }
      }
    }
    return null;
  }

  /** Pages come oldest change first: everything up to the newest of this page has been seen. */
  private void advance(String shop, ShopChannel.OrderPage page) {
    page.orders().stream()
        .map(ShopOrder::updatedAt)
        .max(Instant::compareTo)
        .ifPresent(newest -> book.advance(shop, newest));
  }
}
