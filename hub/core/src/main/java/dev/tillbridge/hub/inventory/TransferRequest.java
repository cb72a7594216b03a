package dev.tillbridge.hub.inventory;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.stock.StockLine;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can be asked of transfers; each request has an id of its own and is carried out once. */
public sealed interface TransferRequest {

  /** Made by the caller. */
  UUID id();

  /**
   * Plans to send goods from one location to another. Nothing moves yet.
   *
   * @param id is the transfer's too
   * @param reference what people call it
   */
  record Draft(UUID id, LocationId from, LocationId to, String reference, List<StockLine> lines)
      implements TransferRequest {
    public Draft {
      lines = List.copyOf(lines);
    }
  }

  /**
   * The goods have left.
   *
   * @param lines what was picked, where it differs from the plan or has names; empty for all as
   *     planned
   */
  record Ship(UUID id, UUID transfer, List<Picked> lines) implements TransferRequest {
    public Ship {
      lines = List.copyOf(lines);
    }
  }

  /** What was picked of a SKU. */
  record Picked(Sku sku, int quantity, Named named) {}

  /**
   * Goods have arrived, or will not.
   *
   * @param reason needed when something is missing or more came than was sent; else null
   */
  record Receive(UUID id, UUID transfer, @Nullable String reason, List<Arrived> lines)
      implements TransferRequest {
    public Receive {
      lines = List.copyOf(lines);
    }
  }

  /** What came of a SKU, and what will not come any more. */
  record Arrived(Sku sku, int good, int damaged, int missing, Named named) {}

  /** Gives it up before anything has left. */
  record Cancel(UUID id, UUID transfer) implements TransferRequest {}
}
