package dev.tillbridge.hub.closing;

import dev.tillbridge.hub.closing.MoneyFiles.Draft;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.payment.SettlementReports.Unread;
import java.util.List;

/**
 * What a file would do.
 *
 * @param lines how many are understood
 * @param fresh how many of them are not known yet
 * @param aside what is not understood
 * @param sums by what it is and currency, after fees
 * @param payouts what each of its payouts comes to
 */
public record FileLook(
    Draft draft, int lines, int fresh, List<Unread> aside, List<Sum> sums, List<Sum> payouts) {

  public FileLook {
    aside = List.copyOf(aside);
    sums = List.copyOf(sums);
    payouts = List.copyOf(payouts);
  }

  /** So many lines, and what they come to. */
  public record Sum(String what, int count, Money amount) {}
}
