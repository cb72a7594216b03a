package dev.tillbridge.app.console;

import dev.tillbridge.app.console.CloseView.Link;
import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.closing.DayClose;
import dev.tillbridge.hub.closing.DayVerdict;
import dev.tillbridge.hub.closing.DayVerdict.State;
import dev.tillbridge.hub.closing.DayVerdict.Topic;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.problem.BadInput;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The daily close: green, or exactly what is missing and the one thing to do next. */
@Hidden
@RestController
@RequestMapping(ClosePages.ADDRESS)
class ClosePages {

  static final String ADDRESS = "/console/books/close";

  private static final int REPORTS = 5;

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy", Locale.ENGLISH);

  private final DayClose close;
  private final ReportPages reports;
  private final Places places;
  private final Templates templates;
  private final InstantSource clock;

  ClosePages(
      DayClose close,
      ReportPages reports,
      Places places,
      Templates templates,
      InstantSource clock) {
    this.close = close;
    this.reports = reports;
    this.places = places;
    this.templates = templates;
    this.clock = clock;
  }

  /** Without a day the last one that is over. */
  @GetMapping
  ResponseEntity<String> page(
      @RequestParam Map<String, String> values, @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    var today = clock.instant().atZone(zone()).toLocalDate();
    var asked = form.value("day").isEmpty() ? today.minusDays(1) : form.day("day");
    if (asked == null || asked.getYear() < 1970 || asked.getYear() > 2200) {
      return wrong(form, today, "The day must be like 2027-01-31.", caller);
    }
    try {
      return page(200, view(close.of(asked), today, caller), asked, caller);
    } catch (BadInput later) {
      return wrong(form, today, "That day has not begun. Choose an earlier one.", caller);
    }
  }

  private ResponseEntity<String> wrong(Filled form, LocalDate today, String fault, Caller caller) {
    var view = new CloseView(
        frame(caller),
        "Daily close",
        form.value("day"),
        at(today.minusDays(1)),
        null,
        "",
        "",
        "",
        null,
        fault,
        List.of());
    return page(422, view, today.minusDays(1), caller);
  }

  private ResponseEntity<String> page(int status, CloseView view, LocalDate day, Caller caller) {
    var sheet = new BooksSheet(view.frame(), ADDRESS, Filled.blank(0), null, caller);
    return templates.page(
        status,
        "console/books/close.jte",
        Map.of("view", view, "reports", reports.view(sheet, day, REPORTS, null)));
  }

  private CloseView view(DayVerdict verdict, LocalDate today, Caller caller) {
    var first = verdict.first();
    String tone;
    String words;
    String next;
    Link there = null;
    if (verdict.isGreen()) {
      tone = "good";
      words = "Everything agrees.";
      next = verdict.locked()
          ? "The day is closed. There is nothing to do."
          : "There is nothing to do. Close the month once its figures have been told to somebody.";
    } else if (first.isPresent()) {
      var point = first.get();
      tone = "bad";
      words = "Something does not agree.";
      next = point.subject() + ": " + point.next();
      there = link(point.topic(), verdict.day());
    } else {
      tone = "warn";
      words = verdict.over() ? "Something is still on its way." : "The day is not over yet.";
      next = "There is nothing to do but wait; what comes shows here by itself.";
    }
    return new CloseView(
        frame(caller),
        DAY.format(verdict.day()),
        verdict.day().toString(),
        at(verdict.day().minusDays(1)),
        verdict.day().isBefore(today) ? at(verdict.day().plusDays(1)) : null,
        tone,
        words,
        next,
        there,
        null,
        verdict.parts().stream().map(part -> part(part, verdict.day())).toList());
  }

  private static CloseView.Part part(DayVerdict.Part part, LocalDate day) {
    var words = CloseWords.of(part.topic());
    return new CloseView.Part(
        part.topic().name().toLowerCase(Locale.ROOT),
        words.title(),
        words.about(),
        tone(part.state()),
        CloseWords.state(part.state()),
        words.here(),
        words.there(),
        part.sums().stream().map(ClosePages::sum).toList(),
        part.points().stream().map(ClosePages::point).toList(),
        part.state() == State.UNUSED ? null : link(part.topic(), day),
        part.more() == 0 ? "" : "and " + part.more() + " more");
  }

  private static CloseView.Sum sum(DayVerdict.Sum sum) {
    var off = sum.agrees()
        ? ""
        : sum.here().currency().equals(sum.there().currency())
            ? Words.money(sum.here().minus(sum.there()))
            : "another currency";
    return new CloseView.Sum(sum.what(), Words.money(sum.here()), Words.money(sum.there()), off);
  }

  private static CloseView.Point point(DayVerdict.Point point) {
    var off = point.difference();
    return new CloseView.Point(
        point.subject(),
        Words.sentence(point.words()),
        off == null ? "" : Words.money(off),
        point.comes(),
        point.next());
  }

  private static String tone(State state) {
    return switch (state) {
      case AGREES -> "good";
      case WAITS -> "warn";
      case DIFFERS -> "bad";
      case UNUSED -> "calm";
    };
  }

  private static Link link(Topic topic, LocalDate day) {
    return switch (topic) {
      case ENTERED -> new Link("What needs attention", "/console");
      case TENDERS, LEDGER ->
        new Link("The day's entries", "/console/books/entries?from=" + day + "&through=" + day);
      case DRAWERS -> new Link("Shifts", ShiftPages.ADDRESS);
      case GATEWAYS, PAYOUTS -> new Link("Payouts", "/console/books/payouts");
      case DOCUMENTS -> new Link("The day's documents", DocumentPages.of(day));
      case BOOKS_THERE -> new Link("Changed there", ChangedPages.ADDRESS);
      case SHOPS -> new Link("Comparisons", "/console/watch");
    };
  }

  private static String at(LocalDate day) {
    return ADDRESS + "?day=" + day;
  }

  private Frame frame(Caller caller) {
    return Frame.at(BooksPages.ADDRESS, places.merchant().name(), caller);
  }

  private ZoneId zone() {
    return places.all().stream().findFirst().map(one -> one.timeZone()).orElse(ZoneOffset.UTC);
  }
}
