package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.stock.ShopWindowStore.Pending;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.shop.ShopChannel;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the hub believes of a shop's numbers: it takes them as they are read, and where a change got
 * no answer that can be trusted, it believes the least. Every method is one part of the caller's
 * transaction, as in {@link WindowDecision}.
 */
final class WindowReading {

  /** A number that differs this often although the shop's orders were read is the shop's own. */
  static final int DRIFTS_MOST = 3;

  private static final Logger LOG = LoggerFactory.getLogger(WindowReading.class);

  private final StockParts parts;
  private final ShopChannel channel;
  private final LocationId location;

  WindowReading(StockParts parts, ShopChannel channel, LocationId location) {
    this.parts = parts;
    this.channel = channel;
    this.location = location;
  }

  private String shop() {
    return channel.shop();
  }

  private OpenWindows enter(Collection<Sku> skus) {
    return OpenWindows.enter(parts, shop(), location, skus);
  }

  /** A shop that cannot compare and set can only be pooled, whatever was said. */
  Set<Sku> pooled(Collection<Sku> skus) {
    return channel.capabilities().compareAndSet()
        ? parts.rules().pooled(shop(), skus)
        : new TreeSet<>(skus);
  }

  /** These changes got no answer at a shop that cannot compare. */
  boolean unanswered(WindowDecision.Sending sending) {
    var open = enter(sending.changes().keySet());
    sending.changes().forEach((sku, change) -> {
      if (WindowDecision.isPending(open.behind(sku), change)) {
        unanswered(open, sku, change);
      }
    });
    open.write();
    return true;
  }

  /**
   * Sent again, the change would overwrite the orders that have come meanwhile. So the shop's number
   * is read, and whether the change stands or not, it is then taken as it is: we believe the least
   * that it can be.
   */
  static void unanswered(OpenWindows open, Sku sku, Pending change) {
    int shown = Objects.requireNonNull(open.behind(sku).window().shown(), "was read before");
    int least = Math.min(Math.min(shown, change.to()), shown + change.to() - change.from());
    open.settle(sku, least - shown);
    open.drifted(sku);
  }

  /**
   * Takes the shop's numbers as they were read, and squares the escrow with them.
   *
   * @param newestOrders the shop's orders were read just before; else a number that is not what we
   *     knew says nothing yet
   * @return those that are to be looked at again first
   */
  Set<Sku> adopt(Map<Sku, Integer> numbers, boolean newestOrders) {
    var open = enter(numbers.keySet());
    var pooled = pooled(numbers.keySet());
    var again = new TreeSet<Sku>();
    new TreeMap<>(numbers).forEach((sku, available) -> {
      Integer shown = open.behind(sku).window().shown();
      boolean early = !newestOrders && shown != null && !available.equals(shown);
      if (early || !adopt(open, sku, available, pooled.contains(sku))) {
        again.add(sku);
      }
    });
    open.write();
    return again;
  }

  private boolean adopt(OpenWindows open, Sku sku, int available, boolean pooled) {
    var behind = open.behind(sku);
    var window = behind.window();
    if (window.pending() != null) {
      return true;
    }
    Integer shown = window.shown();
    if (shown != null && available < shown) {
      // Most likely an order that we have not seen yet, or one that a person must look at. It is
      // never cured by pushing the number up.
      open.drifted(sku);
      if (window.drifts() < DRIFTS_MOST || parts.windows().hasOrdersSetAside(shop())) {
        return false;
      }
    }
    if (shown != null && available != shown) {
      LOG.warn("{} shows {} of {}, we knew {}", shop(), available, sku, shown);
    }
    open.shows(sku, available);
    var cause = parts.ids().get();
    int shows = pooled ? 0 : Math.max(0, available);
    // What is on show stays covered, even where the shelf lacks units since a forced sale.
    open.comeBack(sku, behind.beyond(shows), cause);
    int possible = behind.contents().whole(Units.plus(behind.free(), window.escrow()));
    open.carveOut(sku, behind, Math.min(shows, possible), cause);
    return true;
  }
}
