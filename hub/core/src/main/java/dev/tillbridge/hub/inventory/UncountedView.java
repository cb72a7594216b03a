package dev.tillbridge.hub.inventory;

import dev.tillbridge.model.catalog.Sku;

/**
 * A SKU that nobody counted although something should be there. Its book stays as it is.
 *
 * @param onHand units, as the ledger says now
 */
public record UncountedView(Sku sku, String title, int onHand) {}
