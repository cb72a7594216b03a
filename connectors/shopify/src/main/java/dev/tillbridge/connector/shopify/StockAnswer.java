package dev.tillbridge.connector.shopify;

import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.Reason;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.StockCall;
import dev.tillbridge.model.shop.StockChange;
import dev.tillbridge.model.shop.StockNumber;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What an answer to {@code inventorySetQuantities} means for each of its lines. */
final class StockAnswer {

  /**
   * What was found out, when the call was answered.
   *
   * @param inactive lines that stand, but whose item is switched off at the location, so that nobody
   *     can buy it
   * @param notStocked lines whose item is not linked to the location; nothing was set
   * @param refused lines that are refused for another reason; nothing was set
   */
  record Seen(
      List<StockChange> inactive,
      List<StockChange> notStocked,
      Map<UUID, Refused<StockNumber>> refused) {

    boolean stands() {
      return notStocked.isEmpty() && refused.isEmpty();
    }
  }

  private static final Pattern LINE = Pattern.compile("(?:^|\\.)quantities\\.(\\d{1,4})(?:\\.|$)");

  /** Wrong in the same way for every line. */
  private static final Set<String> OF_THE_WHOLE_CALL =
      Set.of("INVALID_NAME", "INVALID_REASON", "INVALID_REFERENCE_DOCUMENT");

  private final StockCall call;

  private StockAnswer(StockCall call) {
    this.call = call;
  }

  /** The first answer under this key is of no use to us: read, decide anew, use another key. */
  private boolean isSpent(UserError error) {
    return error.is("IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED")
        // A call of many can have lost one of its listings; a change alone cannot have changed.
        || (error.is("IDEMPOTENCY_KEY_PARAMETER_MISMATCH") && call.changes().size() > 1);
  }

  /** Refused when one of several lines is to blame and it is not said which. */
  static Outcome<Seen> read(JsonNode data, StockCall call) {
    var payload = Field.root(data).at("inventorySetQuantities");
    var answer = new StockAnswer(call);
    try {
      var errors = UserError.of(payload);
      if (errors.isEmpty()) {
        return new Delivered<>(answer.standing(payload));
      }
      return payload.at("inventoryAdjustmentGroup").missing()
          ? answer.refused(errors)
          // Not as documented; whatever was set, reading tells.
          : new Delivered<>(answer.everyLine(Reason.STALE, words(errors)));
    } catch (NotAsDocumented e) {
      return new InDoubt<>("Shopify's answer is not as documented: " + e.reason());
    }
  }

  /**
   * Setting an inactive level works and changes nothing for the shopper (2026-04 and later); and from
   * 2026-10 on nobody says any more that an item was never linked to the location.
   */
  private Seen standing(Field payload) {
    var off = new HashSet<String>();
    for (var part : payload.at("inventoryAdjustmentGroup").at("changes").eachIfAny()) {
      var item = part.at("item");
      var level = item.at("inventoryLevel");
      if (!item.missing() && (level.missing() || !level.at("isActive").flagOr(true))) {
        off.add(item.at("id").text());
      }
    }
    return new Seen(
        call.changes().stream().filter(line -> off.contains(line.itemId())).toList(),
        List.of(),
        Map.of());
  }

  private Outcome<Seen> refused(List<UserError> errors) {
    for (var error : errors) {
      if (error.is("IDEMPOTENCY_CONCURRENT_REQUEST")) {
        return new InDoubt<>(words(errors) + ", ask again under the same key " + call.key());
      }
      if (isSpent(error)) {
        return new Delivered<>(everyLine(Reason.STALE, words(errors)));
      }
      if (error.code() != null && OF_THE_WHOLE_CALL.contains(error.code())) {
        return new Delivered<>(everyLine(Reason.INVALID, words(errors)));
      }
    }
    var byLine = new HashMap<StockChange, List<UserError>>();
    for (var error : errors) {
      var line = line(error);
      if (line == null) {
        return new Refused<>(words(errors));
      }
      byLine.computeIfAbsent(line, _ -> new ArrayList<>()).add(error);
    }
    var notStocked = new ArrayList<StockChange>();
    var refused = new HashMap<UUID, Refused<StockNumber>>();
    byLine.forEach((line, own) -> {
      var no = refusal(own);
      if (no == null) {
        notStocked.add(line);
      } else {
        refused.put(line.key(), no);
      }
    });
    return new Delivered<>(new Seen(List.of(), notStocked, refused));
  }

  private @Nullable StockChange line(UserError error) {
    if (call.changes().size() == 1) {
      return call.changes().getFirst();
    }
    var found = LINE.matcher(error.field());
    if (!found.find()) {
      return null;
    }
    int index = Integer.parseInt(found.group(1));
    return index < call.changes().size() ? call.changes().get(index) : null;
  }

  /** Null when the item must be linked to the location first. */
  private static @Nullable Refused<StockNumber> refusal(List<UserError> errors) {
    for (var error : errors) {
      switch (error.code()) {
        case "ITEM_NOT_STOCKED_AT_LOCATION" -> {
          return null;
        }
        case "CHANGE_FROM_QUANTITY_STALE", "COMPARE_QUANTITY_STALE" -> {
          return new Refused<>(Reason.STALE, words(errors));
        }
        case "INVALID_INVENTORY_ITEM", "INVALID_LOCATION" -> {
          return new Refused<>(Reason.NOT_FOUND, words(errors));
        }
        case null, default -> {}
      }
    }
    return new Refused<>(words(errors));
  }

  private Seen everyLine(Reason reason, String why) {
    var refused = new HashMap<UUID, Refused<StockNumber>>();
    call.changes().forEach(line -> refused.put(line.key(), new Refused<>(reason, why)));
    return new Seen(List.of(), List.of(), refused);
  }

  private static String words(List<UserError> errors) {
    return "Shopify: " + UserError.words(errors);
  }
}
