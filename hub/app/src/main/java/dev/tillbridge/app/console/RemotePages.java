package dev.tillbridge.app.console;

import dev.tillbridge.app.config.Connections;
import dev.tillbridge.app.console.DeskView.Choice;
import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.posting.BooksChoices;
import dev.tillbridge.hub.posting.BooksReceipts;
import dev.tillbridge.hub.posting.BooksTracking;
import dev.tillbridge.hub.posting.BooksTracking.Kind;
import dev.tillbridge.model.books.BookAccount;
import dev.tillbridge.model.books.Bookkeeping;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.sale.Channel;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What other books call our accounts, locations and channels, and of which sales they keep receipts. */
@Hidden
@RestController
@RequestMapping(RemotePages.ADDRESS)
class RemotePages {

  static final String ADDRESS = "/console/books/remote";
  private static final int CODE_MOST = 20;
  private static final int NAME_MOST = 100;

  private final BooksChoices choices;
  private final BooksTracking tracking;
  private final BooksReceipts receipts;
  private final Connections connections;
  private final Places places;
  private final Sheets sheets;
  private final Templates templates;

  RemotePages(
      BooksChoices choices,
      BooksTracking tracking,
      BooksReceipts receipts,
      Connections connections,
      Places places,
      Sheets sheets,
      Templates templates) {
    this.choices = choices;
    this.tracking = tracking;
    this.receipts = receipts;
    this.connections = connections;
    this.places = places;
    this.sheets = sheets;
    this.templates = templates;
  }

  /** Asks the books only when somebody wants to see what they have. */
  @GetMapping
  ResponseEntity<String> page(
      @RequestParam Map<String, String> values,
      @RequestParam(required = false) @Nullable String done,
      @AuthenticationPrincipal Caller caller) {
    return page(200, Filled.of(values), done, caller);
  }

  @PostMapping("/tracking")
  ResponseEntity<String> track(
      @RequestParam Map<String, String> values, @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    return act(
        form,
        "chosen",
        () -> tracking.choose(form.has("locations"), form.has("channels"), caller.name()),
        caller);
  }

  @PostMapping("/names")
  ResponseEntity<String> name(
      @RequestParam Map<String, String> values, @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    return act(
        form,
        "named",
        () -> {
          var parts = form.text("subject", 2 * NAME_MOST).split(":", 2);
          var kind = Arrays.stream(Kind.values())
              .filter(one -> one.name().equals(parts[0]))
              .findFirst();
          if (kind.isEmpty() || parts.length < 2) {
            form.wrong("subject", "must be chosen");
          }
          form.check();
          var name = form.value("name").isEmpty() ? null : form.text("name", NAME_MOST);
          tracking.name(kind.orElseThrow(), parts[1], name, caller.name());
        },
        caller);
  }

  @PostMapping("/receipts")
  ResponseEntity<String> receipts(
      @RequestParam Map<String, String> values, @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    return act(
        form,
        "chosen",
        () -> Arrays.stream(Channel.values())
            .forEach(channel ->
                receipts.choose(channel, form.has("receipts-" + channel.name()), caller.name())),
        caller);
  }

  @PostMapping("/accounts")
  ResponseEntity<String> link(
      @RequestParam Map<String, String> values, @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    return act(
        form,
        "named",
        () -> {
          var parts = form.text("account", CODE_MOST + NAME_MOST).split(":", 2);
          var there = form.value("there").isEmpty() ? null : form.text("there", NAME_MOST);
          form.check();
          choices.link(parts[0], parts.length < 2 ? "" : parts[1], there, caller.name());
        },
        caller);
  }

  private ResponseEntity<String> act(Filled form, String done, Runnable work, Caller caller) {
    return sheets.act(ADDRESS, form, done, work, status -> page(status, form, null, caller));
  }

