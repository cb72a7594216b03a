package dev.tillbridge.hub.catalog;

import dev.tillbridge.hub.catalog.CatalogImport.Skipped;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.catalog.TaxCategory;
import dev.tillbridge.model.catalog.Variant.Option;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.stock.StockLine;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Judges a row by itself: what it says, or what is wrong with it. */
final class RowReading {

  sealed interface Read {}

  record Good(Draft draft) implements Read {}

  record Bad(Skipped skipped) implements Read {}

  /** Only another picture of the product. */
  record NoVariant() implements Read {}

  /** Where a cell stops the reading of its row. Stays within this class. */
  private static final class BadCell extends Exception {
    private static final long serialVersionUID = 1;
    private final String field;
    private final String reason;

    BadCell(String field, String reason) {
      super(field + " " + reason, null, false, false);
      this.field = field;
      this.reason = reason;
    }
  }

  // Plain ASCII digits: other scripts' digits and "1e3" are more likely slips than prices.
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,12}(\\.[0-9]{1,12})?");
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");
  private static final int ADDRESS_LONGEST = 2_000;

  /** Shopify gives a product without options one option of this value. */
  private static final String NO_CHOICE = "Default Title";

  private final Currency currency;

  RowReading(Currency currency) {
    this.currency = currency;
  }

  Read read(CsvRow row, ProductRows product) {
    if (isPictureOnly(row)) {
      return new NoVariant();
    }
    try {
      text(row, ProductCsv.TITLE);
      text(row, ProductCsv.VENDOR);
      text(row, ProductCsv.TYPE);
      return new Good(new Draft(
          row.line(),
          sku(row),
          options(row, product),
          price(row),
          taxCategory(row),
          barcode(row),
          image(row, product),
          quantity(row),
          asked(row)));
    } catch (BadCell bad) {
      return new Bad(new Skipped(row.line(), bad.field, bad.reason));
    }
  }

  private static boolean isPictureOnly(CsvRow row) {
    return Stream.of(
            ProductCsv.TITLE,
            ProductCsv.SKU,
            ProductCsv.PRICE,
            ProductCsv.QUANTITY,
            ProductCsv.BARCODE,
            ProductCsv.optionValue(1),
            ProductCsv.optionValue(2),
            ProductCsv.optionValue(3))
        .allMatch(column -> row.get(column).isEmpty());
  }

  private static String text(CsvRow row, String column) throws BadCell {
    var text = row.get(column);
    var fault = TextCheck.fault(text, TextCheck.LONGEST);
    if (fault.isPresent()) {
      throw new BadCell(column, fault.get());
    }
    return text;
  }

  private static @Nullable Sku sku(CsvRow row) throws BadCell {
    var code = row.get(ProductCsv.SKU);
    if (code.isEmpty()) {
      return null;
    }
    var fault = TextCheck.fault(code, Sku.LONGEST);
    if (fault.isPresent()) {
      throw new BadCell(ProductCsv.SKU, fault.get());
    }
    return new Sku(code);
  }

  private static List<Option> options(CsvRow row, ProductRows product) throws BadCell {
    var options = new ArrayList<Option>();
    for (int n = 1; n <= ProductCsv.OPTIONS; n++) {
      var value = text(row, ProductCsv.optionValue(n));
      var fault = TextCheck.fault(product.optionName(n), TextCheck.LONGEST);
      if (fault.isPresent()) {
        throw new BadCell(ProductCsv.optionName(n), fault.get());
      }
      if (!value.isEmpty() && !value.equals(NO_CHOICE)) {
        var name = product.optionName(n);
        options.add(new Option(name.isEmpty() ? "Option " + n : name, value));
      }
    }
    return List.copyOf(options);
  }

  private Money price(CsvRow row) throws BadCell {
    var spelled = row.get(ProductCsv.PRICE);
    if (spelled.isEmpty()) {
      throw new BadCell(ProductCsv.PRICE, "is missing");
    }
    if (!DECIMAL.matcher(spelled).matches()) {
      throw new BadCell(ProductCsv.PRICE, "must be a plain number such as 12.50");
    }
    if (spelled.startsWith("-")) {
      throw new BadCell(ProductCsv.PRICE, "must not be negative");
    }
    try {
      return Money.parse(spelled, currency);
    } catch (ArithmeticException e) {
      throw new BadCell(
          ProductCsv.PRICE,
          "must have at most " + currency.getDefaultFractionDigits() + " decimals in " + currency);
    }
  }

  private static TaxCategory taxCategory(CsvRow row) throws BadCell {
    return switch (row.get(ProductCsv.TAXABLE).toLowerCase(Locale.ROOT)) {
      case "", "true" -> TaxCategory.STANDARD;
      case "false" -> TaxCategory.ZERO;
      default -> throw new BadCell(ProductCsv.TAXABLE, "must be true or false");
    };
  }

  private static @Nullable String barcode(CsvRow row) throws BadCell {
    var printed = text(row, ProductCsv.BARCODE);
    // Shopify's export puts an apostrophe before a barcode, so that spreadsheets keep its zeros.
    var barcode = printed.startsWith("'") ? printed.substring(1).strip() : printed;
    return barcode.isEmpty() ? null : barcode;
  }

  /** An address that is none is no reason to leave the variant out; it has no picture then. */
  private static @Nullable String image(CsvRow row, ProductRows product) {
    var own = row.get(ProductCsv.VARIANT_IMAGE);
    var here = own.isEmpty() ? row.get(ProductCsv.IMAGE) : own;
    var image = here.isEmpty() ? product.image() : here;
    boolean usable = (image.startsWith("https://") || image.startsWith("http://"))
        && TextCheck.fault(image, ADDRESS_LONGEST).isEmpty();
    return usable ? image : null;
  }

  /** Columns of ours: no other system's export has them. */
  private static @Nullable Asked asked(CsvRow row) throws BadCell {
    var unit = row.get(ProductCsv.SOLD_BY).toLowerCase(Locale.ROOT);
    var age = row.get(ProductCsv.MINIMUM_AGE);
    if (unit.isEmpty() && age.isEmpty()) {
      return null;
    }
    if (!List.of("", "piece", "kg", "lb").contains(unit)) {
      throw new BadCell(ProductCsv.SOLD_BY, "must be piece, kg or lb");
    }
    if (!age.isEmpty()
        && (!WHOLE.matcher(age).matches()
            || Long.parseLong(age) < 0
            || Long.parseLong(age) > Asked.OLDEST)) {
      throw new BadCell(ProductCsv.MINIMUM_AGE, "must be between 0 and " + Asked.OLDEST);
    }
    int years = age.isEmpty() ? 0 : Integer.parseInt(age);
    return new Asked(
        unit.isEmpty() || unit.equals("piece") ? null : Asked.Unit.of(ProductCsv.SOLD_BY, unit),
        years == 0 ? null : Integer.valueOf(years));
  }

  private static @Nullable Integer quantity(CsvRow row) throws BadCell {
    var spelled = row.get(ProductCsv.QUANTITY);
    if (spelled.isEmpty()) {
      return null;
    }
    if (!WHOLE.matcher(spelled).matches()) {
      throw new BadCell(ProductCsv.QUANTITY, "must be a whole number");
    }
    long quantity = Long.parseLong(spelled);
    if (quantity < 0 || quantity > StockLine.MOST) {
      throw new BadCell(ProductCsv.QUANTITY, "must be between 0 and " + StockLine.MOST);
    }
    return Math.toIntExact(quantity);
  }
}
