package dev.tillbridge.hub.stock;

import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What the decisions of this package stand on: in the hub PostgreSQL, Redis and the system's clock,
 * in the simulator their simulated likes.
 *
 * @param ids makes keys for changes that this hub sends to shops
 */
record StockParts(
    TransactionTemplate tx,
    HoldStore holds,
    StockLedger ledger,
    ShopWindowStore windows,
    LeaseBook leaseBook,
    LeaseShares leaseShares,
    Gate gate,
    TakeBacks takeBacks,
    Supplier<UUID> ids,
    InstantSource clock,
    BundleBook bundles,
    PublishRules rules,
    CountBook counts) {}
