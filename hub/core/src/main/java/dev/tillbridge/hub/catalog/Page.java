package dev.tillbridge.hub.catalog;

import dev.tillbridge.model.catalog.Product;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the catalogue.
 *
 * @param products each with the variants that match
 * @param nextCursor asks for what follows; null when nothing does
 */
public record Page(List<Product> products, @Nullable String nextCursor) {

  public Page {
    products = List.copyOf(products);
  }
}
