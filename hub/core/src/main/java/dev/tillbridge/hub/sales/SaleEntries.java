package dev.tillbridge.hub.sales;

import dev.tillbridge.hub.books.Cause;
import dev.tillbridge.hub.books.Draft;
import dev.tillbridge.hub.books.Event;
import dev.tillbridge.hub.books.SaleRecipe;
import dev.tillbridge.hub.catalog.Named;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.sale.Sale;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is entered for a sale. A pure function. */
final class SaleEntries {

  private SaleEntries() {}

  /**
   * The entry.
   *
   * @param receiptNumber under which it was recorded
   * @param zone of the location
   * @param named its goods, as far as the catalogue has them
   */
  static Draft of(
      Sale sale, String receiptNumber, ZoneId zone, Map<Sku, Named> named, Instant now) {
    return new Draft(
        new Event(
            Cause.SALE,
            sale.id().toString(),
            sale.soldAt().atZone(zone).toLocalDate(),
            now.atZone(zone).toLocalDate(),
            sale.soldAt(),
            sale.location().code(),
            sale.channel().name(),
            source(sale)),
        "Sale " + receiptNumber,
        SaleRecipe.of(sale, types(named)));
  }

  /** The kinds of goods, by SKU. */
  static Map<Sku, String> types(Map<Sku, Named> named) {
    return named.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, one -> one.getValue().type()));
  }

  private static @Nullable String source(Sale sale) {
    var reference = sale.reference();
    return reference == null ? sale.register() : reference.account();
  }
}
