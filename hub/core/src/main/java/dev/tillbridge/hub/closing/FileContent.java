package dev.tillbridge.hub.closing;

import dev.tillbridge.hub.closing.FileLook.Sum;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.payment.SettlementLine;
import dev.tillbridge.model.payment.SettlementLine.Kind;
import dev.tillbridge.model.payment.SettlementReports.Unread;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was read of a file.
 *
 * @param gateway null of a bank
 */
record FileContent(
    @Nullable Gateway gateway,
    String account,
    List<SettlementLine> movements,
    List<BankFile.Line> bank,
    List<Unread> aside) {

  int lines() {
    return movements.size() + bank.size();
  }

  /** By what it is and currency: how many, and what they come to, after fees. */
  List<Sum> sums() {
    Map<String, Sum> sums = new TreeMap<>();
    for (var line : movements) {
      add(sums, line.pending() ? "Pending" : line.kind().words(), line.net());
    }
    for (var line : bank) {
      add(sums, line.amount().isNegative() ? "Out" : "In", line.amount());
    }
    return List.copyOf(sums.values());
  }

  /** What each payout of it comes to: what was told, or else the sum of its parts. */
  List<Sum> payouts() {
    Map<String, Sum> told = new TreeMap<>();
    Map<String, Sum> parts = new TreeMap<>();
    for (var line : movements) {
      var payout = line.payout();
      if (line.pending()) {
        continue;
      }
      if (line.kind() == Kind.PAYOUT) {
        add(told, payout == null ? line.id() : payout, line.net().negated());
      } else if (payout != null) {
        add(parts, payout, line.net());
      }
    }
    parts.putAll(told);
    return List.copyOf(parts.values());
  }

  private static void add(Map<String, Sum> sums, String what, Money amount) {
    sums.merge(
        what + " " + amount.currency(),
        new Sum(what, 1, amount),
        (one, other) -> new Sum(what, one.count() + 1, one.amount().plus(other.amount())));
  }
}
