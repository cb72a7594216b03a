package dev.tillbridge.hub.closing;

import dev.tillbridge.hub.closing.DayVerdict.Part;
import dev.tillbridge.hub.closing.DayVerdict.Point;
import dev.tillbridge.hub.closing.DayVerdict.Sum;
import dev.tillbridge.hub.closing.DayVerdict.Topic;
import dev.tillbridge.model.money.Money;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.UUID;

/** Whether every payout that gateways sent on the day is a line of the bank. */
final class PayoutCheck implements DayCheck {

  private final Payouts payouts;

  PayoutCheck(Payouts payouts) {
    this.payouts = payouts;
  }

  @Override
  public Part of(Asked asked) {
    var sent = payouts.between(asked.day(), asked.day());
    if (sent.isEmpty()) {
      return DayCheck.unused(Topic.PAYOUTS);
    }
    var why = new HashMap<UUID, Payouts.Unclear>();
    payouts.unclear().forEach(one -> why.put(one.payout().id(), one));
    var sums = new ArrayList<Sum>();
    var points = new ArrayList<Point>();
    for (var payout : sent) {
      var bank = payout.bank();
      var name = payout.gateway().title() + " " + payout.remoteId();
      var come = bank == null ? Money.zero(payout.amount().currency()) : bank.amount();
      sums.add(new Sum(name, payout.amount(), come));
      if (bank == null && payout.amount().minor() != 0) {
        var unclear = why.get(payout.id());
        // Nothing like it has come: the bank's days, or its file, are still to come.
        boolean comes =
            (unclear == null || (!unclear.overdue() && unclear.candidates().isEmpty()))
                && !asked.isOlderThan(PayoutMatch.DAYS_AFTER);
        points.add(new Point(
            Topic.PAYOUTS,
            name,
            unclear == null ? "It is not matched with the bank yet." : unclear.why() + ".",
            payout.amount(),
            comes,
            comes
                ? "Upload the bank's lines of the days that follow, once they are there."
                : "Upload the bank's lines, say which of them it is, or ask the gateway."));
      } else if (bank != null && payout.difference() == PayoutDifference.UNCLEAR) {
        points.add(new Point(
            Topic.PAYOUTS,
            name,
            "%s was sent, and %s came: it is %s."
                .formatted(
                    payout.amount(),
                    bank.amount(),
                    PayoutMatch.difference(payout.amount(), bank.amount())),
            bank.amount().currency().equals(payout.amount().currency())
                ? payout.amount().minus(bank.amount())
                : payout.amount(),
            false,
            "Part the two under Payouts, and match them again with what the difference is."));
      }
    }
    return DayCheck.part(Topic.PAYOUTS, sums, points);
  }
}