  private ResponseEntity<String> page(
      int status, Filled form, @Nullable String done, Caller caller) {
    var books = connections.books();
    var ours = choices.accounts(connections.shops().keySet());
    boolean looked = form.has("look") && books != null;
    Outcome<List<String>> answer =
        looked && books != null ? books.accountNames() : new Outcome.Delivered<>(List.of());
    List<String> there = answer instanceof Outcome.Delivered<List<String>>(var names)
        ? names.stream().sorted(String.CASE_INSENSITIVE_ORDER).toList()
        : List.of();
    var trouble = trouble(answer, looked, there);
    var told = tracking.chosen();
    var view = new RemoteView(
        new BooksSheet(
            Frame.at(BooksPages.ADDRESS, places.merchant().name(), caller),
            DocumentPages.ADDRESS,
            form,
            done,
            caller),
        told.locations(),
        told.channels(),
        tracking.names().stream().map(this::named).toList(),
        subjects(),
        Arrays.stream(Channel.values())
            .map(channel -> new Choice(channel.name(), Words.kind(channel.name())))
            .toList(),
        receipts.chosen().stream().map(Channel::name).toList(),
        ours.stream()
            .map(one -> account(one, books, looked && trouble == null ? there : null))
            .toList(),
        ours.stream()
            .map(one -> new Choice(
                one.part().isEmpty() ? one.code() : one.code() + ":" + one.part(), one.toString()))
            .toList(),
        looked,
        trouble,
        there);
    return templates.page(status, "console/books/remote.jte", Map.of("view", view));
  }

  private static @Nullable String trouble(
      Outcome<List<String>> answer, boolean looked, List<String> there) {
    return switch (answer) {
      case Outcome.Delivered<List<String>> ignored ->
        looked && there.isEmpty() ? "These books do not tell their accounts." : null;
      case Outcome.NotSent<List<String>>(var why, var ignored) -> Words.sentence(why) + ".";
      case Outcome.InDoubt<List<String>>(var why) -> Words.sentence(why) + ".";
      case Outcome.Refused<List<String>>(var ignored, var why) -> Words.sentence(why) + ".";
    };
  }

  private static RemoteView.Account account(
      BookAccount ours, @Nullable Bookkeeping books, @Nullable List<String> there) {
    var name =
        books == null ? Objects.requireNonNullElse(ours.link(), ours.name()) : books.nameOf(ours);
    if (there == null) {
      return new RemoteView.Account(ours.toString(), name, "", false);
    }
    var known = new HashSet<>(there);
    return known.contains(name)
        ? new RemoteView.Account(ours.toString(), name, "There", false)
        : new RemoteView.Account(ours.toString(), name, "Not there", true);
  }

  private RemoteView.Named named(BooksTracking.Name one) {
    var name = one.name();
    return new RemoteView.Named(
        words(one.kind(), one.subject()), name == null ? "Not told" : name, one.by());
  }

  private String words(Kind kind, String subject) {
    return switch (kind) {
      case LOCATION ->
        places.all().stream()
            .filter(place -> place.id().code().equals(subject))
            .map(place -> "Location " + place.name())
            .findFirst()
            .orElse("Location " + subject);
      case CHANNEL -> {
        var parts = subject.split("\\|", 2);
        yield parts.length < 2
            ? Words.kind(parts[0])
            : Words.kind(parts[0]) + ", " + parts[1].toLowerCase(Locale.ROOT);
      }
    };
  }

  private List<Choice> subjects() {
    var all = new ArrayList<Choice>();
    places.all().forEach(place -> all.add(subject(Kind.LOCATION, place.id().code())));
    all.add(subject(Kind.CHANNEL, Channel.COUNTER.name()));
    connections.shops().keySet().stream()
        .sorted()
        .forEach(shop -> all.add(subject(Kind.CHANNEL, Channel.WEB + "|" + shop)));
    return all;
  }

  private Choice subject(Kind kind, String subject) {
    return new Choice(kind + ":" + subject, words(kind, subject));
  }
}
