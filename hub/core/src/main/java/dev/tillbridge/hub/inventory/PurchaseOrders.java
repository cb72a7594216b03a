package dev.tillbridge.hub.inventory;

import dev.tillbridge.hub.inventory.Follower.Units;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.problem.WrongState;
import dev.tillbridge.hub.stock.GoodsReceipts;
import dev.tillbridge.hub.stock.Shelves;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.stock.StockMovement.Cause;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Goods that were ordered from suppliers. They come in parts, broken, or in other numbers than
 * ordered: what came is taken in as it is, and the difference is named.
 */
public final class PurchaseOrders {

  private final TransactionTemplate tx;
  private final InstantSource clock;
  private final PurchaseOrderStore store;
  private final Requests requests;
  private final Tracked tracked;
  private final Shelves shelves;
  private final GoodsReceipts receipts;
  private final Places places;

  PurchaseOrders(
      JdbcClient jdbc,
      TransactionTemplate tx,
      InstantSource clock,
      Shelves shelves,
      GoodsReceipts receipts,
      Places places) {
    this.tx = tx;
    this.clock = clock;
    this.store = new PurchaseOrderStore(jdbc);
    this.requests = new Requests(jdbc, clock);
    this.tracked = new Tracked(jdbc);
    this.shelves = shelves;
    this.receipts = receipts;
    this.places = places;
  }

  /**
   * Writes an order down. Nothing moves yet.
   *
   * @param by who asks
   * @throws BadInput when it makes no sense
   * @throws IdReused when the id stands for another request
   */
  public PurchaseOrderView order(PurchaseRequest.Order order, String by) {
    var fingerprint = Fingerprint.of(
        order.supplier(),
        order.location(),
        order.reference(),
        order.currency().getCurrencyCode(),
        order.expectedOn());
    order.lines().forEach(l -> fingerprint.add(l.sku(), l.quantity(), l.unitCost()));
    tx.executeWithoutResult(_ -> {
      if (requests.claim(order.id(), "purchase order", by, fingerprint)) {
        check(order);
        store.add(order, by, clock.instant());
      }
    });
    return get(order.id());
  }

  private void check(PurchaseRequest.Order order) {
    var faults = new Faults();
    faults.require(
        places.find(order.location()).isPresent(),
        "location",
        "there is no location " + order.location());
    var skus = order.lines().stream().map(PurchaseRequest.Ordered::sku).toList();
    var unknown = Set.copyOf(shelves.unknown(skus));
    var bundles = shelves.withoutShelf(skus);
    var seen = new HashSet<Sku>();
    for (int i = 0; i < order.lines().size(); i++) {
      var line = order.lines().get(i);
      var field = "lines[" + i + "]";
      faults.require(
          !unknown.contains(line.sku()), field + ".sku", "there is no SKU " + line.sku());
      faults.require(
          !bundles.containsKey(line.sku()), field + ".sku", bundles.getOrDefault(line.sku(), ""));
      faults.require(seen.add(line.sku()), field + ".sku", line.sku() + " is there twice");
      faults.require(
          line.unitCost().currency().equals(order.currency()),
          field + ".unitCost.currency",
          "must be " + order.currency() + " as the whole order");
      faults.require(
          !line.unitCost().isNegative(), field + ".unitCost.minor", "must not be negative");
    }
    faults.check();
  }

  /**
   * Takes goods in. More than was ordered, or of an order that was closed, is taken in too: it
   * lies there.
   *
   * @throws NotFound when there is no such order
   * @throws WrongState when it was cancelled
   * @throws BadInput when a SKU was not ordered at all
   */
  public PurchaseOrderView receive(PurchaseRequest.Receive receipt, String by) {
    var fingerprint = Fingerprint.of(receipt.order());
    receipt.lines().forEach(line -> {
      fingerprint.add(line.sku(), line.good(), line.damaged());
      line.named().addTo(fingerprint);
    });
    tx.executeWithoutResult(_ -> {
      if (requests.claim(receipt.id(), "purchase receipt", by, fingerprint)) {
        var header = lock(receipt.order());
        if (header.state() == PurchaseOrderView.State.CANCELLED) {
          throw wrong(receipt.order(), header);
        }
        var now = clock.instant();
        takeIn(receipt, header, by, now);
        store.received(receipt, by, now);
      }
    });
    return get(receipt.order());
  }

