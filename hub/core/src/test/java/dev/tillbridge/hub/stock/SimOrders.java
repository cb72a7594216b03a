package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.problem.Unavailable;
import dev.tillbridge.hub.stock.SimShop.Order;
import dev.tillbridge.hub.stock.sim.Session;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.stock.StockLine;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** A hub takes the shop's orders, each version once, as sales.OrderTaking does. */
final class SimOrders implements OrderReader {

  /** How far an order has come; its id is the sale's. */
  enum State {
    SOLD,
    FULFILLED,
    CANCELLED
  }

  private final TransactionTemplate tx;
  private final Session session;
  private final SimTables tables;
  private final SaleStock stock;
  private final SimShop shop;

  SimOrders(
      TransactionTemplate tx, Session session, SimTables tables, SaleStock stock, SimShop shop) {
    this.tx = tx;
    this.session = session;
    this.tables = tables;
    this.stock = stock;
    this.shop = shop;
  }

  @Override
  public Outcome<Integer> readOrders(String shopName) {
    var told = shop.newestOrders();
    if (told instanceof Delivered<List<Order>>(var orders)) {
      for (var order : orders) {
        if (take(order) instanceof NotSent<String>(var why, var wait)) {
          return new NotSent<>(why, wait);
        }
      }
    }
    return told.map(List::size);
  }

  /** Takes one version of an order. */
  Outcome<String> take(Order order) {
    try {
      return new Delivered<>(Objects.requireNonNull(tx.execute(_ -> inTransaction(order))));
    } catch (Unavailable
        | TransientDataAccessException
        | DataAccessResourceFailureException
        | TransactionException later) {
      return new NotSent<>(String.valueOf(later.getMessage()), null);
    }
  }

  private String inTransaction(Order order) {
    boolean fresh = session.statement(
        "insert into shop_order on conflict do nothing",
        db -> db.insert(tables.orders, order.id(), new SimTables.Taken(order.version(), null)));
    var known = fresh
        ? null
        : session.statement(
            "select shop_order for update",
            db -> Objects.requireNonNull(db.lock(tables.orders, order.id())));
    if (known != null && order.version() < known.version()) {
      return "older news, nothing changed";
    }
    var state = known == null ? null : known.state();
    if (state == null) {
      state = placed(order);
    } else if (state != State.CANCELLED) {
      state = goesOn(order, state);
    }
    var now = new SimTables.Taken(order.version(), state);
    session.statement("update shop_order", db -> {
      db.write(tables.orders, order.id(), now);
      return now;
    });
    return "taken";
  }

  private State placed(Order order) {
    if (order.cancelled()) {
      return State.CANCELLED;
    }
    stock.sellAtShop(
        SimShop.NAME,
        order.id(),
        new LocationId(order.place()),
        List.of(new StockLine(order.sku(), order.units())),
        Instant.ofEpochMilli(order.placedAt()));
    return goesOn(order, State.SOLD);
  }

  private State goesOn(Order order, State state) {
    var at = Instant.ofEpochMilli(order.told());
    if (state == State.SOLD && order.fulfilled()) {
      stock.fulfil(order.id(), at);
    }
    if (order.cancelled()) {
      stock.reverse(SimShop.NAME, order.id(), at);
      return State.CANCELLED;
    }
    return order.fulfilled() ? State.FULFILLED : state;
  }
}
