package dev.tillbridge.app.console;

import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.agreement.ChangedThere;
import dev.tillbridge.hub.places.Places;
import io.swagger.v3.oas.annotations.Hidden;
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

/** Documents of ours that somebody changed in the accounting software. */
@Hidden
@RestController
@RequestMapping(ChangedPages.ADDRESS)
class ChangedPages {

  static final String ADDRESS = "/console/books/changed";

  private final ChangedThere changed;
  private final Places places;
  private final Sheets sheets;
  private final Templates templates;

  ChangedPages(ChangedThere changed, Places places, Sheets sheets, Templates templates) {
    this.changed = changed;
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

  @PostMapping("/{id}/take-over")
  ResponseEntity<String> takeOver(
      @PathVariable UUID id,
      @RequestParam Map<String, String> values,
      @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    return sheets.act(
        ADDRESS,
        form,
        "over",
        () -> changed.takeOver(id, caller.name()),
        status -> page(status, form, null, caller));
  }

  @PostMapping("/{id}/send-again")
  ResponseEntity<String> sendAgain(
      @PathVariable UUID id,
      @RequestParam Map<String, String> values,
      @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    return sheets.act(
        ADDRESS,
        form,
        "resent",
        () -> changed.sendAgain(id, caller.name()),
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
        status, "console/books/changed.jte", Map.of("sheet", sheet, "changes", changed.all()));
  }
}
