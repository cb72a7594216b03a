package dev.tillbridge.model.stock;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was missing: so many units were wanted, only so many (never below zero) were there.
 *
 * @param location where, if the wish was for several locations; null means its only one
 * @param parts for a bundle: which of its parts were missing, counted over the whole wish
 */
public record Shortage(
    Sku sku, int wanted, int available, @Nullable LocationId location, List<Shortage> parts) {

  public Shortage {
    parts = List.copyOf(parts);
  }

  /** Of something that is no bundle. */
  public Shortage(Sku sku, int wanted, int available, @Nullable LocationId location) {
    this(sku, wanted, available, location, List.of());
  }

  /** At the only location there is to speak of. */
  public Shortage(Sku sku, int wanted, int available) {
    this(sku, wanted, available, null);
  }
}
