package dev.tillbridge.app.api;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.sales.NewPricing;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.pricing.Manual;
import dev.tillbridge.model.pricing.Priced;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a till came to the prices of a sale, before it is read.
 *
 * @param rules the version of the till's price lists and promotions
 * @param pricedAt when the cart was begun
 * @param lines one for each line of the sale, in its order
 */
record PricingBody(
    @Nullable Long rules,
    @Nullable Instant pricedAt,
    @Nullable List<@Nullable String> groups,
    @Nullable List<@Nullable String> coupons,
    @Nullable List<@Nullable Line> lines,
    @Nullable Given discount,
    @Nullable Exempt exempt) {

  private static final int MOST_LINES = 500;
  private static final int MOST_NAMES = 50;
  private static final int MOST_PARTS = 100;
  private static final int NAME_LONGEST = 100;
  private static final int REASON_LONGEST = 200;

  record Line(
      @Nullable MoneyJson basePrice,
      @Nullable Given discount,
      @Nullable List<@Nullable Part> parts) {}

  /** amount: minor units of the sale's currency. */
  record Part(
      Priced.@Nullable Source source,
      @Nullable String promotion,
      @Nullable Long amount) {}

  /** value: millionths with PERCENT, minor units with AMOUNT. */
  record Given(
      Manual.@Nullable Kind kind,
      @Nullable Long value,
      @Nullable String by,
      @Nullable String reason,
      @Nullable UUID approval) {

    NewPricing.Given read(String field) {
      try {
        return new NewPricing.Given(
            new Manual(Input.need(field + ".kind", kind), Input.need(field + ".value", value)),
            Input.text(field + ".by", by, NAME_LONGEST),
            reason == null ? null : Input.text(field + ".reason", reason, REASON_LONGEST),
            approval);
      } catch (IllegalArgumentException wrong) {
        throw BadInput.of(field + ".value", String.valueOf(wrong.getMessage()));
      }
    }
  }

  record Exempt(
      @Nullable String by,
      @Nullable String reason,
      @Nullable UUID approval) {

    NewPricing.Exempt read() {
      return new NewPricing.Exempt(
          Input.text("pricing.exempt.by", by, NAME_LONGEST),
          Input.text("pricing.exempt.reason", reason, REASON_LONGEST),
          approval);
    }
  }

  NewPricing read() {
    var read = new ArrayList<NewPricing.Line>();
    if (lines != null && !lines.isEmpty()) {
      for (var line : Input.list("pricing.lines", lines, MOST_LINES)) {
        var field = "pricing.lines[" + read.size() + "]";
        var given = line.discount();
        read.add(new NewPricing.Line(
            MoneyJson.read(field + ".basePrice", line.basePrice()),
            given == null ? null : given.read(field + ".discount"),
            parts(field + ".parts", line.parts())));
      }
    }
    return new NewPricing(
        Input.need("pricing.rules", rules),
        Input.need("pricing.pricedAt", pricedAt),
        names("pricing.groups", groups),
        names("pricing.coupons", coupons),
        read,
        discount == null ? null : discount.read("pricing.discount"),
        exempt == null ? null : exempt.read());
  }

  private static List<Priced.Part> parts(String field, @Nullable List<@Nullable Part> parts) {
    var read = new ArrayList<Priced.Part>();
    if (parts == null || parts.isEmpty()) {
      return read;
    }
    for (var part : Input.list(field, parts, MOST_PARTS)) {
      var at = field + "[" + read.size() + "]";
      long amount = Input.need(at + ".amount", part.amount());
      if (amount < 1 || amount > Money.MOST_BOOKED) {
        throw BadInput.of(at + ".amount", "must be above zero");
      }
      read.add(new Priced.Part(
          Input.need(at + ".source", part.source()),
          part.promotion() == null
              ? null
              : Input.text(at + ".promotion", part.promotion(), NAME_LONGEST),
          amount));
    }
    return read;
  }

  private static Set<String> names(String field, @Nullable List<@Nullable String> names) {
    var read = new LinkedHashSet<String>();
    if (names == null || names.isEmpty()) {
      return read;
    }
    for (var name : Input.list(field, names, MOST_NAMES)) {
      read.add(Input.text(field, name, NAME_LONGEST));
    }
    return read;
  }
}
