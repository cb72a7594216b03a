package dev.tillbridge.hub.inventory;

import dev.tillbridge.model.catalog.Sku;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of a counter sale, with the units that the till named.
 *
 * @param serials may be fewer than the quantity: a paid sale is recorded as it comes
 * @param lot null when nobody named it
 */
public record SoldLine(
    Sku sku, int quantity, List<String> serials, @Nullable String lot) {

  public SoldLine {
    serials = List.copyOf(serials);
  }
}
