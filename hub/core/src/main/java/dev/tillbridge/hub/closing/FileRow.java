package dev.tillbridge.hub.closing;

import dev.tillbridge.model.money.Money;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A row of a table in a file. What it cannot read it refuses with words that begin with the column's
 * name.
 *
 * @param line where it stands in the file, from one
 * @param comma whether the comma is the decimals'
 */
record FileRow(long line, boolean comma, Map<String, String> cells) {

  private static final Pattern PLAIN = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)");
  private static final Pattern GROUPED = Pattern.compile("[+-]?\\d{1,3}(,\\d{3})+\\.\\d+");
  private static final Pattern COMMA = Pattern.compile("[+-]?(\\d+|\\d{1,3}(\\.\\d{3})+),\\d+");
  private static final Pattern IN_BRACKETS = Pattern.compile("\\((.*)\\)");
  private static final Pattern ISO =
      Pattern.compile("(\\d{4})[-/](\\d{1,2})[-/](\\d{1,2})(\\D.*)?");
  private static final Pattern BASIC = Pattern.compile("(\\d{4})(\\d{2})(\\d{2})(\\d.*)?");
  private static final Pattern DOTTED =
      Pattern.compile("(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4})(\\D.*)?");
  private static final Pattern SLASHED = Pattern.compile("(\\d{1,2})/(\\d{1,2})/(\\d{4})(\\D.*)?");
  private static final Pattern TIME = Pattern.compile(
      "\\d{4}-\\d{2}-\\d{2}[T ](\\d{2}:\\d{2}(?::\\d{2})?)(?:\\.\\d+)?\\s*(Z|UTC|[+-]\\d{2}:?\\d{2})?");
  private static final DateTimeFormatter OFFSET =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm[:ss]XX", Locale.ROOT);

  /** The first of these columns that is there and filled; empty when none is. */
  String get(String... names) {
    for (var name : names) {
      var cell = cells.getOrDefault(name, "");
      if (!cell.isEmpty()) {
        return cell;
      }
    }
    return "";
  }

  boolean has(String... names) {
    return !get(names).isEmpty();
  }

  /**
   * An amount; signs of currencies are left out, and brackets are a minus.
   *
   * @throws IllegalArgumentException with words when it is none
   */
  Money money(Currency currency, String... names) {
    var text = get(names);
    try {
      return Money.parse(decimal(text), currency);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IllegalArgumentException(names[0] + ": "
          + (text.isEmpty() ? "is missing" : "'" + text + "' is no amount in " + currency));
    }
  }

  /** The same, or zero when there is none. */
  Money moneyOrZero(Currency currency, String... names) {
    return has(names) ? money(currency, names) : Money.zero(currency);
  }

  private String decimal(String text) {
    var plain = text.replaceAll("[\\p{Sc}\\p{Z}]", "").replace('\u2212', '-');
    var bracketed = IN_BRACKETS.matcher(plain);
    if (bracketed.matches()) {
      plain = "-" + bracketed.group(1);
    }
    if (comma && COMMA.matcher(plain).matches()) {
      plain = plain.replace(".", "").replace(',', '.');
    } else if (GROUPED.matcher(plain).matches()) {
      // Whether 1,234 is a thousand or a little more than one, nobody can tell.
      plain = plain.replace(",", "");
    }
    if (!PLAIN.matcher(plain).matches()) {
      throw new NumberFormatException(text);
    }
    return plain;
  }

  /**
   * A day; what follows it, a time of day for example, is left out.
   *
   * @throws IllegalArgumentException with words when it is none
   */
  LocalDate day(String... names) {
    var text = get(names);
    try {
      for (var pattern : new Pattern[] {ISO, BASIC}) {
        var found = pattern.matcher(text);
        if (found.matches()) {
          return date(found, 1, 2, 3);
        }
      }
      var dotted = DOTTED.matcher(text);
      if (dotted.matches()) {
        return date(dotted, 3, 2, 1);
      }
      var slashed = SLASHED.matcher(text);
      if (slashed.matches()) {
        return slashed(slashed);
      }
    } catch (DateTimeException e) {
      // Such as the 31st of April.
    }
    throw new IllegalArgumentException(names[0] + ": "
        + (text.isEmpty() ? "is missing" : "'" + text + "' is no day like 2027-01-31"));
  }

  private static LocalDate date(Matcher found, int year, int month, int day) {
    return LocalDate.of(
        Integer.parseInt(found.group(year)),
        Integer.parseInt(found.group(month)),
        Integer.parseInt(found.group(day)));
  }

  /** Americans write the month first, others the day: read only if it can be but one. */
  private static LocalDate slashed(Matcher found) {
    int first = Integer.parseInt(found.group(1));
    int second = Integer.parseInt(found.group(2));
    if (first > 12) {
      return date(found, 3, 2, 1);
    }
    if (second > 12 || first == second) {
      return date(found, 3, 1, 2);
    }
    throw new DateTimeException("may be two days");
  }

  /**
   * When it was: to the second if the file says so, otherwise at noon of its day.
   *
   * @param zone of times that do not name one; of columns whose names say UTC it is that
   */
  Instant at(ZoneId zone, String... names) {
    for (var name : names) {
      var cell = cells.getOrDefault(name, "");
      var found = TIME.matcher(cell);
      if (found.matches()) {
        return at(name.contains("utc") ? ZoneOffset.UTC : zone, cell.substring(0, 10), found);
      }
      if (!cell.isEmpty()) {
        break;
      }
    }
    return day(names).atTime(12, 0).atZone(zone).toInstant();
  }

  private static Instant at(ZoneId zone, String day, Matcher found) {
    var offset = found.group(2);
    var local = day + "T" + found.group(1);
    if (offset == null) {
      return LocalDateTime.parse(local).atZone(zone).toInstant();
    }
    var utc = offset.equals("Z") || offset.equals("UTC");
    return OffsetDateTime.parse(local + (utc ? "+0000" : offset.replace(":", "")), OFFSET)
        .toInstant();
  }

  /**
   * A currency by its code.
   *
   * @throws IllegalArgumentException with words when it is none
   */
  Currency currency(Currency otherwise, String... names) {
    var text = get(names);
    try {
      return text.isEmpty()
          ? otherwise
          : Money.of(0, text.toUpperCase(Locale.ROOT)).currency();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(names[0] + ": '" + text + "' is no currency");
    }
  }
}
