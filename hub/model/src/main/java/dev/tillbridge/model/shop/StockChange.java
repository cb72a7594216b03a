package dev.tillbridge.model.shop;

import java.util.UUID;

/**
 * A decided change of what the shop offers.
 *
 * @param key made before the first attempt; the same change always travels under the same key
 * @param from what the shop is believed to offer; the shop refuses the change when it does not
 * @param to what it shall offer
 */
public record StockChange(UUID key, String itemId, String locationId, int from, int to) {}
