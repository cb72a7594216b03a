package dev.tillbridge.app.console;

import dev.tillbridge.app.console.DeskView.Choice;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.pricing.Offer;
import dev.tillbridge.model.pricing.PriceList;
import dev.tillbridge.model.pricing.Promotion;
import dev.tillbridge.model.pricing.Target;
import dev.tillbridge.model.pricing.Validity;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.Collection;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Promotions and price lists as forms: what was typed becomes what the API takes, and back. Fields are
 * named as in the API, so that a fault finds its field.
 */
final class PricesForm {

  static final int ALL = 1_000_000;
  static final List<Choice> KINDS = List.of(
      new Choice("PERCENT", "A percentage off"),
      new Choice("AMOUNT", "An amount off each"),
      new Choice("BUY_GET", "Buy some, get some"),
      new Choice("SET_PRICE", "So many for one price"),
      new Choice("CART_PERCENT", "A percentage off the whole sale"),
      new Choice("CART_AMOUNT", "An amount off the whole sale"));
  static final List<Choice> DAYS = Arrays.stream(DayOfWeek.values())
      .map(day -> new Choice(
          Integer.toString(day.getValue()), day.getDisplayName(TextStyle.FULL, Locale.ENGLISH)))
      .toList();

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int TITLE_MOST = 200;
  private static final int MANY = 1_000_000;
  private static final int ID_MOST = 40;

  private final Currency currency;

  PricesForm(Currency currency) {
    this.currency = currency;
  }

  /** Letters and digits of the title: {@code Two for one!} is {@code two-for-one}. */
  static String idOf(String title) {
    var id = title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
    return id.isEmpty() ? "rule" : id.substring(0, Math.min(id.length(), ID_MOST));
  }

  /** {@code 125000} is {@code 12.5}. */
  static String percent(int ppm) {
    return BigDecimal.valueOf(ppm, 4).stripTrailingZeros().toPlainString();
  }

  static String clock(int minute) {
    return LocalTime.ofSecondOfDay(60L * minute).toString();
  }

  /** As the form shows one that is there. */
  Map<String, String> promotion(Promotion one) {
    var values = new LinkedHashMap<String, String>();
    values.put("id", one.id());
    values.put("title", one.title());
    values.put("priority", Integer.toString(one.priority()));
    if (!one.combinable()) {
      values.put("alone", "1");
    }
    put(values, "coupon", one.coupon());
    put(values, "useLimit", one.useLimit());
    put(values, "minimum", one.minimum() == 0 ? null : decimal(one.minimum()));
    put(values, "target", one.target());
    switch (one.offer()) {
      case Offer.PercentOff(var ppm) -> kind(values, "PERCENT", "offer.ppm", percent(ppm));
      case Offer.CartPercent(var ppm) -> kind(values, "CART_PERCENT", "offer.ppm", percent(ppm));
      case Offer.AmountOff(var amount) -> kind(values, "AMOUNT", "offer.amount", decimal(amount));
      case Offer.CartAmount(var amount) ->
        kind(values, "CART_AMOUNT", "offer.amount", decimal(amount));
      case Offer.SetPrice(var size, var price, var times) -> {
        kind(values, "SET_PRICE", "offer.price", decimal(price));
        put(values, "offer.size", size);
        put(values, "offer.times", times);
      }
      case Offer.BuyGet(var buy, var get, var ppm, var reward, var times) -> {
        kind(values, "BUY_GET", "offer.ppm", percent(ppm));
        put(values, "offer.buy", buy);
        put(values, "offer.get", get);
        put(values, "offer.times", times);
        if (reward != null) {
          put(values, "offer.reward", reward);
        }
      }
    }
    put(values, one.validity());
    return values;
  }

  /** As the form shows one that is there. */
  Map<String, String> list(PriceList one) {
    var values = new LinkedHashMap<String, String>();
    values.put("id", one.id());
    values.put("title", one.title());
    values.put("priority", Integer.toString(one.priority()));
    values.put(
        "prices",
        String.join(
            "\n",
            one.prices().stream()
                .map(price -> price.sku() + ", " + price.from() + ", " + decimal(price.price()))
                .toList()));
    put(values, one.validity());
    return values;
  }

  private static void kind(Map<String, String> values, String kind, String field, String value) {
    values.put("kind", kind);
    values.put(field, value);
  }

  private static void put(Map<String, String> values, String field, @Nullable Object value) {
    if (value != null) {
      values.put(field, value.toString());
    }
  }

  private static void put(Map<String, String> values, String field, Target target) {
    values.put(field + ".skus", lines(target.skus()));
    values.put(field + ".types", lines(target.types()));
  }

  private static void put(Map<String, String> values, Validity validity) {
    put(values, "validity.from", validity.from());
    put(values, "validity.to", validity.to());
    validity.days().forEach(day -> values.put("day-" + day.getValue(), "1"));
    var from = validity.fromMinute();
    var to = validity.toMinute();
    put(values, "validity.fromMinute", from == null ? null : clock(from));
    put(values, "validity.toMinute", to == null ? null : clock(to));
    validity.locations().forEach(place -> values.put("place-" + place, "1"));
    values.put("validity.groups", lines(validity.groups()));
  }

  private static String lines(Collection<String> names) {
    return String.join("\n", names.stream().sorted().toList());
  }

  private String decimal(long minor) {
    return new Money(minor, currency).toDecimal().toPlainString();
  }

