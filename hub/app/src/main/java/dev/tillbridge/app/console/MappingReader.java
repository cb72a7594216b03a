package dev.tillbridge.app.console;

import dev.tillbridge.app.console.DeskView.Choice;
import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.books.AccountView;
import dev.tillbridge.hub.books.BatchView;
import dev.tillbridge.hub.books.Batches;
import dev.tillbridge.hub.books.BookRules;
import dev.tillbridge.hub.books.Ledger;
import dev.tillbridge.hub.books.Preview;
import dev.tillbridge.hub.books.RuleView;
import dev.tillbridge.hub.books.RuleView.Terms;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.model.books.AccountKind;
import dev.tillbridge.model.books.Role;
import dev.tillbridge.model.sale.Channel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts rules, previews and batches into words. */
@Component
class MappingReader {

  private static final int BATCHES = 20;
  private static final int NAMED = 10;

  private final BookRules rules;
  private final Batches batches;
  private final Ledger ledger;
  private final Places places;

  MappingReader(BookRules rules, Batches batches, Ledger ledger, Places places) {
    this.rules = rules;
    this.batches = batches;
    this.ledger = ledger;
    this.places = places;
  }

  MappingView view(
      Filled form,
      @Nullable String done,
      Caller caller,
      MappingView.@Nullable Look look,
      boolean applies) {
    var accounts = ledger.accounts();
    var names = accounts.stream().collect(Collectors.toMap(AccountView::code, AccountView::name));
    return new MappingView(
        new BooksSheet(
            Frame.at(BooksPages.ADDRESS, places.merchant().name(), caller),
            MappingPages.ADDRESS,
            form,
            done,
            caller),
        rules.all().stream()
            .filter(rule -> rule.withdrawnBy() == null)
            .map(rule -> rule(rule, names))
            .toList(),
        Arrays.stream(Role.values())
            .filter(role -> role != Role.OPENING)
            .map(role ->
                new Choice(role.name(), Words.kind(role.name()) + ", otherwise " + role.account()))
            .toList(),
        accounts.stream()
            .map(account -> new Choice(account.code(), named(account.code(), names)))
            .toList(),
        Arrays.stream(Channel.values())
            .map(channel -> new Choice(channel.name(), Words.kind(channel.name())))
            .toList(),
        places.all().stream()
            .map(place -> new Choice(place.id().code(), place.name()))
            .toList(),
        Arrays.stream(AccountKind.values())
            .map(kind -> new Choice(kind.name(), BooksPages.kind(kind)))
            .toList(),
        look,
        applies,
        batches.newest(BATCHES).stream().map(this::batch).toList());
  }

  private static String named(String code, Map<String, String> names) {
    return code + " " + names.getOrDefault(code, "");
  }

  private static MappingView.Rule rule(RuleView rule, Map<String, String> names) {
    return new MappingView.Rule(
        rule.id(),
        Words.kind(rule.terms().role().name()),
        where(rule.terms()),
        named(rule.terms().account(), names),
        rule.terms().validFrom().toString(),
        rule.madeBy());
  }

  private static String where(Terms terms) {
    var parts = new ArrayList<String>();
    part(parts, "channel", terms.channel());
    part(parts, "location", terms.location());
    part(parts, "shop or register", terms.source());
    part(parts, "kind", terms.category());
    part(parts, "name", terms.key());
    return parts.isEmpty() ? "everywhere" : String.join(", ", parts);
  }

  private static void part(List<String> parts, String name, @Nullable String value) {
    if (value != null) {
      parts.add(name + " " + value);
    }
  }

  MappingView.Look look(Preview preview) {
    return new MappingView.Look(
        preview.changed(),
        preview.skipped(),
        preview.accounts().stream()
            .map(a -> new MappingView.Account(
                a.code() + " " + a.name() + ", " + a.currency().getCurrencyCode(),
                BooksPages.amount(a.before(), a.currency()),
                BooksPages.amount(a.after(), a.currency())))
            .toList(),
        preview.entries().stream()
            .map(e -> new MappingView.Entry(
                e.id(),
                e.day().toString(),
                e.words(),
                e.moved().stream()
                    .map(m ->
                        "%s from %s to %s".formatted(Words.money(m.amount()), m.from(), m.to()))
                    .toList(),
                e.closed()))
            .toList(),
        preview.next() != null);
  }

  private MappingView.Batch batch(BatchView batch) {
    var left =
        batch.skipped() == 0 ? List.<BatchView.Skipped>of() : batches.skipped(batch.id(), 0, NAMED);
    var note = new StringBuilder()
        .append(batch.changed())
        .append(batch.isDone() ? " entered anew" : " entered anew so far");
    if (!left.isEmpty()) {
      note.append("; ")
          .append(batch.skipped())
          .append(" left as they are: ")
          .append(left.stream()
              .map(s -> "%s of %s (%s)"
                  .formatted(
                      s.words(), s.day(), s.reason().equals("CLOSED") ? "closed" : "changed since"))
              .collect(Collectors.joining(", ")))
          .append(batch.skipped() > left.size() ? " and others" : "");
    }
    if (batch.undoneBy() != null) {
      note.append("; taken back");
    }
    return new MappingView.Batch(
        batch.id(),
        what(batch),
        batch.words(),
        batch.madeBy() + ", " + batch.madeAt().toString().substring(0, 10),
        note.toString(),
        batch.isDone() && batch.undoneBy() == null,
        UUID.randomUUID());
  }

  private static String what(BatchView batch) {
    return switch (batch.kind()) {
      case REMAP ->
        "Entered anew"
            + (batch.from() == null ? "" : " from " + batch.from())
            + (batch.through() == null ? "" : " through " + batch.through());
      case UNDO -> "Taken back";
      case OPENING -> "Opening balances";
    };
  }
}
