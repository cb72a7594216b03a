package dev.tillbridge.hub.stock;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.stock.StockLine;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/** How much a register shall be lent. Nothing but arithmetic. */
final class LeaseSizing {

  private static final int PER_CENT = 100;
  private static final int WEEK = 7;

  /**
   * What is aimed at for one SKU at one register.
   *
   * @param units that the device shall be able to sell without asking
   * @param all the same, of all registers of the location together
   * @param wished the device asked for this number, so nothing but the shelf limits it
   */
  record Target(long units, long all, boolean wished) {}

  /**
   * A shelf as a lender sees it.
   *
   * @param free units that nobody has a claim on
   * @param shown units that shops show and could give back
   * @param lent units that all registers together are lent
   */
  record Shelf(int free, int shown, int lent) {

    /** What could be sold there by anybody. */
    long sellable() {
      return (long) Math.max(0, free) + shown + lent;
    }
  }

  private LeaseSizing() {}

  /**
   * What the register sells in the time that it may be cut off, by SKU; what it sells less often than
   * once a week is absent.
   */
  static Map<Sku, Integer> cover(SaleRates.Register register, LeasePolicy policy) {
    var cover = new HashMap<Sku, Integer>();
    register.units().forEach((sku, units) -> {
      int needed = cover(units, register.businessDays(), register.span(), policy);
      if (needed > 0) {
        cover.put(sku, needed);
      }
    });
    if (cover.size() > policy.mostSkus()) {
      register.units().entrySet().stream()
          .filter(e -> cover.containsKey(e.getKey()))
          .sorted(Map.Entry.<Sku, Integer>comparingByValue(Comparator.reverseOrder())
              .thenComparing(Map.Entry.comparingByKey()))
          .skip(policy.mostSkus())
          .forEach(e -> cover.remove(e.getKey()));
    }
    return cover;
  }

  static int cover(int units, int businessDays, int span, LeasePolicy policy) {
    long perCover = (long) units * policy.coverPercent();
    long one = (long) businessDays * PER_CENT;
    if (perCover >= one) {
      return (int) Math.min(StockLine.MOST, Math.ceilDiv(perCover, one));
    }
    boolean weekly = perCover > 0 && (long) units * WEEK >= span;
    return weekly ? policy.weeklyLeast() : 0;
  }

  /**
   * How many more the device shall be lent; zero or less when it has enough. What it sold beyond its
   * rights counts as needed: it has left the shelf.
   *
   * @param left rights that are left, below zero when it sold beyond them
   */
  static long lacking(Target target, long left, Shelf shelf, LeasePolicy policy) {
    long lacking = allowed(target, shelf, policy) - left;
    return target.wished() ? lacking : Math.min(lacking, pool(shelf, policy) - shelf.lent());
  }

  /** How many too many the device has. */
  static int tooMany(Target target, long left, Shelf shelf, LeasePolicy policy) {
    return (int) Math.max(0, left - allowed(target, shelf, policy));
  }

  private static long allowed(Target target, Shelf shelf, LeasePolicy policy) {
    if (target.wished()) {
      return target.units();
    }
    long pool = pool(shelf, policy);
    // With too little for everybody's cover, everybody gets his share of what may be lent.
    return target.all() <= pool ? target.units() : pool * target.units() / target.all();
  }

  /** All registers together leave the rest to those who ask before they sell. */
  private static long pool(Shelf shelf, LeasePolicy policy) {
    return shelf.sellable() * policy.sharePercent() / PER_CENT;
  }
}
