package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.stock.SimTables.Claim;
import dev.tillbridge.hub.stock.SimTables.Escrow;
import dev.tillbridge.hub.stock.SimTables.Shelf;
import dev.tillbridge.hub.stock.sim.Session;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.dao.DataIntegrityViolationException;

/** {@link JdbcLeaseShares}, statement by statement, over the simulated database. */
final class SimLeaseShares implements LeaseShares {

  private final Session session;
  private final SimTables tables;

  SimLeaseShares(Session session, SimTables tables) {
    this.session = session;
    this.tables = tables;
  }

  @Override
  public List<LeaseShare> of(Device device) {
    return session.statement(
        "select shares of lease",
        tx -> tables.escrow.keys(tx, (key, _) -> is(key, device)).stream()
            .map(key -> Objects.requireNonNull(tx.read(tables.escrow, key)).share())
            .toList());
  }

  private static boolean is(Claim key, Device device) {
    return key.holder().equals(device.holder()) && key.generation() == device.generation();
  }

  @Override
  public Map<Sku, LeaseShare> lock(Device device, LocationId location, Collection<Sku> skus) {
    return session.statement("select shares of lease for update", tx -> {
      var shares = new TreeMap<Sku, LeaseShare>();
      for (Sku sku : new TreeSet<>(skus)) {
        var key = claim(device, location, sku);
        var row = tx.read(tables.escrow, key) == null ? null : tx.lock(tables.escrow, key);
        shares.put(sku, row == null ? LeaseShare.none(sku) : row.share());
      }
      return shares;
    });
  }

  @Override
  public void save(Device device, LocationId location, Collection<LeaseShare> shares) {
    if (shares.isEmpty()) {
      return;
    }
    session.statement("upsert shares of lease", tx -> {
      for (var share : shares) {
        if (share.recorded() + share.returned() > share.granted()
            || share.writtenOff() > share.returned()) {
          throw new DataIntegrityViolationException("the share would be " + share);
        }
        var key = claim(device, location, share.sku());
        var row = new Escrow(location, share);
        if (!tx.insert(tables.escrow, key, row)) {
          tx.lock(tables.escrow, key);
          tx.write(tables.escrow, key, row);
        }
      }
      return shares;
    });
  }

  @Override
  public Map<Sku, Integer> lent(LocationId location, Collection<Sku> skus) {
    return session.statement("select lent", tx -> {
      var lent = new HashMap<Sku, Integer>();
      for (var key : tables.escrow.keys(tx, (key, row) -> isLent(key, row, location, skus))) {
        var row = Objects.requireNonNull(tx.read(tables.escrow, key));
        lent.merge(key.shelf().sku(), row.outstanding(), Integer::sum);
      }
      lent.values().removeIf(units -> units <= 0);
      return lent;
    });
  }

  private static boolean isLent(Claim key, Escrow row, LocationId location, Collection<Sku> skus) {
    var state = row.share().state();
    return key.holder().startsWith("device:")
        && key.shelf().location().equals(location)
        && skus.contains(key.shelf().sku())
        && (state == LeaseShare.State.ACTIVE || state == LeaseShare.State.SEALED);
  }

  @Override
  public void note(UUID saleId, Device device, Collection<LeaseShare.Sold> sold) {
    session.statement("insert into lease_sale", _ -> sold);
  }

  static Claim claim(Device device, LocationId location, Sku sku) {
    return new Claim(device.holder(), device.generation(), new Shelf(location, sku));
  }
}
