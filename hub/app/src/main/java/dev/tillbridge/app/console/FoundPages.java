package dev.tillbridge.app.console;

import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.books.Ledger.Question;
import dev.tillbridge.hub.finding.Finder;
import dev.tillbridge.hub.finding.Hit;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.problem.BadInput;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The books' search: an amount, a number or words, across everything that has one. */
@Hidden
@RestController
@RequestMapping(FoundPages.ADDRESS)
class FoundPages {

  static final String ADDRESS = "/console/books/find";

  private final Finder finder;
  private final Places places;
  private final Templates templates;

  FoundPages(Finder finder, Places places, Templates templates) {
    this.finder = finder;
    this.places = places;
    this.templates = templates;
  }

  @GetMapping
  ResponseEntity<String> page(
      @RequestParam Map<String, String> values, @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    List<Hit> hits = List.of();
    if (!form.value("q").isEmpty()) {
      try {
        hits = finder.find(form.value("q"));
      } catch (BadInput no) {
        form.blame(no);
      }
    }
    var groups = new EnumMap<Hit.Kind, List<Hit>>(Hit.Kind.class);
    for (var kind : Hit.Kind.values()) {
      var some = hits.stream().filter(hit -> hit.kind() == kind).toList();
      if (!some.isEmpty()) {
        groups.put(kind, some);
      }
    }
    var sheet = new BooksSheet(
        Frame.at(BooksPages.ADDRESS, places.merchant().name(), caller),
        ADDRESS,
        form,
        null,
        caller);
    var view = new FoundView(
        sheet,
        form.value("q"),
        groups.entrySet().stream()
            .map(group -> new FoundView.Group(
                title(group.getKey()),
                group.getValue().stream().map(FoundPages::row).toList(),
                group.getValue().size() >= Finder.MOST))
            .toList());
    return templates.page(
        form.faults().isEmpty() ? 200 : 422, "console/books/found.jte", Map.of("view", view));
  }

  private static FoundView.Row row(Hit hit) {
    return new FoundView.Row(
        hit.title(), hit.words(), hit.day().toString(), Words.money(hit.amount()), address(hit));
  }

  private static String title(Hit.Kind kind) {
    return switch (kind) {
      case SALE -> "Sales";
      case REFUND -> "Given back at the counter";
      case ENTRY -> "Entries of the ledger";
      case PAYOUT -> "Payouts";
      case MOVEMENT -> "Movements at gateways";
      case BANK_LINE -> "Lines of the bank";
    };
  }

  /** Its own page, or that of the days on which it is listed. */
  private static String address(Hit hit) {
    var days = "?from=" + hit.day() + "&through=" + hit.day();
    return switch (hit.kind()) {
      case SALE -> "/console/sales/" + hit.id();
      case REFUND ->
        hit.id().isEmpty() ? BooksPages.ADDRESS + "/entries" + days : "/console/sales/" + hit.id();
      // A page of entries that begins with it.
      case ENTRY ->
        BooksPages.ADDRESS + "/entries" + days + "&after="
            + new Question.PageEnd(hit.day(), Long.parseLong(hit.id()) - 1).cursor();
      case PAYOUT, MOVEMENT, BANK_LINE ->
        PayoutPages.ADDRESS + (hit.id().isEmpty() ? days : "/" + hit.id());
    };
  }
}
