package dev.tillbridge.hub.finding;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What somebody types into the search: an amount, perhaps with its currency, in whatever way it is written;
 * and in any case a number or words. A pure function.
 *
 * @param text as it was typed, without blanks around it
 * @param amounts what it may be in minor units of which currencies; either sign is meant
 */
record Wanted(String text, List<Amount> amounts) {

  static final int LONGEST = 100;

  /** So many minor units of one of these currencies. */
  record Amount(long minor, String codes) {}

  private static final Pattern AMOUNT = Pattern.compile(
      "([A-Za-z]{3}|[$€£¥])?\\s*[+-]?\\s*([0-9][0-9.,'\\s]*)\\s*([A-Za-z]{3}|[€£¥$])?");

  private static final Pattern GROUPED =
      Pattern.compile("[0-9]{1,3}([., '])[0-9]{3}(\\1[0-9]{3})*");

  private static final Map<String, String> SIGNS = Map.of("€", "EUR", "£", "GBP", "¥", "JPY");

  /** Currencies by the number of their decimals. */
  private static final Map<Integer, List<String>> BY_DECIMALS =
      Currency.getAvailableCurrencies().stream()
          .filter(currency -> currency.getDefaultFractionDigits() >= 0)
          .collect(Collectors.groupingBy(
              Currency::getDefaultFractionDigits,
              TreeMap::new,
              Collectors.mapping(Currency::getCurrencyCode, Collectors.toList())));

  Wanted {
    amounts = List.copyOf(amounts);
  }

  static Wanted of(String typed) {
    var text = typed.strip();
    var found = AMOUNT.matcher(text);
    if (!found.matches()) {
      return new Wanted(text, List.of());
    }
    var named = named(found.group(1) == null ? found.group(3) : found.group(1));
    var amounts = new ArrayList<Amount>();
    for (var number : numbers(found.group(2).strip())) {
      BY_DECIMALS.forEach((decimals, codes) -> {
        var these =
            named.isEmpty() ? codes : codes.stream().filter(named::equals).toList();
        if (number.scale() <= decimals && !these.isEmpty()) {
          var minor = number.movePointRight(decimals).toBigInteger();
          if (minor.bitLength() < Long.SIZE - 1) {
            amounts.add(new Amount(minor.longValue(), String.join(",", these)));
          }
        }
      });
    }
    return new Wanted(text, amounts);
  }

  /** A dollar sign means no currency in particular: many have it. */
  private static String named(@Nullable String written) {
    return written == null || written.equals("$")
        ? ""
        : SIGNS.getOrDefault(written, written.toUpperCase(Locale.ROOT));
  }

  /** 1,234 may be a thousand and more, or one and a bit: both are meant. */
  private static Set<BigDecimal> numbers(String written) {
    Set<BigDecimal> numbers = new LinkedHashSet<>();
    if (GROUPED.matcher(written).matches()) {
      numbers.add(new BigDecimal(written.replaceAll("[^0-9]", "")));
    }
    int point = Math.max(written.lastIndexOf('.'), written.lastIndexOf(','));
    var whole = (point < 0 ? written : written.substring(0, point)).replaceAll("[^0-9]", "");
    var rest = point < 0 ? "" : written.substring(point + 1);
    if (rest.matches("[0-9]{0,4}") && !whole.isEmpty()) {
      numbers.add(new BigDecimal(rest.isEmpty() ? whole : whole + "." + rest));
    }
    return numbers;
  }
}
