package dev.tillbridge.sandbox.shopify;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Setting and adjusting stock, with the rules Shopify added in 2026-04: an idempotency key is
 * required, and every entry says from which quantity it starts, be it an explicit null.
 */
final class InventoryMutations {

  private static final int LIMIT_SET = 1_000_000_000;
  private static final int LIMIT_ADJUST = 2_000_000_000;
  private static final int ENTRIES_MAX = 250;

  private final ShopData data;

  InventoryMutations(ShopData data) {
    this.data = data;
  }

  /** One entry, whichever mutation it came in; {@code amount} is the new quantity or the delta. */
  private record Entry(
      String path,
      Map<?, ?> raw,
      @Nullable Variant variant,
      @Nullable Place place,
      int amount) {

    String pair() {
      return raw.get("inventoryItemId") + "@" + raw.get("locationId");
    }

    List<String> at(String field) {
      return List.of(("input." + path + "." + field).split("\\."));
    }
  }

  Attempt set(String key, String fingerprint, Map<?, ?> input) {
    var entries = entries("quantities", "quantity", Arguments.list(input, "quantities"));
    return carryOut("inventorySetQuantities", key, fingerprint, input, entries, true);
  }

  Attempt adjust(String key, String fingerprint, Map<?, ?> input) {
    var entries = entries("changes", "delta", Arguments.list(input, "changes"));
    return carryOut("inventoryAdjustQuantities", key, fingerprint, input, entries, false);
  }

  /** Checks what is refused for the whole call, before the idempotency key counts as used. */
  static void refuseBadEntries(String list, List<?> entries) {
    if (entries.size() > ENTRIES_MAX) {
      throw new GraphRefusal(
          "MAX_INPUT_SIZE_EXCEEDED",
          "The input array size of %d is greater than the maximum allowed of %d."
              .formatted(entries.size(), ENTRIES_MAX));
    }
    for (int i = 0; i < entries.size(); i++) {
      if (!((Map<?, ?>) entries.get(i)).containsKey("changeFromQuantity")) {
        throw new GraphRefusal(
            "INVALID_FIELD_ARGUMENTS",
            "The changeFromQuantity argument is required for input.%s.%d: pass a number or an explicit null."
                .formatted(list, i));
      }
    }
  }

  private List<Entry> entries(String list, String amount, List<?> raw) {
    var entries = new ArrayList<Entry>();
    for (int i = 0; i < raw.size(); i++) {
      var entry = (Map<?, ?>) raw.get(i);
      long itemId = Gid.number("InventoryItem", Arguments.text(entry, "inventoryItemId"));
      long placeId = Gid.number("Location", Arguments.text(entry, "locationId"));
      entries.add(new Entry(
          list + "." + i,
          entry,
          data.byItem(itemId),
          data.places.get(placeId),
          Arguments.number(entry, amount)));
    }
    return entries;
  }

  private Attempt carryOut(
      String operation,
      String key,
      String fingerprint,
      Map<?, ?> input,
      List<Entry> entries,
      boolean absolute) {
    var name = Arguments.text(input, "name");
    var problems = new ArrayList<Attempt.Problem>();
    checkHeader(input, name, absolute, problems);
    if (problems.isEmpty()) {
      checkEntries(entries, name, absolute, problems);
    }
    var changes = new ArrayList<Attempt.Change>();
    if (problems.isEmpty()) {
      entries.forEach(entry -> apply(entry, name, absolute, changes));
    } else if (problems.stream().anyMatch(p -> "CHANGE_FROM_QUANTITY_STALE".equals(p.code()))) {
      data.counters.up("staleRefusals");
    }
    return new Attempt(
        data.counters.up("attempt"),
        key,
        operation,
        fingerprint,
        data.now(),
        problems.isEmpty(),
        (String) input.get("reason"),
        (String) input.get("referenceDocumentUri"),
        changes,
        problems);
  }

