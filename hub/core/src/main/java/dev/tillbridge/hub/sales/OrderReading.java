package dev.tillbridge.hub.sales;

import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.hub.watch.MissedNews;
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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

  /** What has been read again is not read again so soon: a busy shop has many orders in it. */
  static final Duration OVERLAP_EVERY = Duration.ofMinutes(2);

  /**
   * How many orders were looked at, and whether those are all that the shop told of.
   *
   * @param stopped why it ended before its time, or null
   */
  record Read(int orders, boolean complete, @Nullable NotSent<Integer> stopped) {}

  /**
   * How the last reading of a shop ended, as far as this hub knows. Whoever does not know begins a
   * little earlier, which does no harm.
   *
   * @param complete what is not is gone on with where it ended; beginning earlier each time, a
   *     reading of more orders than one takes would never get to the end of them
   * @param overlappedAt when it last began before the mark
   */
  private record Last(boolean complete, Instant overlappedAt) {}

  private final OrderBook book;
  private final MissedNews missed;
  private final Mirrored mirrored;
  private final Deliveries deliveries;
  private final InstantSource clock;
  private final Map<String, Last> lasts = new ConcurrentHashMap<>();

  OrderReading(
      OrderBook book,
      MissedNews missed,
      Mirrored mirrored,
      Deliveries deliveries,
      InstantSource clock) {
    this.book = book;
    this.missed = missed;
    this.mirrored = mirrored;
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
    var shop = channel.shop();
    var now = clock.instant();
    var mark = book.readUpTo(shop, now);
    var last = lasts.get(shop);
    boolean goesOn =
        last != null && (!last.complete() || now.isBefore(last.overlappedAt().plus(OVERLAP_EVERY)));
    var since = goesOn ? mark : mark.minus(OVERLAP);
    var overlapped = last == null || !goesOn ? now : last.overlappedAt();
    String cursor = null;
    int orders = 0;
    for (int page = 0; page < PAGES_MOST; page++) {
      var answer = channel.ordersChangedSince(since, cursor);
      if (!(answer instanceof Delivered<ShopChannel.OrderPage>(var found))) {
        return stopped(answer.map(_ -> 0), orders, page);
      }
      missed.seen(
          shop,
          found.orders().stream()
              .filter(order -> !mirrored.is(order))
              .map(order -> new MissedNews.Seen(order.id(), OrderBook.version(order)))
              .toList());
      var stopped = takeAll(found, take);
      if (stopped != null) {
        return stopped(stopped, orders, page);
      }
      found.unreadable().forEach(setAside);
      orders += found.orders().size() + found.unreadable().size();
      advance(shop, found);
      lasts.put(shop, new Last(found.cursor() == null, overlapped));
      if (found.cursor() == null) {
        return new Delivered<>(new Read(orders, true, null));
      }
      if (found.cursor().equals(cursor)) {
        return new Refused<>("the shop answers with the same page of orders again and again");
      }
      cursor = found.cursor();
    }
    deliveries.add(Destination.SHOP_ORDERS, shop);
    return new Delivered<>(new Read(orders, false, null));
  }

  /** What was read before it stopped has been read. */
  private static Outcome<Read> stopped(Outcome<Integer> why, int orders, int pages) {
    // Reading changes nothing over there: what was not answered was not done.
    var no = why instanceof InDoubt<Integer>(var words) ? new NotSent<Integer>(words, null) : why;
    return no instanceof NotSent<Integer> later && pages > 0
        ? new Delivered<>(new Read(orders, false, later))
        : no.map(_ -> new Read(0, false, null));
  }

  /** Null when all were taken or set aside; else why the reading must stop here and come again. */
  private static @Nullable Outcome<Integer> takeAll(
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
