package dev.tillbridge.app.console;

import dev.tillbridge.app.console.DeskView.Choice;
import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.posting.SummaryKind;
import dev.tillbridge.hub.posting.Tellings;
import dev.tillbridge.model.sale.Channel;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How other books are told: each sale on its own, or one summary a day. */
@Hidden
@RestController
@RequestMapping(TellingPages.ADDRESS)
class TellingPages {

  static final String ADDRESS = "/console/books/telling";

  private final Tellings tellings;
  private final Places places;
  private final Sheets sheets;
  private final Templates templates;

  TellingPages(Tellings tellings, Places places, Sheets sheets, Templates templates) {
    this.tellings = tellings;
    this.places = places;
    this.sheets = sheets;
    this.templates = templates;
  }

  @GetMapping
  ResponseEntity<String> page(
      @RequestParam Map<String, String> values,
      @RequestParam(required = false) @Nullable String done,
      @AuthenticationPrincipal Caller caller) {
    return page(200, Filled.of(values), done, caller);
  }

  @PostMapping
  ResponseEntity<String> choose(
      @RequestParam Map<String, String> values, @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    return sheets.act(
        ADDRESS,
        form,
        "telling",
        () -> {
          var id = form.uuid("id");
          var kind = one(SummaryKind.values(), form.value("kind"));
          if (kind.isEmpty()) {
            form.wrong("kind", "must be chosen");
          }
          if (!List.of("DAY", "EACH").contains(form.value("way"))) {
            form.wrong("way", "must be chosen");
          }
          var from = form.day("validFrom");
          if (from == null) {
            form.wrong("validFrom", "must be a day like 2027-01-31");
          }
          var source = any(form, "source");
          form.check();
          tellings.choose(
              id,
              new Tellings.Scope(
                  kind.orElseThrow(),
                  one(Channel.values(), form.value("channel")).orElse(null),
                  any(form, "location"),
                  source),
              form.value("way").equals("DAY"),
              Objects.requireNonNull(from),
              caller.name());
        },
        status -> page(status, form, null, caller));
  }

  private static <T extends Enum<T>> Optional<T> one(T[] all, String name) {
    return Arrays.stream(all).filter(some -> some.name().equals(name)).findFirst();
  }

  private static @Nullable String any(Filled form, String field) {
    return form.value(field).isEmpty() ? null : form.text(field, 100);
  }

  private ResponseEntity<String> page(
      int status, Filled form, @Nullable String done, Caller caller) {
    var view = new TellingView(
        new BooksSheet(
            Frame.at(BooksPages.ADDRESS, places.merchant().name(), caller),
            DocumentPages.ADDRESS,
            form,
            done,
            caller),
        tellings.all().stream().map(TellingPages::chosen).toList(),
        Arrays.stream(SummaryKind.values())
            .map(kind -> new Choice(kind.name(), kind(kind)))
            .toList(),
        Arrays.stream(Channel.values())
            .map(channel -> new Choice(channel.name(), Words.kind(channel.name())))
            .toList(),
        places.all().stream()
            .map(place -> new Choice(place.id().code(), place.name()))
            .toList(),
        List.of(new Choice("DAY", way(true)), new Choice("EACH", way(false))),
        tellings.earliest().toString());
    return templates.page(status, "console/books/telling.jte", Map.of("view", view));
  }

  private static TellingView.Chosen chosen(Tellings.Choice choice) {
    var scope = choice.scope();
    var channel = scope.channel();
    var where = Stream.of(
            channel == null ? null : Words.kind(channel.name()), scope.location(), scope.source())
        .filter(Objects::nonNull)
        .collect(Collectors.joining(", "));
    return new TellingView.Chosen(
        kind(scope.kind()),
        where.isEmpty() ? "Everywhere" : where,
        way(choice.daily()),
        choice.validFrom().getYear() <= 1970
            ? "the beginning"
            : choice.validFrom().toString(),
        choice.by() + ", " + choice.at().toString().substring(0, 10));
  }

  private static String kind(SummaryKind kind) {
    return switch (kind) {
      case SALES -> "Sales and refunds";
      case STOCK -> "Cost of goods";
    };
  }

  private static String way(boolean daily) {
    return daily ? "One summary a day" : "Each on its own";
  }
}
