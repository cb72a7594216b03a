package dev.tillbridge.connector.shopify;

import static dev.tillbridge.connector.shopify.Outcomes.then;

import dev.tillbridge.connector.shopify.StockAnswer.Seen;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Reason;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.StockCall;
import dev.tillbridge.model.shop.StockChange;
import dev.tillbridge.model.shop.StockNumber;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Reads and changes the number that a shop offers of an item at a location. */
final class Stock {

  private static final Logger log = LoggerFactory.getLogger(Stock.class);

  /** Shopify takes no more entries in one list (shopify.dev, "API limits"). */
  static final int CHANGES_MOST = 250;

  /** Of so many changes we remember that their item has been linked. */
  private static final int REMEMBERED_MOST = 10_000;

  private final GraphQl graphQl;

  /** Changes whose item was linked for them: a repeated call goes on where the last one stopped. */
  private final Set<UUID> activated = ConcurrentHashMap.newKeySet();

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

  /** Items that Shopify does not know are absent. */
  Outcome<Map<String, StockNumber>> available(Collection<String> itemIds, String locationId) {
    var numbers = new HashMap<String, StockNumber>();
    var ids = List.copyOf(itemIds);
    for (int from = 0; from < ids.size(); from += Document.AVAILABLE_MOST) {
      var some = ids.subList(from, Math.min(ids.size(), from + Document.AVAILABLE_MOST));
      var read = availableOfSome(some, locationId);
      if (!(read instanceof Delivered<Map<String, StockNumber>>(var more))) {
        return read;
      }
      numbers.putAll(more);
    }
    return new Delivered<>(numbers);
  }

  private Outcome<Map<String, StockNumber>> availableOfSome(List<String> ids, String locationId) {
    var variables = Json.object().put("location", locationId);
    for (int i = 0; i < ids.size(); i++) {
      variables.put("item" + i, ids.get(i));
    }
    return then(graphQl.call(Document.AVAILABLE_OF_MANY, ids.size(), variables), data -> {
      var numbers = new HashMap<String, StockNumber>();
      for (int i = 0; i < ids.size(); i++) {
        var item = Field.root(data).at("item" + i);
        if (item.missing()) {
          continue;
        }
        if (!(number(item) instanceof Delivered<StockNumber>(var number))) {
          return number(item).map(_ -> numbers);
        }
        numbers.put(ids.get(i), number);
      }
      return new Delivered<>(numbers);
    });
  }

  private static Outcome<StockNumber> number(JsonNode data, String itemId) {
    var item = Field.root(data).at("inventoryItem");
    return item.missing()
        ? new Refused<>(Reason.NOT_FOUND, "Shopify does not know the item " + itemId)
        : number(item);
  }

  private static Outcome<StockNumber> number(Field item) {
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

  /** How long the next change should wait for the sake of the shop's limit. */
  Duration untilNextChange() {
    return graphQl.pace(Document.SET_AVAILABLE, 1);
  }

  Outcome<StockNumber> set(StockChange change) {
    var call = new StockCall(change.key(), change.locationId(), List.of(change));
    return then(set(call), answer -> {
      var no = answer.refused().get(change.key());
      return no == null ? new Delivered<>(new StockNumber(change.to())) : no;
    });
  }

  Outcome<StockCall.Answer> set(StockCall call) {
    return then(attempt(call, call.key()), seen -> {
      if (!seen.refused().isEmpty()) {
        return new Delivered<>(new StockCall.Answer(seen.refused()));
      }
      return seen.stands()
          ? switchedOn(seen.inactive())
          : then(
              activate(seen.notStocked()),
              unable ->
                  unable.isEmpty() ? again(call) : new Delivered<>(new StockCall.Answer(unable)));
    });
  }

  /** The first key now stands for a no; Shopify would only repeat it. */
  private Outcome<StockCall.Answer> again(StockCall call) {
    return then(attempt(call, derived(call.key(), "set")), seen -> {
      if (seen.stands()) {
        return switchedOn(seen.inactive());
      }
      var refused = new HashMap<>(seen.refused());
      seen.notStocked()
          .forEach(line -> refused.put(
              line.key(),
              new Refused<>(
                  Reason.NOT_FOUND,
                  "the item %s cannot be stocked at %s"
                      .formatted(line.itemId(), line.locationId()))));
      return new Delivered<>(new StockCall.Answer(refused));
    });
  }

  /** They stand in any case; whoever cannot be switched on cannot be bought either. */
  private Outcome<StockCall.Answer> switchedOn(List<StockChange> inactive) {
    return then(activate(inactive), unable -> {
      unable.forEach((key, why) -> log.warn("change {} stands and is not on sale: {}", key, why));
      return new Delivered<>(StockCall.Answer.allStand());
    });
  }

  private Outcome<Seen> attempt(StockCall call, UUID key) {
    var input = Json.object()
        .put("name", "available")
        .put("reason", "correction")
        .put("referenceDocumentUri", "gid://tillbridge/StockChange/" + call.key());
    var quantities = input.putArray("quantities");
    for (var change : call.changes()) {
      quantities
          .addObject()
          .put("inventoryItemId", change.itemId())
          .put("locationId", change.locationId())
          .put("quantity", change.to())
          .put("changeFromQuantity", change.from());
    }
    var variables = Json.object().put("key", key.toString()).put("location", call.locationId());
    variables.set("input", input);
    return then(
        graphQl.call(Document.SET_AVAILABLE, variables), data -> StockAnswer.read(data, call));
  }

  /** Links the items of these changes; those that cannot be linked come back with the reason. */
  private Outcome<Map<UUID, Refused<StockNumber>>> activate(List<StockChange> changes) {
    var unable = new HashMap<UUID, Refused<StockNumber>>();
    for (var change : changes) {
      if (activated.contains(change.key())) {
        continue;
      }
      switch (activate(change)) {
        case Delivered<Boolean> ignored -> remember(change);
        case Refused<Boolean>(var reason, var why) ->
          unable.put(change.key(), new Refused<>(reason, why));
        case NotSent<Boolean>(var why, var wait) -> {
          return new NotSent<>(why, wait);
        }
        case InDoubt<Boolean>(var why) -> {
          return new InDoubt<>(why);
        }
      }
    }
    return new Delivered<>(unable);
  }

  private void remember(StockChange change) {
    if (activated.size() >= REMEMBERED_MOST) {
      activated.clear();
    }
    activated.add(change.key());
  }

  private Outcome<Boolean> activate(StockChange change) {
    log.info("linking {} to {}", change.itemId(), change.locationId());
    var variables = Json.object()
        .put("item", change.itemId())
        .put("location", change.locationId())
        .put("key", derived(change.key(), "activate").toString());
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

  /** Always the same for the same change or call, so that a repetition repeats these calls as well. */
  private static UUID derived(UUID key, String step) {
    return UUID.nameUUIDFromBytes((key + "/" + step).getBytes(StandardCharsets.US_ASCII));
  }
}