  private void takeIn(
      PurchaseRequest.Receive receipt, PurchaseOrderStore.Header header, String by, Instant now) {
    var ordered = store.lines(List.of(receipt.order())).getOrDefault(receipt.order(), List.of());
    var known = ordered.stream().map(PurchaseOrderView.Line::sku).collect(Collectors.toSet());
    var faults = new Faults();
    var seen = new HashSet<Sku>();
    for (int i = 0; i < receipt.lines().size(); i++) {
      var line = receipt.lines().get(i);
      var field = "lines[" + i + "]";
      faults.require(
          known.contains(line.sku()), field + ".sku", line.sku() + " is not in this order");
      faults.require(seen.add(line.sku()), field + ".sku", line.sku() + " is there twice");
      faults.require(line.good() + line.damaged() > 0, field, "says that nothing came");
    }
    faults.check();
    receipts.book(
        receipt.id(),
        header.location(),
        header.reference(),
        receipt.lines().stream()
            .map(l -> new GoodsReceipts.Arrived(l.sku(), l.good(), l.damaged()))
            .toList());
    var why = new Why(Cause.RECEIPT, receipt.id().toString(), null, now, by);
    var followers = tracked.followers(seen);
    for (int i = 0; i < receipt.lines().size(); i++) {
      var line = receipt.lines().get(i);
      Objects.requireNonNull(followers.get(line.sku()))
          .arrive(
              Units.mixed(
                  "lines[" + i + "]",
                  line.sku(),
                  line.good(),
                  line.damaged(),
                  0,
                  line.named(),
                  why,
                  faults),
              header.location());
    }
    faults.check();
  }

  /**
   * Ends an order of which something has not come.
   *
   * @throws NotFound when there is no such order
   * @throws WrongState when it has ended
   */
  public PurchaseOrderView close(PurchaseRequest.Close close, String by) {
    tx.executeWithoutResult(_ -> {
      var fingerprint = Fingerprint.of(close.order(), close.reason());
      if (requests.claim(close.id(), "purchase order end", by, fingerprint)) {
        mustBeOpen(close.order());
        store.end(close.order(), PurchaseOrderView.State.CLOSED, close.reason(), clock.instant());
      }
    });
    return get(close.order());
  }

  /**
   * Gives an order up before anything has come.
   *
   * @throws NotFound when there is no such order
   * @throws WrongState when it has ended, or something has come
   */
  public PurchaseOrderView cancel(PurchaseRequest.Cancel cancel, String by) {
    tx.executeWithoutResult(_ -> {
      var fingerprint = Fingerprint.of(cancel.order());
      if (requests.claim(cancel.id(), "purchase order cancellation", by, fingerprint)) {
        mustBeOpen(cancel.order());
        if (store.hasReceipts(cancel.order())) {
          throw new WrongState(
              "something of order " + cancel.order() + " has come; close it instead");
        }
        store.end(cancel.order(), PurchaseOrderView.State.CANCELLED, null, clock.instant());
      }
    });
    return get(cancel.order());
  }

  /** The order as it stands, if there is one of this id. */
  public Optional<PurchaseOrderView> find(UUID id) {
    return store.find(id);
  }

  /**
   * Orders, newest first.
   *
   * @param at null for every place
   * @param state null for every state
   * @param cursor {@code next} of the page before, or null
   * @param limit from 1 to {@link Listed#MOST}
   */
  public Listed<PurchaseOrderView> list(
      @Nullable LocationId at,
      PurchaseOrderView.@Nullable State state,
      @Nullable String cursor,
      int limit) {
    var rows = store.newest(at, state, Cursors.uuid(cursor), limit + 1);
    return Listed.of(rows, limit, last -> last.id().toString());
  }

  /** Units of the SKU that are ordered and have not come, by location. */
  public Map<LocationId, Integer> incoming(Sku sku) {
    return store.incoming(sku);
  }

  private PurchaseOrderView get(UUID id) {
    return store.find(id).orElseThrow(() -> missing(id));
  }

  private PurchaseOrderStore.Header lock(UUID id) {
    return store.lock(id).orElseThrow(() -> missing(id));
  }

  private void mustBeOpen(UUID id) {
    var header = lock(id);
    if (header.state() != PurchaseOrderView.State.ORDERED) {
      throw wrong(id, header);
    }
  }

  private static NotFound missing(UUID id) {
    return new NotFound("purchase order " + id);
  }

  private static WrongState wrong(UUID id, PurchaseOrderStore.Header header) {
    return new WrongState("purchase order " + id + " is " + header.state());
  }
}
