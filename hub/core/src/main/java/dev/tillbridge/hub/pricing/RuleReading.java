package dev.tillbridge.hub.pricing;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.model.pricing.Moment;
import dev.tillbridge.model.pricing.Offer;
import dev.tillbridge.model.pricing.PriceList;
import dev.tillbridge.model.pricing.Promotion;
import dev.tillbridge.model.pricing.Target;
import dev.tillbridge.model.pricing.Validity;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads price lists and promotions from JSON, as they are sent and as they are kept. */
final class RuleReading {

  static final int PRICES_MOST = 100_000;
  private static final int NAMES_MOST = 10_000;
  private static final long AMOUNT_MOST = 999_999_999_999L;
  private static final int MILLION = 1_000_000;
  private static final int MANY = 1_000_000;
  private static final int PRIORITY_MOST = 1_000;

  private RuleReading() {}

  static PriceList list(String id, JsonNode json) {
    var fields = new Fields(json, "", Set.of("id", "title", "priority", "validity", "prices"));
    return new PriceList(
        id,
        fields.text("title"),
        fields.wholeOr("priority", 0, 0, PRIORITY_MOST),
        validity(fields.find("validity")),
        fields.list("prices", PRICES_MOST, RuleReading::entry));
  }

  private static PriceList.Entry entry(String field, JsonNode json) {
    if (!json.isArray() || json.size() != 3) {
      throw BadInput.of(field, "must be [sku, from so many units, price in minor units]");
    }
    return new PriceList.Entry(
        Fields.text(field + "[0]", json.get(0)),
        (int) Fields.whole(field + "[1]", json.get(1), 1, MANY),
        Fields.whole(field + "[2]", json.get(2), 0, AMOUNT_MOST));
  }

  static Promotion promotion(String id, JsonNode json) {
    var known = Set.of(
        "id",
        "title",
        "priority",
        "combinable",
        "coupon",
        "useLimit",
        "minimum",
        "validity",
        "target",
        "offer");
    var fields = new Fields(json, "", known);
    var coupon = fields.textOrNull("coupon");
    return valid(
        "useLimit",
        () -> new Promotion(
            id,
            fields.text("title"),
            fields.wholeOr("priority", 0, 0, PRIORITY_MOST),
            fields.flag("combinable", true),
            coupon == null ? null : coupon.strip().toUpperCase(Locale.ROOT),
            fields.wholeOrNull("useLimit", 1, MANY),
            fields.find("minimum") == null ? 0 : fields.whole("minimum", 0, AMOUNT_MOST),
            validity(fields.find("validity")),
            target("target", fields.find("target")),
            offer(fields.need("offer"))));
  }

  private static Offer offer(JsonNode json) {
    var known = Set.of("kind", "ppm", "amount", "buy", "get", "reward", "times", "size", "price");
    var fields = new Fields(json, "offer", known);
    return switch (fields.text("kind")) {
      case "PERCENT" -> new Offer.PercentOff(ppm(fields));
      case "AMOUNT" -> new Offer.AmountOff(fields.whole("amount", 1, AMOUNT_MOST));
      case "CART_PERCENT" -> new Offer.CartPercent(ppm(fields));
      case "CART_AMOUNT" -> new Offer.CartAmount(fields.whole("amount", 1, AMOUNT_MOST));
      case "SET_PRICE" ->
        new Offer.SetPrice(
            (int) fields.whole("size", 1, MANY),
            fields.whole("price", 0, AMOUNT_MOST),
            fields.wholeOrNull("times", 1, MANY));
      case "BUY_GET" ->
        new Offer.BuyGet(
            (int) fields.whole("buy", 1, MANY),
            (int) fields.whole("get", 1, MANY),
            ppm(fields),
            fields.find("reward") == null ? null : target("offer.reward", fields.find("reward")),
            fields.wholeOrNull("times", 1, MANY));
      default ->
        throw BadInput.of(
            "offer.kind",
            "must be PERCENT, AMOUNT, BUY_GET, SET_PRICE, CART_PERCENT or CART_AMOUNT");
    };
  }

  private static int ppm(Fields fields) {
    return (int) fields.whole("ppm", 1, MILLION);
  }

  private static Target target(String path, @Nullable JsonNode json) {
    if (json == null) {
      return Target.ALL;
    }
    var fields = new Fields(json, path, Set.of("skus", "types"));
    return new Target(fields.texts("skus", NAMES_MOST), fields.texts("types", NAMES_MOST));
  }

  private static Validity validity(@Nullable JsonNode json) {
    if (json == null) {
      return Validity.ALWAYS;
    }
    var known = Set.of("from", "to", "days", "fromMinute", "toMinute", "locations", "groups");
    var fields = new Fields(json, "validity", known);
    return valid(
        "validity",
        () -> new Validity(
            date("validity.from", fields.textOrNull("from")),
            date("validity.to", fields.textOrNull("to")),
            fields
                .list("days", 7, (field, day) -> DayOfWeek.of((int) Fields.whole(field, day, 1, 7)))
                .stream()
                .collect(Collectors.toSet()),
            fields.wholeOrNull("fromMinute", 0, Moment.DAY - 1),
            fields.wholeOrNull("toMinute", 0, Moment.DAY - 1),
            fields.texts("locations", NAMES_MOST),
            fields.texts("groups", NAMES_MOST)));
  }

  private static @Nullable LocalDate date(String field, @Nullable String text) {
    try {
      return text == null ? null : LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw BadInput.of(field, "must be a date like 2026-12-24");
    }
  }

  private static <T> T valid(String field, Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException wrong) {
      throw BadInput.of(field, String.valueOf(wrong.getMessage()));
    }
  }
}
