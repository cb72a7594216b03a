package dev.tillbridge.hub.sales;

import dev.tillbridge.model.sale.Sale;
import java.util.List;

/**
 * Follows units that have names of their own. Told of every counter sale in its transaction, when
 * the stock rows are locked; refuses nothing, because the customer has paid.
 */
@FunctionalInterface
public interface SoldUnits {

  /** The lines as the till reported them, with the names it gave. */
  void sold(Sale sale, List<NewSale.Line> lines);
}