  /** As the API takes it; what is wrong is noted in the form. */
  ObjectNode promotion(Filled form) {
    var json = JSON.objectNode().put("title", form.text("title", TITLE_MOST));
    json.put("priority", form.numberOr("priority", 0, 0, 1_000));
    json.put("combinable", !form.has("alone"));
    if (!form.value("coupon").isEmpty()) {
      json.put("coupon", form.text("coupon", 100));
    }
    if (!form.value("useLimit").isEmpty()) {
      json.put("useLimit", form.number("useLimit", 1, MANY));
    }
    if (!form.value("minimum").isEmpty()) {
      json.put("minimum", amount(form, "minimum"));
    }
    json.set("validity", validity(form));
    json.set("target", target(form, "target"));
    json.set("offer", offer(form));
    return json;
  }

  private ObjectNode offer(Filled form) {
    var kind = form.value("kind");
    var json = JSON.objectNode().put("kind", kind);
    switch (kind) {
      case "PERCENT", "CART_PERCENT" -> json.put("ppm", ppm(form, "offer.ppm"));
      case "AMOUNT", "CART_AMOUNT" -> json.put("amount", amount(form, "offer.amount"));
      case "SET_PRICE" ->
        json.put("size", form.number("offer.size", 1, MANY))
            .put("price", amount(form, "offer.price"));
      case "BUY_GET" -> {
        json.put("buy", form.number("offer.buy", 1, MANY))
            .put("get", form.number("offer.get", 1, MANY))
            .put("ppm", ppm(form, "offer.ppm"));
        var reward = target(form, "offer.reward");
        if (!reward.path("skus").isEmpty() || !reward.path("types").isEmpty()) {
          json.set("reward", reward);
        }
      }
      default -> form.wrong("kind", "must be chosen");
    }
    if (!form.value("offer.times").isEmpty()) {
      json.put("times", form.number("offer.times", 1, MANY));
    }
    return json;
  }

  /** As the API takes it: one price a line, with the SKU, from how many units, and the price. */
  ObjectNode list(Filled form) {
    var json = JSON.objectNode().put("title", form.text("title", TITLE_MOST));
    json.put("priority", form.numberOr("priority", 0, 0, 1_000));
    json.set("validity", validity(form));
    var prices = json.putArray("prices");
    var lines = form.value("prices")
        .lines()
        .map(String::strip)
        .filter(l -> !l.isEmpty())
        .toList();
    if (lines.isEmpty()) {
      form.wrong("prices", "must have a line like MUG-BLUE, 1, 8.50");
    }
    for (int i = 0; i < lines.size(); i++) {
      price(form, lines.get(i), i + 1, prices);
    }
    return json;
  }

  private void price(Filled form, String line, int number, ArrayNode prices) {
    var parts = line.split("\\s*[,;\t]\\s*", 4);
    try {
      int from = parts.length == 3 ? Integer.parseInt(parts[1]) : 1;
      if (parts.length < 2 || parts.length > 3 || from < 1) {
        throw new IllegalArgumentException();
      }
      long price = Money.parse(parts[parts.length - 1], currency).minor();
      prices.addArray().add(parts[0]).add(from).add(price);
    } catch (IllegalArgumentException | ArithmeticException no) {
      form.wrong("prices", "line " + number + " must be like MUG-BLUE, 8.50 or MUG-BLUE, 10, 7.90");
    }
  }

  private ObjectNode validity(Filled form) {
    var json = JSON.objectNode();
    for (var field : List.of("from", "to")) {
      var day = form.day("validity." + field);
      json.put(field, day == null ? null : day.toString());
    }
    var days = json.putArray("days");
    DAYS.stream()
        .filter(day -> form.has("day-" + day.value()))
        .forEach(day -> days.add(Integer.parseInt(day.value())));
    for (var field : List.of("fromMinute", "toMinute")) {
      var minute = minute(form, "validity." + field);
      if (minute != null) {
        json.put(field, minute);
      }
    }
    var places = json.putArray("locations");
    form.named("place-").forEach(places::add);
    var groups = json.putArray("groups");
    form.names("validity.groups").forEach(groups::add);
    return json;
  }

  private static ObjectNode target(Filled form, String field) {
    var json = JSON.objectNode();
    for (var part : List.of("skus", "types")) {
      var names = json.putArray(part);
      form.names(field + "." + part).forEach(names::add);
    }
    return json;
  }

  private static @Nullable Integer minute(Filled form, String field) {
    try {
      var typed = form.value(field);
      return typed.isEmpty() ? null : LocalTime.parse(typed).toSecondOfDay() / 60;
    } catch (DateTimeParseException no) {
      form.wrong(field, "must be a time like 17:00");
      return null;
    }
  }

  private long amount(Filled form, String field) {
    return form.money(field, currency).minor();
  }

  private static int ppm(Filled form, String field) {
    try {
      int ppm = new BigDecimal(form.value(field)).movePointRight(4).intValueExact();
      if (ppm >= 0 && ppm <= ALL) {
        return ppm;
      }
    } catch (ArithmeticException | NumberFormatException no) {
      // Said below, as of what is out of range.
    }
    form.wrong(field, "must be a percentage from 0 to 100, with at most four decimals");
    return 0;
  }

  /** What each role may take off, in millionths. */
  static Map<String, Integer> limits(Filled form) {
    var limits = new LinkedHashMap<String, Integer>();
    form.named("limit-").forEach(role -> limits.put(role, ppm(form, "limit-" + role)));
    return limits;
  }
}
