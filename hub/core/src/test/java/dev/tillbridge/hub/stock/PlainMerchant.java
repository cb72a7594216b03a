package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.stock.ShelfCounts.Count;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.transaction.support.TransactionTemplate;

/** A merchant without bundles, without policies of his own, and where nobody ever counts. */
final class PlainMerchant {

  private PlainMerchant() {}

  static StockParts parts(
      TransactionTemplate tx,
      HoldStore holds,
      StockLedger ledger,
      ShopWindowStore windows,
      LeaseBook leaseBook,
      LeaseShares leaseShares,
      Gate gate,
      TakeBacks takeBacks,
      Supplier<UUID> ids,
      InstantSource clock) {
    return new StockParts(
        tx,
        holds,
        ledger,
        windows,
        leaseBook,
        leaseShares,
        gate,
        takeBacks,
        ids,
        clock,
        NO_BUNDLES,
        BUILT_IN,
        NEVER_COUNTED);
  }

  /** Nothing is a bundle. */
  static final BundleBook NO_BUNDLES = new BundleBook() {
    @Override
    public Map<Sku, Contents> now(Collection<Sku> skus) {
      return Map.of();
    }

    @Override
    public Map<Sku, Contents> at(Collection<Sku> skus, Instant at) {
      return Map.of();
    }

    @Override
    public Map<UUID, List<Pieces>> noted(Collection<UUID> ids) {
      return Map.of();
    }

    @Override
    public void note(UUID id, List<Pieces> bundles) {}
  };

  /** The merchant has said nothing. */
  private static final PublishRules BUILT_IN = new PublishRules() {
    @Override
    public Rule of(String channel, LocationId location, Contents contents) {
      return Rule.BUILT_IN;
    }

    @Override
    public boolean pools(String channel, Sku sku) {
      return false;
    }
  };

  /** Where nobody ever counts. */
  private static final CountBook NEVER_COUNTED = new CountBook() {
    @Override
    public Map<Sku, Integer> onHandAt(LocationId location, Map<Sku, Instant> moments) {
      return Map.of();
    }

    @Override
    public Map<Sku, Standing> since(LocationId location, Map<Sku, Instant> moments) {
      return Map.of();
    }

    @Override
    public Map<Sku, Standing> after(LocationId location, Map<Sku, Instant> moments) {
      return Map.of();
    }

    @Override
    public void add(LocationId location, Collection<Count> counts, Map<Sku, Integer> expected) {
      throw new AssertionError("nobody counts here");
    }

    @Override
    public void expectMore(UUID count, int units) {
      throw new AssertionError("nobody counts here");
    }
  };
}
