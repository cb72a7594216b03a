package dev.tillbridge.app.console;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.FieldError;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.place.LocationId;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A form as somebody filled it in, and what is wrong with it. Its fields are named as in the API, so
 * that a fault finds its field; rows that were left empty are no lines.
 */
public final class Filled {

  private static final Pattern LINE = Pattern.compile("(\\w+)\\[(\\d+)](?:\\.(.*))?");
  private static final int MOST_ROWS = 200;

  private final Map<String, String> values;
  private final Map<String, String> faults = new LinkedHashMap<>();
  private final Map<String, List<Integer>> kept = new LinkedHashMap<>();
  private int rows;

  /** What is wrong; field is where, or empty for the whole. */
  public record Fault(String field, String words) {}

  Filled(Map<String, String> values, int rows) {
    this.values = new LinkedHashMap<>(values);
    this.rows = rows;
  }

  /** As it came from a browser, which says how many rows it shows. */
  static Filled of(Map<String, String> values) {
    var form = new Filled(values, 0);
    form.rows = Math.clamp(digits(form.value("rows"), 0), 0, MOST_ROWS);
    return form;
  }

  /** A form that nobody has filled in. */
  static Filled blank(int rows) {
    return new Filled(Map.of(), rows);
  }

  private static int digits(String text, int otherwise) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  /** What a field holds, as it was typed. */
  public String value(String field) {
    return values.getOrDefault(field, "").strip();
  }

  /** What a field holds, or something else when nothing was typed. */
  public String value(String field, String otherwise) {
    return values.containsKey(field) ? value(field) : otherwise;
  }

  /** Whether a box is ticked. */
  public boolean has(String field) {
    return values.containsKey(field);
  }

  /** What is wrong with a field, or null. */
  public @Nullable String fault(String field) {
    return faults.get(field);
  }

  /** Everything that is wrong, in words that name the field. */
  public List<Fault> faults() {
    return faults.entrySet().stream()
        .map(f -> new Fault(f.getKey(), named(f.getKey(), f.getValue())))
        .toList();
  }

  /** How many rows it shows. */
  public int rows() {
    return rows;
  }

  /** More of them. */
  void addRows(int more) {
    rows = Math.min(MOST_ROWS, rows + more);
  }

  /** An id of the browser's, or a new one; so that a form that is sent twice acts once. */
  public String id(String field) {
    return isId(value(field)) ? value(field) : UUID.randomUUID().toString();
  }

  /** Ids for a form that is to be sent again with other content. */
  void forgetIds() {
    values.keySet().removeIf(name -> name.equals("id") || name.endsWith(".id"));
  }

