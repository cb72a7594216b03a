package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.stock.StockLine;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a device says of its lease. It says one thing at a time, and repeats it under its id until it
 * has the answer, before it says anything else or sends another sale.
 *
 * @param id made by the device; the same id again is the same report
 * @param generation of its lease; null to ask for a new one
 * @param journalCount how many entries the device's journal has; never falls
 * @param items in SKU order after construction; a SKU that is not named is as it was before
 */
public record LeaseReport(
    UUID id, String register, @Nullable Integer generation, long journalCount, List<Item> items) {

  /** More SKUs than this are not lent to one register. */
  public static final int MOST_ITEMS = 2_000;

  /** No counter of a device goes this far. */
  public static final long MOST_UNITS = 1_000_000_000;

  /**
   * One SKU. The totals are of this generation and never fall.
   *
   * @param sold so far without asking, beyond the rights too
   * @param returned so far; the device has lowered its rights by these before it says so
   * @param granted the rights that the device knows of, or null
   * @param wanted how many it wants to be able to sell without asking; null leaves that to the hub,
   *     or to what it last wanted
   */
  public record Item(
      Sku sku,
      long sold,
      long returned,
      @Nullable Long granted,
      @Nullable Integer wanted) {

    /** Throws {@link BadInput} when a number makes no sense. */
    public Item {
      check("sold", sold);
      check("returned", returned);
      check("granted", granted == null ? 0 : granted);
      if (wanted != null && (wanted < 0 || wanted > StockLine.MOST)) {
        throw BadInput.of("items", sku + ": wanted must be between 0 and " + StockLine.MOST);
      }
    }

    private static void check(String name, long total) {
      if (total < 0 || total > MOST_UNITS) {
        throw BadInput.of("items", name + " must be between 0 and " + MOST_UNITS);
      }
    }
  }

  /** Throws {@link BadInput} when it makes no sense. */
  public LeaseReport {
    if (generation != null && generation < 1) {
      throw BadInput.of("generation", "must be at least 1");
    }
    if (journalCount < 0) {
      throw BadInput.of("journalCount", "must not be negative");
    }
    if (items.size() > MOST_ITEMS) {
      throw BadInput.of("items", "must have at most " + MOST_ITEMS + " entries");
    }
    var seen = new HashSet<Sku>();
    for (int i = 0; i < items.size(); i++) {
      if (!seen.add(items.get(i).sku())) {
        throw BadInput.of("items[" + i + "].sku", "is named twice");
      }
    }
    items = items.stream().sorted(Comparator.comparing(Item::sku)).toList();
  }

  /** Tells this report from another under the same id. */
  String hash(String kind) {
    var text = new StringBuilder(kind);
    text.append('\n').append(register).append('\n').append(generation);
    text.append('\n').append(journalCount);
    for (var item : items) {
      text.append('\n').append(item.sku()).append('\n').append(item.sold());
      text.append(' ').append(item.returned()).append(' ').append(item.granted());
      text.append(' ').append(item.wanted());
    }
    return Fingerprint.of(text);
  }
}
