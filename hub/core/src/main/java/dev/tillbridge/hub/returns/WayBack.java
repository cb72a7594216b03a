package dev.tillbridge.hub.returns;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.NotPossible;
import dev.tillbridge.hub.returns.NewRefund.Back;
import dev.tillbridge.hub.returns.Originals.One;
import dev.tillbridge.hub.returns.Originals.Part;
import dev.tillbridge.model.money.CashRounding;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.sale.Tender;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides how money goes back: the way it came, unless somebody has allowed it otherwise. Cash is
 * rounded to the smallest coin over all refunds of a sale together, so that in the end as much goes
 * back as came in. A pure function.
 *
 * @param tenders how it goes back, without an exchange
 * @param rounding what the drawer keeps by it; below zero when it gives more
 * @param parts what goes back to which of those that had paid
 * @param credit what becomes new store credit
 */
record WayBack(List<Back> tenders, Money rounding, List<Part> parts, Money credit) {

  /**
   * What is known when it is decided.
   *
   * @param originals what had paid; none without a receipt
   * @param cash of the sale that went back before
   * @param step the value of the smallest coin, or null
   */
  record Facts(
      List<One> originals,
      RefundStore.CashBack cash,
      @Nullable Integer step) {}

  /**
   * For an amount.
   *
   * @throws NotPossible when less than that is left of what had paid
   * @throws BadInput when the till has given it back in another way
   */
  static WayBack of(NewRefund refund, Money amount, Facts facts) {
    var way = planned(refund, amount, facts);
    slips(refund);
    if (refund.tenders().isEmpty()) {
      for (var tender : way.tenders()) {
        if (tender.kind() == Tender.Kind.CARD) {
          throw BadInput.of(
              "tenders",
              "give %s back at the terminal, and name its slip".formatted(tender.amount()));
        }
      }
    }
    return way;
  }

  /** The same before anything was given: what goes back at a terminal need not have its slip. */
  static WayBack planned(NewRefund refund, Money amount, Facts facts) {
    check(refund, amount);
    var zero = Money.zero(amount.currency());
    boolean anyhow = refund.otherwise() || refund.saleId() == null;
    var credit =
        anyhow ? byKind(refund.tenders()).getOrDefault(Tender.Kind.STORE_CREDIT, zero) : zero;
    if (credit.compareTo(amount) > 0) {
      throw BadInput.of("tenders", "only " + amount + " go back");
    }
    var parts = anyhow
        ? allowed(refund, amount.minus(credit), facts)
        : Originals.share(facts.originals(), amount);
    var covered = Originals.sum(zero, parts);
    if (!anyhow && covered.compareTo(amount) < 0) {
      throw new NotPossible("only %s of what the sale was paid with can still go back the same way"
          .formatted(covered));
    }
    var cashless = Originals.sum(zero, parts.stream().filter(p -> !isCash(p)).toList());
    var due = amount.minus(cashless).minus(credit);
    var cash = coins(due, facts);
    var tenders =
        refund.tenders().isEmpty() ? decided(parts, cash) : agreed(refund, parts, cash, credit);
    return new WayBack(tenders, due.minus(cash), parts, credit);
  }

  private static boolean isCash(Part part) {
    return part.original().kind() == Tender.Kind.CASH;
  }

  private static Money coins(Money due, Facts facts) {
    var step = facts.step();
    if (step == null || due.isZero()) {
      return due;
    }
    var all = due.plus(new Money(facts.cash().due(), due.currency()));
    long given = CashRounding.nearest(all, step).minor() - facts.cash().given();
    return new Money(Math.max(0, given), due.currency());
  }

  private static void check(NewRefund refund, Money amount) {
    for (int i = 0; i < refund.tenders().size(); i++) {
      var tender = refund.tenders().get(i);
      var field = "tenders[" + i + "]";
      if (!tender.amount().currency().equals(amount.currency())) {
        throw BadInput.of(field + ".amount.currency", "must be " + amount.currency());
      }
      if (tender.amount().minor() < 1) {
        throw BadInput.of(field + ".amount", "must be above zero");
      }
    }
    if (refund.otherwise() && refund.tenders().isEmpty()) {
      throw BadInput.of("tenders", "must say how else it goes back");
    }
  }

