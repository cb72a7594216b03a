package dev.tillbridge.hub.inventory;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a lot at a place.
 *
 * @param units sellable; below zero when more was sold of it than came
 * @param assumed units that left without anybody naming a lot: of the one that expires first
 */
public record LotView(
    LocationId location,
    Sku sku,
    String lot,
    @Nullable LocalDate expiresOn,
    int units,
    int assumed) {}
