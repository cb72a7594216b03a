package dev.tillbridge.app.console;

import dev.tillbridge.app.config.Connections;
import dev.tillbridge.app.config.Settings;
import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.posting.BooksWatch;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.problem.NotPossible;
import dev.tillbridge.hub.shops.Installs;
import dev.tillbridge.model.books.BooksConsent;
import dev.tillbridge.model.outcome.Outcome;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The way of an owner to his books, where he lets us in, and back. He must come back in the browser
 * in which he set out, with what he took along, once and within ten minutes, and with the consent for
 * the company that the settings name.
 */
@Hidden
@RestController
class BooksConnectPages {

  private static final String COOKIE = "TILLBRIDGE_BOOKS";
  private static final String CALLBACK = "/books/callback";
  private static final Duration VALID = Duration.ofMinutes(10);

  private final Connections connections;
  private final BooksWatch watch;
  private final Installs journeys;
  private final InstallPage page;
  private final Settings settings;

  BooksConnectPages(
      Connections connections,
      BooksWatch watch,
      Installs journeys,
      InstallPage page,
      Settings settings) {
    this.connections = connections;
    this.watch = watch;
    this.journeys = journeys;
    this.page = page;
    this.settings = settings;
  }

  /** Leads the owner to his books. A link, because a form may not lead away from us. */
  @GetMapping("/console/books/connect")
  ResponseEntity<Void> begin(HttpServletRequest request, @AuthenticationPrincipal Caller caller) {
    var consent = consent();
    if (consent == null) {
      throw new NotFound("books that are connected by consent");
    }
    var state = journeys.begin(place(), caller.name());
    return ResponseEntity.status(303)
        .header(HttpHeaders.SET_COOKIE, cookie(request, state, VALID))
        .location(consent.page(back(), state))
        .build();
  }

  /** Where the books lead him back to. */
  @GetMapping(CALLBACK)
  ResponseEntity<String> comeBack(
      @RequestParam Map<String, String> query,
      @CookieValue(name = COOKIE, required = false) @Nullable String cookie,
      HttpServletRequest request) {
    var consent = consent();
    var state = query.getOrDefault("state", "");
    if (consent == null || cookie == null || !same(cookie, state)) {
      return page.booksShut(401, "This did not come from books that you set out to from here.");
    }
    if (journeys.arrive(place(), state).isEmpty()) {
      return page.booksShut(409, "This has been used before, or took longer than ten minutes.");
    }
    return switch (consent.accept(query, back())) {
      case Outcome.Delivered<String>(var company) -> {
        watch.ask();
        var done = page.booksOpen(company);
        yield ResponseEntity.ok()
            .header(HttpHeaders.SET_COOKIE, cookie(request, "", Duration.ZERO))
            .headers(done.getHeaders())
            .body(done.getBody());
      }
      case Outcome.Refused<String> no -> page.booksShut(403, no.why() + ".");
      case Outcome.NotSent<String> no -> page.booksShut(502, no.why() + ".");
      case Outcome.InDoubt<String> no -> page.booksShut(502, no.why() + ".");
    };
  }

  private @Nullable BooksConsent consent() {
    var books = connections.books();
    return books == null ? null : books.consent().orElse(null);
  }

  /** Where he sets out to, among the shops of {@link Installs}; no shop is called that. */
  private String place() {
    var books = connections.books();
    return "books:" + (books == null ? "" : books.system());
  }

  private URI back() {
    var home = settings.publicUrl();
    if (home == null) {
      throw new NotPossible(
          "TILLBRIDGE_PUBLIC_URL must be set: the books lead the owner back there");
    }
    return URI.create(home.toString().replaceAll("/+$", "") + CALLBACK);
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  /** Lax, because he comes back from another site. */
  private static String cookie(HttpServletRequest request, String value, Duration age) {
    return ResponseCookie.from(COOKIE, value)
        .httpOnly(true)
        .secure(request.isSecure())
        .sameSite("Lax")
        .path(CALLBACK)
        .maxAge(age)
        .build()
        .toString();
  }
}
