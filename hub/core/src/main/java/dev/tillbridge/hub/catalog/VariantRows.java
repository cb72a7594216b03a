package dev.tillbridge.hub.catalog;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.catalog.TaxCategory;
import dev.tillbridge.model.catalog.Variant;
import dev.tillbridge.model.catalog.Variant.Option;
import dev.tillbridge.model.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** How variants lie in the database. */
final class VariantRows {

  /** What {@link #variant} reads; {@code v} is the variant. */
  static final String COLUMNS = """
      v.sku, v.barcode, v.title as variant_title, v.options, v.price, v.currency, v.tax_category,
      v.image\
      """;

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<List<Option>> OPTIONS = new TypeReference<>() {};

  private VariantRows() {}

  static Variant variant(ResultSet row) throws SQLException {
    return new Variant(
        new Sku(row.getString("sku")),
        row.getString("barcode"),
        row.getString("variant_title"),
        options(row.getString("options")),
        Money.of(row.getLong("price"), row.getString("currency")),
        new TaxCategory(row.getString("tax_category")),
        row.getString("image"));
  }

  static List<Option> options(String json) {
    return JSON.readValue(json, OPTIONS);
  }

  static String json(List<Option> options) {
    return JSON.writeValueAsString(options);
  }

  /** Everything that a search for the variant may name. */
  static String searchText(String productTitle, String vendor, Variant variant) {
    var barcode = variant.barcode();
    var options = variant.options().stream().map(Option::value).collect(Collectors.joining(" "));
    return Folding.fold(String.join(
        " ",
        productTitle,
        variant.title(),
        options,
        variant.sku().code(),
        barcode == null ? "" : barcode,
        vendor));
  }

  /** As receipts and searches spell it: the product alone when it has one nameless variant. */
  static String fullTitle(String product, String variant) {
    return variant.isBlank() ? product : product + " - " + variant;
  }

  static String exact(String query) {
    return query.strip().toLowerCase(Locale.ROOT);
  }
}
