package dev.tillbridge.hub.stock;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What registers were lent, by SKU. Every method joins the caller's transaction; whoever saves has
 * locked the stock row before. An interface, so that the same decisions can be played against a
 * simulated database.
 */
interface LeaseShares {

  /** A device: a register and how many devices it has had. */
  record Device(String register, int generation) {

    /** As escrow names its holder. */
    String holder() {
      return "device:" + register;
    }

    @Override
    public String toString() {
      return register + "/" + generation;
    }
  }

  /** Everything that the device was ever lent, in SKU order. */
  List<LeaseShare> of(Device device);

  /** These shares of the device, locked; those that do not exist are empty, and not locked. */
  Map<Sku, LeaseShare> lock(Device device, LocationId location, Collection<Sku> skus);

  /** Writes shares as they are now. */
  void save(Device device, LocationId location, Collection<LeaseShare> shares);

  /** What all devices of the location are lent, by SKU; what nobody is lent is absent. */
  Map<Sku, Integer> lent(LocationId location, Collection<Sku> skus);

  /** Writes down what a sale took of a lease; once a sale, whose id the caller has claimed. */
  void note(UUID saleId, Device device, Collection<LeaseShare.Sold> sold);
}