  private static void slips(NewRefund refund) {
    for (int i = 0; i < refund.tenders().size(); i++) {
      var reference = refund.tenders().get(i).reference();
      if (refund.tenders().get(i).kind() == Tender.Kind.CARD
          && (reference == null || reference.isBlank())) {
        throw BadInput.of("tenders[" + i + "].reference", "must name the terminal's slip");
      }
    }
  }

  /** Not more than was paid goes back to where it came from, whoever allows it; the rest is cash. */
  private static List<Part> allowed(NewRefund refund, Money amount, Facts facts) {
    var open = amount;
    var parts = new ArrayList<Part>();
    for (var given : byKind(refund.tenders()).entrySet()) {
      if (given.getKey() == Tender.Kind.CASH || given.getKey() == Tender.Kind.STORE_CREDIT) {
        continue;
      }
      var originals =
          facts.originals().stream().filter(one -> one.kind() == given.getKey()).toList();
      var mine = Originals.share(originals, given.getValue());
      var covered = Originals.sum(Money.zero(amount.currency()), mine);
      if (covered.compareTo(given.getValue()) < 0 || given.getValue().compareTo(open) > 0) {
        throw BadInput.of(
            "tenders", "only %s can go back as %s".formatted(covered, given.getKey()));
      }
      parts.addAll(mine);
      open = open.minus(given.getValue());
    }
    var cash =
        facts.originals().stream().filter(one -> one.kind() == Tender.Kind.CASH).toList();
    parts.addAll(Originals.share(cash, open));
    return List.copyOf(parts);
  }

  private static List<Back> decided(List<Part> parts, Money cash) {
    var tenders = new ArrayList<Back>();
    for (var part : parts) {
      if (!isCash(part)) {
        tenders.add(
            new Back(part.original().kind(), part.amount(), part.original().reference()));
      }
    }
    if (cash.minor() > 0) {
      tenders.add(new Back(Tender.Kind.CASH, cash, null));
    }
    return List.copyOf(tenders);
  }

  /** As the till has done it, when that is right; where money came from, we know better. */
  private static List<Back> agreed(NewRefund refund, List<Part> parts, Money cash, Money credit) {
    var wanted = new EnumMap<Tender.Kind, Money>(Tender.Kind.class);
    parts.stream()
        .filter(part -> !isCash(part))
        .forEach(part -> wanted.merge(part.original().kind(), part.amount(), Money::plus));
    if (cash.minor() > 0) {
      wanted.put(Tender.Kind.CASH, cash);
    }
    if (credit.minor() > 0) {
      wanted.put(Tender.Kind.STORE_CREDIT, credit);
    }
    if (!byKind(refund.tenders()).equals(wanted)) {
      throw BadInput.of("tenders", "must be " + words(wanted) + ", as it was paid");
    }
    var ours = new ArrayList<Back>();
    refund.tenders().stream()
        .filter(t -> t.kind() == Tender.Kind.CARD
            || (t.kind() == Tender.Kind.STORE_CREDIT && credit.minor() > 0))
        .forEach(ours::add);
    decided(parts, cash).stream().filter(t -> t.kind() != Tender.Kind.CARD).forEach(ours::add);
    return List.copyOf(ours);
  }

  private static Map<Tender.Kind, Money> byKind(List<Back> tenders) {
    var sums = new EnumMap<Tender.Kind, Money>(Tender.Kind.class);
    try {
      tenders.forEach(t -> sums.merge(t.kind(), t.amount(), Money::plus));
    } catch (ArithmeticException tooLarge) {
      throw BadInput.of("tenders", "are too large");
    }
    return sums;
  }

  private static String words(Map<Tender.Kind, Money> tenders) {
    return tenders.isEmpty()
        ? "none"
        : String.join(
            ", ",
            tenders.entrySet().stream()
                .map(t -> t.getKey() + " " + t.getValue())
                .toList());
  }
}
