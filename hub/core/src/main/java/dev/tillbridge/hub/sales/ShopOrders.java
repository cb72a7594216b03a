package dev.tillbridge.hub.sales;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.catalog.Catalog;
import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.delivery.Delivery;
import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.hub.delivery.Received;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.problem.Unavailable;
import dev.tillbridge.hub.stock.OrderChanges;
import dev.tillbridge.hub.stock.OrderReader;
import dev.tillbridge.hub.stock.SaleStock;
import dev.tillbridge.hub.watch.MissedNews;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.OrderHint;
import dev.tillbridge.model.shop.ShopChannel;
import dev.tillbridge.model.shop.ShopOrder;
import dev.tillbridge.model.stock.Hold;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes the orders of outside shops, however often, late and in whatever order we hear of them: an
 * order becomes one sale.
 *
 * <p>The shop takes its own number down when an order is placed, paid or not. So the hub commits the
 * units then as well: otherwise the shop's number would look too low for its escrow, the escrow
 * would be given back, and the till could sell what the customer has ordered. The sale is made, and
 * the books are told, when the order is paid.
 */
public final class ShopOrders implements OrderReader {

  /** A set-aside order, as the kind of its case. */
  public static final String SET_ASIDE = "order-set-aside";

  private static final Logger LOG = LoggerFactory.getLogger(ShopOrders.class);
  private static final int RETRIES_AT_ONCE = 20;
  private static final Duration SOON_MORE = Duration.ofSeconds(1);
  private static final Duration UNTIL_CONNECTED = Duration.ofMinutes(10);

  private final Cases cases;
  private final Map<String, ShopChannel> shops;
  private final Map<String, ShopSettings> settings;
  private final OrderHearing hearing;
  private final OrderReading reading;
  private final Deliveries deliveries;
  private final SetAsideOrders setAside;

  /**
   * What the taking of orders needs from its neighbours.
   *
   * @param holds finds a hold by its id
   * @param changes follows an order's newer versions on the shelf
   */
  public record Neighbours(
      Catalog catalog,
      Places places,
      SaleStock stock,
      OrderChanges changes,
      Function<UUID, Optional<Hold>> holds,
      Deliveries deliveries,
      Cases cases) {}

  /**
   * Begins to take orders.
   *
   * @param shops by the shop's name
   * @param settings by the same names; a shop without settings takes no orders
   */
  public ShopOrders(
      JdbcClient jdbc,
      TransactionTemplate tx,
      InstantSource clock,
      Map<String, ShopChannel> shops,
      Map<String, ShopSettings> settings,
      Neighbours neighbours) {
    this.cases = neighbours.cases();
    this.shops = Map.copyOf(shops);
    this.settings = Map.copyOf(settings);
    this.setAside = new SetAsideOrders(jdbc, clock);
    this.deliveries = neighbours.deliveries();
    var taking = new OrderTaking(jdbc, clock, neighbours);
    var missed = new MissedNews(jdbc, clock);
    var book = new OrderBook(jdbc);
    var asked = new AskedOrders();
    var mirrored = new Mirrored(jdbc);
    this.hearing =
        new OrderHearing(tx, taking, mirrored, book, missed, asked, setAside, cases, clock);
    this.reading = new OrderReading(book, missed, asked, mirrored, deliveries, clock);
  }

  /**
   * Takes one version of an order. An older version than one that was looked at changes nothing, and
   * neither does a repetition.
   *
   * @return the sale's id, or in words what was done; refused, with the reason, when a person must
   *     put something right first (nothing was changed); not sent when it should be tried again
   */
  public Outcome<String> take(String shop, ShopOrder order) {
    return ofShop(shop, side -> hearing.take(side, order));
  }

  /**
   * Takes what a shop has told us of its own accord. That is a hint: what is old has perhaps changed
   * since, so unless we know as much already, the shop is asked how the order is now.
   */
  public Outcome<String> hear(String shop, ShopOrder order) {
    return ofShop(shop, side -> hearing.hear(side, order));
  }

  /**
   * Takes the orders that these events of a shop only hint at, many by one question.
   *
   * @return how each ended; it is done only when its order was looked at as it was at the moment of
   *     the hint or later
   */
  public Map<Received, Outcome<String>> heed(String shop, Map<Received, OrderHint> hints) {
    var side = side(shop);
    if (side != null) {
      return hearing.heed(side, hints);
    }
    var endings = new LinkedHashMap<Received, Outcome<String>>();
    hints.keySet().forEach(event -> endings.put(event, notConnected(shop)));
    return endings;
  }

  private OrderHearing.@Nullable Side side(String shop) {
    var channel = shops.get(shop);
    var serving = settings.get(shop);
    return channel == null || serving == null ? null : new OrderHearing.Side(channel, serving);
  }

  private Outcome<String> ofShop(String shop, Function<OrderHearing.Side, Outcome<String>> step) {
    var side = side(shop);
    try {
      return side == null ? notConnected(shop) : step.apply(side);
    } catch (Unavailable later) {
      return new NotSent<>(Objects.requireNonNull(later.getMessage()), null);
    }
  }

