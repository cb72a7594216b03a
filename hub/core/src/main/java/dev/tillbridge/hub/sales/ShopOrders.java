package dev.tillbridge.hub.sales;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.catalog.Catalog;
import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.delivery.Delivery;
import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.Unavailable;
import dev.tillbridge.hub.stock.OrderChanges;
import dev.tillbridge.hub.stock.OrderReader;
import dev.tillbridge.hub.stock.SaleStock;
import dev.tillbridge.hub.watch.MissedNews;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.ShopChannel;
import dev.tillbridge.model.shop.ShopOrder;
import dev.tillbridge.model.stock.Hold;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
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
  private static final Duration UNTIL_CONNECTED = Duration.ofMinutes(10);

  /** What is told of later than this may have changed since. */
  private static final Duration YOUNG = Duration.ofMinutes(10);

  private final TransactionTemplate tx;
  private final Cases cases;
  private final Map<String, ShopChannel> shops;
  private final Map<String, ShopSettings> settings;
  private final OrderTaking taking;
  private final OrderReading reading;
  private final OrderBook book;
  private final Deliveries deliveries;
  private final InstantSource clock;
  private final MissedNews missed;
  private final SetAsideOrders setAside;
  private final Mirrored mirrored;

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
    this.tx = tx;
    this.cases = neighbours.cases();
    this.shops = Map.copyOf(shops);
    this.settings = Map.copyOf(settings);
    this.taking = new OrderTaking(jdbc, clock, neighbours);
    this.missed = new MissedNews(jdbc, clock);
    this.setAside = new SetAsideOrders(jdbc, clock);
    this.book = new OrderBook(jdbc);
    this.deliveries = neighbours.deliveries();
    this.mirrored = new Mirrored(jdbc);
    this.reading = new OrderReading(book, missed, mirrored, deliveries, clock);
    this.clock = clock;
  }

  /**
   * Takes one version of an order. An older version than one that was looked at changes nothing, and
   * neither does a repetition.
   *
   * @return the sale's id, or in words what was done; refused, with the reason, when a person must
   *     put something right first (nothing was changed); not sent when it should be tried again
   */
  public Outcome<String> take(String shop, ShopOrder order) {
    var channel = shops.get(shop);
    var serving = settings.get(shop);
    if (channel == null || serving == null) {
      return notConnected(shop);
    }
    var from = new OrderTaking.From(channel.system(), shop, serving);
    try {
      return take(from, order, false);
    } catch (OrderTaking.Tied tied) {
      // It may be that it cannot be asked. Every step happens once, so looking at both does no
      // harm.
      return asked(channel, from, order, true);
    }
  }

  /**
   * Takes what a shop has told us of its own accord. That is a hint: what is old has perhaps changed
   * since, so unless we know as much already, the shop is asked how the order is now.
   */
  public Outcome<String> hear(String shop, ShopOrder order) {
    missed.told(shop, order.id());
    var channel = shops.get(shop);
    var serving = settings.get(shop);
    boolean old = order.updatedAt().isBefore(clock.instant().minus(YOUNG));
    if (channel == null || serving == null || !old || book.knows(shop, order)) {
      return take(shop, order);
    }
    return asked(channel, new OrderTaking.From(channel.system(), shop, serving), order, false);
  }

  /**
   * Takes the order as the shop says that it is now.
   *
   * @param told what it said before; taken instead when it cannot be asked
   * @param current to be taken as the newest even then
   */
  private Outcome<String> asked(
      ShopChannel channel, OrderTaking.From from, ShopOrder told, boolean current) {
    return switch (channel.order(told.id())) {
      case Outcome.Delivered<ShopOrder>(var now) -> take(from, now, true);
      case NotSent<ShopOrder>(var why, var wait) -> new NotSent<>(why, wait);
      case Outcome.InDoubt<ShopOrder>(var why) -> new NotSent<>(why, null);
      case Refused<ShopOrder> ignored -> current ? take(from, told, true) : take(from.shop(), told);
    };
  }

  private Outcome<String> take(OrderTaking.From from, ShopOrder order, boolean current) {
    if (mirrored.is(order)) {
      return new Outcome.Delivered<>("our own counter sale");
    }
    try {
      return Objects.requireNonNull(tx.execute(status -> {
        var outcome = taking.take(from, order, current);
        if (outcome instanceof Refused<String>) {
          // Not even its version is remembered, so that it can be taken later as it is.
          status.setRollbackOnly();
        } else {
          cases.close(SET_ASIDE, subject(from.shop(), order.id()), "the order was taken");
          setAside.remove(from.shop(), order.id());
        }
        return outcome;
      }));
    } catch (Unavailable later) {
      return new NotSent<>(Objects.requireNonNull(later.getMessage()), null);
    } catch (BadInput wrong) {
      return new Refused<>("order " + order.name() + ": " + wrong.getMessage());
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
      var stopped = done.stopped();
      return stopped == null
          ? new NotSent<>("the shop has more orders than one reading takes", null)
          : stopped;
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

  /** As {@link #take}, but what cannot be taken is set aside, with a case, to be tried again. */
  public Outcome<String> takeOrSetAside(String shop, ShopOrder order) {
    Outcome<String> outcome;
    try {
      outcome = take(shop, order);
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
    // The case first: what has none was given up.
    cases.open(
        SET_ASIDE, subject(shop, orderId), "Order " + name + " of " + shop + " was set aside", why);
    setAside.add(shop, orderId, name, why);
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

  private static String subject(String shop, String orderId) {
    return shop + "|" + orderId;
  }

  private static <T> Outcome<T> notConnected(String shop) {
    return new NotSent<>("shop " + shop + " is not connected", UNTIL_CONNECTED);
  }
}
