package dev.tillbridge.app.api;

import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.books.BookRules;
import dev.tillbridge.hub.books.Preview;
import dev.tillbridge.hub.books.Previews;
import dev.tillbridge.hub.books.RuleView;
import dev.tillbridge.hub.books.RuleView.Terms;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.model.books.Role;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Which account a line goes to: the rules, and what they would change of what was entered before. */
@RestController
@RequestMapping("/api/v1/books/rules")
class BookRulesApi {

  private static final int RULES_MOST = 100;
  private static final int TEXT_MOST = 100;

  private final BookRules rules;
  private final Previews previews;

  BookRulesApi(BookRules rules, Previews previews) {
    this.rules = rules;
    this.previews = previews;
  }

  /** A rule; what is left out means any. */
  record RuleBody(
      @Nullable UUID id,
      @Nullable String role,
      @Nullable String channel,
      @Nullable String location,
      @Nullable String source,
      @Nullable String category,
      @Nullable String key,
      @Nullable String account,
      @Nullable LocalDate validFrom) {

    Terms read(String field) {
      return new Terms(
          role(field + "role", role),
          any(field + "channel", channel),
          any(field + "location", location),
          any(field + "source", source),
          any(field + "category", category),
          any(field + "key", key),
          Input.text(field + "account", account, 20),
          Objects.requireNonNull(
              BookDays.read(field + "validFrom", Input.need(field + "validFrom", validFrom))));
    }

    private static @Nullable String any(String field, @Nullable String text) {
      return text == null ? null : Input.text(field, text, TEXT_MOST);
    }

    private static Role role(String field, @Nullable String name) {
      var wanted = Input.need(field, name);
      return Arrays.stream(Role.values())
          .filter(role -> role.name().equals(wanted))
          .findFirst()
          .orElseThrow(
              () -> BadInput.of(field, "must be one of " + Arrays.toString(Role.values())));
    }
  }

  /** A rule on record; entries name it by its number. */
  record RuleJson(
      UUID id,
      long number,
      Role role,
      @Nullable String channel,
      @Nullable String location,
      @Nullable String source,
      @Nullable String category,
      @Nullable String key,
      String account,
      LocalDate validFrom,
      String madeBy,
      Instant madeAt,
      @Nullable String withdrawnBy,
      @Nullable Instant withdrawnAt) {

    static RuleJson of(RuleView rule) {
      var terms = rule.terms();
      return new RuleJson(
          rule.id(),
          rule.number(),
          terms.role(),
          terms.channel(),
          terms.location(),
          terms.source(),
          terms.category(),
          terms.key(),
          terms.account(),
          terms.validFrom(),
          rule.madeBy(),
          rule.madeAt(),
          rule.withdrawnBy(),
          rule.withdrawnAt());
    }
  }

  /** Where lines of a role go when no rule says otherwise. */
  record RoleJson(Role role, String account) {}

  record RulesJson(List<RuleJson> rules, List<RoleJson> otherwise) {}

  /** Rules that are not made yet, and rules to be withdrawn; days are those of events. */
  record PreviewBody(
      @Nullable List<@Nullable RuleBody> rules,
      @Nullable List<@Nullable UUID> withdraw,
      @Nullable LocalDate from,
      @Nullable LocalDate through,
      @Nullable Long after,
      @Nullable Integer limit) {}

  /** What is on an account, and what would be; a debit above zero. */
  record AccountChangeJson(
      String account, String name, String currency, BigInteger before, BigInteger after) {}

  /** A part of an entry that would go from one account to another. */
  record MovedJson(String from, String to, MoneyJson amount) {}

  /** An entry that would be entered anew; one in a closed period would stay. */
  record AffectedJson(
      long entry,
      LocalDate day,
      LocalDate eventDay,
      String cause,
      String causeId,
      String words,
      List<MovedJson> moved,
      boolean closed) {}

  record PreviewJson(
      int changed,
      int skipped,
      List<AccountChangeJson> accounts,
      List<AffectedJson> entries,
      @Nullable Long next) {

    static PreviewJson of(Preview preview) {
      return new PreviewJson(
          preview.changed(),
          preview.skipped(),
          preview.accounts().stream()
              .map(a -> new AccountChangeJson(
                  a.code(), a.name(), a.currency().getCurrencyCode(), a.before(), a.after()))
              .toList(),
          preview.entries().stream()
              .map(e -> new AffectedJson(
                  e.id(),
                  e.day(),
                  e.eventDay(),
                  e.cause(),
                  e.causeId(),
                  e.words(),
                  e.moved().stream()
                      .map(m -> new MovedJson(m.from(), m.to(), MoneyJson.of(m.amount())))
                      .toList(),
                  e.closed()))
              .toList(),
          preview.next());
    }
  }

  /** All rules that ever were, and where lines go without one. */
  @GetMapping
  RulesJson all() {
    return new RulesJson(
        rules.all().stream().map(RuleJson::of).toList(),
        Arrays.stream(Role.values())
            .map(role -> new RoleJson(role, role.account()))
            .toList());
  }

  /** Makes a rule for what is entered from now on; the same id again is the same rule. */
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  RuleJson add(@RequestBody RuleBody body, @AuthenticationPrincipal Caller caller) {
    return RuleJson.of(rules.add(Input.need("id", body.id()), body.read(""), caller.name()));
  }

  /** A rule that is no longer wanted; what was entered by it stays. */
  @PostMapping("/{id}/withdraw")
  RuleJson withdraw(@PathVariable UUID id, @AuthenticationPrincipal Caller caller) {
    return RuleJson.of(rules.withdraw(id, caller.name()));
  }

  /** What applying the rules to what was entered before would do; changes nothing. */
  @PostMapping("/preview")
  PreviewJson preview(@RequestBody PreviewBody body) {
    var add = new ArrayList<Terms>();
    if (body.rules() != null && !body.rules().isEmpty()) {
      for (var rule : Input.list("rules", body.rules(), RULES_MOST)) {
        add.add(rule.read("rules[" + add.size() + "]."));
      }
    }
    var withdraw = body.withdraw() == null || body.withdraw().isEmpty()
        ? Set.<UUID>of()
        : Set.copyOf(Input.list("withdraw", body.withdraw(), RULES_MOST));
    return PreviewJson.of(previews.of(new Previews.Question(
        add,
        withdraw,
        BookDays.read("from", body.from()),
        BookDays.read("through", body.through()),
        body.after() == null ? 0 : body.after(),
        body.limit() == null ? 100 : body.limit())));
  }
}
