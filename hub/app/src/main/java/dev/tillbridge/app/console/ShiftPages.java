package dev.tillbridge.app.console;

import dev.tillbridge.app.console.DeskView.Choice;
import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.shift.DrawerPolicy;
import dev.tillbridge.hub.shift.ShiftView;
import dev.tillbridge.hub.shift.Shifts;
import dev.tillbridge.model.place.Location;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

/** Shifts and their reports, and how drawers are counted. */
@Hidden
@RestController
@RequestMapping(ShiftPages.ADDRESS)
class ShiftPages {

  static final String ADDRESS = "/console/books/shifts";

  private static final int SHOWN = 50;

  private final Shifts shifts;
  private final Places places;
  private final Sheets sheets;
  private final Templates templates;

  ShiftPages(Shifts shifts, Places places, Sheets sheets, Templates templates) {
    this.shifts = shifts;
    this.places = places;
    this.sheets = sheets;
    this.templates = templates;
  }

  @GetMapping
  ResponseEntity<String> list(
      @RequestParam(required = false) @Nullable String done,
      @AuthenticationPrincipal Caller caller) {
    return list(200, Filled.blank(0), done, caller);
  }

  @PostMapping("/policy")
  ResponseEntity<String> count(
      @RequestParam Map<String, String> values, @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    return sheets.act(
        ADDRESS,
        form,
        "counting",
        () -> {
          var location = location(form);
          if (location.isEmpty()) {
            form.wrong("location", "must be chosen");
          }
          var limit = location.map(place -> form.money("limit", place.currency()));
          form.check();
          shifts
              .policies()
              .set(
                  location.orElseThrow().id(),
                  new DrawerPolicy(limit.orElseThrow(), form.value("blind").equals("yes")),
                  caller.name());
        },
        status -> list(status, form, null, caller));
  }

  private Optional<Location> location(Filled form) {
    return places.all().stream()
        .filter(place -> place.id().code().equals(form.value("location")))
        .findFirst();
  }

  @GetMapping("/{id}")
  ResponseEntity<String> one(@PathVariable UUID id, @AuthenticationPrincipal Caller caller) {
    var view = shifts
        .find(id)
        .filter(found -> !caller.isStrangerAt(found.report().location()))
        .orElseThrow(() -> new NotFound("shift " + id));
    var report = view.report();
    var zone = places.get(report.location()).timeZone();
    return templates.page(
        200,
        "console/books/shift.jte",
        Map.of(
            "view",
            new ShiftsView.One(
                sheet(Filled.blank(0), null, caller),
                ShiftReader.row(view, zone),
                report.number() == null,
                ShiftReader.cash(report),
                ShiftReader.figures(report),
                ShiftReader.count(report),
                ShiftReader.done(view, zone),
                ShiftReader.adjustments(view),
                ShiftReader.awaited(report),
                report.reason())));
  }

  private ResponseEntity<String> list(
      int status, Filled form, @Nullable String done, Caller caller) {
    var open = shifts.newest(caller.ownLocation(), true, SHOWN);
    var ended = shifts.newest(caller.ownLocation(), false, SHOWN).stream()
        .filter(view -> view.report().number() != null)
        .toList();
    return templates.page(
        status,
        "console/books/shifts.jte",
        Map.of(
            "view",
            new ShiftsView(
                sheet(form, done, caller),
                rows(open),
                rows(ended),
                places.all().stream().map(this::counting).toList(),
                places.all().stream()
                    .map(place -> new Choice(place.id().code(), place.name()))
                    .toList(),
                List.of(
                    new Choice("no", "Told what should be there"),
                    new Choice("yes", "Not told: a blind count")))));
  }

  private List<ShiftsView.Row> rows(List<ShiftView> views) {
    return views.stream()
        .map(view -> ShiftReader.row(view, places.get(view.report().location()).timeZone()))
        .toList();
  }

  private ShiftsView.Counting counting(Location place) {
    var policy = shifts.policies().at(place.id());
    return new ShiftsView.Counting(
        place.name(),
        Words.money(policy.limit()),
        policy.blind() ? "Blind" : "Told what should be there");
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
