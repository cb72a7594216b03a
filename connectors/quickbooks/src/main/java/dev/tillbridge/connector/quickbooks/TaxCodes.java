package dev.tillbridge.connector.quickbooks;

import com.intuit.ipp.data.CompanyAccountingPrefs;
import com.intuit.ipp.data.CompanyInfo;
import com.intuit.ipp.data.Preferences;
import com.intuit.ipp.data.TaxCode;
import com.intuit.ipp.data.TaxRate;
import dev.tillbridge.model.books.Form;
import dev.tillbridge.model.books.FormLine;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.Refused;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How the company is set up, as far as its documents depend on it: the country, where its own shipping
 * line goes, and outside the United States its tax codes. Asked for every quarter of an hour.
 */
final class TaxCodes {

  private static final Duration KEPT_FOR = Duration.ofMinutes(15);

  private final References references;
  private final ExpiringCache<Company> company;
  private final ExpiringCache<Codes> codes;

  /**
   * The company.
   *
   * @param shipping id of the account of its own shipping line; empty when it does not say
   * @param currency its own; null when it does not say
   * @param locations whether it tracks locations
   * @param classes where its documents name their class
   */
  record Company(
      boolean inUnitedStates,
      String shipping,
      @Nullable String currency,
      boolean locations,
      Classes classes) {

    /** One of which nothing is known. */
    static final Company UNKNOWN = new Company(true, "", null, false, Classes.OFF);
  }

  /** Where documents name their class. */
  enum Classes {
    OFF,
    /** Once for all of it. */
    DOCUMENT,
    LINE
  }

  private record Codes(List<TaxCode> codes, Map<String, TaxRate> rates) {}

  TaxCodes(References references, InstantSource clock) {
    this.references = references;
    this.company = new ExpiringCache<>(1, KEPT_FOR, clock);
    this.codes = new ExpiringCache<>(1, KEPT_FOR, clock);
  }

  /** Something remembered was wrong: ask anew from now on. */
  void forget() {
    company.clear();
    codes.clear();
  }

  /** How the company is set up; one that does not tell its country is taken for one in the US. */
  Outcome<Company> company() {
    var known = company.get("");
    if (known != null) {
      return new Delivered<>(known);
    }
    var info = references.ask("select * from CompanyInfo", CompanyInfo.class);
    if (!(info instanceof Delivered<List<CompanyInfo>>(var sheets))) {
      return info.map(_ -> Company.UNKNOWN);
    }
    var preferences = references.ask("select * from Preferences", Preferences.class);
    return preferences.map(set -> {
      var shipping = set.stream()
          .map(Preferences::getSalesFormsPrefs)
          .filter(forms -> forms != null && forms.getDefaultShippingAccount() != null)
          .map(forms -> forms.getDefaultShippingAccount())
          .findFirst();
      var abroad = sheets.stream()
          .map(CompanyInfo::getCountry)
          .anyMatch(country -> country != null && !country.equals("US"));
      var currency = set.stream()
          .map(Preferences::getCurrencyPrefs)
          .filter(prefs -> prefs != null && prefs.getHomeCurrency() != null)
          .map(prefs -> prefs.getHomeCurrency().getValue())
          .findFirst();
      var accounting = set.stream()
          .map(Preferences::getAccountingInfoPrefs)
          .filter(Objects::nonNull)
          .findFirst();
      var told = new Company(
          !abroad,
          shipping.orElse(""),
          currency.orElse(null),
          accounting.map(CompanyAccountingPrefs::isTrackDepartments).orElse(false),
          accounting.map(TaxCodes::classes).orElse(Classes.OFF));
      company.put("", told);
      return told;
    });
  }

  /** A company that may have it both ways is told line by line, which says more. */
  private static Classes classes(CompanyAccountingPrefs prefs) {
    if (Boolean.TRUE.equals(prefs.isClassTrackingPerTxnLine())) {
      return Classes.LINE;
    }
    return Boolean.TRUE.equals(prefs.isClassTrackingPerTxn()) ? Classes.DOCUMENT : Classes.OFF;
  }

