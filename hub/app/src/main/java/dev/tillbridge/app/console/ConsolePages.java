package dev.tillbridge.app.console;

import dev.tillbridge.app.security.Authorities;
import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.cases.OpenCase;
import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.delivery.Inbox;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.posting.BooksChoices;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.sales.ShopOrders;
import dev.tillbridge.model.outcome.Outcome;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The live page, its parts, and its buttons. */
@Hidden
@RestController
@RequestMapping("/console")
class ConsolePages {

  private static final int LONGEST_QUERY = 100;

  private final ConsoleReader reader;
  private final Templates templates;
  private final Places places;
  private final Deliveries deliveries;
  private final Inbox inbox;
  private final Cases cases;
  private final ShopOrders orders;
  private final BooksChoices books;

  ConsolePages(
      ConsoleReader reader,
      Templates templates,
      Places places,
      Deliveries deliveries,
      Inbox inbox,
      Cases cases,
      ShopOrders orders,
      BooksChoices books) {
    this.reader = reader;
    this.templates = templates;
    this.places = places;
    this.deliveries = deliveries;
    this.inbox = inbox;
    this.cases = cases;
    this.orders = orders;
    this.books = books;
  }

  @GetMapping
  ResponseEntity<String> live(
      @RequestParam(defaultValue = "") String q, @AuthenticationPrincipal Caller caller) {
    var page = new Page(
        Frame.at("/console", places.merchant().name(), caller),
        caller.may(Authorities.OPERATIONS),
        reader.status(),
        reader.sales(),
        reader.stock(shortened(q)),
        reader.deliveries(),
        reader.attention(null));
    return templates.page(200, "console/live.jte", Map.of("page", page));
  }

  /** One part, or 204 when it is still what the screen shows. */
  @GetMapping("/live/{part}")
  ResponseEntity<String> part(
      @PathVariable String part,
      @RequestParam(defaultValue = "") String seen,
      @RequestParam(defaultValue = "") String q,
      @AuthenticationPrincipal Caller caller) {
    Part now = switch (part) {
      case "status" -> reader.status();
      case "sales" -> reader.sales();
      case "stock" -> reader.stock(shortened(q));
      case "deliveries" -> reader.deliveries();
      case "attention" -> reader.attention(null);
      default -> throw new NotFound("part " + part);
    };
    return now.version().equals(seen)
        ? ResponseEntity.noContent().build()
        : fragment(part, now, caller);
  }

  @PostMapping("/deliveries/{id}/retry")
  ResponseEntity<String> retryDelivery(
      @PathVariable UUID id,
      @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx,
      @AuthenticationPrincipal Caller caller) {
    return acted(htmx, deliveries.retry(id) ? "It is tried again now." : TOO_LATE, caller);
  }

  /** Lines whose item at the books belongs to another account go under items of our own. */
  @PostMapping("/books/remote/own-items")
  ResponseEntity<String> useOwnItems(
      @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx,
      @AuthenticationPrincipal Caller caller) {
    return acted(htmx, again(books.ownItems(true, caller.name())), caller);
  }

  @PostMapping("/books/remote/retry")
  ResponseEntity<String> retryBooks(
      @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx,
      @AuthenticationPrincipal Caller caller) {
    return acted(htmx, again(books.retry()), caller);
  }

  private static String again(int documents) {
    return documents == 1
        ? "One document is tried again now."
        : documents + " documents are tried again now.";
  }

  @PostMapping("/inbox/{id}/retry")
  ResponseEntity<String> retryEvent(
      @PathVariable Long id,
      @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx,
      @AuthenticationPrincipal Caller caller) {
    return acted(htmx, inbox.retry(id) ? "It is tried again now." : TOO_LATE, caller);
  }

  @PostMapping("/cases/{id}/resolve")
  ResponseEntity<String> resolve(
      @PathVariable UUID id,
      @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx,
      @AuthenticationPrincipal Caller caller) {
    var open = cases.find(id).filter(OpenCase::isOpen).orElse(null);
    if (open != null && open.kind().equals(ShopOrders.SET_ASIDE)) {
      int bar = open.subject().indexOf('|');
      orders.giveUp(
          open.subject().substring(0, bar), open.subject().substring(bar + 1), caller.name());
      return acted(htmx, "It is not tried any more.", caller);
    }
    return acted(htmx, cases.resolve(id, caller.name()) ? "Marked as done." : TOO_LATE, caller);
  }

  /** An order that was set aside. */
  @PostMapping("/cases/{id}/retry")
  ResponseEntity<String> retryOrder(
      @PathVariable UUID id,
      @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx,
      @AuthenticationPrincipal Caller caller) {
    var open = cases
        .find(id)
        .filter(found -> found.isOpen() && found.kind().equals(ShopOrders.SET_ASIDE))
        .orElse(null);
    if (open == null) {
      return acted(htmx, TOO_LATE, caller);
    }
    int bar = open.subject().indexOf('|');
    var said = orders
        .retry(open.subject().substring(0, bar), open.subject().substring(bar + 1))
        .map(ConsolePages::words)
        .orElse(TOO_LATE);
    return acted(htmx, said, caller);
  }

  private static String words(Outcome<String> outcome) {
    return switch (outcome) {
      case Outcome.Delivered<String> ignored -> "It was taken.";
      case Outcome.Refused<String> no -> "It still cannot be taken: " + no.why();
      case Outcome.NotSent<String> no -> "Not now: " + no.why();
      case Outcome.InDoubt<String> no -> "Not now: " + no.why();
    };
  }

  private static final String TOO_LATE = "Somebody was faster: it does not wait any more.";

  private ResponseEntity<String> acted(@Nullable String htmx, String said, Caller caller) {
    return htmx == null
        ? ResponseEntity.status(303).location(URI.create("/console")).build()
        : fragment("attention", reader.attention(said), caller);
  }

  private ResponseEntity<String> fragment(String part, Part now, Caller caller) {
    return templates.page(
        200,
        "console/" + part + ".jte",
        now instanceof Part.Attention
            ? Map.of("part", now, "mayAct", caller.may(Authorities.OPERATIONS))
            : Map.of("part", now));
  }

  private static String shortened(String query) {
    return query.length() > LONGEST_QUERY ? query.substring(0, LONGEST_QUERY) : query;
  }
}
