package dev.tillbridge.hub.books;

import dev.tillbridge.hub.books.Mapping.Rule;
import dev.tillbridge.model.books.Role;
import dev.tillbridge.model.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * Which kinds of lines go to another account by other rules. There are few kinds, whatever the number of
 * lines: so each is asked once, by the very function that decides when something is entered, and
 * statements over many lines join what it said.
 */
final class Moves {

  /** What a kind of line is known by in SQL: {@code k}, to be joined with {@link #SAME}. */
  static final String KINDS = """
      unnest(:kRoles::text[], :kCategories::text[], :kKeys::text[], :kChannels::text[],
             :kLocations::text[], :kSources::text[], :kSince::text[]::date[], :kWas::text[], :kGoes::text[],
             :kRules::bigint[])
        as k(role, category, key, channel, location, source, since, was, goes, rule)
      """;

  /** A line {@code l} of an entry {@code e} that has {@link #SINCE} is of kind {@code k}. */
  static final String SAME = """
      k.role = l.role and k.category = l.category and k.key = l.key and k.was = l.account
        and k.channel = coalesce(e.channel, '') and k.location = coalesce(e.location, '')
        and k.source = coalesce(e.source, '') and k.since = e.since
      """;

  /** The last day on or before an event from which another rule may hold. */
  static final String SINCE = """
      (select coalesce(max(d), date '0001-01-01') from unnest(:days::text[]::date[]) d where d <= e.event_day)
      """;

  private static final Money ANY = Money.of(1, "USD");

  /** Lines that no rule tells apart; text that is missing is empty. */
  record Kind(
      Role role,
      String category,
      String key,
      String channel,
      String location,
      String source,
      LocalDate since,
      String account) {

    private Event event() {
      return new Event(
          Cause.SALE,
          "",
          since,
          since,
          Instant.EPOCH,
          given(location),
          given(channel),
          given(source));
    }

    private static @Nullable String given(String text) {
      return text.isEmpty() ? null : text;
    }
  }

  private record Move(Kind kind, String goes, @Nullable Long rule) {}

  private final List<Rule> rules;
  private final List<Move> moves = new ArrayList<>();

  Moves(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /** Takes note of the kinds that go elsewhere than they are. */
  Moves of(Collection<Kind> kinds) {
    for (var kind : kinds) {
      var line = new DraftLine(kind.role(), kind.category(), kind.key(), ANY);
      var rule = Mapping.rule(rules, kind.event(), line);
      var goes = rule.map(Rule::account).orElse(kind.role().account());
      if (!goes.equals(kind.account())) {
        moves.add(new Move(kind, goes, rule.map(Rule::id).orElse(null)));
      }
    }
    return this;
  }

  boolean isEmpty() {
    return moves.isEmpty();
  }

  /** Roles of which lines may move though no rule has placed them so far. */
  String[] roles() {
    return rules.stream().map(rule -> rule.role().name()).distinct().toArray(String[]::new);
  }

  /** Sets {@code days} of {@link #SINCE}. */
  StatementSpec days(StatementSpec sql) {
    return sql.param(
        "days",
        rules.stream().map(rule -> rule.validFrom().toString()).distinct().toArray(String[]::new));
  }

  /** Sets everything that {@link #KINDS} and {@link #SINCE} need. */
  StatementSpec in(StatementSpec sql) {
    return days(sql)
        .param("kRoles", texts(move -> move.kind().role().name()))
        .param("kCategories", texts(move -> move.kind().category()))
        .param("kKeys", texts(move -> move.kind().key()))
        .param("kChannels", texts(move -> move.kind().channel()))
        .param("kLocations", texts(move -> move.kind().location()))
        .param("kSources", texts(move -> move.kind().source()))
        .param("kSince", texts(move -> move.kind().since().toString()))
        .param("kWas", texts(move -> move.kind().account()))
        .param("kGoes", texts(Move::goes))
        .param("kRules", moves.stream().map(Move::rule).toArray(Long[]::new));
  }

  private String[] texts(Function<Move, String> text) {
    return moves.stream().map(text).toArray(String[]::new);
  }
}
