package dev.tillbridge.connector.woocommerce;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.money.Money;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A place in a JSON document that knows its own path, so that every complaint can name it. What is
 * asked for must be there and right, or {@link NotAsDocumented} is thrown.
 *
 * @param path for example {@code line_items[0].quantity}; empty for the document itself
 */
record Field(JsonNode node, String path) {

  private static final Pattern AMOUNT = Pattern.compile("-?\\d{1,15}(\\.\\d{1,10})?");
  private static final BigDecimal PPM_PER_PERCENT = BigDecimal.valueOf(10_000);

  static Field root(JsonNode node) {
    return new Field(node, "");
  }

  Field at(String name) {
    return new Field(node.path(name), path.isEmpty() ? name : path + "." + name);
  }

  /** True when there is nothing, or null. */
  boolean missing() {
    return node.isMissingNode() || node.isNull();
  }

  /** The elements of a list. */
  List<Field> each() {
    if (!node.isArray()) {
      throw wrong("must be a list");
    }
    var fields = new ArrayList<Field>(node.size());
    for (int i = 0; i < node.size(); i++) {
      fields.add(new Field(node.path(i), path + "[" + i + "]"));
    }
    return fields;
  }

  /** The elements of a list; none when it is absent. */
  List<Field> eachIfAny() {
    return missing() ? List.of() : each();
  }

  String text() {
    if (!node.isString() || node.stringValue().isBlank() || node.stringValue().length() > 1000) {
      throw wrong("must be a text of 1 to 1000 characters");
    }
    return node.stringValue();
  }

  @Nullable
  String textIfAny() {
    return missing() || (node.isString() && node.stringValue().isBlank())
        ? null
        : text().strip();
  }

  int whole(int least, int most) {
    if (!node.isIntegralNumber()
        || !node.canConvertToInt()
        || node.intValue() < least
        || node.intValue() > most) {
      throw wrong("must be a whole number between " + least + " and " + most);
    }
    return node.intValue();
  }

  /** The number of a record, above zero. */
  long id() {
    if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < 1) {
      throw wrong("must be a record number");
    }
    return node.longValue();
  }

  /** A time in a field whose name ends in {@code _gmt}: told without an offset, meant as UTC. */
  Instant utc() {
    try {
      return LocalDateTime.parse(node.asString("")).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw wrong("must be a time of ISO 8601 without an offset");
    }
  }

  @Nullable
  Instant utcIfAny() {
    return missing() ? null : utc();
  }

  Currency currency() {
    try {
      var currency = Currency.getInstance(node.asString(""));
      if (currency.getDefaultFractionDigits() >= 0) {
        return currency;
      }
    } catch (IllegalArgumentException e) {
      // Falls through to the one complaint.
    }
    throw wrong("must be a currency of ISO 4217");
  }

  /** An amount as a decimal text; below zero in refunds and in fees that are discounts. */
  Money amount(Currency currency) {
    if (!node.isString() || !AMOUNT.matcher(node.stringValue()).matches()) {
      throw wrong("must be an amount such as \"12.50\"");
    }
    try {
      return Money.parse(node.stringValue(), currency);
    } catch (ArithmeticException e) {
      throw wrong("must have at most %d decimals, as %s has"
          .formatted(currency.getDefaultFractionDigits(), currency));
    }
  }

  /** An amount that is not below zero. */
  Money positive(Currency currency) {
    var amount = amount(currency);
    if (amount.isNegative()) {
      throw wrong("must not be negative");
    }
    return amount;
  }

  /** A tax rate, told in percent, in parts per million; 0 when none is told. */
  int ratePpm() {
    if (missing()) {
      return 0;
    }
    // The scale is looked at first: 1e999999999 is a short text and a very long number.
    if (node.isNumber() && Math.abs(node.decimalValue().scale()) <= 30) {
      var ppm = node.decimalValue().multiply(PPM_PER_PERCENT).stripTrailingZeros();
      if (ppm.signum() >= 0
          && ppm.scale() <= 0
          && ppm.compareTo(BigDecimal.valueOf(1_000_000)) <= 0) {
        return ppm.intValueExact();
      }
    }
    throw wrong("must be a rate between 0 and 100 percent with at most 4 decimals");
  }

  /** A SKU, or null when there is none. Blanks around it are nobody's intention. */
  @Nullable
  Sku skuIfAny() {
    var code = textIfAny();
    try {
      return code == null ? null : new Sku(code);
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  NotAsDocumented wrong(String rule) {
    return new NotAsDocumented(path + ": " + rule + ", was " + shown());
  }

  private String shown() {
    if (node.isMissingNode()) {
      return "missing";
    }
    var text = node.isContainer() ? (node.isArray() ? "a list" : "an object") : node.toString();
    return text.length() > 60 ? text.substring(0, 60) + "..." : text;
  }
}