  private static boolean isId(String text) {
    try {
      return UUID.fromString(text).toString().equalsIgnoreCase(text);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String named(String field, String reason) {
    var line = LINE.matcher(field);
    var rest = line.matches() ? line.group(3) : field;
    var name = words(rest == null ? "" : rest.replaceFirst("\\.minor$", ""));
    var where = line.matches()
        ? "Line " + (digits(line.group(2), 0) + 1) + (name.isEmpty() ? "" : ", " + name)
        : Words.sentence(name);
    return where.isEmpty() ? Words.sentence(reason) + "." : where + ": " + reason + ".";
  }

  private static String words(String field) {
    return switch (field) {
      case "sku" -> "SKU";
      case "id", "tick" -> "";
      case "quantity" -> "units";
      case "unitCost" -> "cost of one";
      case "point" -> "low at";
      case "leadDays" -> "days until it comes";
      case "coverDays" -> "days it shall last";
      default ->
        field
            .replaceAll("\\[\\d+]", "")
            .replaceAll("([a-z])([A-Z])", "$1 $2")
            .toLowerCase(Locale.ROOT);
    };
  }

  // What it says. Each notes what is wrong and answers something harmless; check() then throws.

  /** The rows in which something was typed into one of the fields. */
  List<Integer> lines(String name, String... fields) {
    var filled = new ArrayList<Integer>();
    for (int i = 0; i < rows; i++) {
      var row = name + "[" + i + "].";
      if (Stream.of(fields).anyMatch(field -> !value(row + field).isEmpty())) {
        filled.add(i);
      }
    }
    kept.put(name, filled);
    return filled;
  }

  String text(String field, int most) {
    var text = value(field);
    if (text.isEmpty() || text.length() > most) {
      wrong(field, "must have 1 to " + most + " characters");
    } else if (text.codePoints().anyMatch(c -> Character.isISOControl(c))) {
      wrong(field, "must be printable");
    }
    return text;
  }

  int number(String field, int least, int most) {
    int number = digits(value(field), Integer.MIN_VALUE);
    if (number < least || number > most) {
      wrong(field, "must be a number from " + least + " to " + most);
      return least;
    }
    return number;
  }

  int numberOr(String field, int otherwise, int least, int most) {
    return value(field).isEmpty() ? otherwise : number(field, least, most);
  }

  Sku sku(String field) {
    try {
      return new Sku(value(field));
    } catch (IllegalArgumentException e) {
      wrong(field, value(field).isEmpty() ? "must be given" : String.valueOf(e.getMessage()));
      return new Sku("-");
    }
  }

  LocationId location(String field) {
    try {
      return new LocationId(value(field));
    } catch (IllegalArgumentException e) {
      wrong(field, "must be chosen");
      return new LocationId("none");
    }
  }

  Money money(String field, Currency currency) {
    try {
      return Money.parse(value(field), currency);
    } catch (IllegalArgumentException | ArithmeticException e) {
      wrong(field, "must be an amount like 4.50");
      return Money.zero(currency);
    }
  }

  @Nullable
  LocalDate day(String field) {
    try {
      return value(field).isEmpty() ? null : LocalDate.parse(value(field));
    } catch (DateTimeParseException e) {
      wrong(field, "must be a day like 2027-01-31");
      return null;
    }
  }

  UUID uuid(String field) {
    if (!isId(value(field))) {
      wrong(field, "must be an id; load the page anew");
      return new UUID(0, 0);
    }
    return UUID.fromString(value(field));
  }

  /** Names of units, one a line or with commas between them. */
  List<String> names(String field) {
    return Stream.of(values.getOrDefault(field, "").split("[\\r\\n,]+"))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  /** What follows the prefix in the names of all fields that have it. */
  List<String> named(String prefix) {
    return values.keySet().stream()
        .filter(name -> name.startsWith(prefix))
        .map(name -> name.substring(prefix.length()))
        .sorted()
        .toList();
  }

  void wrong(String field, String reason) {
    faults.putIfAbsent(field, reason);
  }

  /** Throws when something is wrong so far. */
  void check() {
    if (!faults.isEmpty()) {
      var errors = faults.entrySet().stream()
          .map(f -> new FieldError(f.getKey(), f.getValue()))
          .toList();
      kept.clear();
      throw new BadInput(errors);
    }
  }

  /** Notes faults that were found later; their lines are those that were filled in. */
  void blame(BadInput found) {
    for (var error : found.errors()) {
      var line = LINE.matcher(error.field());
      var rows = line.matches() ? kept.get(line.group(1)) : null;
      int n = line.matches() ? digits(line.group(2), 0) : 0;
      if (rows == null || n >= rows.size()) {
        wrong(error.field(), error.reason());
      } else {
        var rest = line.group(3) == null ? "sku" : line.group(3);
        wrong(line.group(1) + "[" + rows.get(n) + "]." + whole(rest), error.reason());
      }
    }
  }

  /** A fault with one of several names, or with part of an amount, is one with their field. */
  private static String whole(String field) {
    return field.replaceFirst("\\[\\d+]$", "").replaceFirst("^unitCost\\..*", "unitCost");
  }
}
