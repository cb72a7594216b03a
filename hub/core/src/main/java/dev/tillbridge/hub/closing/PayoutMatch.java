package dev.tillbridge.hub.closing;

import dev.tillbridge.model.money.Money;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which line of the bank a payout is: the one that has its exact amount and currency within some days, if
 * there is exactly one, and it could be no other payout. A pure function; everything else is for a person.
 */
public final class PayoutMatch {

  /** A bank may be a day ahead by its own clock. */
  static final int DAYS_BEFORE = 1;

  /** Weekends and holidays lie between. */
  static final int DAYS_AFTER = 7;

  /** What a bank takes of a transfer is less than this part of it. */
  private static final int NEAR = 20;

  private PayoutMatch() {}

  /** Money that was sent to the bank, or fetched from there, below zero. */
  public record Sent(UUID id, String name, Money amount, LocalDate day) {}

  /** A line of the bank that is no other payout yet. */
  public record Line(UUID id, Money amount, LocalDate day, String words) {}

  /**
   * What was found.
   *
   * @param line the payout's, or null when a person must look
   * @param why in words when it is null, with the difference
   * @param candidates what it could be, the nearest first
   */
  public record Finding(Sent sent, @Nullable Line line, String why, List<Candidate> candidates) {
    public Finding {
      candidates = List.copyOf(candidates);
    }
  }

  /** A line that it could be, and how it differs. */
  public record Candidate(Line line, String difference) {}

  /** A payout and a line of which a person has said that they are not the same. */
  public record Parted(UUID payout, UUID line) {}

  /** For each payout what was found. */
  public static List<Finding> of(List<Sent> payouts, List<Line> lines, Set<Parted> parted) {
    var findings = new ArrayList<Finding>();
    for (var payout : payouts) {
      var same = lines.stream().filter(line -> fits(payout, line)).toList();
      var line = same.size() == 1 ? same.getFirst() : null;
      boolean claimed = line != null
          && payouts.stream()
              .anyMatch(other -> !other.id().equals(payout.id())
                  && fits(other, line)
                  && !parted.contains(new Parted(other.id(), line.id())));
      boolean said = line != null && parted.contains(new Parted(payout.id(), line.id()));
      if (line != null && !claimed && !said) {
        findings.add(new Finding(payout, line, "", List.of()));
      } else {
        findings.add(unclear(payout, lines, same.size(), claimed, said));
      }
    }
    return findings;
  }

  private static boolean fits(Sent payout, Line line) {
    return line.amount().equals(payout.amount()) && within(payout, line);
  }

  private static boolean within(Sent payout, Line line) {
    return !line.day().isBefore(payout.day().minusDays(DAYS_BEFORE))
        && !line.day().isAfter(payout.day().plusDays(DAYS_AFTER));
  }

  private static Finding unclear(
      Sent payout, List<Line> lines, int same, boolean claimed, boolean said) {
    var candidates = lines.stream()
        .filter(line -> within(payout, line) && near(payout.amount(), line.amount()))
        .map(line -> new Candidate(line, difference(payout.amount(), line.amount())))
        .sorted(Comparator.comparingLong(
                (Candidate one) -> distance(payout.amount(), one.line().amount()))
            .thenComparing(one -> one.line().day()))
        .limit(10)
        .toList();
    String why;
    if (said) {
      why = "somebody has parted it from the line of the bank that it could be";
    } else if (claimed) {
      why = "another payout has the same amount, and there is one line of the bank";
    } else if (same > 1) {
      why = same + " lines of the bank have this amount";
    } else if (candidates.isEmpty()) {
      why = "the bank has no line of about " + payout.amount();
    } else {
      var nearest = candidates.getFirst();
      why = "the bank says " + nearest.line().amount() + " on " + nearest.line().day() + ": "
          + nearest.difference();
    }
    return new Finding(payout, null, why, candidates);
  }

  /** Of another currency everything may be near that has the same direction. */
  private static boolean near(Money sent, Money come) {
    if (Long.signum(sent.minor()) != Long.signum(come.minor())) {
      return false;
    }
    long distance = distance(sent, come);
    return sent.currency().equals(come.currency())
        ? distance <= Math.abs(sent.minor()) / NEAR
        : sent.toDecimal().compareTo(come.toDecimal()) == 0 || distance <= Math.abs(sent.minor());
  }

  private static long distance(Money sent, Money come) {
    return Math.abs(Math.subtractExact(sent.minor(), come.minor()));
  }

  static String difference(Money sent, Money come) {
    if (!sent.currency().equals(come.currency())) {
      return "in another currency than " + sent;
    }
    if (sent.equals(come)) {
      return "the same amount";
    }
    boolean less = come.minor() < sent.minor();
    var off = new Money(distance(sent, come), sent.currency());
    return off + (less ? " less than " : " more than ") + sent;
  }
}
