package dev.tillbridge.app.console;

import dev.tillbridge.app.console.DeskView.Choice;
import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.people.Role;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.pricing.PriceBook;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.model.place.Location;
import dev.tillbridge.model.pricing.PriceList;
import dev.tillbridge.model.pricing.Promotion;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.Arrays;
import java.util.Currency;
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

/** Promotions, coupons, price lists, and how much may be taken off at the counter. */
@Hidden
@RestController
@RequestMapping(PricesPages.ADDRESS)
class PricesPages {

  static final String ADDRESS = "/console/counter/prices";
  private static final int ID_MOST = 40;

  private final PriceBook book;
  private final Places places;
  private final Sheets sheets;
  private final Templates templates;

  PricesPages(PriceBook book, Places places, Sheets sheets, Templates templates) {
    this.book = book;
    this.places = places;
    this.sheets = sheets;
    this.templates = templates;
  }

  /** With a promotion, a kind of promotion or a list in the address its form is open. */
  @GetMapping
  ResponseEntity<String> page(
      @RequestParam Map<String, String> values,
      @RequestParam(required = false) @Nullable String done,
      @AuthenticationPrincipal Caller caller) {
    return page(200, opened(values), done, caller);
  }

  /** What is being changed, as its form shows it. */
  private Filled opened(Map<String, String> values) {
    var rules = book.current().rules();
    var form = new PricesForm(currency());
    var promotion = rules.promotions().stream()
        .filter(one -> one.id().equals(values.get("promotion")))
        .findFirst();
    if (promotion.isPresent()) {
      return Filled.of(form.promotion(promotion.get()));
    }
    var list = rules.lists().stream()
        .filter(one -> one.id().equals(values.get("list")))
        .findFirst();
    return list.map(one -> Filled.of(form.list(one))).orElseGet(() -> Filled.of(values));
  }

  @PostMapping("/promotions")
  ResponseEntity<String> promote(
      @RequestParam Map<String, String> values, @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    return act(
        form,
        "promotion",
        () -> {
          var json = new PricesForm(currency()).promotion(form);
          form.check();
          book.savePromotion(id(form), json, caller.name());
        },
        caller);
  }

  @PostMapping("/lists")
  ResponseEntity<String> list(
      @RequestParam Map<String, String> values, @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    return act(
        form,
        "list",
        () -> {
          var json = new PricesForm(currency()).list(form);
          form.check();
          book.saveList(id(form), json, caller.name());
        },
        caller);
  }

  /** Ends a promotion or a list; what was priced by it stays as it was. */
  @PostMapping("/end")
  ResponseEntity<String> end(
      @RequestParam Map<String, String> values, @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    return act(
        form,
        "ended",
        () -> {
          if (form.has("list")) {
            book.endList(form.text("list", ID_MOST), caller.name());
          } else {
            book.endPromotion(form.text("promotion", ID_MOST), caller.name());
          }
        },
        caller);
  }

  @PostMapping("/limits")
  ResponseEntity<String> limit(
      @RequestParam Map<String, String> values, @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    return act(
        form,
        "limits",
        () -> {
          var before = book.current();
          var wanted = PricesForm.limits(form);
          form.check();
          wanted.forEach((role, ppm) -> {
            if (before.limit(role) != ppm) {
              book.setLimit(role, ppm, caller.name());
            }
          });
        },
        caller);
  }

  /** That of what is changed, or a new one made of the title, which nothing else has had. */
  private String id(Filled form) {
    if (!form.value("id").isEmpty()) {
      return form.text("id", ID_MOST);
    }
    var id = PricesForm.idOf(form.value("title"));
    var rules = book.current().rules();
    if (rules.promotions().stream().anyMatch(one -> one.id().equals(id))
        || rules.lists().stream().anyMatch(one -> one.id().equals(id))) {
      throw BadInput.of("title", "is that of another; change that one, or choose another name");
    }
    return id;
  }

  private ResponseEntity<String> act(Filled form, String done, Runnable work, Caller caller) {
    return sheets.act(ADDRESS, form, done, work, status -> page(status, form, null, caller));
  }

  private ResponseEntity<String> page(
      int status, Filled form, @Nullable String done, Caller caller) {
    var current = book.current();
    var words = new PricesWords(currency(), places.all());
    var view = new PricesView(
        new CounterSheet(places.merchant().name(), ADDRESS, form, done, caller),
        current.rules().promotions().stream().map(one -> row(words, one)).toList(),
        current.rules().lists().stream().map(one -> row(words, one)).toList(),
        Arrays.stream(Role.values())
            .filter(role -> current.limits().containsKey(role.name()))
            .map(role -> new PricesView.Limit(
                role.name(),
                Words.kind(role.name()),
                PricesForm.percent(Objects.requireNonNull(current.limits().get(role.name())))))
            .toList(),
        PricesForm.KINDS,
        places.all().stream()
            .map(one -> new Choice(one.id().code(), one.name()))
            .toList(),
        PricesForm.DAYS,
        currency().getCurrencyCode());
    return templates.page(status, "console/counter/prices.jte", Map.of("view", view));
  }

  private static PricesView.Row row(PricesWords words, Promotion one) {
    return new PricesView.Row(
        one.id(), one.title(), words.gives(one), words.holds(one.validity()), one.coupon());
  }

  private static PricesView.Row row(PricesWords words, PriceList one) {
    return new PricesView.Row(
        one.id(), one.title(), words.has(one), words.holds(one.validity()), null);
  }

  /** Amounts of rules have no currency of their own: they are in that of the shop. */
  private Currency currency() {
    return places.all().stream()
        .map(Location::currency)
        .findFirst()
        .orElseGet(() -> Currency.getInstance("USD"));
  }
}
