package dev.tillbridge.connector.xero;

import dev.tillbridge.connector.xero.Chart.Rate;
import dev.tillbridge.model.books.Form;
import dev.tillbridge.model.books.FormLine;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.Refused;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Under which of Xero's tax types a form's tax goes. The rate must be one of the organisation's, because
 * its tax return counts by them; the amount is ours, as charged.
 *
 * @param types by tax category; empty when the form has no tax
 * @param none of what bears none
 */
record Taxes(Map<String, String> types, String none) {

  private static final Taxes NO_TAX = new Taxes(Map.of(), "NONE");

  Taxes {
    types = Map.copyOf(types);
  }

  boolean areNone() {
    return types.isEmpty();
  }

  /** Refused, in words for a person, when the organisation has no such rate. */
  static Outcome<Taxes> of(Form form, Chart chart) {
    if (form.tax().isZero()) {
      return new Delivered<>(NO_TAX);
    }
    var byCategory = new LinkedHashMap<String, List<FormLine>>();
    for (var tax : form.taxes()) {
      if (!tax.amount().isZero()) {
        byCategory.computeIfAbsent(tax.taxCategory(), _ -> new ArrayList<>()).add(tax);
      }
    }
    var types = new LinkedHashMap<String, String>();
    for (var one : byCategory.entrySet()) {
      var rate = rate(one.getValue(), chart);
      if (rate.isEmpty()) {
        return new Refused<>("no Xero tax rate on sales for %s; add one with this rate, then retry"
            .formatted(words(one.getValue())));
      }
      types.put(one.getKey(), rate.get().type());
    }
    return new Delivered<>(new Taxes(types, none(chart)));
  }

  /** All taxes of one category together are one rate there, perhaps of several components. */
  private static Optional<Rate> rate(List<FormLine> taxes, Chart chart) {
    var percent = percent(taxes);
    var same =
        chart.rates().stream().filter(r -> r.percent().compareTo(percent) == 0).toList();
    var title = taxes.getFirst().title();
    return same.stream()
        .filter(rate -> rate.name().equals(title))
        .findFirst()
        .or(() -> same.stream().filter(r -> r.type().startsWith("OUTPUT")).findFirst())
        .or(() -> same.stream().findFirst());
  }

  private static BigDecimal percent(List<FormLine> taxes) {
    return BigDecimal.valueOf(taxes.stream().mapToLong(FormLine::ratePpm).sum(), 4);
  }

  /** What it is called differs by country. */
  private static String none(Chart chart) {
    var free = chart.rates().stream().filter(r -> r.percent().signum() == 0).toList();
    for (var usual : List.of("NONE", "BASEXCLUDED")) {
      if (free.stream().anyMatch(rate -> rate.type().equals(usual))) {
        return usual;
      }
    }
    return free.stream().map(Rate::type).findFirst().orElse("NONE");
  }

  private static String words(List<FormLine> taxes) {
    return taxes.stream().map(FormLine::title).collect(Collectors.joining(" and ")) + " at "
        + percent(taxes).stripTrailingZeros().toPlainString() + " %";
  }
}
