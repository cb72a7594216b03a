package dev.tillbridge.hub.inventory;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.inventory.Lots.Part;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.stock.StockMovement.Cause;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Tracked units that were sold at the counter. The customer has paid, so the sale stands whatever
 * the till named; what is wrong with it becomes a case. Joins the transaction of the sale, in which
 * the stock rows are locked.
 */
final class SoldTracked {

  /** The kind of a case about a sale of units with serial numbers that named too few. */
  static final String UNNAMED = "serials-not-named";

  /** The kind of a case about a serial number that had been sold before. */
  static final String TWICE = "serial-sold-twice";

  /** The kind of a case about a serial number that should have been somewhere else. */
  static final String ELSEWHERE = "serial-not-in-stock";

  /** The kind of a case about a lot that is expired, unknown, or sold beyond what came of it. */
  static final String LOT = "lot-in-doubt";

  /** The sale. */
  record SaleOf(UUID id, String receipt, LocationId location, Instant soldAt, LocalDate day) {}

  private final Serials serials;
  private final Lots lots;
  private final Cases cases;

  SoldTracked(Serials serials, Lots lots, Cases cases) {
    this.serials = serials;
    this.lots = lots;
    this.cases = cases;
  }

  void sold(SaleOf sale, List<SoldLine> lines, Map<?, Tracking> kinds) {
    var why = new Why(
        Cause.SALE, sale.id().toString(), sale.id(), sale.soldAt(), "receipt " + sale.receipt());
    var trouble = new TreeMap<String, List<String>>();
    for (var line : lines) {
      switch (kinds.getOrDefault(line.sku(), Tracking.NONE)) {
        case SERIAL -> serial(sale, line, why, trouble);
        case LOT -> lot(sale, line, why, trouble);
        case NONE -> {
          // Whatever the till named, nobody follows it.
        }
      }
    }
    trouble.forEach((kind, found) -> cases.open(
        kind,
        sale.id().toString(),
        "Receipt " + sale.receipt() + ": " + title(kind),
        String.join("; ", found)));
  }

  private static String title(String kind) {
    return switch (kind) {
      case UNNAMED -> "serial numbers were not named";
      case TWICE -> "a serial number was sold twice";
      case ELSEWHERE -> "a serial number should be somewhere else";
      default -> "look at the lot";
    };
  }

  private void serial(SaleOf sale, SoldLine line, Why why, Map<String, List<String>> trouble) {
    var named = new LinkedHashSet<>(line.serials());
    if (named.size() < line.quantity()) {
      note(
          trouble,
          UNNAMED,
          "%s: %d of %d were named".formatted(line.sku(), named.size(), line.quantity()));
    }
    if (line.serials().size() > line.quantity() || named.size() < line.serials().size()) {
      note(
          trouble,
          ELSEWHERE,
          "%s: %d numbers for %d units: %s"
              .formatted(line.sku(), line.serials().size(), line.quantity(), line.serials()));
    }
    var known = serials.lock(line.sku(), named);
    for (var serial : named) {
      var now = known.get(serial);
      if (now == null) {
        note(trouble, ELSEWHERE, "%s %s was not known".formatted(line.sku(), serial));
      } else if (now.state() == SerialState.SOLD) {
        note(
            trouble,
            TWICE,
            "%s %s was sold before, in sale %s"
                .formatted(
                    line.sku(), serial, serials.soldBy(line.sku(), serial).orElse("unknown")));
      } else if (now.state() != SerialState.IN_STOCK || !now.location().equals(sale.location())) {
        note(
            trouble,
            ELSEWHERE,
            "%s %s was %s at %s".formatted(line.sku(), serial, now.state(), now.location()));
      }
    }
    serials.put(line.sku(), named, SerialState.SOLD, sale.location(), why);
  }

  private void lot(SaleOf sale, SoldLine line, Why why, Map<String, List<String>> trouble) {
    var lot = line.lot();
    if (lot == null) {
      for (var part : lots.firstToExpire(sale.location(), line.sku(), line.quantity())) {
        lots.move(sale.location(), line.sku(), new Part(part.lot(), -part.units()), true, why);
      }
      return;
    }
    var left = lots.left(sale.location(), line.sku(), lot);
    if (left.isEmpty()) {
      lots.declare(line.sku(), lot, null);
      note(trouble, LOT, "%s: lot %s was not known".formatted(line.sku(), lot));
    } else if (left.get() < line.quantity()) {
      note(
          trouble,
          LOT,
          "%s: of lot %s there were %d, sold were %d"
              .formatted(line.sku(), lot, left.get(), line.quantity()));
    }
    lots.expiry(line.sku(), lot)
        .filter(expires -> expires.isBefore(sale.day()))
        .ifPresent(expires ->
            note(trouble, LOT, "%s: lot %s expired on %s".formatted(line.sku(), lot, expires)));
    lots.move(sale.location(), line.sku(), new Part(lot, -line.quantity()), false, why);
  }

  private static void note(Map<String, List<String>> trouble, String kind, String what) {
    trouble.computeIfAbsent(kind, _ -> new ArrayList<>()).add(what);
  }
}
