package dev.tillbridge.hub.catalog;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.catalog.TaxCategory;
import dev.tillbridge.model.catalog.Variant;
import dev.tillbridge.model.catalog.Variant.Option;
import dev.tillbridge.model.money.Money;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A variant as its row tells it.
 *
 * @param sku null when the row has none
 * @param quantity units, or null when the row does not say
 * @param asked what a till asks before it sells it; null when the row says nothing of it
 */
record Draft(
    long line,
    @Nullable Sku sku,
    List<Option> options,
    Money price,
    TaxCategory taxCategory,
    @Nullable String barcode,
    @Nullable String image,
    @Nullable Integer quantity,
    @Nullable Asked asked) {

  /** What tells it from its siblings, whatever the options are called. */
  List<String> choice() {
    return options.stream().map(Option::value).toList();
  }

  Variant as(Sku name) {
    var title = options.stream().map(Option::value).collect(Collectors.joining(" / "));
    return new Variant(name, barcode, title, options, price, taxCategory, image);
  }
}
