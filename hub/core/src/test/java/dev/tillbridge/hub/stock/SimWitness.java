package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.stock.SimTables.Hold;
import dev.tillbridge.hub.stock.SimTables.Line;
import dev.tillbridge.hub.stock.SimTables.Shelf;
import dev.tillbridge.hub.stock.SimTables.Stock;
import dev.tillbridge.hub.stock.sim.Tx;
import dev.tillbridge.hub.stock.sim.Tx.Change;
import dev.tillbridge.hub.stock.sim.Violation;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.stock.HoldState;
import dev.tillbridge.model.stock.StockMovement.Cause;
import dev.tillbridge.model.stock.StockMovement.Delta;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Looks at the database at every commit: I1, I3, I4, I5 and I7 of STOCK.md. */
final class SimWitness {

  private static final Map<HoldState, Set<HoldState>> MAY_BECOME = new EnumMap<>(HoldState.class);

  static {
    MAY_BECOME.put(
        HoldState.HELD,
        EnumSet.of(
            HoldState.PAYING,
            HoldState.COMMITTED,
            HoldState.FULFILLED,
            HoldState.RELEASED,
            HoldState.EXPIRED));
    MAY_BECOME.put(
        HoldState.PAYING, EnumSet.of(HoldState.HELD, HoldState.COMMITTED, HoldState.FULFILLED));
    MAY_BECOME.put(HoldState.COMMITTED, EnumSet.of(HoldState.FULFILLED, HoldState.REVERSED));
  }

  private static final Set<HoldState> MAY_BEGIN_AS = EnumSet.of(
      HoldState.HELD, HoldState.REFUSED, HoldState.VOID, HoldState.COMMITTED, HoldState.FULFILLED);

  /** What was free of a shelf after a commit. */
  private record Free(long commit, int units) {}

  private final SimTables tables;
  private final Map<Shelf, Delta> ledger = new TreeMap<>();
  private final Map<Shelf, Long> lastSeq = new TreeMap<>();
  private final Map<Shelf, Integer> forced = new TreeMap<>();
  private final Map<Shelf, List<Free>> free = new TreeMap<>();
  private long commits;

  SimWitness(SimTables tables) {
    this.tables = tables;
    for (var line : tables.ledger.committed()) {
      ledger.merge(line.shelf(), line.delta(), Delta::plus);
      lastSeq.put(line.shelf(), line.seq());
    }
  }

  /** Units that were sold although they were not free, because they had left already. */
  int forced(Shelf shelf) {
    return forced.getOrDefault(shelf, 0);
  }

  /** A transaction becomes visible. */
  void committed(Tx tx, List<Change<?, ?>> changes) {
    commits++;
    var shelves = new TreeSet<Shelf>();
    var moved = new TreeSet<Shelf>();
    var refused = new ArrayList<Hold>();
    boolean sale = false;
    for (var change : changes) {
      if (change.after() instanceof Line line) {
        sale |= line.cause() == Cause.SALE;
        take(line);
        shelves.add(line.shelf());
      } else if (change.key() instanceof Shelf shelf) {
        shelves.add(shelf);
        moved.add(shelf);
      } else if (change.key() instanceof SimTables.Claim claim) {
        shelves.add(claim.shelf());
      } else if (change.table() == tables.holds) {
        var before = (Hold) change.before();
        var after = (Hold) change.after();
        hold((UUID) change.key(), before, after, shelves);
        if (after != null && after.state() == HoldState.REFUSED && before == null) {
          refused.add(after);
        }
      }
    }
    for (var shelf : moved) {
      epoch(tx, shelf.location());
      stock(shelf, change(changes, shelf), sale);
    }
    shelves.forEach(this::counts);
    if (!refused.isEmpty()) {
      refusal(tx, refused);
    }
    for (var change : changes) {
      if (change.after() instanceof SimTables.Recorded recorded) {
        sold(recorded);
      }
    }
  }

  private static Change<?, ?> change(List<Change<?, ?>> changes, Shelf shelf) {
    return changes.stream().filter(c -> shelf.equals(c.key())).findFirst().orElseThrow();
  }

  private void take(Line line) {
    ledger.merge(line.shelf(), line.delta(), Delta::plus);
    var last = lastSeq.put(line.shelf(), line.seq());
    if (last != null && last > line.seq()) {
      throw new Violation("I4", "the ledger of " + line.shelf() + " commits out of order");
    }
  }