  private static void checkHeader(
      Map<?, ?> input, String name, boolean absolute, List<Attempt.Problem> problems) {
    // Adjusting other states needs ledger documents, which this sandbox does not keep.
    if (!name.equals("available") && !(absolute && name.equals("on_hand"))) {
      problems.add(new Attempt.Problem(
          absolute ? "INVALID_NAME" : "INVALID_QUANTITY_NAME",
          List.of("input", "name"),
          "The quantity name must be either 'available' or 'on_hand'."));
    }
    // The list of reasons is documented but not in the schema; their form is all we check.
    if (!Arguments.text(input, "reason").matches("[a-z_]+")) {
      problems.add(new Attempt.Problem(
          "INVALID_REASON", List.of("input", "reason"), "The specified reason is invalid."));
    }
    var reference = (String) input.get("referenceDocumentUri");
    if (reference != null && !reference.matches("[a-z][a-z0-9+.-]*://.+")) {
      problems.add(new Attempt.Problem(
          "INVALID_REFERENCE_DOCUMENT",
          List.of("input", "referenceDocumentUri"),
          "The specified reference document is invalid."));
    }
  }

  private void checkEntries(
      List<Entry> entries, String name, boolean absolute, List<Attempt.Problem> problems) {
    var seen = new HashSet<String>();
    for (var entry : entries) {
      if (entry.variant() == null) {
        problems.add(problem(
            "INVALID_INVENTORY_ITEM",
            entry,
            "inventoryItemId",
            "The specified inventory item could not be found."));
      } else if (entry.place() == null) {
        problems.add(problem(
            "INVALID_LOCATION", entry, "locationId", "The specified location could not be found."));
      } else {
        if (!seen.add(entry.pair())) {
          problems.add(duplicate(entry, absolute));
        }
        checkQuantity(entry, name, absolute, problems);
      }
    }
  }

  private void checkQuantity(
      Entry entry, String name, boolean absolute, List<Attempt.Problem> problems) {
    int now = current(level(entry), name);
    long next = absolute ? entry.amount() : (long) now + entry.amount();
    int limit = absolute ? LIMIT_SET : LIMIT_ADJUST;
    var field = absolute ? "quantity" : "delta";
    if (absolute && next < 0) {
      problems.add(
          problem("INVALID_QUANTITY_NEGATIVE", entry, field, "The quantity can't be negative."));
    } else if (next > limit || next < -limit) {
      problems.add(problem(
          next > 0 ? "INVALID_QUANTITY_TOO_HIGH" : "INVALID_QUANTITY_TOO_LOW",
          entry,
          field,
          "The total quantity is outside of what is allowed."));
    }
    if (!absolute && entry.raw().get("ledgerDocumentUri") != null) {
      problems.add(problem(
          "INVALID_AVAILABLE_DOCUMENT",
          entry,
          "ledgerDocumentUri",
          "The ledger document URI is not allowed when adjusting available."));
    }
    var expected = (Integer) entry.raw().get("changeFromQuantity");
    if (expected != null && expected != now) {
      problems.add(problem(
          "CHANGE_FROM_QUANTITY_STALE",
          entry,
          "changeFromQuantity",
          "The changeFromQuantity argument no longer matches the persisted quantity."));
    }
  }

  private void apply(Entry entry, String name, boolean absolute, List<Attempt.Change> changes) {
    var level = level(entry);
    int before = current(level, name);
    int after = absolute ? entry.amount() : before + entry.amount();
    int delta = after - before;
    // Both names move what is available: committed belongs to the orders alone.
    data.levels.put(
        level.key(), level.with(level.available() + delta, level.committed(), data.now()));
    changes.add(new Attempt.Change(
        "available", level.itemId(), level.placeId(), delta, level.available() + delta, null));
    changes.add(new Attempt.Change(
        "on_hand", level.itemId(), level.placeId(), delta, level.onHand() + delta, null));
  }

  private Level level(Entry entry) {
    if (entry.variant() == null || entry.place() == null) {
      throw new IllegalStateException("checked before");
    }
    long itemId = entry.variant().itemId();
    var level = data.levels.get(Level.key(itemId, entry.place().id()));
    // Stock can be set where the item was never activated; it is then not for sale there.
    return level == null ? new Level(itemId, entry.place().id(), 0, 0, false, data.now()) : level;
  }

  private static int current(Level level, String name) {
    return name.equals("on_hand") ? level.onHand() : level.available();
  }

  private static Attempt.Problem duplicate(Entry entry, boolean absolute) {
    return problem(
        absolute ? "NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR" : "ADJUST_QUANTITIES_FAILED",
        entry,
        "inventoryItemId",
        "The combination of inventoryItemId and locationId must be unique.");
  }

  private static Attempt.Problem problem(String code, Entry entry, String field, String message) {
    return new Attempt.Problem(code, entry.at(field), message);
  }
}
