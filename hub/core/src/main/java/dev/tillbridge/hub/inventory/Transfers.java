package dev.tillbridge.hub.inventory;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.problem.Unavailable;
import dev.tillbridge.hub.problem.WrongState;
import dev.tillbridge.hub.stock.Answer;
import dev.tillbridge.hub.stock.HoldRequest;
import dev.tillbridge.hub.stock.Reservations;
import dev.tillbridge.hub.stock.Shelves;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.stock.StockLine;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends goods from one location to another. What has left is on hand nowhere: it is in transit to
 * where it goes and cannot be sold until it has arrived.
 */
public final class Transfers {

  private static final Logger LOG = LoggerFactory.getLogger(Transfers.class);

  /** Long enough to write down that the goods have left. */
  private static final Duration PICKED_FOR = Duration.ofMinutes(1);

  private final TransactionTemplate tx;
  private final InstantSource clock;
  private final TransferStore store;
  private final TransferMoves moves;
  private final Requests requests;
  private final Shelves shelves;
  private final Reservations reservations;

  Transfers(
      JdbcClient jdbc,
      TransactionTemplate tx,
      InstantSource clock,
      Shelves shelves,
      Reservations reservations,
      Cases cases) {
    this.tx = tx;
    this.clock = clock;
    this.store = new TransferStore(jdbc);
    this.moves = new TransferMoves(shelves, new Tracked(jdbc), cases);
    this.requests = new Requests(jdbc, clock);
    this.shelves = shelves;
    this.reservations = reservations;
  }

  /**
   * Plans a transfer. Nothing moves yet.
   *
   * @param by who asks
   * @throws BadInput when it makes no sense
   * @throws IdReused when the id stands for another request
   */
  public TransferView draft(TransferRequest.Draft draft, String by) {
    var lines = units(draft.lines());
    var faults = new Faults();
    faults.require(
        !draft.from().equals(draft.to()), "to", "must be another location than the goods are at");
    faults.check();
    var fingerprint = Fingerprint.of(draft.from(), draft.to(), draft.reference());
    lines.forEach((sku, quantity) -> fingerprint.add(sku, quantity));
    return inTransaction(draft.id(), () -> {
      if (requests.claim(draft.id(), "transfer", by, fingerprint)) {
        check(draft, lines);
        store.add(
            draft,
            lines.entrySet().stream()
                .map(e -> new StockLine(e.getKey(), e.getValue()))
                .toList(),
            by,
            clock.instant());
      }
    });
  }

  private void check(TransferRequest.Draft draft, Map<Sku, Integer> lines) {
    var faults = new Faults();
    // Entering tells whether the places exist; the shelves themselves are not touched yet.
    shelves.lock(Map.of(draft.from(), List.of(), draft.to(), List.of()));
    var unknown = shelves.unknown(lines.keySet());
    var bundles = shelves.withoutShelf(lines.keySet());
    for (int i = 0; i < draft.lines().size(); i++) {
      var sku = draft.lines().get(i).sku();
      var field = "lines[" + i + "].sku";
      faults.require(!unknown.contains(sku), field, "there is no SKU " + sku);
      faults.require(!bundles.containsKey(sku), field, bundles.getOrDefault(sku, ""));
    }
    faults.check();
  }

  private static Map<Sku, Integer> units(List<StockLine> lines) {
    var units = new TreeMap<Sku, Integer>();
    lines.forEach(line -> units.merge(line.sku(), line.quantity(), Integer::sum));
    units.forEach((sku, sum) -> {
      if (sum > StockLine.MOST) {
        throw BadInput.of("lines", sku + ": together more than " + StockLine.MOST);
      }
    });
    return units;
  }

  /**
   * The goods leave: they are not on hand where they come from any more, and in transit to where
   * they go. What an outside shop shows of them is taken back first, while the caller waits.
   *
   * @throws NotFound when there is no such transfer
   * @throws WrongState when it has left before or was cancelled
   */
  public Shipping ship(TransferRequest.Ship ship, String by) {
    var fingerprint = Fingerprint.of(ship.transfer());
    ship.lines().forEach(line -> {
      fingerprint.add(line.sku(), line.quantity());
      line.named().addTo(fingerprint);
    });
    if (requests.wasDone(ship.id(), "shipment", fingerprint)) {
      return new Shipping.Shipped(get(ship.transfer()));
    }
    var header = must(store.header(ship.transfer()), ship.transfer());
    mustBe(header, TransferState.DRAFT, ship.transfer());
    var picked = picked(ship);
    // A hold takes back what a shop shows, and keeps everybody else's hands off what was picked.
    var hold = UUID.randomUUID();
    var answer = reservations.reserve(new HoldRequest(
        hold,
        header.from(),
        Channel.COUNTER,
        picked.stream().map(p -> new StockLine(p.sku(), p.quantity())).toList(),
        PICKED_FOR));
    if (answer instanceof Answer.Refused refused) {
      return new Shipping.Missing(refused.shortages());
    }
    try {
      return new Shipping.Shipped(inTransaction(ship.transfer(), () -> {
        if (requests.claim(ship.id(), "shipment", by, fingerprint)) {
          leave(ship, picked, hold, by);
        }
      }));
    } finally {
      giveBack(hold);
    }
  }

