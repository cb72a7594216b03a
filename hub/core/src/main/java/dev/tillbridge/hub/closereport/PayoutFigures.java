package dev.tillbridge.hub.closereport;

import dev.tillbridge.hub.closereport.Content.Cell;
import dev.tillbridge.hub.closereport.Content.Column;
import dev.tillbridge.hub.closereport.Content.Row;
import dev.tillbridge.hub.closereport.Content.Section;
import dev.tillbridge.hub.closereport.Content.Table;
import dev.tillbridge.hub.closing.Payouts;
import dev.tillbridge.hub.closing.Payouts.Payout;
import dev.tillbridge.model.money.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What gateways sent in the period, each with the line of the bank that it became. */
final class PayoutFigures {

  private final Payouts payouts;

  PayoutFigures(Payouts payouts) {
    this.payouts = payouts;
  }

  Section of(Period period) {
    var sent = payouts.sent(period.from(), period.through());
    return new Section(
        "payouts",
        "Payouts",
        "By the day on which the gateway sent them; the bank's line may be some days later.",
        List.of(sums(sent), each(sent)));
  }

  private static Table sums(List<Payout> sent) {
    var groups = new TreeMap<String, List<Payout>>();
    sent.forEach(payout -> groups
        .computeIfAbsent(
            payout.gateway().title() + "|" + payout.account() + "|"
                + payout.amount().currency(),
            _ -> new ArrayList<>())
        .add(payout));
    var rows = groups.values().stream()
        .map(some -> {
          var first = some.getFirst();
          var currency = first.amount().currency();
          var matched = some.stream().filter(one -> one.bank() != null).toList();
          return Row.of(
              first.gateway().title(),
              first.account(),
              currency,
              some.size(),
              Content.amount(sum(some), currency),
              matched.size(),
              Content.amount(sum(matched), currency));
        })
        .toList();
    return new Table(
        "gateways",
        "By gateway",
        "nothing was sent.",
        List.of(
            Column.text("Gateway", 14),
            Column.text("Account", 20),
            Column.text("Currency", 8),
            Column.number("Sent"),
            Column.number("Amount"),
            Column.number("At the bank"),
            Column.number("Of that amount")),
        rows);
  }

  private static long sum(List<Payout> some) {
    return some.stream().mapToLong(one -> one.amount().minor()).reduce(0, Math::addExact);
  }

  private static Table each(List<Payout> sent) {
    return new Table(
        "lines",
        "Each payout and the bank's line",
        "nothing was sent.",
        List.of(
            Column.text("Payout", 18),
            Column.text("Gateway", 10),
            Column.text("Sent on", 10),
            Column.text("Currency", 7),
            Column.number("Sent"),
            Column.text("At the bank on", 10),
            Column.text("Bank's words", 18),
            Column.text("Bank's currency", 8),
            Column.number("Came"),
            Column.text("If not the same", 12),
            Column.text("Matched by", 9)),
        sent.stream().map(PayoutFigures::row).toList());
  }

  private static Row row(Payout payout) {
    var bank = payout.bank();
    var difference = payout.difference();
    return Row.of(
        payout.remoteId(),
        payout.gateway().title(),
        payout.day(),
        payout.amount().currency(),
        payout.amount(),
        bank == null ? new Cell.Text("not there") : bank.day(),
        bank == null ? "" : bank.words(),
        bank == null ? "" : bank.amount().currency(),
        Content.amountOrNone(come(bank)),
        difference == null ? "" : difference.words(),
        payout.matchedBy() == null ? "" : payout.matchedBy());
  }

  private static @Nullable Money come(Payouts.@Nullable BankLine bank) {
    return bank == null ? null : bank.amount();
  }
}
