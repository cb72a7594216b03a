package dev.tillbridge.app.console;

import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.books.Ledger;
import dev.tillbridge.hub.books.Locks;
import dev.tillbridge.hub.places.Places;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Closed periods, and closing one. */
@Hidden
@RestController
@RequestMapping(LockPages.ADDRESS)
class LockPages {

  static final String ADDRESS = "/console/books/locks";

  private static final int SHOWN = 50;

  private final Locks locks;
  private final Ledger ledger;
  private final Places places;
  private final Sheets sheets;
  private final Templates templates;

  LockPages(Locks locks, Ledger ledger, Places places, Sheets sheets, Templates templates) {
    this.locks = locks;
    this.ledger = ledger;
    this.places = places;
    this.sheets = sheets;
    this.templates = templates;
  }

  @GetMapping
  ResponseEntity<String> page(
      @RequestParam(required = false) @Nullable String done,
      @AuthenticationPrincipal Caller caller) {
    return page(200, Filled.blank(0), done, caller);
  }

  @PostMapping
  ResponseEntity<String> close(
      @RequestParam Map<String, String> values, @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    return sheets.act(
        ADDRESS,
        form,
        "locked",
        () -> {
          var id = form.uuid("id");
          var reason = form.text("reason", 500);
          var through = form.day("through");
          if (through == null) {
            form.wrong("through", "must be a day like 2027-01-31");
          }
          form.check();
          locks.close(id, java.util.Objects.requireNonNull(through), reason, caller.name());
        },
        status -> page(status, form, null, caller));
  }

  private ResponseEntity<String> page(
      int status, Filled form, @Nullable String done, Caller caller) {
    var sheet = new BooksSheet(
        Frame.at(BooksPages.ADDRESS, places.merchant().name(), caller),
        ADDRESS,
        form,
        done,
        caller);
    return templates.page(
        status,
        "console/books/locks.jte",
        Map.of("sheet", sheet, "locks", locks.all(), "late", ledger.late(null, null, SHOWN)));
  }
}
