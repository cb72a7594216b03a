package dev.tillbridge.hub.pricing;

import dev.tillbridge.hub.problem.BadInput;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads an object of JSON strictly and names the field in what is wrong. */
final class Fields {

  private static final int TEXT_LONGEST = 200;

  private final JsonNode object;
  private final String path;

  /**
   * Over an object.
   *
   * @param path of the object, empty for the outermost
   * @throws BadInput when it is none, or has a field that is not among the known
   */
  Fields(JsonNode object, String path, Set<String> known) {
    this.object = object;
    this.path = path;
    if (!object.isObject()) {
      throw BadInput.of(path.isEmpty() ? "body" : path, "must be an object");
    }
    for (var name : object.propertyNames()) {
      if (!known.contains(name)) {
        throw BadInput.of(field(name), "is not known");
      }
    }
  }

  String field(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /** The value, or null when it is missing or null. */
  @Nullable
  JsonNode find(String name) {
    var value = object.get(name);
    return value == null || value.isNull() ? null : value;
  }

  JsonNode need(String name) {
    var value = find(name);
    if (value == null) {
      throw BadInput.of(field(name), "is missing");
    }
    return value;
  }

  String text(String name) {
    return text(field(name), need(name));
  }

  @Nullable
  String textOrNull(String name) {
    var value = find(name);
    return value == null ? null : text(field(name), value);
  }

  long whole(String name, long least, long most) {
    return whole(field(name), need(name), least, most);
  }

  @Nullable
  Integer wholeOrNull(String name, int least, int most) {
    var value = find(name);
    return value == null ? null : (Integer) (int) whole(field(name), value, least, most);
  }

  int wholeOr(String name, int usual, int least, int most) {
    var value = wholeOrNull(name, least, most);
    return value == null ? usual : value;
  }

  boolean flag(String name, boolean usual) {
    var value = find(name);
    if (value != null && !value.isBoolean()) {
      throw BadInput.of(field(name), "must be true or false");
    }
    return value == null ? usual : value.booleanValue();
  }

  Set<String> texts(String name, int most) {
    return new LinkedHashSet<>(list(name, most, Fields::text));
  }

  /** Each entry read with its field's name; none when it is missing. */
  <T> List<T> list(String name, int most, BiFunction<String, JsonNode, T> read) {
    var value = find(name);
    var all = new ArrayList<T>();
    if (value == null) {
      return all;
    }
    if (!value.isArray() || value.size() > most) {
      throw BadInput.of(field(name), "must be a list of at most " + most);
    }
    for (var entry : value) {
      all.add(read.apply(field(name) + "[" + all.size() + "]", entry));
    }
    return all;
  }

  static String text(String field, JsonNode value) {
    var text = value.isString() ? value.stringValue() : "";
    if (text.isBlank()
        || text.length() > TEXT_LONGEST
        || text.chars().anyMatch(Character::isISOControl)) {
      throw BadInput.of(field, "must be a text of 1 to " + TEXT_LONGEST + " characters");
    }
    return text;
  }

  static long whole(String field, JsonNode value, long least, long most) {
    if (!value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.longValue() < least
        || value.longValue() > most) {
      throw BadInput.of(field, "must be a whole number from " + least + " to " + most);
    }
    return value.longValue();
  }
}
