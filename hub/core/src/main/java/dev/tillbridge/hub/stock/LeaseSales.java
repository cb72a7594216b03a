package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.stock.LeaseShares.Device;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;

/** Squares leases with the sales that their devices made. */
final class LeaseSales {

  private final LeaseShares shares;

  LeaseSales(LeaseShares shares) {
    this.shares = shares;
  }

  /**
   * Takes what a device sold without asking out of its lease. Joins the caller's transaction, which
   * has locked the stock rows.
   *
   * @param sold what left, by SKU
   * @throws BadInput when more is said to be sold without asking than was sold
   */
  Map<Sku, LeaseShare.Sold> take(
      UUID saleId, LocationId location, SaleStock.LeaseUse use, Map<Sku, Integer> sold) {
    var units = new TreeMap<Sku, Integer>();
    for (int i = 0; i < use.lines().size(); i++) {
      var line = use.lines().get(i);
      int together = units.merge(line.sku(), line.quantity(), Math::addExact);
      if (together > sold.getOrDefault(line.sku(), 0)) {
        throw BadInput.of(
            "lease.lines[" + i + "].quantity", "is more than was sold of " + line.sku());
      }
    }
    var device = new Device(use.register(), use.generation());
    var locked = shares.lock(device, location, units.keySet());
    var taken = new TreeMap<Sku, LeaseShare.Sold>();
    units.forEach(
        (sku, wanted) -> taken.put(sku, Objects.requireNonNull(locked.get(sku)).sell(wanted)));
    shares.save(
        device, location, taken.values().stream().map(LeaseShare.Sold::share).toList());
    shares.note(saleId, device, List.copyOf(taken.values()));
    return taken;
  }
}
