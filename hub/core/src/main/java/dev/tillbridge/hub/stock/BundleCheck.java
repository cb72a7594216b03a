package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.FieldError;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.stock.StockLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds everything that makes no sense in the definition of a bundle, and says where. */
final class BundleCheck {

  private final StockLedger ledger;
  private final BundleDefinitions definitions;

  BundleCheck(StockLedger ledger, BundleDefinitions definitions) {
    this.ledger = ledger;
    this.definitions = definitions;
  }

  /** What can be told without looking anything up. */
  static void sizes(Sku sku, List<StockLine> parts, @Nullable Instant validFrom, Instant now) {
    var errors = new ArrayList<FieldError>();
    if (parts.isEmpty() || parts.size() > Bundles.MOST_PARTS) {
      errors.add(new FieldError("parts", "must have 1 to " + Bundles.MOST_PARTS + " entries"));
    }
    var seen = new HashSet<Sku>();
    for (int i = 0; i < parts.size(); i++) {
      var part = parts.get(i);
      var field = "parts[" + i + "]";
      if (part.sku().equals(sku)) {
        errors.add(new FieldError(field + ".sku", "is the bundle itself"));
      }
      if (!seen.add(part.sku())) {
        errors.add(new FieldError(field + ".sku", "is listed twice: " + part.sku()));
      }
      if (part.quantity() > Bundles.MOST_OF_A_PART) {
        errors.add(
            new FieldError(field + ".quantity", "must be between 1 and " + Bundles.MOST_OF_A_PART));
      }
    }
    if (validFrom != null && validFrom.isAfter(now)) {
      errors.add(new FieldError("validFrom", "must not lie in the future"));
    }
    refuse(errors);
  }

  /** What depends on the catalogue and on other bundles; nobody changes those meanwhile. */
  void sense(
      Sku sku, List<StockLine> parts, Instant from, Optional<BundleDefinitions.Newest> newest) {
    var errors = new ArrayList<FieldError>();
    var skus = parts.stream().map(StockLine::sku).toList();
    var unknown = ledger.unknown(skus);
    var nested = definitions.bundlesAmong(skus, from);
    for (int i = 0; i < skus.size(); i++) {
      var field = "parts[" + i + "].sku";
      if (unknown.contains(skus.get(i))) {
        errors.add(new FieldError(field, "there is no SKU " + skus.get(i)));
      } else if (nested.contains(skus.get(i))) {
        errors.add(
            new FieldError(field, skus.get(i) + " is a bundle itself; name its parts instead"));
      }
    }
    if (!ledger.unknown(List.of(sku)).isEmpty()) {
      errors.add(new FieldError("sku", "there is no SKU " + sku));
    }
    var wholes = definitions.partOf(sku, from);
    if (!wholes.isEmpty()) {
      errors.add(new FieldError(
          "sku", "is a part of bundle " + wholes.getFirst() + "; a bundle cannot be in a bundle"));
    }
    newest
        .map(BundleDefinitions.Newest::validFrom)
        .filter(from::isBefore)
        .ifPresent(last -> errors.add(
            new FieldError("validFrom", "must not be before the newest definition's " + last)));
    refuse(errors);
  }

  private static void refuse(List<FieldError> errors) {
    if (!errors.isEmpty()) {
      throw new BadInput(errors);
    }
  }
}
