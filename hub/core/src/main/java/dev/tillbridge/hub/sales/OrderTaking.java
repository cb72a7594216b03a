package dev.tillbridge.hub.sales;

import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.hub.sales.OrderBook.State;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.place.Location;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.sale.ExternalRef;
import dev.tillbridge.model.shop.ShopOrder;
import dev.tillbridge.model.stock.Hold;
import dev.tillbridge.model.stock.HoldState;
import dev.tillbridge.model.stock.StockLine;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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

  private final OrderBook book;
  private final SaleStore store;
  private final SaleReader reader;
  private final OrderCases cases;
  private final BooksWithdrawal books;
  private final InstantSource clock;
  private final ShopOrders.Neighbours hub;

  OrderTaking(JdbcClient jdbc, InstantSource clock, ShopOrders.Neighbours hub) {
    this.book = new OrderBook(jdbc);
    this.store = new SaleStore(jdbc);
    this.reader = new SaleReader(jdbc);
    this.cases = new OrderCases(hub.cases());
    this.books = new BooksWithdrawal(jdbc);
    this.clock = clock;
    this.hub = hub;
  }

  Outcome<String> take(From from, ShopOrder order) {
    var known = book.lock(from.shop(), order, from.saleId(order));
    var told = OrderBook.version(order);
    if (known.isPresent() && told.isBefore(known.get().updatedAt())) {
      return new Delivered<>("older news, nothing changed");
    }
    // Equal times are looked at: a shop's clock is coarse, and every step below happens only once.
    boolean newer = known.isEmpty() || told.isAfter(known.get().updatedAt());
    try {
      return switch (known.map(OrderBook.Known::state).orElse(State.OPEN)) {
        case OPEN -> known.isEmpty() ? placed(from, order) : open(from, order);
        case SOLD, FULFILLED -> sold(from, order, known.orElseThrow(), newer);
        case CANCELLED -> settled(from, order, known.orElseThrow(), "cancelled before");
        case IGNORED -> settled(from, order, known.orElseThrow(), "test order, ignored");
      };
    } catch (OrderSale.Unfit unfit) {
      return new Refused<>("order " + order.name() + ": " + unfit.getMessage());
    }
  }

  private Outcome<String> settled(From from, ShopOrder order, OrderBook.Known known, String what) {
    book.save(from.shop(), order, known.state(), known.saleId());
    return new Delivered<>(what);
  }

  /** Nobody has looked at this order before. */
  private Outcome<String> placed(From from, ShopOrder order) throws OrderSale.Unfit {
    if (order.test()) {
      book.save(from.shop(), order, State.IGNORED, null);
      return new Delivered<>("test order, ignored");
    }
    if (order.cancelledAt() != null) {
      // The shop has put the units back on show itself; here none were taken.
      book.save(from.shop(), order, State.CANCELLED, null);
      return new Delivered<>("cancelled before it was sold");
    }
    location(from, order);
    var units = OrderSale.units(order, known(order));
    var id = from.saleId(order);
    var shortages =
        hub.stock().sellAtShop(from.shop(), id, from.location(order), units, order.createdAt());
    store.writeShortages(id, shortages);
    return open(from, order);
  }

  /** Its units are committed; a sale is made of it once it is paid. */
  private Outcome<String> open(From from, ShopOrder order) throws OrderSale.Unfit {
    if (order.cancelledAt() != null) {
      return cancelUnsold(from, order);
    }
    var id = from.saleId(order);
    if (order.fulfilled()) {
      hub.stock().fulfil(id, order.updatedAt());
    }
    return switch (order.payment()) {
      case OPEN, VOIDED -> {
        book.save(from.shop(), order, State.OPEN, null);
        yield new Delivered<>("not paid yet");
      }
      case PAID, REFUNDED -> sell(from, order);
    };
  }

  private Outcome<String> cancelUnsold(From from, ShopOrder order) {
    var id = from.saleId(order);
    if (!hub.stock().reverse(from.shop(), id, Objects.requireNonNull(order.cancelledAt()))
        && !wasCalledOff(id)) {
      cases.cancelledAfterFulfilment(from, order);
    }
    book.save(from.shop(), order, State.CANCELLED, null);
    return new Delivered<>("cancelled before it was sold");
  }

  private Outcome<String> sell(From from, ShopOrder order) throws OrderSale.Unfit {
    // The goods come from where they were committed, wherever the shop has moved the order since.
    var hold = hold(from.saleId(order));
    var location = hub.places().get(Objects.requireNonNull(hold.location()));
    var sale = OrderSale.of(order, from.reference(order), location.id(), known(order));
    var header = new SaleStore.Header(
        null,
        order.fulfilled() ? SaleStore.FULFILLED : SaleStore.PAID,
        sale.soldAt().atZone(location.timeZone()).toLocalDate(),
        clock.instant(),
        sale.id());
    var hash = Sha256.of(from.reference(order).toString().getBytes(StandardCharsets.UTF_8));
    if (store.claim(sale, hash, header).isEmpty()) {
      return new Refused<>("order " + order.name() + ": sale " + sale.id() + " exists already");
    }
    store.write(sale);
    hub.deliveries().add(Destination.BOOKS, sale.id().toString());
    book.save(from.shop(), order, order.fulfilled() ? State.FULFILLED : State.SOLD, sale.id());
    var taken = hub.stock().taken(sale.id());
    cases.look(from, order, sale, taken);
    int calledOff = units(taken) - promised(hold);
    if (calledOff > 0) {
      cases.paidAfterCallingOff(from, order, calledOff);
    }
    return new Delivered<>(sale.id().toString());
  }

  /** A sale was made of it. */
  private Outcome<String> sold(From from, ShopOrder order, OrderBook.Known known, boolean newer) {
    var id = Objects.requireNonNull(known.saleId(), "a sold order has a sale");
    boolean leaves = known.state() == State.SOLD && order.fulfilled();
    if (leaves) {
      hub.stock().fulfil(id, order.updatedAt());
      if (wasCalledOff(id)) {
        cases.sentAfterCallingOff(from, order);
      } else {
        store.setState(id, SaleStore.FULFILLED);
      }
    }
    if (order.cancelledAt() != null) {
      return cancelSold(from, order, id);
    }
    var state = order.fulfilled() ? State.FULFILLED : known.state();
    book.save(from.shop(), order, state, id);
    if (newer) {
      var sale = reader.forBooks(id).orElseThrow().sale();
      cases.look(from, order, sale, hub.stock().taken(id));
    }
    return new Delivered<>(leaves ? id + " fulfilled" : id.toString());
  }

  private Outcome<String> cancelSold(From from, ShopOrder order, UUID id) {
    book.save(from.shop(), order, State.CANCELLED, id);
    if (!hub.stock().reverse(from.shop(), id, Objects.requireNonNull(order.cancelledAt()))) {
      if (wasCalledOff(id)) {
        return new Delivered<>(id + " was called off here before");
      }
      cases.cancelledAfterFulfilment(from, order);
      return new Delivered<>(id + " cancelled after its goods had left");
    }
    store.setState(id, SaleStore.CANCELLED);
    if (!books.withdraw(id, clock.instant())) {
      cases.cancelledAfterPosting(from, order, id);
    }
    return new Delivered<>(id + " cancelled");
  }

  /** A person at the hub was first: nothing of it is promised, and its goods have not left. */
  private boolean wasCalledOff(UUID saleId) {
    return hold(saleId).state() == HoldState.REVERSED;
  }

  private static int promised(Hold hold) {
    if (hold.state() == HoldState.REVERSED) {
      return 0;
    }
    return units(hold.lines())
        + hold.parts().stream().mapToInt(part -> units(part.lines())).sum();
  }

  private static int units(List<StockLine> lines) {
    return lines.stream().mapToInt(StockLine::quantity).sum();
  }

  private Location location(From from, ShopOrder order) throws OrderSale.Unfit {
    Optional<Location> found = hub.places().find(from.location(order));
    if (found.isEmpty()) {
      throw new OrderSale.Unfit("there is no location " + from.location(order));
    }
    var location = found.get();
    if (!order.currency().equals(location.currency())) {
      throw new OrderSale.Unfit("it is in %s, but %s sells in %s"
          .formatted(order.currency(), location.id(), location.currency()));
    }
    return location;
  }

  private Hold hold(UUID saleId) {
    return hub.holds()
        .apply(saleId)
        .orElseThrow(() -> new IllegalStateException("sale " + saleId + " has no hold"));
  }

  private Set<Sku> known(ShopOrder order) {
    return hub.catalog().variants(OrderSale.skus(order)).keySet();
  }
}