  /** Its units have left, unless something went wrong; then others may have them. */
  private void giveBack(UUID hold) {
    try {
      reservations.release(hold);
    } catch (RuntimeException away) {
      LOG.warn("hold {} of a transfer runs out by itself: {}", hold, String.valueOf(away));
    }
  }

  private void leave(
      TransferRequest.Ship ship, List<TransferRequest.Picked> picked, UUID hold, String by) {
    var header = must(store.lock(ship.transfer()), ship.transfer());
    mustBe(header, TransferState.DRAFT, ship.transfer());
    if (shelves.take(hold).isEmpty()) {
      throw new Unavailable("the goods were not written down in time; ask again", null);
    }
    var now = clock.instant();
    moves.leave(header, ship, picked, now, by);
    var units = new TreeMap<Sku, Integer>();
    picked.forEach(p -> units.put(p.sku(), p.quantity()));
    store.shipped(ship.transfer(), units, by, now);
  }

  /** What was picked, where nothing is said as it was planned. */
  private List<TransferRequest.Picked> picked(TransferRequest.Ship ship) {
    var planned = store.lines(List.of(ship.transfer())).getOrDefault(ship.transfer(), List.of());
    if (ship.lines().isEmpty()) {
      return planned.stream()
          .map(line -> new TransferRequest.Picked(line.sku(), line.planned(), Named.NOTHING))
          .toList();
    }
    var faults = new Faults();
    var known = planned.stream().map(TransferView.Line::sku).collect(Collectors.toSet());
    var seen = new TreeSet<Sku>();
    for (int i = 0; i < ship.lines().size(); i++) {
      var sku = ship.lines().get(i).sku();
      var field = "lines[" + i + "].sku";
      faults.require(known.contains(sku), field, sku + " is not in this transfer");
      faults.require(seen.add(sku), field, sku + " is there twice");
    }
    faults.check();
    return ship.lines();
  }

  /**
   * Goods have arrived, in one or several parts; or it is clear that they will not.
   *
   * @throws NotFound when there is no such transfer
   * @throws WrongState when nothing has left yet
   * @throws BadInput when more is missing than is under way, or a difference is not explained
   */
  public TransferView receive(TransferRequest.Receive receipt, String by) {
    var fingerprint = Fingerprint.of(receipt.transfer(), receipt.reason());
    receipt.lines().forEach(line -> {
      fingerprint.add(line.sku(), line.good(), line.damaged(), line.missing());
      line.named().addTo(fingerprint);
    });
    return inTransaction(receipt.transfer(), () -> {
      if (!requests.claim(receipt.id(), "transfer receipt", by, fingerprint)) {
        return;
      }
      var header = must(store.lock(receipt.transfer()), receipt.transfer());
      if (header.state() != TransferState.SHIPPED && header.state() != TransferState.RECEIVED) {
        throw wrong(header, receipt.transfer());
      }
      var lines =
          store.lines(List.of(receipt.transfer())).getOrDefault(receipt.transfer(), List.of());
      var now = clock.instant();
      moves.land(header, receipt, lines, now, by);
      store.received(receipt, by, now);
    });
  }

  /**
   * Gives a transfer up before anything has left.
   *
   * @throws NotFound when there is no such transfer
   * @throws WrongState when goods have left
   */
  public TransferView cancel(TransferRequest.Cancel cancel, String by) {
    return inTransaction(cancel.transfer(), () -> {
      var fingerprint = Fingerprint.of(cancel.transfer());
      if (requests.claim(cancel.id(), "transfer cancellation", by, fingerprint)) {
        var header = must(store.lock(cancel.transfer()), cancel.transfer());
        mustBe(header, TransferState.DRAFT, cancel.transfer());
        store.cancelled(cancel.transfer(), clock.instant());
      }
    });
  }

  /** The transfer as it stands, if there is one of this id. */
  public Optional<TransferView> find(UUID id) {
    return store.find(id);
  }

  /**
   * Transfers from or to a place, newest first.
   *
   * @param at null for every place
   * @param state null for every state
   * @param cursor {@code next} of the page before, or null
   * @param limit from 1 to {@link Listed#MOST}
   */
  public Listed<TransferView> list(
      @Nullable LocationId at, @Nullable TransferState state, @Nullable String cursor, int limit) {
    var rows = store.newest(at, state, Cursors.uuid(cursor), limit + 1);
    return Listed.of(rows, limit, last -> last.id().toString());
  }

  private TransferView get(UUID id) {
    return must(store.find(id), id);
  }

  private TransferView inTransaction(UUID id, Runnable work) {
    tx.executeWithoutResult(_ -> work.run());
    return get(id);
  }

  private static <T> T must(Optional<T> found, UUID id) {
    return found.orElseThrow(() -> new NotFound("transfer " + id));
  }

  private static void mustBe(TransferStore.Header header, TransferState state, UUID id) {
    if (header.state() != state) {
      throw wrong(header, id);
    }
  }

  private static WrongState wrong(TransferStore.Header header, UUID id) {
    return new WrongState("transfer " + id + " is " + header.state());
  }
}
