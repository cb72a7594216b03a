package dev.tillbridge.app.api;

import dev.tillbridge.app.security.Authorities;
import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.desk.Desk;
import dev.tillbridge.hub.desk.Remedy;
import dev.tillbridge.hub.desk.RemedyRequest;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.NotFound;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What a person must decide, and what can be done about it. */
@RestController
@RequestMapping("/api/v1/cases")
class CasesApi {

  private static final int LONGEST_TEXT = 100;

  private final Cases cases;
  private final Desk desk;

  CasesApi(Cases cases, Desk desk) {
    this.cases = cases;
    this.desk = desk;
  }

  record CasesJson(List<CaseJson> cases) {}

  /**
   * A remedy that somebody wants.
   *
   * @param id made by the caller: the same id again changes nothing
   * @param holdId whose units; not needed when only one will not get his
   * @param units how many of them; not given means all that will be missing
   * @param location for OTHER_LOCATION
   * @param sku for SUBSTITUTE
   * @param expectedOn for WAIT, as 2026-12-31
   * @param purchaseOrder for WAIT, if it is known
   */
  record Wish(
      @Nullable UUID id,
      @Nullable Remedy remedy,
      @Nullable UUID holdId,
      @Nullable Integer units,
      @Nullable String location,
      @Nullable String sku,
      @Nullable String expectedOn,
      @Nullable String purchaseOrder) {

    RemedyRequest read() {
      return new RemedyRequest(
          Input.need("id", id),
          Input.need("remedy", remedy),
          holdId,
          units,
          location == null ? null : Input.location("location", location).code(),
          sku == null ? null : Input.sku("sku", sku).code(),
          day(expectedOn),
          purchaseOrder == null ? null : Input.text("purchaseOrder", purchaseOrder, LONGEST_TEXT));
    }

    private static @Nullable LocalDate day(@Nullable String text) {
      try {
        return text == null ? null : LocalDate.parse(text);
      } catch (DateTimeParseException e) {
        throw BadInput.of("expectedOn", "must be a day like 2026-12-31");
      }
    }
  }

  /** What is open, awake first, newest first. */
  @GetMapping
  CasesJson open() {
    return new CasesJson(desk.open().stream().map(CaseJson::of).toList());
  }

  /** A case, open or not, with all that helps to decide it. */
  @GetMapping("/{id}")
  CaseJson.Full one(@PathVariable UUID id) {
    return CaseJson.Full.of(desk.find(id));
  }

  /** Carries a remedy out, whole or not at all; 409 says why it cannot be done any more. */
  @PostMapping("/{id}/remedies")
  CaseJson.Done remedy(
      @PathVariable UUID id, @RequestBody Wish wish, @AuthenticationPrincipal Caller caller) {
    var request = wish.read();
    mayAsk(caller, request.remedy());
    return CaseJson.Done.of(desk.remedy(id, request, caller.name()));
  }

  /** Who may not give money back may not have it given back. */
  static void mayAsk(Caller caller, Remedy remedy) {
    if (remedy == Remedy.CANCEL_AND_REFUND && !caller.may(Authorities.PAYMENTS_REFUND)) {
      throw new AccessDeniedException("no refunds");
    }
  }

  @PostMapping("/{id}/resolve")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void resolve(@PathVariable UUID id, @AuthenticationPrincipal Caller caller) {
    if (!cases.resolve(id, caller.name())) {
      throw new NotFound("an open case " + id);
    }
  }
}