  /**
   * Reads the orders that changed since the last time and takes each; the subject is the shop. An
   * order that cannot be taken becomes a case, and the others go on.
   */
  public Outcome<String> readNow(Delivery delivery) {
    return read(delivery.subject()).map(read -> {
      if (read.stopped() != null) {
        // It got on, so the next attempt is the first of another reading.
        deliveries.add(Destination.SHOP_ORDERS, delivery.subject());
      }
      return read.orders() + " orders";
    });
  }

  /** {@inheritDoc} */
  @Override
  public Outcome<Integer> readOrders(String shop) {
    var read = read(shop);
    if (read instanceof Outcome.Delivered<OrderReading.Read>(var done) && !done.complete()) {
      // It gets on, only not to the end yet: whoever needs all of it never gives up because of
      // that.
      var stopped = done.stopped();
      return stopped != null && stopped.waitAtLeast() != null
          ? stopped
          : new NotSent<>("the shop has more orders than one reading takes", SOON_MORE);
    }
    return read.map(OrderReading.Read::orders);
  }

  private Outcome<OrderReading.Read> read(String shop) {
    var channel = shops.get(shop);
    if (channel == null || !settings.containsKey(shop)) {
      return notConnected(shop);
    }
    return reading.read(
        channel,
        order -> takeOrSetAside(shop, order),
        unreadable -> setAside(shop, unreadable.id(), unreadable.id(), unreadable.why()));
  }

  /**
   * As {@link #take}, but what cannot be taken, or must wait for something of ours, is set aside,
   * with a case, to be tried again: it must not keep the others.
   */
  public Outcome<String> takeOrSetAside(String shop, ShopOrder order) {
    var side = side(shop);
    if (side == null) {
      return notConnected(shop);
    }
    Outcome<String> outcome;
    try {
      outcome = hearing.take(side, order);
    } catch (Unavailable later) {
      var why = Objects.requireNonNull(later.getMessage());
      openCase(shop, order.id(), order.name(), why);
      setAside.addWaiting(shop, order.id(), order.name(), why);
      return new Refused<>(why);
    } catch (TransientDataAccessException
        | DataAccessResourceFailureException
        | TransactionException later) {
      LOG.warn("order {} of {} must wait", order.name(), shop, later);
      return new NotSent<>("the hub's database did not answer", null);
    } catch (RuntimeException bug) {
      // One order that the hub stumbles over must not keep all later ones from being read.
      LOG.error("order {} of {} could not be taken", order.name(), shop, bug);
      outcome = new Refused<>("the hub failed on it: " + bug);
    }
    if (outcome instanceof Refused<String> refused) {
      setAside(shop, order.id(), order.name(), refused.why());
    }
    return outcome;
  }

  private void setAside(String shop, String orderId, String name, String why) {
    openCase(shop, orderId, name, why);
    setAside.add(shop, orderId, name, why);
  }

  /** Before it is set aside: what has no case was given up. */
  private void openCase(String shop, String orderId, String name, String why) {
    cases.open(
        SET_ASIDE, subject(shop, orderId), "Order " + name + " of " + shop + " was set aside", why);
  }

  /** Orders that wait to be tried again, the oldest first; at most 200. */
  public List<SetAside> waiting() {
    return setAside.all();
  }

  /** Tries again what was set aside and is due. */
  public void retry() {
    setAside.forgetGivenUp(SET_ASIDE);
    setAside.claim(RETRIES_AT_ONCE).forEach(this::retry);
  }

  /**
   * Tries an order now that was set aside.
   *
   * @return the sale's id, or in words what was done; refused when it still cannot be taken; empty
   *     when it was not set aside
   */
  public Optional<Outcome<String>> retry(String shop, String orderId) {
    return setAside.find(shop, orderId).map(this::retry);
  }

  /** The shop is asked anew: the order may have been corrected there, and not only here. */
  private Outcome<String> retry(SetAside order) {
    var channel = shops.get(order.shop());
    Outcome<String> outcome = channel == null
        ? notConnected(order.shop())
        : switch (channel.order(order.id())) {
          case Outcome.Delivered<ShopOrder>(var now) -> takeOrSetAside(order.shop(), now);
          case Refused<ShopOrder> no -> no.map(_ -> "");
          case NotSent<ShopOrder> no -> no.map(_ -> "");
          case Outcome.InDoubt<ShopOrder> no -> no.map(_ -> "");
        };
    switch (outcome) {
      case Outcome.Delivered<String> ignored -> {}
      case Refused<String> no -> setAside.later(order, no.why());
      case NotSent<String> no -> setAside.later(order, no.why());
      case Outcome.InDoubt<String> no -> setAside.later(order, no.why());
    }
    return outcome;
  }

  /** A person has decided that the order shall not be taken. */
  public void giveUp(String shop, String orderId, String by) {
    setAside.remove(shop, orderId);
    cases.close(SET_ASIDE, subject(shop, orderId), by);
  }

  static String subject(String shop, String orderId) {
    return shop + "|" + orderId;
  }

  private static <T> Outcome<T> notConnected(String shop) {
    return new NotSent<>("shop " + shop + " is not connected", UNTIL_CONNECTED);
  }
}
