package dev.tillbridge.app.console;

import dev.tillbridge.app.console.DeskView.Choice;
import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.costing.CostMethod;
import dev.tillbridge.hub.costing.CostMethods;
import dev.tillbridge.hub.costing.StockValue;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.model.money.Money;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** What goods are worth, and by which method their cost is found. */
@Hidden
@RestController
@RequestMapping(StockValuePages.ADDRESS)
class StockValuePages {

  static final String ADDRESS = "/console/books/stock";
  private static final int SHOWN = 100;

  private final CostMethods methods;
  private final StockValue value;
  private final Places places;
  private final Sheets sheets;
  private final Templates templates;

  StockValuePages(
      CostMethods methods, StockValue value, Places places, Sheets sheets, Templates templates) {
    this.methods = methods;
    this.value = value;
    this.places = places;
    this.sheets = sheets;
    this.templates = templates;
  }

  @GetMapping
  ResponseEntity<String> page(
      @RequestParam Map<String, String> values,
      @RequestParam(required = false) @Nullable String done,
      @AuthenticationPrincipal Caller caller) {
    return page(200, Filled.of(values), done, caller);
  }

  @PostMapping
  ResponseEntity<String> choose(
      @RequestParam Map<String, String> values, @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    return sheets.act(
        ADDRESS,
        form,
        "method",
        () -> {
          var id = form.uuid("id");
          var method = Arrays.stream(CostMethod.values())
              .filter(one -> one.name().equals(form.value("method")))
              .findFirst();
          if (method.isEmpty()) {
            form.wrong("method", "must be chosen");
          }
          var currency = currencies().stream()
              .filter(one -> one.value().equals(form.value("currency")))
              .findFirst();
          if (currency.isEmpty()) {
            form.wrong("currency", "must be chosen");
          }
          var from = form.day("validFrom");
          if (from == null) {
            form.wrong("validFrom", "must be a day like 2027-01-31");
          }
          form.check();
          methods.choose(
              id,
              method.orElseThrow(),
              Currency.getInstance(currency.orElseThrow().value()),
              Objects.requireNonNull(from),
              caller.name());
        },
        status -> page(status, form, null, caller));
  }

  private ResponseEntity<String> page(
      int status, Filled form, @Nullable String done, Caller caller) {
    var chosen = methods.all();
    var page = chosen.isEmpty()
        ? null
        : value.page(chosen.getFirst().currency(), form.value("after"), SHOWN);
    var view = new StockValueView(
        new BooksSheet(
            Frame.at(BooksPages.ADDRESS, places.merchant().name(), caller),
            ADDRESS,
            form,
            done,
            caller),
        chosen.stream()
            .map(one -> "%s from %s, chosen by %s"
                .formatted(words(one.method()), one.validFrom(), one.by()))
            .toList(),
        Arrays.stream(CostMethod.values())
            .map(one -> new Choice(one.name(), words(one)))
            .toList(),
        chosen.isEmpty() ? currencies() : List.of(currency(chosen.getFirst().currency())),
        page == null ? "" : Words.money(page.total()),
        page == null ? 0 : page.waiting(),
        page == null
            ? List.of()
            : page.rows().stream().map(StockValuePages::row).toList(),
        page == null || page.next() == null
            ? ""
            : UriComponentsBuilder.fromPath(ADDRESS)
                .queryParam("after", page.next())
                .encode()
                .toUriString());
    return templates.page(status, "console/books/stock.jte", Map.of("view", view));
  }

  private static StockValueView.Row row(StockValue.Row row) {
    return new StockValueView.Row(
        row.sku(), row.title(), row.units(), each(row), Words.money(row.value()), row.known());
  }

  private static String each(StockValue.Row row) {
    return row.units() == 0
        ? ""
        : Words.money(new Money(row.value().minor() / row.units(), row.value().currency()));
  }

  private static String words(CostMethod method) {
    return switch (method) {
      case FIFO -> "First in, first out";
      case AVERAGE -> "Average";
    };
  }

  private List<Choice> currencies() {
    return places.all().stream()
        .map(place -> place.currency())
        .distinct()
        .map(StockValuePages::currency)
        .toList();
  }

  private static Choice currency(Currency currency) {
    return new Choice(currency.getCurrencyCode(), currency.getCurrencyCode());
  }
}
