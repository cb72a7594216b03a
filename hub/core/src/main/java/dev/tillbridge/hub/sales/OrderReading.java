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
import dev.tillbridge.model.shop.ShopChannel.ChangedOrder;
import dev.tillbridge.model.shop.ShopOrder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a shop's changed orders page by page, and remembers how far it came. Of an order that is
 * known as it is now, a shop is asked nothing but that.
 */
final class OrderReading {

  /**
   * Orders are read again from so long before the last known change: the shop's list is not always
   * in step with its orders. The mark itself is of the shop's clock, so that ours does not matter.
   */
  static final Duration OVERLAP = Duration.ofMinutes(5);

  /** Then the reading stops and asks for another, so that it ends within its lease. */
  static final int PAGES_MOST = 40;

  /** As well, when so many orders had to be asked for. */
  static final int ORDERS_MOST = 200;

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
  private final AskedOrders asked;
  private final Mirrored mirrored;
  private final Deliveries deliveries;
  private final InstantSource clock;
  private final Map<String, Last> lasts = new ConcurrentHashMap<>();

  OrderReading(
      OrderBook book,
      MissedNews missed,
      AskedOrders asked,
      Mirrored mirrored,
      Deliveries deliveries,
      InstantSource clock) {
    this.book = book;
    this.missed = missed;
    this.asked = asked;
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
    int questions = 0;
    for (int page = 0; page < PAGES_MOST && questions < ORDERS_MOST; page++) {
      var answer = channel.changesSince(since, cursor);
      if (!(answer instanceof Delivered<ShopChannel.ChangePage>(var found))) {
        return stopped(answer.map(_ -> 0), orders, page > 0);
      }
      var unknown = book.unknown(shop, found.changes());
      noteMissed(shop, found, unknown);
      var taken = takeAll(channel, found, unknown, take, setAside);
      found.unreadable().forEach(setAside);
      orders += taken.orders() + found.unreadable().size();
      questions += unknown.size();
      if (taken.stopped() != null) {
        // What was taken is known, and is not asked for again when this page comes again.
        return stopped(taken.stopped(), orders, page > 0 || taken.orders() > 0);
      }
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

  private void noteMissed(String shop, ShopChannel.ChangePage page, List<ChangedOrder> unknown) {
    var told = page.told().stream()
        .filter(order -> !mirrored.is(order))
        .map(order -> new MissedNews.Seen(order.id(), OrderBook.version(order)));
    var changed = unknown.stream().map(one -> new MissedNews.Seen(one.orderId(), one.updatedAt()));
    missed.seen(shop, Stream.concat(told, changed).toList());
  }

  /** What was read before it stopped has been read. */
  private static Outcome<Read> stopped(Outcome<Integer> why, int orders, boolean gotOn) {
    // Reading changes nothing over there: what was not answered was not done.
    var no = why instanceof InDoubt<Integer>(var words) ? new NotSent<Integer>(words, null) : why;
    return no instanceof NotSent<Integer> later && gotOn
        ? new Delivered<>(new Read(orders, false, later))
        : no.map(_ -> new Read(0, false, null));
  }

  /**
   * How many orders of a page were taken or set aside.
   *
   * @param stopped why the reading must stop here and come again, or null
   */
  private record Taken(int orders, @Nullable Outcome<Integer> stopped) {}

  private Taken takeAll(
      ShopChannel channel,
      ShopChannel.ChangePage page,
      List<ChangedOrder> unknown,
      Function<ShopOrder, Outcome<String>> take,
      Consumer<ShopChannel.Unreadable> setAside) {
    int orders = 0;
    Outcome<Integer> stopped = null;
    for (var order : page.told()) {
      var mustWait = mustWait(take.apply(order));
      if (mustWait != null) {
        return new Taken(orders, mustWait);
      }
      orders++;
    }
    if (unknown.isEmpty()) {
      return new Taken(orders, null);
    }
    var begun = clock.instant();
    var answers = channel.ordersNow(unknown.stream().map(ChangedOrder::orderId).toList());
    for (var entry : answers.entrySet()) {
      var mustWait = switch (entry.getValue()) {
        case Delivered<ShopOrder>(var order) -> {
          var taken = take.apply(order);
          if (taken instanceof Delivered<String>) {
            asked.note(channel.shop(), entry.getKey(), begun);
          }
          yield mustWait(taken);
        }
        case Refused<ShopOrder>(var reason, var why) -> {
          if (reason != Outcome.Reason.NOT_FOUND) {
            setAside.accept(new ShopChannel.Unreadable(entry.getKey(), why));
          }
          yield null;
        }
        case Outcome<ShopOrder> later -> mustWait(later.map(_ -> ""));
      };
      orders += mustWait == null ? 1 : 0;
      stopped = mustWait == null ? stopped : mustWait;
    }
    return new Taken(orders, stopped);
  }

  /** Null when it was taken or set aside. */
  private static @Nullable Outcome<Integer> mustWait(Outcome<String> outcome) {
    return switch (outcome) {
      case Delivered<String> ignored -> null;
      case Refused<String> ignored -> null;
      case NotSent<String>(var why, var wait) -> new NotSent<>(why, wait);
      case InDoubt<String>(var why) -> new NotSent<>(why, null);
    };
  }

  /** Pages come oldest change first: everything up to the newest of this page has been seen. */
  private void advance(String shop, ShopChannel.ChangePage page) {
    Stream.concat(
            page.told().stream().map(ShopOrder::updatedAt),
            page.changes().stream().map(ChangedOrder::updatedAt))
        .max(Instant::compareTo)
        .ifPresent(newest -> book.advance(shop, newest));
  }
}
