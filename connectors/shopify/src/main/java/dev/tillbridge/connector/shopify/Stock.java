package dev.tillbridge.connector.shopify;

import static dev.tillbridge.connector.shopify.Outcomes.then;

import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.Reason;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.StockChange;
import dev.tillbridge.model.shop.StockNumber;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Reads and changes the number that a shop offers of an item at a location. */
final class Stock {

  private static final Logger log = LoggerFactory.getLogger(Stock.class);

  /** What one attempt to set a number came to, when it was not an ending for the whole. */
  private enum Seen {
    STANDS,
    /** It stands, but the item is switched off at the location, so nobody can buy it. */
    INACTIVE,
    /** Nothing was set: the item is not linked to the location. */
    NOT_STOCKED
  }

  private final GraphQl graphQl;

  Stock(GraphQl graphQl) {
    this.graphQl = graphQl;
  }

  /**
   * An item that exists but is not linked to the location is offered zero times there: a change from
   * zero will link it.
   */
  Outcome<StockNumber> available(String itemId, String locationId) {
    var variables = Json.object().put("item", itemId).put("location", locationId);
    return then(graphQl.call(Document.AVAILABLE, variables), data -> number(data, itemId));
  }

  private static Outcome<StockNumber> number(JsonNode data, String itemId) {
    var item = Field.root(data).at("inventoryItem");
    if (item.missing()) {
      return new Refused<>(Reason.NOT_FOUND, "Shopify does not know the item " + itemId);
    }
    var level = item.at("inventoryLevel");
    if (level.missing()) {
      return new Delivered<>(new StockNumber(0));
    }
    try {
      for (var quantity : level.at("quantities").each()) {
        if (quantity.at("name").text().equals("available")) {
          int units = quantity.at("quantity").whole(Integer.MIN_VALUE, Integer.MAX_VALUE);
          return new Delivered<>(new StockNumber(units));
        }
      }
      throw level.at("quantities").wrong("must have one named available");
    } catch (NotAsDocumented e) {
      return new Refused<>("Shopify's answer is not as documented: " + e.reason());
    }
  }

  Outcome<StockNumber> set(StockChange change) {
    Outcome<StockNumber> done = new Delivered<>(new StockNumber(change.to()));
    return then(attempt(change, change.key()), seen -> switch (seen) {
      case STANDS -> done;
      case INACTIVE -> then(activate(change), _ -> done);
      case NOT_STOCKED -> then(activate(change), _ -> then(again(change), _ -> done));
    });
  }

  /** The first key now stands for a no; Shopify would only repeat it. */
  private Outcome<Seen> again(StockChange change) {
    return then(
        attempt(change, derived(change, "set")),
        seen -> seen == Seen.NOT_STOCKED
            ? new Refused<>(
                Reason.NOT_FOUND,
                "the item %s cannot be stocked at %s"
                    .formatted(change.itemId(), change.locationId()))
            : new Delivered<>(seen));
  }

  private Outcome<Seen> attempt(StockChange change, UUID key) {
    var input = Json.object()
        .put("name", "available")
        .put("reason", "correction")
        .put("referenceDocumentUri", "gid://tillbridge/StockChange/" + change.key());
    input
        .putArray("quantities")
        .addObject()
        .put("inventoryItemId", change.itemId())
        .put("locationId", change.locationId())
        .put("quantity", change.to())
        .put("changeFromQuantity", change.from());
    var variables = Json.object().put("key", key.toString()).put("location", change.locationId());
    variables.set("input", input);
    return then(graphQl.call(Document.SET_AVAILABLE, variables), data -> judged(data, change));
  }

  private static Outcome<Seen> judged(JsonNode data, StockChange change) {
    var payload = Field.root(data).at("inventorySetQuantities");
    try {
      var errors = UserError.of(payload);
      return errors.isEmpty() ? new Delivered<>(standing(payload)) : refused(errors, change);
    } catch (NotAsDocumented e) {
      return new InDoubt<>("Shopify's answer is not as documented: " + e.reason());
    }
  }

  /** Setting an inactive level works and changes nothing for the shopper (2026-04 and later). */
  private static Seen standing(Field payload) {
    for (var part : payload.at("inventoryAdjustmentGroup").at("changes").eachIfAny()) {
      var level = part.at("item").at("inventoryLevel");
      if (!level.missing() && !level.at("isActive").flagOr(true)) {
        return Seen.INACTIVE;
      }
    }
    return Seen.STANDS;
  }

  private static Outcome<Seen> refused(List<UserError> errors, StockChange change) {
    var words = "Shopify: " + UserError.words(errors);
    for (var error : errors) {
      switch (error.code()) {
        case "ITEM_NOT_STOCKED_AT_LOCATION" -> {
          return new Delivered<>(Seen.NOT_STOCKED);
        }
        // A failed first attempt under this key wants a new key: the hub makes one when it decides
        // anew, as it does after STALE.
        case "CHANGE_FROM_QUANTITY_STALE",
            "COMPARE_QUANTITY_STALE",
            "IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED" -> {
          return new Refused<>(Reason.STALE, words);
        }
        case "IDEMPOTENCY_CONCURRENT_REQUEST" -> {
          return new InDoubt<>(words + ", ask again under the same key " + change.key());
        }
        case "INVALID_INVENTORY_ITEM", "INVALID_LOCATION" -> {
          return new Refused<>(Reason.NOT_FOUND, words);
        }
        case null, default -> {}
      }
    }
    return new Refused<>(words);
  }

  private Outcome<Boolean> activate(StockChange change) {
    log.info("linking {} to {}", change.itemId(), change.locationId());
    var variables = Json.object()
        .put("item", change.itemId())
        .put("location", change.locationId())
        .put("key", derived(change, "activate").toString());
    return then(graphQl.call(Document.ACTIVATE, variables), data -> {
      try {
        var errors = UserError.of(Field.root(data).at("inventoryActivate"));
        return errors.isEmpty()
            ? new Delivered<>(true)
            : new Refused<>(Reason.NOT_FOUND, "Shopify: " + UserError.words(errors));
      } catch (NotAsDocumented e) {
        return new InDoubt<>("Shopify's answer is not as documented: " + e.reason());
      }
    });
  }

  /** Always the same for the same change, so that a repetition repeats these calls as well. */
  private static UUID derived(StockChange change, String step) {
    return UUID.nameUUIDFromBytes((change.key() + "/" + step).getBytes(StandardCharsets.US_ASCII));
  }
}
