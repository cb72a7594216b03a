package dev.tillbridge.hub.inventory;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can be asked of stocktakes; each request has an id of its own and is carried out once. */
public sealed interface StocktakeRequest {

  /** What a stocktake sets out to count. */
  enum Kind {
    /** Everything: what nobody counted is listed. */
    FULL,
    /** Some shelves. */
    PARTIAL
  }

  /** Made by the caller. */
  UUID id();

  /**
   * Begins to count while trading goes on.
   *
   * @param id is the stocktake's too
   * @param blind whoever counts shall not see what is expected
   */
  record Open(UUID id, LocationId location, String name, Kind kind, boolean blind)
      implements StocktakeRequest {}

  /**
   * Somebody stood before a shelf.
   *
   * @param counted sellable units, from zero up
   * @param countedAt by the clock of the device
   */
  record Count(UUID id, Sku sku, int counted, Instant countedAt) implements StocktakeRequest {}

  /** The counting is over: what differs little is posted, the rest waits for a second person. */
  record Submit(UUID id, UUID stocktake) implements StocktakeRequest {}

  /** A second person agrees. */
  record Approve(UUID id, UUID stocktake, List<Agreed> lines) implements StocktakeRequest {
    public Approve {
      lines = List.copyOf(lines);
    }
  }

  /**
   * To what a second person agrees.
   *
   * @param variance as it was seen; null to agree to whatever it is now
   */
  record Agreed(Sku sku, @Nullable Integer variance) {}

  /** A second person does not agree: the book stays, unless somebody counts again. */
  record Reject(UUID id, UUID stocktake, List<Sku> skus, String reason)
      implements StocktakeRequest {
    public Reject {
      skus = List.copyOf(skus);
    }
  }

  /** Nobody counts again what was rejected; or nobody counts at all. */
  record End(UUID id, UUID stocktake) implements StocktakeRequest {}
}
