package dev.tillbridge.app.console;

import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.place.Location;
import dev.tillbridge.model.pricing.Offer;
import dev.tillbridge.model.pricing.PriceList;
import dev.tillbridge.model.pricing.Promotion;
import dev.tillbridge.model.pricing.Target;
import dev.tillbridge.model.pricing.Validity;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Promotions and price lists as people read them. */
final class PricesWords {

  private static final int NAMED = 3;

  private final Currency currency;
  private final List<Location> places;

  PricesWords(Currency currency, List<Location> places) {
    this.currency = currency;
    this.places = List.copyOf(places);
  }

  /** What the customer gets: {@code Buy 2, get 1 at 50 % off: MUG-BLUE}. */
  String gives(Promotion one) {
    var offer = switch (one.offer()) {
      case Offer.PercentOff(var ppm) -> PricesForm.percent(ppm) + " % off";
      case Offer.AmountOff(var amount) -> money(amount) + " off each";
      case Offer.CartPercent(var ppm) -> PricesForm.percent(ppm) + " % off all of it";
      case Offer.CartAmount(var amount) -> money(amount) + " off all of it";
      case Offer.SetPrice(var size, var price, var times) ->
        "Any " + size + " for " + money(price) + times(times);
      case Offer.BuyGet(var buy, var get, var ppm, var reward, var times) ->
        "Buy " + buy + ", get " + get
            + (ppm == PricesForm.ALL ? " free" : " at " + PricesForm.percent(ppm) + " % off")
            + (reward == null ? "" : " of " + goods(reward)) + times(times);
    };
    var least = one.minimum() == 0 ? "" : ", from " + money(one.minimum());
    return offer + least + ": " + goods(one.target());
  }

  private static String times(@Nullable Integer times) {
    return times == null ? "" : ", at most " + times + (times == 1 ? " time" : " times");
  }

  /** How many prices a list has. */
  String has(PriceList list) {
    int prices = list.prices().size();
    return prices == 1 ? "1 price" : prices + " prices";
  }

  private static String goods(Target target) {
    var all = new ArrayList<>(target.skus().stream().sorted().toList());
    target.types().stream().sorted().map(type -> "all " + type).forEach(all::add);
    if (all.isEmpty()) {
      return "all goods";
    }
    var named = String.join(", ", all.subList(0, Math.min(NAMED, all.size())));
    return all.size() > NAMED ? named + " and " + (all.size() - NAMED) + " more" : named;
  }

  /** When, where and for whom it holds. */
  String holds(Validity validity) {
    var parts = new ArrayList<String>();
    if (validity.from() != null) {
      parts.add("from " + validity.from());
    }
    if (validity.to() != null) {
      parts.add("to " + validity.to());
    }
    if (!validity.days().isEmpty()) {
      parts.add(validity.days().stream()
          .sorted()
          .map(day -> day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH))
          .collect(Collectors.joining(", ")));
    }
    if (validity.fromMinute() != null && validity.toMinute() != null) {
      parts.add(
          PricesForm.clock(validity.fromMinute()) + " to " + PricesForm.clock(validity.toMinute()));
    }
    if (!validity.locations().isEmpty()) {
      parts.add("at "
          + validity.locations().stream()
              .sorted()
              .map(this::place)
              .collect(Collectors.joining(", ")));
    }
    if (!validity.groups().isEmpty()) {
      parts.add("for " + String.join(", ", validity.groups().stream().sorted().toList()));
    }
    return parts.isEmpty() ? "Always" : Words.sentence(String.join(", ", parts));
  }

  private String place(String code) {
    return places.stream()
        .filter(one -> one.id().code().equals(code))
        .map(Location::name)
        .findFirst()
        .orElse(code);
  }

  private String money(long minor) {
    return Words.money(new Money(minor, currency));
  }
}
