package dev.tillbridge.hub.sales;

import dev.tillbridge.hub.books.Books;
import dev.tillbridge.hub.sales.OrderBook.State;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.sale.ExternalRef;
import dev.tillbridge.model.shop.ShopOrder;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Decides what a version of an order means after those before it. Joins the caller's transaction. */
final class OrderTaking {

  /** Where an order comes from and who serves it. */
  record From(String system, String shop, ShopSettings settings) {

    ExternalRef reference(ShopOrder order) {
      return new ExternalRef(system, shop, order.id());
    }

    UUID saleId(ShopOrder order) {
      return SaleIds.of(system, shop, order.id());
    }

    LocationId location(ShopOrder order) {
      var remote = order.locationId();
      var named = remote == null ? null : settings.placesByRemoteId().get(remote);
      return named == null ? settings.defaultLocation() : named;
    }
  }

  /** Two versions of one time that differ: only the shop knows which is the current one. */
  static final class Tied extends RuntimeException {
    private static final long serialVersionUID = 1;

    Tied() {
      super("two versions of one time", null, false, false);
    }
  }

  private final OrderBook book;
  private final OrderLives lives;
  private final OrderVersions versions;
  private final OrderMoney money;
  private final OrderCases cases;
  private final OrderEffects effects;
  private final SoldOrders sold;
  private final InstantSource clock;
  private final ShopOrders.Neighbours hub;

  OrderTaking(JdbcClient jdbc, InstantSource clock, ShopOrders.Neighbours hub) {
    this.book = new OrderBook(jdbc);
    this.lives = new OrderLives(jdbc, hub.holds());
    this.versions = new OrderVersions(jdbc);
    this.cases = new OrderCases(hub.cases());
    var books = new OrderBookings(new Books(jdbc, clock), hub.catalog(), hub.places(), clock);
    this.money = new OrderMoney(jdbc, versions, cases, books, clock);
    var shelf = new OrderShelf(hub.stock(), hub.changes(), new SaleStore(jdbc));
    this.effects = new OrderEffects(book, versions, shelf, cases, hub);
    this.sold = new SoldOrders(jdbc, clock, effects, money, cases, hub);
    this.clock = clock;
    this.hub = hub;
  }

  /**
   * Takes a version.
   *
   * @param current the shop has just said that this is the newest, whatever its time
   * @throws Tied when another version of the same time was taken and nobody said which is newer
   */
  Outcome<String> take(From from, ShopOrder version, boolean current) {
    var order = lives.current(from.shop(), version, current);
    var known = book.lock(from.shop(), order, from.saleId(order)).orElse(null);
    var told = OrderBook.version(order);
    boolean late = known != null && told.isBefore(known.updatedAt());
    if (known != null && !late && versions.isSame(from.shop(), order, known.version())) {
      // Somebody, perhaps we ourselves, has changed what is of no concern here: a tag, a note.
      book.save(from.shop(), order, known.version(), known.state(), known.saleId());
      return new Delivered<>(
          known.saleId() == null ? "nothing new" : known.saleId().toString());
    }
    var written = versions.write(from.shop(), order, late, clock.instant());
    if (late) {
      return new Delivered<>("older news, nothing changed");
    }
    // A shop's clock is coarse: of two versions of one time the one we did not know could be the
    // older, and one that we knew before the current one is.
    if (known != null && known.version() > 0 && told.equals(known.updatedAt()) && !current) {
      if (written.fresh()) {
        throw new Tied();
      }
      if (written.number() != known.version()) {
        return new Delivered<>("older news, nothing changed");
      }
    }
    var before = known != null && known.version() == 0
        ? baseline(order, known)
        : versions.progress(from.shop(), order.id());
    try {
      var step = new OrderStep(from, order, written.number(), known, before, before.after(order));
      return known == null ? placed(step) : again(step, known.state());
    } catch (OrderSale.Unfit unfit) {
      return new Refused<>("order " + order.name() + ": " + unfit.getMessage());
    }
  }

  private Outcome<String> again(OrderStep step, State state) throws OrderSale.Unfit {
    return switch (state) {
      case OPEN -> open(step);
      case SOLD, FULFILLED -> sold.again(step, state);
      case CANCELLED ->
        step.order().cancelledAt() == null ? standsAgain(step) : sold.afterCancelling(step);
      case IGNORED -> effects.done(step, State.IGNORED, null, "test order, ignored");
    };
  }

  /** Taken before lines were counted: what it has now is what it had. */
  private static OrderProgress baseline(ShopOrder order, OrderBook.Known known) {
    boolean left = known.state() == State.FULFILLED;
    var lines = new LinkedHashMap<String, OrderProgress.Line>();
    OrderProgress.NOTHING
        .after(order)
        .lines()
        .forEach((id, line) -> lines.put(
            id,
            new OrderProgress.Line(line.sku(), line.ordered(), left ? line.ordered() : 0, 0, 0)));
    return new OrderProgress(lines, 0);
  }

  /** Its goods had left before it was cancelled, so all that ended was its name. */
  private Outcome<String> standsAgain(OrderStep step) throws OrderSale.Unfit {
    cases.standsAgain(step.from(), step.order());
    var known = Objects.requireNonNull(step.known(), "a cancelled order is known");
    return known.saleId() == null ? open(step) : sold.again(step, State.FULFILLED);
  }

  /** Nobody has looked at this order before. */
  private Outcome<String> placed(OrderStep step) throws OrderSale.Unfit {
    var order = step.order();
    if (order.test()) {
      return effects.done(step, State.IGNORED, null, "test order, ignored");
    }
    if (order.cancelledAt() != null && step.now().gone() == 0) {
      // The shop has put the units back on show itself; here none were taken.
      money.withoutSale(step);
      return effects.done(step, State.CANCELLED, null, "cancelled before it was sold");
    }
    mustBeServed(step.from(), order);
    OrderSale.judge(order, effects.known(order));
    return open(effects.take(step));
  }

  /** Its units are committed; a sale is made of it once it is paid. */
  private Outcome<String> open(OrderStep step) throws OrderSale.Unfit {
    var order = step.order();
    OrderSale.judge(order, effects.known(order));
    boolean goodsAreOut = step.goodsAreOut() && !effects.wasCalledOff(step.saleId());
    effects.move(step, step.now().returnedSince(step.before()));
    boolean paid = switch (order.payment()) {
      case OPEN, VOIDED -> false;
      case PAID, REFUNDED -> true;
    };
    if (paid && ChargedOrder.isNothing(order)) {
      money.withoutSale(step);
      cases.paidForNothing(step.from(), order);
      return effects.done(step, State.OPEN, null, "all of it was taken off before it was paid");
    }
    // What was paid and has left was sold, even if all that we ever hear of it is its end.
    if (paid && (order.cancelledAt() == null || goodsAreOut)) {
      return sold.sell(step);
    }
    money.withoutSale(step);
    if (order.cancelledAt() == null) {
      return effects.done(step, State.OPEN, null, "not paid yet");
    }
    if (goodsAreOut) {
      cases.cancelledAfterFulfilment(step.from(), order);
    }
    return effects.done(step, State.CANCELLED, null, "cancelled before it was sold");
  }

  private void mustBeServed(From from, ShopOrder order) throws OrderSale.Unfit {
    var location = hub.places()
        .find(from.location(order))
        .orElseThrow(() -> new OrderSale.Unfit("there is no location " + from.location(order)));
    if (!order.currency().equals(location.currency())) {
      throw new OrderSale.Unfit("it is in %s, but %s sells in %s"
          .formatted(order.currency(), location.id(), location.currency()));
    }
  }
}
