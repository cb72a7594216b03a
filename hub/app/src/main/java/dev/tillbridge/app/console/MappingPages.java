package dev.tillbridge.app.console;

import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.books.AccountView;
import dev.tillbridge.hub.books.BatchView;
import dev.tillbridge.hub.books.Batches;
import dev.tillbridge.hub.books.BookRules;
import dev.tillbridge.hub.books.Chart;
import dev.tillbridge.hub.books.Previews;
import dev.tillbridge.hub.books.RuleView.Terms;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.model.books.AccountKind;
import dev.tillbridge.model.books.Role;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Where lines go: rules, what they would change of what was entered before, and doing it. */
@Hidden
@RestController
class MappingPages {

  static final String ADDRESS = "/console/books/mapping";
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final int SHOWN = 100;

  private final BookRules rules;
  private final Previews previews;
  private final Batches batches;
  private final Chart chart;
  private final MappingReader reader;
  private final Sheets sheets;
  private final Templates templates;

  MappingPages(
      BookRules rules,
      Previews previews,
      Batches batches,
      Chart chart,
      MappingReader reader,
      Sheets sheets,
      Templates templates) {
    this.rules = rules;
    this.previews = previews;
    this.batches = batches;
    this.chart = chart;
    this.reader = reader;
    this.sheets = sheets;
    this.templates = templates;
  }

  @GetMapping(ADDRESS)
  ResponseEntity<String> page(
      @RequestParam Map<String, String> values,
      @RequestParam(required = false) @Nullable String done,
      @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    if (!form.has("look")) {
      return page(200, form, done, caller, null, false);
    }
    return looked(form, List.of(), caller, true);
  }

  /** A rule is made, or only looked at. */
  @PostMapping(ADDRESS)
  ResponseEntity<String> add(
      @RequestParam Map<String, String> values, @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    if (form.has("look")) {
      try {
        return looked(form, List.of(terms(form)), caller, false);
      } catch (BadInput wrong) {
        form.blame(wrong);
        return page(422, form, null, caller, null, false);
      }
    }
    return sheets.act(
        ADDRESS,
        form,
        "rule",
        () -> rules.add(form.uuid("id"), terms(form), caller.name()),
        status -> page(status, form, null, caller, null, false));
  }

  private static Terms terms(Filled form) {
    var role = Arrays.stream(Role.values())
        .filter(one -> one.name().equals(form.value("role")))
        .findFirst();
    if (role.isEmpty()) {
      form.wrong("role", "must be chosen");
    }
    if (form.value("account").isEmpty()) {
      form.wrong("account", "must be chosen");
    }
    var from = day(form, "validFrom");
    if (from == null) {
      form.wrong("validFrom", "must be a day like 2027-01-31");
    }
    form.check();
    return new Terms(
        role.orElseThrow(),
        any(form, "channel"),
        any(form, "location"),
        any(form, "source"),
        any(form, "category"),
        any(form, "key"),
        form.value("account"),
        java.util.Objects.requireNonNull(from));
  }

  private static @Nullable String any(Filled form, String field) {
    if (form.value(field).isEmpty()) {
      return null;
    }
    var text = form.text(field, 100);
    form.check();
    return text;
  }

  private static @Nullable LocalDate day(Filled form, String field) {
    var day = form.day(field);
    if (day != null && (day.getYear() < 1970 || day.getYear() > 2200)) {
      form.wrong(field, "must be a day like 2027-01-31");
    }
    return day;
  }

  private ResponseEntity<String> looked(
      Filled form, List<Terms> add, Caller caller, boolean applies) {
    var from = day(form, "from");
    var through = day(form, "through");
    if (!form.faults().isEmpty()) {
      return page(422, form, null, caller, null, false);
    }
    var look = previews.of(new Previews.Question(add, Set.of(), from, through, 0, SHOWN));
    return page(200, form, null, caller, reader.look(look), applies);
  }

  @PostMapping(ADDRESS + "/withdraw")
  ResponseEntity<String> withdraw(
      @RequestParam Map<String, String> values, @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    return sheets.act(
        ADDRESS,
        form,
        "withdrawn",
        () -> {
          var id = form.uuid("rule");
          form.check();
          rules.withdraw(id, caller.name());
        },
        status -> page(status, form, null, caller, null, false));
  }

  @PostMapping(ADDRESS + "/apply")
  ResponseEntity<String> apply(
      @RequestParam Map<String, String> values, @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    return sheets.attempt(
        form,
        () -> {
          var id = form.uuid("id");
          var words = form.text("words", 200);
          var from = day(form, "from");
          var through = day(form, "through");
          form.check();
          batches.remap(id, words, from, through, caller.name());
          return worked(id, "batch");
        },
        status -> page(status, form, null, caller, null, false));
  }

  @PostMapping(ADDRESS + "/undo")
  ResponseEntity<String> undo(
      @RequestParam Map<String, String> values, @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    return sheets.attempt(
        form,
        () -> {
          var id = form.uuid("id");
          var batch = form.uuid("batch");
          form.check();
          batches.undo(id, batch, "Taken back in the console", caller.name());
          return worked(id, "undone");
        },
        status -> page(status, form, null, caller, null, false));
  }

  /** Waits a little; where to go then. */
  private String worked(UUID batch, String done) {
    batches.work(PATIENCE);
    boolean isDone = batches.find(batch).map(BatchView::isDone).orElse(false);
    return ADDRESS + "?done=" + (isDone ? done : "begun");
  }

  @PostMapping("/console/books/accounts")
  ResponseEntity<String> account(
      @RequestParam Map<String, String> values, @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    return sheets.act(
        ADDRESS,
        form,
        "account",
        () -> {
          var code = form.text("code", 20);
          var name = form.text("name", 100);
          var kind = Arrays.stream(AccountKind.values())
              .filter(one -> one.name().equals(form.value("kind")))
              .findFirst();
          if (kind.isEmpty()) {
            form.wrong("kind", "must be chosen");
          }
          var ends = day(form, "endsOn");
          form.check();
          chart.put(
              new AccountView(code, name, kind.orElseThrow(), form.has("clears"), ends),
              caller.name());
        },
        status -> page(status, form, null, caller, null, false));
  }

  private ResponseEntity<String> page(
      int status,
      Filled form,
      @Nullable String done,
      Caller caller,
      MappingView.@Nullable Look look,
      boolean applies) {
    return templates.page(
        status,
        "console/books/mapping.jte",
        Map.of("view", reader.view(form, done, caller, look, applies)));
  }
}
