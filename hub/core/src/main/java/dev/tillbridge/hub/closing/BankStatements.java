package dev.tillbridge.hub.closing;

import dev.tillbridge.hub.books.AccountView;
import dev.tillbridge.hub.books.Ledger;
import dev.tillbridge.hub.closing.BankStatement.Move;
import dev.tillbridge.hub.closing.BankStatement.State;
import dev.tillbridge.hub.closing.Payouts.Payout;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.model.money.Money;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What should be at the bank, and what was found there: for accounting software, which matches it with the
 * deposits that it was told. Made from the ledger, so each statement comes to what the ledger has.
 */
public final class BankStatements {

  /** As far as a payout's entry may be from its day: what came late counts for a later one. */
  private static final int DAYS_LATE = 400;

  private static final int DAYS_MOST = 366;

  /** One row for each payout: what was entered, taken back and entered anew comes to what stands. */
  private static final String MOVES = """
      select l.account, l.currency, e.cause_id, min(e.day) as day, min(e.id) as id,
             sum(l.amount)::bigint as amount
        from entry e join entry_line l on l.entry_id = e.id
       where l.role = 'BANK' and e.cause in ('PAYOUT', 'PAYOUT_DIFFERENCE')
         and e.day between :from and :through
       group by l.account, l.currency, e.cause_id having sum(l.amount) <> 0
       order by min(e.day), min(e.id)
      """;

  private final JdbcClient jdbc;
  private final TransactionTemplate snapshot;
  private final InstantSource clock;
  private final Payouts payouts;
  private final Ledger ledger;

  public BankStatements(
      JdbcClient jdbc, TransactionTemplate tx, InstantSource clock, Payouts payouts) {
    this.jdbc = jdbc;
    this.snapshot = new TransactionTemplate(Objects.requireNonNull(tx.getTransactionManager()));
    this.snapshot.setReadOnly(true);
    this.snapshot.setIsolationLevel(TransactionTemplate.ISOLATION_REPEATABLE_READ);
    this.clock = clock;
    this.payouts = payouts;
    this.ledger = new Ledger(jdbc);
  }

  private record Row(String account, Money amount, String causeId, LocalDate day, long id) {}

  /**
   * One for each account and currency that payouts moved in these days.
   *
   * @throws BadInput for days that are not in order, or more than a year
   */
  public List<BankStatement> of(LocalDate from, LocalDate through) {
    if (through.isBefore(from) || through.isAfter(from.plusDays(DAYS_MOST - 1))) {
      throw BadInput.of("through", "must be from 0 to " + (DAYS_MOST - 1) + " days later");
    }
    return Objects.requireNonNull(snapshot.execute(_ -> read(from, through)));
  }

  /**
   * The one of an account and a currency; empty when nothing moved.
   *
   * @throws NotFound when there is no such account
   */
  public BankStatement of(LocalDate from, LocalDate through, String account, Currency currency) {
    return of(from, through).stream()
        .filter(one -> one.account().equals(account) && one.currency().equals(currency))
        .findFirst()
        .orElseGet(() -> statement(account(account), currency, from, through, List.of()));
  }

  private List<BankStatement> read(LocalDate from, LocalDate through) {
    var rows = jdbc.sql(MOVES)
        .param("from", from)
        .param("through", through)
        .query((row, _) -> new Row(
            row.getString("account"),
            Money.of(row.getLong("amount"), row.getString("currency")),
            row.getString("cause_id"),
            row.getObject("day", LocalDate.class),
            row.getLong("id")))
        .list();
    if (rows.isEmpty()) {
      return List.of();
    }
    Map<String, Payout> known = new HashMap<>();
    payouts
        .sent(from.minusDays(DAYS_LATE), through.plusDays(DAYS_LATE))
        .forEach(payout -> known.put(payout.causeId(), payout));
    return rows.stream()
        .map(row -> new Key(row.account(), row.amount().currency()))
        .distinct()
        .sorted()
        .map(key -> statement(
            account(key.account()),
            key.currency(),
            from,
            through,
            rows.stream()
                .filter(row -> row.account().equals(key.account())
                    && row.amount().currency().equals(key.currency()))
                .map(row -> move(row, known.get(row.causeId())))
                .toList()))
        .toList();
  }

  private record Key(String account, Currency currency) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int accounts = account.compareTo(other.account);
      return accounts != 0
          ? accounts
          : currency.getCurrencyCode().compareTo(other.currency.getCurrencyCode());
    }
  }

  private static Move move(Row row, @Nullable Payout payout) {
    var bank = payout == null ? null : payout.bank();
    var title = payout == null ? "Payout" : payout.gateway().title() + " payout";
    var memo = payout == null
        ? row.causeId()
        : payout.remoteId()
            + (bank == null ? ", not at the bank yet" : ", at the bank: " + bank.words());
    return new Move(
        // The ledger's numbers never mean anything else.
        "TB-" + row.id(),
        bank == null ? row.day() : bank.day(),
        row.day(),
        row.amount(),
        title,
        memo,
        bank == null ? State.EXPECTED : State.MATCHED,
        bank == null ? null : bank.lineId());
  }

  private AccountView account(String code) {
    return ledger.accounts().stream()
        .filter(one -> one.code().equals(code))
        .findFirst()
        .orElseThrow(() -> new NotFound("account " + code));
  }

  private BankStatement statement(
      AccountView account, Currency currency, LocalDate from, LocalDate through, List<Move> moves) {
    long balance = ledger.trialBalance(null, through).stream()
        .filter(one -> one.account().equals(account.code()) && one.currency().equals(currency))
        .mapToLong(one -> one.balance().longValueExact())
        .findFirst()
        .orElse(0);
    return new BankStatement(
        account.code(),
        account.name(),
        from,
        through,
        new Money(balance, currency),
        clock.instant(),
        moves);
  }
}
