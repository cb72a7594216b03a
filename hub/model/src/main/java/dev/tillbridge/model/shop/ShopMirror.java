package dev.tillbridge.model.shop;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.sale.Sale;
import java.util.Map;

/** A shop that keeps a record of what was sold elsewhere, without touching its stock. */
public interface ShopMirror {

  /**
   * Records a counter sale as an order that is paid and gone. Not idempotent: whoever is in doubt
   * asks {@link #recall} first.
   *
   * @param listings of the sold SKUs, as far as the shop has them
   * @return the shop's id of the order
   */
  Outcome<String> mirror(Sale sale, Map<Sku, Listing> listings);

  /**
   * The order that the sale became.
   *
   * @return not sent when there is none
   */
  Outcome<String> recall(Sale sale);
}
