package dev.tillbridge.app.console;

import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.posting.DocumentQuestion;
import dev.tillbridge.hub.posting.DocumentQuestion.PageEnd;
import dev.tillbridge.hub.posting.ToldDocument;
import dev.tillbridge.hub.posting.ToldDocument.State;
import dev.tillbridge.hub.posting.ToldDocuments;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.NotFound;
import io.swagger.v3.oas.annotations.Hidden;
import java.math.BigDecimal;
import java.net.URI;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** The posting queue: what other books were told, what waits, and what is held and why. */
@Hidden
@RestController
@RequestMapping(DocumentPages.ADDRESS)
class DocumentPages {

  static final String ADDRESS = "/console/books/documents";
  private static final int AT_ONCE = 50;
  private static final List<String> FIELDS =
      List.of("state", "kind", "from", "through", "amount", "number");

  private final ToldDocuments documents;
  private final DocumentsReader reader;
  private final Deliveries deliveries;
  private final Places places;
  private final Templates templates;

  DocumentPages(
      ToldDocuments documents,
      DocumentsReader reader,
      Deliveries deliveries,
      Places places,
      Templates templates) {
    this.documents = documents;
    this.reader = reader;
    this.deliveries = deliveries;
    this.places = places;
    this.templates = templates;
  }

  /** Those of a day. */
  static String of(LocalDate day) {
    return ADDRESS + "?from=" + day + "&through=" + day;
  }

  @GetMapping
  ResponseEntity<String> page(
      @RequestParam Map<String, String> values,
      @RequestParam(required = false) @Nullable String done,
      @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    List<ToldDocument> found;
    try {
      found = documents.find(question(form), AT_ONCE);
    } catch (BadInput wrong) {
      form.blame(wrong);
      found = List.of();
    }
    boolean first = FIELDS.stream().allMatch(field -> form.value(field).isEmpty())
        && form.value("after").isEmpty();
    int untold = first ? documents.untold() : 0;
    var view = new DocumentsView(
        sheet(form, done, caller),
        DocumentsReader.states(),
        DocumentsReader.kinds(),
        first ? documents.waitingDays().stream().map(reader::waiting).toList() : List.of(),
        untold == 0 ? "" : untold + (untold == 1 ? " entry has" : " entries have"),
        found.stream().map(reader::row).toList(),
        found.size() < AT_ONCE ? "" : next(form, found.getLast()));
    return templates.page(
        form.faults().isEmpty() ? 200 : 422, "console/books/documents.jte", Map.of("view", view));
  }

  private DocumentQuestion question(Filled form) {
    var state = Arrays.stream(State.values())
        .filter(one -> one.name().equals(form.value("state")))
        .findFirst()
        .orElse(null);
    var after = form.value("after");
    var number = form.value("number").isEmpty() ? null : form.text("number", 100);
    var question = new DocumentQuestion(
        state,
        day(form, "from"),
        day(form, "through"),
        form.value("kind").isEmpty() ? null : form.value("kind"),
        cents(form),
        number,
        after.isEmpty() ? null : PageEnd.read(after));
    form.check();
    return question;
  }

  private static @Nullable LocalDate day(Filled form, String field) {
    var day = form.day(field);
    if (day != null && (day.getYear() < 1970 || day.getYear() > 2200)) {
      form.wrong(field, "must be a day like 2027-01-31");
    }
    return day;
  }

  /** An amount as people write it, in the merchant's currency. */
  private @Nullable Long cents(Filled form) {
    var typed = form.value("amount").strip().replace(",", "");
    if (typed.isEmpty()) {
      return null;
    }
    try {
      if (typed.length() <= 20) {
        return new BigDecimal(typed).movePointRight(digits()).abs().longValueExact();
      }
    } catch (NumberFormatException e) {
      form.wrong("amount", "must be an amount like 12.50");
    } catch (ArithmeticException e) {
      form.wrong("amount", "has too many digits after the point");
    }
    form.wrong("amount", "must be an amount like 12.50");
    return null;
  }

  private int digits() {
    return places.all().stream()
        .findFirst()
        .map(place -> place.currency().getDefaultFractionDigits())
        .orElse(2);
  }

  private static String next(Filled form, ToldDocument last) {
    var address = UriComponentsBuilder.fromPath(ADDRESS);
    FIELDS.stream()
        .filter(field -> !form.value(field).isEmpty())
        .forEach(field -> address.queryParam(field, "{" + field + "}"));
    return address
        .queryParam("after", PageEnd.of(last).cursor())
        .encode()
        .buildAndExpand(Map.of(
            "state", form.value("state"),
            "kind", form.value("kind"),
            "from", form.value("from"),
            "through", form.value("through"),
            "amount", form.value("amount"),
            "number", form.value("number")))
        .toUriString();
  }

  @GetMapping("/{id}")
  ResponseEntity<String> one(
      @PathVariable UUID id,
      @RequestParam(defaultValue = "0") long after,
      @RequestParam(required = false) @Nullable String done,
      @AuthenticationPrincipal Caller caller) {
    var whole = documents.get(id).orElseThrow(() -> new NotFound("document " + id));
    var entries = documents.entries(whole.document(), after, AT_ONCE);
    var next = entries.size() < AT_ONCE
        ? ""
        : ADDRESS + "/" + id + "?after=" + entries.getLast().id();
    var view = reader.one(sheet(Filled.blank(0), done, caller), whole, entries, next);
    return templates.page(200, "console/books/document.jte", Map.of("view", view));
  }

  @PostMapping("/{id}/retry")
  ResponseEntity<String> retry(@PathVariable UUID id) {
    var whole = documents.get(id).orElseThrow(() -> new NotFound("document " + id));
    var delivery = whole.document().delivery();
    boolean again = delivery != null && deliveries.retry(delivery);
    return ResponseEntity.status(303)
        .location(URI.create(ADDRESS + "/" + id + "?done=" + (again ? "again" : "late")))
        .build();
  }

  private BooksSheet sheet(Filled form, @Nullable String done, Caller caller) {
    return new BooksSheet(
        Frame.at(BooksPages.ADDRESS, places.merchant().name(), caller),
        ADDRESS,
        form,
        done,
        caller);
  }
}
