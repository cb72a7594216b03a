package dev.tillbridge.hub.sales;

import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.hub.sales.OrderBook.State;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Refused;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Makes a sale of an order that is paid, and follows what becomes of the order from then on. Joins
 * the caller's transaction, which has locked the order.
 */
final class SoldOrders {

  private final OrderEffects effects;
  private final OrderVersions versions;
  private final OrderMoney money;
  private final SaleStore store;
  private final OrderCases cases;
  private final BooksWithdrawal books;
  private final InstantSource clock;
  private final ShopOrders.Neighbours hub;

  SoldOrders(
      JdbcClient jdbc,
      InstantSource clock,
      OrderEffects effects,
      OrderMoney money,
      OrderCases cases,
      ShopOrders.Neighbours hub) {
    this.effects = effects;
    this.versions = new OrderVersions(jdbc);
    this.money = money;
    this.store = new SaleStore(jdbc);
    this.cases = cases;
    this.books = new BooksWithdrawal(jdbc);
    this.clock = clock;
    this.hub = hub;
  }

  /** Its money is there: it becomes a sale. */
  Outcome<String> sell(OrderStep step) throws OrderSale.Unfit {
    var from = step.from();
    var order = step.order();
    // The goods come from where they were committed, wherever the shop has moved the order since.
    var hold = effects.hold(step.saleId());
    var location = hub.places().get(Objects.requireNonNull(hold.location()));
    var charged = ChargedOrder.of(order);
    var sale = OrderSale.of(charged, from.reference(order), location.id(), effects.known(order));
    var header = new SaleStore.Header(
        null,
        order.fulfilled() ? SaleStore.FULFILLED : SaleStore.PAID,
        sale.soldAt().atZone(location.timeZone()).toLocalDate(),
        clock.instant(),
        sale.id(),
        null);
    var hash = Sha256.of(from.reference(order).toString().getBytes(StandardCharsets.UTF_8));
    if (store.claim(sale, hash, header).isEmpty()) {
      return new Refused<>("order " + order.name() + ": sale " + sale.id() + " exists already");
    }
    store.write(sale);
    hub.deliveries().add(Destination.BOOKS, sale.id().toString());
    versions.becomes(from.shop(), order.id(), ChargedOrder.positions(charged));
    money.sold(from, order, step.version(), sale);
    if (order.cancelledAt() != null) {
      cases.cancelledAfterFulfilment(from, order);
      return effects.done(
          step, State.CANCELLED, sale.id(), sale.id() + " cancelled after its goods had left");
    }
    int calledOff = OrderEffects.calledOff(hold, step.now());
    if (calledOff > 0) {
      cases.paidAfterCallingOff(from, order, calledOff);
    }
    var state = order.fulfilled() ? State.FULFILLED : State.SOLD;
    return effects.done(step, state, sale.id(), sale.id().toString());
  }

  /** A sale was made of an earlier version. */
  Outcome<String> again(OrderStep step, State state) throws OrderSale.Unfit {
    var from = step.from();
    var order = step.order();
    OrderSale.judge(order, effects.known(order));
    boolean calledOff = effects.wasCalledOff(step.saleId());
    effects.move(step, money.shelved(from, order, step.before(), step.now()));
    boolean leaves = state == State.SOLD && order.fulfilled();
    if (leaves && calledOff) {
      cases.sentAfterCallingOff(from, order);
    } else if (leaves) {
      store.setState(step.saleId(), SaleStore.FULFILLED);
    }
    if (order.cancelledAt() != null) {
      return cancel(step, calledOff);
    }
    var known = Objects.requireNonNull(step.known(), "a sold order is known");
    money.changed(step, known.total());
    return effects.done(
        step,
        order.fulfilled() ? State.FULFILLED : state,
        step.saleId(),
        leaves ? step.saleId() + " fulfilled" : step.saleId().toString());
  }

  private Outcome<String> cancel(OrderStep step, boolean calledOff) {
    var order = step.order();
    var id = step.saleId();
    if (step.goodsAreOut()) {
      money.changed(step, null);
      if (!calledOff) {
        cases.cancelledAfterFulfilment(step.from(), order);
      }
      return effects.done(step, State.CANCELLED, id, id + " cancelled after its goods had left");
    }
    money.cancelled(step);
    if (calledOff) {
      return effects.done(step, State.CANCELLED, id, id + " was called off here before");
    }
    store.setState(id, SaleStore.CANCELLED);
    books.withdraw(id, clock.instant());
    return effects.done(step, State.CANCELLED, id, id + " cancelled");
  }

  /** Money may go back, and goods come back, long after an order was cancelled. */
  Outcome<String> afterCancelling(OrderStep step) {
    var known = Objects.requireNonNull(step.known(), "a cancelled order is known");
    if (known.saleId() == null) {
      money.withoutSale(step);
    } else {
      if (!step.now().returnedSince(step.before()).isEmpty()) {
        effects.move(step, money.shelved(step.from(), step.order(), step.before(), step.now()));
      }
      money.changed(step, null);
    }
    return effects.done(step, State.CANCELLED, known.saleId(), "cancelled before");
  }
}
