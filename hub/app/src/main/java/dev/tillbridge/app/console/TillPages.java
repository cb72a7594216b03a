package dev.tillbridge.app.console;

import dev.tillbridge.app.console.DeskView.Choice;
import dev.tillbridge.app.console.TillsView.Made;
import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.device.AsideEntries;
import dev.tillbridge.hub.device.Devices;
import dev.tillbridge.hub.device.Journals;
import dev.tillbridge.hub.device.Refusals;
import dev.tillbridge.hub.places.Places;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
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
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Tills: letting them in, ending them, and what of their journals waits for a person. */
@Hidden
@RestController
@RequestMapping(TillPages.ADDRESS)
class TillPages {

  static final String ADDRESS = "/console/tills";

  private final Devices devices;
  private final Journals journals;
  private final AsideEntries aside;
  private final Refusals refusals;
  private final Places places;
  private final Sheets sheets;
  private final Templates templates;

  TillPages(
      Devices devices,
      Journals journals,
      AsideEntries aside,
      Refusals refusals,
      Places places,
      Sheets sheets,
      Templates templates) {
    this.devices = devices;
    this.journals = journals;
    this.aside = aside;
    this.refusals = refusals;
    this.places = places;
    this.sheets = sheets;
    this.templates = templates;
  }

  @GetMapping
  ResponseEntity<String> list(
      @RequestParam(required = false) @Nullable String done,
      @AuthenticationPrincipal Caller caller) {
    return page(200, Filled.blank(0), done, null, caller);
  }

  @PostMapping("/registers")
  ResponseEntity<String> add(
      @RequestParam Map<String, String> values, @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    return sheets.act(
        ADDRESS,
        form,
        "added",
        () -> {
          var id = form.text("id", 20);
          var location = form.location("location");
          form.check();
          devices.addRegister(id, location, caller.name());
        },
        status -> page(status, form, null, null, caller));
  }

  /** Shows the code in its answer and nowhere else. */
  @PostMapping("/codes")
  ResponseEntity<String> code(
      @RequestParam Map<String, String> values,
      @AuthenticationPrincipal Caller caller,
      HttpServletRequest request) {
    var register = Filled.of(values).value("register");
    var code = devices.code(register, caller.name());
    var link = ServletUriComponentsBuilder.fromRequest(request)
        .replacePath("/register/")
        .replaceQuery(null)
        .fragment("code=" + code.code())
        .toUriString();
    var words = new TillReader(places).time(code.expiresAt());
    return page(
        200,
        Filled.blank(0),
        null,
        new Made(register, TillReader.halves(code.code()), link, words),
        caller);
  }

  @PostMapping("/{id}/end")
  ResponseEntity<String> end(
      @PathVariable UUID id,
      @RequestParam Map<String, String> values,
      @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    return sheets.act(
        ADDRESS,
        form,
        "ended",
        () -> {
          var why = form.text("why", 100);
          form.check();
          devices.revoke(id, caller.name(), why);
        },
        status -> page(status, form, null, null, caller));
  }

  @PostMapping("/{id}/entries/{seq}/retry")
  ResponseEntity<String> retry(
      @PathVariable UUID id, @PathVariable long seq, @AuthenticationPrincipal Caller caller) {
    var form = Filled.blank(0);
    return sheets.attempt(
        form,
        () -> {
          var outcome = journals.retry(id, seq, caller.name());
          return ADDRESS + "?done=" + (outcome.state().name().equals("DONE") ? "taken" : "still");
        },
        status -> page(status, form, null, null, caller));
  }

  /** Takes in after all what a till was refused. */
  @PostMapping("/{id}/refused")
  ResponseEntity<String> takeIn(@PathVariable UUID id, @AuthenticationPrincipal Caller caller) {
    var form = Filled.blank(0);
    return sheets.attempt(
        form,
        () -> ADDRESS + "?done="
            + (refusals.takeIn(id, caller.name()).left() == 0 ? "taken" : "still"),
        status -> page(status, form, null, null, caller));
  }

  private ResponseEntity<String> page(
      int status, Filled form, @Nullable String done, @Nullable Made made, Caller caller) {
    var reader = new TillReader(places);
    var registers = devices.registers();
    var view = new TillsView(
        Frame.at(CounterSheet.ADDRESS, places.merchant().name(), caller),
        form,
        form.faults().isEmpty() ? TillReader.done(done) : null,
        made,
        registers.stream().map(reader::till).toList(),
        devices.all().stream()
            .filter(device -> device.isRevoked())
            .map(device -> reader.ended(device))
            .toList(),
        registers.stream().map(one -> new Choice(one.id(), one.id())).toList(),
        places.all().stream()
            .map(place -> new Choice(place.id().code(), place.name()))
            .toList(),
        reader.aside(aside.all(), devices.all()),
        reader.parts(refusals.open(), devices.all()));
    return templates.page(status, "console/tills.jte", Map.of("view", view));
  }
}
