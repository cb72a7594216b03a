package dev.tillbridge.hub.stock;

import dev.tillbridge.model.catalog.Sku;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What bundles are made of, and which holds and sales had some. Every method joins the caller's
 * transaction, if there is one. An interface, so that the same decisions can be played against a
 * simulated database.
 */
interface BundleBook {

  /** What a piece of the SKU takes from the shelf now. */
  default Contents now(Sku sku) {
    return now(List.of(sku)).getOrDefault(sku, Contents.itself(sku));
  }

  /** Those of the SKUs that are bundles now, and what they are made of. */
  Map<Sku, Contents> now(Collection<Sku> skus);

  /** Those of the SKUs that were bundles at that time, and what they were made of. */
  Map<Sku, Contents> at(Collection<Sku> skus, Instant at);

  /** The bundles in these holds and sales; those without any are absent. */
  Map<UUID, List<Pieces>> noted(Collection<UUID> ids);

  /**
   * Writes down which bundles were in a hold or sale, and by which definition; more of one that was
   * written down before are added to it.
   */
  void note(UUID id, List<Pieces> bundles);
}
