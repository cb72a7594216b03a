package dev.tillbridge.hub.stock;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The merchant's policies as far as decisions need them. Every method joins the caller's
 * transaction, if there is one. An interface, so that the same decisions can be played against a
 * simulated database.
 */
interface PublishRules {

  /** What is said about a SKU at a location in a channel. */
  Rule of(String channel, LocationId location, Contents contents);

  /** Whether the channel shows the SKU with nothing carved out behind it. */
  boolean pools(String channel, Sku sku);

  /** The same for many SKUs, by SKU. */
  default Map<Sku, Rule> ofEach(String channel, LocationId location, Collection<Contents> all) {
    var rules = new TreeMap<Sku, Rule>();
    all.forEach(contents -> rules.put(contents.sku(), of(channel, location, contents)));
    return rules;
  }

  /** Those of the SKUs that the channel pools. */
  default Set<Sku> pooled(String channel, Collection<Sku> skus) {
    var pooled = new TreeSet<Sku>();
    skus.stream().filter(sku -> pools(channel, sku)).forEach(pooled::add);
    return pooled;
  }
}
