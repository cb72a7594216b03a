package dev.tillbridge.app.console;

import dev.tillbridge.app.security.Authorities;
import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.desk.Desk;
import dev.tillbridge.hub.desk.PickUps;
import dev.tillbridge.hub.desk.Remedy;
import dev.tillbridge.hub.desk.RemedyRequest;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.problem.NotPossible;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The desk: what waits for a decision, and the forms that decide it. They work without a script; with
 * it, only the part that changed is sent.
 */
@Hidden
@RestController
@RequestMapping("/console/desk")
class DeskPages {

  private static final String ADDRESS = "/console/desk";

  private final DeskReader reader;
  private final Templates templates;
  private final Places places;
  private final Desk desk;
  private final PickUps pickUps;
  private final Cases cases;

  DeskPages(
      DeskReader reader,
      Templates templates,
      Places places,
      Desk desk,
      PickUps pickUps,
      Cases cases) {
    this.reader = reader;
    this.templates = templates;
    this.places = places;
    this.desk = desk;
    this.pickUps = pickUps;
    this.cases = cases;
  }

  /** What the form of a remedy sends; every field is a text, and may be empty. */
  record Form(
      @Nullable String id,
      @Nullable String remedy,
      @Nullable String holdId,
      @Nullable String units,
      @Nullable String location,
      @Nullable String sku,
      @Nullable String expectedOn,
      @Nullable String purchaseOrder) {

    RemedyRequest read() {
      return new RemedyRequest(
          uuid("id", id),
          kind(remedy),
          empty(holdId) == null ? null : uuid("holdId", holdId),
          number(units),
          empty(location),
          empty(sku),
          day(expectedOn),
          empty(purchaseOrder));
    }

    private static @Nullable String empty(@Nullable String text) {
      return text == null || text.isBlank() ? null : text.strip();
    }

    private static UUID uuid(String field, @Nullable String text) {
      try {
        return UUID.fromString(text == null ? "" : text.strip());
      } catch (IllegalArgumentException e) {
        throw BadInput.of(field, "must be an id");
      }
    }

    private static Remedy kind(@Nullable String text) {
      try {
        return Remedy.valueOf(text == null ? "" : text.strip().toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        throw BadInput.of("remedy", "must be one of those on the page");
      }
    }

    private static @Nullable Integer number(@Nullable String text) {
      var given = empty(text);
      try {
        return given == null ? null : Integer.valueOf(given);
      } catch (NumberFormatException e) {
        throw BadInput.of("units", "must be a number");
      }
    }

    private static @Nullable LocalDate day(@Nullable String text) {
      var given = empty(text);
      try {
        return given == null ? null : LocalDate.parse(given);
      } catch (DateTimeParseException e) {
        throw BadInput.of("expectedOn", "must be a day");
      }
    }
  }

  /** The page; for the page's own script its list, or 204 when that is what the screen shows. */
  @GetMapping
  ResponseEntity<String> overview(
      @RequestParam(defaultValue = "") String seen,
      @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx,
      @AuthenticationPrincipal Caller caller) {
    var view = reader.overview(null, caller);
    if (htmx == null) {
      return page(200, "console/desk.jte", Map.of("view", view), caller);
    }
    return view.version().equals(seen)
        ? ResponseEntity.noContent().build()
        : templates.page(200, "console/desk-list.jte", Map.of("view", view));
  }

  @GetMapping("/{id}")
  ResponseEntity<String> one(
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable String done,
      @AuthenticationPrincipal Caller caller) {
    return shown(200, reader.read(id, done, null, caller), null, caller);
  }

  @PostMapping("/{id}/remedies")
  ResponseEntity<String> remedy(
      @PathVariable UUID id,
      Form form,
      @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx,
      @AuthenticationPrincipal Caller caller) {
    try {
      var request = form.read();
      if (request.remedy() == Remedy.CANCEL_AND_REFUND
          && !caller.may(Authorities.PAYMENTS_REFUND)) {
        throw new AccessDeniedException("no refunds");
      }
      var did = desk.remedy(id, request, caller.name());
      return htmx == null
          ? ResponseEntity.status(303)
              .location(URI.create(ADDRESS + "/" + id + "?done=1"))
              .build()
          : shown(200, reader.read(id, did.words(), null, caller), htmx, caller);
    } catch (BadInput wrong) {
      return refused(422, id, wrong.errors().getFirst().reason(), htmx, caller);
    } catch (NotPossible | IdReused late) {
      return refused(409, id, String.valueOf(late.getMessage()), htmx, caller);
    }
  }

  @PostMapping("/{id}/resolve")
  ResponseEntity<String> resolve(
      @PathVariable UUID id,
      @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx,
      @AuthenticationPrincipal Caller caller) {
    boolean ours = cases.resolve(id, caller.name());
    if (htmx == null) {
      return ResponseEntity.status(303).location(URI.create(ADDRESS)).build();
    }
    return shown(
        200,
        reader.read(id, null, ours ? null : "somebody was faster: it is closed", caller),
        htmx,
        caller);
  }

  @PostMapping("/pickups/{id}/collect")
  ResponseEntity<String> collect(
      @PathVariable UUID id,
      @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx,
      @AuthenticationPrincipal Caller caller) {
    String said;
    try {
      said = "Pick-up " + pickUps.collect(id, caller.name()).reference() + " was handed over.";
    } catch (NotPossible late) {
      said = Words.sentence(String.valueOf(late.getMessage())) + ".";
    }
    return htmx == null
        ? ResponseEntity.status(303).location(URI.create(ADDRESS)).build()
        : templates.page(
            200, "console/desk-list.jte", Map.of("view", reader.overview(said, caller)));
  }

  private ResponseEntity<String> refused(
      int status, UUID id, String why, @Nullable String htmx, Caller caller) {
    var view = reader.read(id, null, Words.sentence(why) + ". Nothing was changed.", caller);
    // The page's script shows only what came with a 200.
    return shown(htmx == null ? status : 200, view, htmx, caller);
  }

  private ResponseEntity<String> shown(
      int status, DeskView.Case view, @Nullable String htmx, Caller caller) {
    return htmx == null
        ? page(status, "console/desk-case.jte", Map.of("view", view), caller)
        : templates.page(status, "console/desk-case-body.jte", Map.of("view", view));
  }

  private ResponseEntity<String> page(
      int status, String template, Map<String, Object> params, Caller caller) {
    var all = new java.util.HashMap<>(params);
    all.put("frame", Frame.at(ADDRESS, places.merchant().name(), caller));
    return templates.page(status, template, all);
  }
}
