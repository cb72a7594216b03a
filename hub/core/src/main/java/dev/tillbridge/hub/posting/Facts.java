package dev.tillbridge.hub.posting;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.sale.Sale;
import java.util.Optional;
import java.util.UUID;

/** What is known beside the entries, of which documents say more than accounts. */
interface Facts {

  /** A sale as it was charged. */
  Optional<Sale> sale(UUID id);

  /** What kind of goods it is, as entries have it. */
  String category(Sku sku);

  /** As what it is taxed. */
  String taxCategory(Sku sku);
}
