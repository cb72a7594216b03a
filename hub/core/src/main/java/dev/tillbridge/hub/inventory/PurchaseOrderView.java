package dev.tillbridge.hub.inventory;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.place.LocationId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Goods that were ordered, and what has come of them. Counts are units.
 *
 * @param reason why it was closed before everything had come, or null
 * @param lines by SKU
 * @param receipts oldest first
 */
public record PurchaseOrderView(
    UUID id,
    String supplier,
    LocationId location,
    String reference,
    @Nullable LocalDate expectedOn,
    State state,
    @Nullable String reason,
    String orderedBy,
    Instant orderedAt,
    @Nullable Instant endedAt,
    List<Line> lines,
    List<Receipt> receipts) {

  /** The life of an order. */
  public enum State {
    /** Something is still to come. */
    ORDERED,
    /** Everything has come. */
    RECEIVED,
    /** What has not come will not come. */
    CLOSED,
    /** Nothing has come, and nothing will. */
    CANCELLED
  }

  /** A SKU of it. */
  public record Line(Sku sku, String title, int ordered, Money unitCost, int good, int damaged) {

    /** Ordered and not come. */
    public int open() {
      return Math.max(0, ordered - good - damaged);
    }

    /** Came although it was not ordered. */
    public int over() {
      return Math.max(0, good + damaged - ordered);
    }
  }

  /** One delivery. */
  public record Receipt(UUID id, String by, Instant at, List<Came> lines) {
    public Receipt {
      lines = List.copyOf(lines);
    }
  }

  /** What it brought of a SKU. */
  public record Came(Sku sku, int good, int damaged) {}

  /** In what way a delivery is not what was ordered. */
  public enum Kind {
    /** More came. */
    OVER,
    /** Less came, and that is all. */
    UNDER,
    /** It came broken. */
    DAMAGED
  }

  /** So many units are not as ordered. */
  public record Difference(Sku sku, Kind kind, int units) {}

  public PurchaseOrderView {
    lines = List.copyOf(lines);
    receipts = List.copyOf(receipts);
  }

  /** Units that are still expected; none once the order has ended. */
  public int incoming() {
    return state == State.ORDERED ? lines.stream().mapToInt(Line::open).sum() : 0;
  }

  /** Everything that is not as it was ordered; what may still come is no difference. */
  public List<Difference> differences() {
    var found = new ArrayList<Difference>();
    for (var line : lines) {
      if (line.over() > 0) {
        found.add(new Difference(line.sku(), Kind.OVER, line.over()));
      }
      if (line.open() > 0 && state == State.CLOSED) {
        found.add(new Difference(line.sku(), Kind.UNDER, line.open()));
      }
      if (line.damaged() > 0) {
        found.add(new Difference(line.sku(), Kind.DAMAGED, line.damaged()));
      }
    }
    return List.copyOf(found);
  }
}
