package dev.tillbridge.hub.inventory;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.place.LocationId;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can be asked of purchase orders; each request has an id of its own and happens once. */
public sealed interface PurchaseRequest {

  /** Made by the caller. */
  UUID id();

  /**
   * Goods were ordered.
   *
   * @param id is the order's too
   * @param reference what people call it
   * @param currency of all costs
   * @param expectedOn null when nobody knows
   */
  record Order(
      UUID id,
      String supplier,
      LocationId location,
      String reference,
      Currency currency,
      @Nullable LocalDate expectedOn,
      List<Ordered> lines)
      implements PurchaseRequest {
    public Order {
      lines = List.copyOf(lines);
    }
  }

  /** So many of a SKU at so much each. */
  record Ordered(Sku sku, int quantity, Money unitCost) {}

  /** Goods have come, all of them or a part, or more than was ordered. */
  record Receive(UUID id, UUID order, List<Came> lines) implements PurchaseRequest {
    public Receive {
      lines = List.copyOf(lines);
    }
  }

  /** What came of a SKU. */
  record Came(Sku sku, int good, int damaged, Named named) {}

  /** What has not come will not come. */
  record Close(UUID id, UUID order, String reason) implements PurchaseRequest {}

  /** Nothing will come. */
  record Cancel(UUID id, UUID order) implements PurchaseRequest {}
}
