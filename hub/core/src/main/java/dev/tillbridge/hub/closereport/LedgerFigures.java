package dev.tillbridge.hub.closereport;

import dev.tillbridge.hub.books.Balance;
import dev.tillbridge.hub.books.Ledger;
import dev.tillbridge.hub.closereport.Content.Column;
import dev.tillbridge.hub.closereport.Content.Row;
import dev.tillbridge.hub.closereport.Content.Section;
import dev.tillbridge.hub.closereport.Content.Table;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What was on each account when the period began, what moved, and what was on it when it ended. */
final class LedgerFigures {

  private final Ledger ledger;

  LedgerFigures(Ledger ledger) {
    this.ledger = ledger;
  }

  /** One account in one currency; a balance above zero is a debit. */
  private record Account(Balance any, BigInteger opening, BigInteger debit, BigInteger credit) {

    static Account of(@Nullable Balance before, @Nullable Balance within) {
      var any = within == null ? before : within;
      if (any == null) {
        throw new IllegalArgumentException("neither before nor within");
      }
      return new Account(
          any,
          before == null ? BigInteger.ZERO : before.balance(),
          within == null ? BigInteger.ZERO : within.debit(),
          within == null ? BigInteger.ZERO : within.credit());
    }

    BigInteger closing() {
      return opening.add(debit).subtract(credit);
    }

    boolean isNothing() {
      return opening.signum() == 0 && debit.signum() == 0 && credit.signum() == 0;
    }

    Currency currency() {
      return any.currency();
    }
  }

  List<Section> of(Period period) {
    var before = new TreeMap<String, Balance>();
    ledger
        .trialBalance(null, period.from().minusDays(1))
        .forEach(one -> before.put(name(one), one));
    var within = new TreeMap<String, Balance>();
    ledger.trialBalance(period.from(), period.through()).forEach(one -> within.put(name(one), one));
    var names = new TreeMap<>(before);
    names.putAll(within);
    var accounts = names.keySet().stream()
        .map(name -> Account.of(before.get(name), within.get(name)))
        .filter(account -> !account.isNothing())
        .toList();
    return List.of(clearing(accounts), balance(accounts));
  }

  private static String name(Balance one) {
    return one.currency() + "|" + one.account();
  }

  private static Section clearing(List<Account> accounts) {
    var rows = accounts.stream()
        .filter(account -> account.any().clears())
        .map(account -> Row.of(
            account.any().account(),
            account.any().name(),
            account.currency(),
            Content.amount(account.opening(), account.currency()),
            Content.amount(account.debit(), account.currency()),
            Content.amount(account.credit(), account.currency()),
            Content.amount(account.closing(), account.currency())))
        .toList();
    return new Section(
        "clearing",
        "Clearing accounts",
        "What is on these is on its way somewhere else; in time each comes to zero. Above zero is owed to"
            + " the merchant.",
        List.of(new Table(
            "accounts",
            "Money on its way",
            "nothing was on them, and nothing moved.",
            List.of(
                Column.text("Account", 8),
                Column.text("Name", 22),
                Column.text("Currency", 8),
                Column.number("When it began"),
                Column.number("In"),
                Column.number("Out"),
                Column.number("When it ended")),
            rows)));
  }

  private static Section balance(List<Account> accounts) {
    var rows = new ArrayList<Row>();
    var currencies = new TreeMap<String, List<Account>>();
    accounts.forEach(account -> currencies
        .computeIfAbsent(account.currency().getCurrencyCode(), _ -> new ArrayList<>())
        .add(account));
    currencies.values().forEach(some -> {
      var currency = some.getFirst().currency();
      some.forEach(account -> rows.add(Row.of(
          account.any().account(),
          account.any().name(),
          Words.kind(account.any().kind()),
          currency,
          Content.amount(account.opening(), currency),
          Content.amount(account.debit(), currency),
          Content.amount(account.credit(), currency),
          Content.amount(account.closing(), currency))));
      rows.add(Row.total(
          "All",
          "",
          "",
          currency,
          Content.amount(sum(some, Account::opening), currency),
          Content.amount(sum(some, Account::debit), currency),
          Content.amount(sum(some, Account::credit), currency),
          Content.amount(sum(some, Account::closing), currency)));
    });
    return new Section(
        "trial-balance",
        "Trial balance",
        "All accounts with anything on them. A balance above zero is a debit. Debits and credits of the"
            + " period come to the same, and balances to zero.",
        List.of(new Table(
            "accounts",
            "Accounts",
            "nothing was ever entered.",
            List.of(
                Column.text("Account", 8),
                Column.text("Name", 22),
                Column.text("Kind", 10),
                Column.text("Currency", 8),
                Column.number("When it began"),
                Column.number("Debit"),
                Column.number("Credit"),
                Column.number("When it ended")),
            rows)));
  }

  private static BigInteger sum(List<Account> some, Function<Account, BigInteger> what) {
    return some.stream().map(what).reduce(BigInteger.ZERO, BigInteger::add);
  }
}
