package dev.tillbridge.hub.books;

import dev.tillbridge.hub.books.Mapping.Rule;
import dev.tillbridge.hub.books.Preview.Account;
import dev.tillbridge.hub.books.Preview.Affected;
import dev.tillbridge.hub.books.Preview.Moved;
import dev.tillbridge.hub.books.RuleView.Terms;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.model.money.Money;
import java.math.BigInteger;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Says what applying rules to what was entered before would do, without doing it. */
public final class Previews {

  /** The most entries that one answer has. */
  public static final int ENTRIES_MOST = 500;

  private final JdbcClient jdbc;
  private final BookRules rules;
  private final TransactionTemplate atOneMoment;

  public Previews(JdbcClient jdbc, TransactionTemplate tx, InstantSource clock) {
    this.jdbc = jdbc;
    this.rules = new BookRules(jdbc, clock);
    this.atOneMoment = new TransactionTemplate(
        Objects.requireNonNull(tx.getTransactionManager(), "no transactions"));
    atOneMoment.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    atOneMoment.setReadOnly(true);
  }

  /**
   * What is asked.
   *
   * @param add rules that are not made yet
   * @param withdraw rules to be withdrawn
   * @param from the first day of events, or null for the beginning
   * @param through the last one, or null for the end
   * @param after the entry that the page before ended with, or zero
   */
  public record Question(
      List<Terms> add,
      Set<UUID> withdraw,
      @Nullable LocalDate from,
      @Nullable LocalDate through,
      long after,
      int limit) {

    public Question {
      add = List.copyOf(add);
      withdraw = Set.copyOf(withdraw);
    }
  }

  /**
   * The preview, as of one moment.
   *
   * @throws BadInput when a rule could not be made, or the limit is above {@link #ENTRIES_MOST}
   */
  public Preview of(Question question) {
    if (question.limit() < 1 || question.limit() > ENTRIES_MOST) {
      throw BadInput.of("limit", "must be between 1 and " + ENTRIES_MOST);
    }
    for (int i = 0; i < question.add().size(); i++) {
      rules.check("rules[" + i + "].", question.add().get(i));
    }
    return Objects.requireNonNull(atOneMoment.execute(_ -> {
      // A merchant asks this a few times a year, about all he has sold since.
      jdbc.sql("set local statement_timeout = '60s'").update();
      return read(question);
    }));
  }

  private Preview read(Question question) {
    var scope = new Scope(0, Long.MAX_VALUE, question.from(), question.through());
    var moves = new Moves(rules(question));
    moves.of(scope.kinds(jdbc, moves));
    if (moves.isEmpty()) {
      return new Preview(0, 0, List.of(), List.of(), null);
    }
    var closed = Objects.requireNonNullElse(Locks.through(jdbc), Scope.FIRST);
    var counts = counts(scope, moves, closed);
    var page = page(scope, moves, closed, question);
    return new Preview(
        counts.changed(),
        counts.skipped(),
        accounts(scope, moves, closed),
        page,
        page.size() < question.limit() ? null : page.getLast().id());
  }

  private List<Rule> rules(Question question) {
    var all = new ArrayList<Rule>();
    for (var rule : rules.all()) {
      if (rule.withdrawnBy() == null && !question.withdraw().contains(rule.id())) {
        all.add(rule(rule.number(), rule.terms()));
      }
    }
    // Those that are made now are the newest.
    long number = Long.MAX_VALUE - question.add().size();
    for (var terms : question.add()) {
      all.add(rule(number++, terms));
    }
    return all;
  }

  private static Rule rule(long number, Terms terms) {
    return new Rule(
        number,
        terms.role(),
        terms.channel(),
        terms.location(),
        terms.source(),
        terms.category(),
        terms.key(),
        terms.account(),
        terms.validFrom());
  }

  private static final String MOVED = "with e as materialized (" + Scope.ENTRIES + "),"
      + " moved as (select e.id, e.day, l.position, l.account as was, k.goes, l.currency, l.amount"
      + " from e join entry_line l on l.entry_id = e.id join "
      + Moves.KINDS + " on " + Moves.SAME + ") ";

  private record Counts(int changed, int skipped) {}

  private Counts counts(Scope scope, Moves moves, LocalDate closed) {
    return moves
        .in(scope.in(jdbc.sql(MOVED + """
            select count(distinct id) filter (where day > :closed) as changed,
                   count(distinct id) filter (where day <= :closed) as skipped from moved
            """)))
        .param("closed", closed)
        .query(Counts.class)
        .single();
  }

  private List<Account> accounts(Scope scope, Moves moves, LocalDate closed) {
    Map<String, Map<String, BigInteger>> by = new TreeMap<>();
    moves.in(scope.in(jdbc.sql(MOVED + """
            select a.code, m.currency, sum(case when a.code = m.goes then m.amount else -m.amount end) as by
              from moved m cross join lateral (values (m.was), (m.goes)) as a(code)
             where m.day > :closed group by 1, 2
            """))).param("closed", closed).query(row -> {
      by.computeIfAbsent(row.getString("code"), _ -> new TreeMap<>())
          .put(row.getString("currency"), row.getBigDecimal("by").toBigIntegerExact());
    });
    var names = new LinkedHashMap<String, String>();
    var ledger = new Ledger(jdbc);
    ledger.accounts().forEach(account -> names.put(account.code(), account.name()));
    Map<String, BigInteger> now = new TreeMap<>();
    ledger
        .trialBalance(null, null)
        .forEach(one -> now.put(one.account() + one.currency(), one.balance()));
    var accounts = new ArrayList<Account>();
    by.forEach((code, sums) -> sums.forEach((currency, sum) -> {
      var before = now.getOrDefault(code + currency, BigInteger.ZERO);
      accounts.add(new Account(
          code,
          names.getOrDefault(code, ""),
          Currency.getInstance(currency),
          before,
          before.add(sum)));
    }));
    return accounts;
  }

  private List<Affected> page(Scope scope, Moves moves, LocalDate closed, Question question) {
    Map<Long, List<Moved>> lines = new LinkedHashMap<>();
    Map<Long, Affected> heads = new LinkedHashMap<>();
    var from = new Scope(question.after(), scope.upto(), scope.from(), scope.through());
    moves.in(from.in(jdbc.sql(MOVED + """
            , page as materialized (select distinct id from moved order by id limit :limit)
            select n.id, n.day, n.event_day, n.cause, n.cause_id, n.words, m.was, m.goes, m.currency,
                   m.amount
              from moved m join entry n on n.id = m.id
             where m.id in (select id from page)
             order by n.id, m.position
            """))).param("limit", question.limit()).query(row -> {
      long id = row.getLong("id");
      lines
          .computeIfAbsent(id, _ -> new ArrayList<>())
          .add(new Moved(
              row.getString("was"),
              row.getString("goes"),
              Money.of(row.getLong("amount"), row.getString("currency"))));
      var day = row.getObject("day", LocalDate.class);
      heads.put(
          id,
          new Affected(
              id,
              day,
              row.getObject("event_day", LocalDate.class),
              row.getString("cause"),
              row.getString("cause_id"),
              row.getString("words"),
              List.of(),
              !day.isAfter(closed)));
    });
    return complete(heads.values(), lines);
  }

  private static List<Affected> complete(Collection<Affected> heads, Map<Long, List<Moved>> lines) {
    return heads.stream()
        .map(e -> new Affected(
            e.id(),
            e.day(),
            e.eventDay(),
            e.cause(),
            e.causeId(),
            e.words(),
            lines.getOrDefault(e.id(), List.of()),
            e.closed()))
        .toList();
  }
}