  /** How the tax of a form is told. */
  Outcome<FormTaxes> of(Form form) {
    var set = company();
    if (!(set instanceof Delivered<Company>(var told))) {
      return set.map(_ -> new FormTaxes.OneSum());
    }
    if (told.inUnitedStates()) {
      return new Delivered<>(new FormTaxes.OneSum());
    }
    if (form.tax().isZero()) {
      return new Delivered<>(new FormTaxes.None());
    }
    var answer = codes();
    return answer instanceof Delivered<Codes>(var known)
        ? coded(form, known)
        : answer.map(_ -> new FormTaxes.None());
  }

  private Outcome<FormTaxes> coded(Form form, Codes known) {
    var byCategory = new TreeMap<String, List<FormLine>>();
    for (var tax : form.taxes()) {
      if (!tax.amount().isZero()) {
        byCategory.computeIfAbsent(tax.taxCategory(), _ -> new ArrayList<>()).add(tax);
      }
    }
    var ids = new HashMap<String, String>();
    var rates = new ArrayList<FormTaxes.Rate>();
    for (var one : byCategory.entrySet()) {
      var code = known.codes().stream()
          .filter(c -> matches(c, one.getValue(), known).isPresent())
          .findFirst();
      if (code.isEmpty()) {
        return new Refused<>("no QuickBooks tax code for %s; add one with these rates, then retry"
            .formatted(words(one.getValue())));
      }
      ids.put(one.getKey(), code.get().getId());
      rates.addAll(matches(code.get(), one.getValue(), known).orElseThrow());
    }
    boolean untaxed = form.items().stream().anyMatch(l -> !byCategory.containsKey(l.taxCategory()));
    if (untaxed) {
      var none = known.codes().stream().filter(c -> isNone(c, known)).findFirst();
      if (none.isEmpty()) {
        return new Refused<>("no QuickBooks tax code for what bears no tax; add one, then retry");
      }
      ids.put("", none.get().getId());
      form.items().stream()
          .filter(l -> !byCategory.containsKey(l.taxCategory()))
          .forEach(l -> ids.put(l.taxCategory(), none.get().getId()));
    }
    return new Delivered<>(new FormTaxes.Coded(Map.copyOf(ids), List.copyOf(rates)));
  }

  /** The code's rates for these taxes, one for each; empty when it is another code. */
  private static Optional<List<FormTaxes.Rate>> matches(
      TaxCode code, List<FormLine> taxes, Codes known) {
    var left = new ArrayList<>(rates(code, known));
    var found = new ArrayList<FormTaxes.Rate>();
    if (left.size() != taxes.size()) {
      return Optional.empty();
    }
    for (var tax : taxes) {
      var percent = BigDecimal.valueOf(tax.ratePpm(), 4);
      var rate = left.stream()
          .filter(r -> r.getRateValue() != null && r.getRateValue().compareTo(percent) == 0)
          .findFirst();
      if (rate.isEmpty()) {
        return Optional.empty();
      }
      left.remove(rate.get());
      found.add(new FormTaxes.Rate(rate.get().getId(), percent, tax.taxCategory(), tax));
    }
    return Optional.of(found);
  }

  private static List<TaxRate> rates(TaxCode code, Codes known) {
    var list = code.getSalesTaxRateList();
    return list == null
        ? List.of()
        : list.getTaxRateDetail().stream()
            .map(detail -> known.rates().get(detail.getTaxRateRef().getValue()))
            .filter(Objects::nonNull)
            .toList();
  }

  private static boolean isNone(TaxCode code, Codes known) {
    return rates(code, known).stream().allMatch(r -> r.getRateValue().signum() == 0);
  }

  private Outcome<Codes> codes() {
    var known = codes.get("");
    if (known != null) {
      return new Delivered<>(known);
    }
    var all = references.ask("select * from TaxCode maxresults 1000", TaxCode.class);
    if (!(all instanceof Delivered<List<TaxCode>>(var found))) {
      return all.map(_ -> new Codes(List.of(), Map.of()));
    }
    return references
        .ask("select * from TaxRate maxresults 1000", TaxRate.class)
        .map(rates -> {
          var byId = new HashMap<String, TaxRate>();
          rates.forEach(rate -> byId.put(rate.getId(), rate));
          var read = new Codes(found, byId);
          codes.put("", read);
          return read;
        });
  }

  private static String words(List<FormLine> taxes) {
    return taxes.stream()
        .map(tax -> tax.title() + " "
            + BigDecimal.valueOf(tax.ratePpm(), 4).stripTrailingZeros().toPlainString() + " %")
        .collect(java.util.stream.Collectors.joining(" and "));
  }
}