  private void hold(UUID id, @Nullable Hold before, @Nullable Hold after, Set<Shelf> shelves) {
    if (after == null || (before != null && before.state() == after.state())) {
      return;
    }
    var allowed = before == null ? MAY_BEGIN_AS : MAY_BECOME.getOrDefault(before.state(), Set.of());
    if (!allowed.contains(after.state())) {
      throw new Violation(
          "I3",
          "hold " + id + " goes from " + (before == null ? "none" : before.state()) + " to "
              + after.state());
    }
    var location = after.location();
    if (location != null) {
      after.lines().forEach(line -> shelves.add(new Shelf(location, line.sku())));
    }
  }

  private void epoch(Tx tx, LocationId location) {
    var now = Objects.requireNonNull(tables.locations.committed(location));
    var seen = tables.entered(tx, location);
    if (seen == null) {
      throw new Violation("I7", tx + " moves stock of " + location + " without having entered it");
    }
    if (!now.state().equals("OPEN") || now.epoch() != seen) {
      throw new Violation(
          "I7", tx + " commits under epoch " + seen + " while " + location + " is " + now);
    }
  }

  private void stock(Shelf shelf, Change<?, ?> change, boolean sale) {
    var before = (Stock) change.before();
    var after = (Stock) Objects.requireNonNull(change.after());
    if (after.free() < -after.lacking()) {
      throw new Violation("I1", shelf + " promises more than is there: " + after);
    }
    int lacked = before == null ? 0 : Math.max(0, -before.free());
    int lacks = Math.max(0, -after.free());
    if (sale && lacks > lacked) {
      forced.merge(shelf, lacks - lacked, Integer::sum);
    }
    free.computeIfAbsent(shelf, _ -> new ArrayList<>(List.of(new Free(0, first(before)))))
        .add(new Free(commits, after.free()));
  }

  private static int first(@Nullable Stock before) {
    return before == null ? 0 : before.free();
  }

  private void counts(Shelf shelf) {
    var stock = tables.stock.committed(shelf);
    var is = stock == null ? SimStockLedger.NOTHING : stock.delta();
    var says = ledger.getOrDefault(shelf, SimStockLedger.NOTHING);
    if (!is.equals(says)) {
      throw new Violation("I4", shelf + " is " + is + ", its ledger says " + says);
    }
    int held = 0;
    int committed = 0;
    for (var hold : tables.holds.committed()) {
      boolean open = hold.state().isOpen();
      if ((open || hold.state() == HoldState.COMMITTED)
          && shelf.location().equals(hold.location())) {
        for (var line : hold.lines()) {
          if (line.sku().equals(shelf.sku())) {
            held += open ? line.quantity() : 0;
            committed += open ? 0 : line.quantity();
          }
        }
      }
    }
    if (held != is.held() || committed != is.committed()) {
      throw new Violation(
          "I4",
          shelf + " is " + is + ", but its holds make held " + held + ", committed " + committed);
    }
    int escrowed = tables.lent(shelf, false);
    int suspense = tables.lent(shelf, true);
    if (escrowed != is.escrowed() || suspense != is.suspense()) {
      throw new Violation(
          "I4", shelf + " is " + is + ", but escrow " + escrowed + ", suspense " + suspense);
    }
  }

  /** I9: a no is PostgreSQL's no, so at some moment of its transaction something was missing. */
  private void refusal(Tx tx, List<Hold> refused) {
    var wholes = new TreeMap<UUID, Boolean>();
    for (var hold : refused) {
      var whole = hold.partOf() == null ? hold.id() : hold.partOf();
      var location = Objects.requireNonNull(hold.location());
      boolean lacked = hold.lines().stream()
          .anyMatch(l -> least(tx, new Shelf(location, l.sku())) < l.quantity());
      wholes.merge(whole, lacked, Boolean::logicalOr);
    }
    wholes.forEach((id, lacked) -> {
      if (!lacked) {
        throw new Violation("I9", "hold " + id + " is refused although there is enough");
      }
    });
  }

  private int least(Tx tx, Shelf shelf) {
    var seen = free.get(shelf);
    if (seen == null) {
      var stock = tables.stock.committed(shelf);
      return stock == null ? 0 : stock.free();
    }
    int least = Integer.MAX_VALUE;
    for (int i = seen.size() - 1; i >= 0; i--) {
      least = Math.min(least, seen.get(i).units());
      if (seen.get(i).commit() <= tx.begunAfter()) {
        break;
      }
    }
    return least;
  }

  private void sold(SimTables.Recorded sale) {
    var hold = !sale.sale() || sale.hold() == null ? null : tables.holds.committed(sale.hold());
    if (hold != null && hold.state().isOpen()) {
      throw new Violation(
          "I3", "sale " + sale.id() + " is recorded, and its hold is still " + hold.state());
    }
  }
}
