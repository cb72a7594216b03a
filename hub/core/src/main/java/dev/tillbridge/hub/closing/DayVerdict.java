package dev.tillbridge.hub.closing;

import dev.tillbridge.model.money.Money;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a day's books agree with everything they should agree with, and if not, what is missing.
 *
 * @param over the day has ended at every location
 * @param locked the day is closed
 * @param parts one for each topic, in the order in which money flows
 */
public record DayVerdict(LocalDate day, boolean over, boolean locked, List<Part> parts) {

  public DayVerdict {
    parts = List.copyOf(parts);
  }

  /** What is compared with what. */
  public enum Topic {
    /** What was sold and given back, with the ledger. */
    ENTERED,
    /** What tills say they took, with the ledger's accounts for it. */
    TENDERS,
    /** What was counted in drawers, with the ledger. */
    DRAWERS,
    /** The ledger with itself. */
    LEDGER,
    /** Money taken through gateways, with what they report. */
    GATEWAYS,
    /** What gateways sent, with the bank. */
    PAYOUTS,
    /** The ledger, with what the accounting software was told. */
    DOCUMENTS,
    /** What the accounting software was told, with what it has now. */
    BOOKS_THERE,
    /** The orders of online shops, with what they say themselves. */
    SHOPS
  }

  /** How a topic stands. */
  public enum State {
    /** Everything agrees. */
    AGREES,
    /** Something is on its way and comes by itself. */
    WAITS,
    /** Something needs a person. */
    DIFFERS,
    /** There is nothing of the kind here. */
    UNUSED
  }

  /**
   * Two amounts that should be equal.
   *
   * @param what for people, for example {@code Cash at main}
   * @param here what the hub recorded
   * @param there what the other side says
   */
  public record Sum(String what, Money here, Money there) {

    /** Whether they are. */
    public boolean agrees() {
      return here.equals(there);
    }
  }

  /**
   * Something that does not agree.
   *
   * @param subject what it is about, for example a receipt's number
   * @param words what is wrong, for people
   * @param difference by how much, or null where there is no amount
   * @param comes whether it comes by itself
   * @param next the one thing to do
   */
  public record Point(
      Topic topic,
      String subject,
      String words,
      @Nullable Money difference,
      boolean comes,
      String next) {}

  /**
   * A topic.
   *
   * @param points the first of what does not agree
   * @param more how many there are beside them
   */
  public record Part(Topic topic, State state, List<Sum> sums, List<Point> points, int more) {

    public Part {
      sums = List.copyOf(sums);
      points = List.copyOf(points);
    }

    /** With so many points at most; the rest is counted. */
    Part told(int most) {
      var first = points.stream().limit(most).toList();
      return new Part(topic, state, sums, first, more + points.size() - first.size());
    }
  }

  /** Nothing is missing, and nothing can come any more but what is late. */
  public boolean isGreen() {
    return over
        && parts.stream()
            .allMatch(part -> part.state() == State.AGREES || part.state() == State.UNUSED);
  }

  /** What a person must do first; empty when nobody can do anything but wait. */
  public Optional<Point> first() {
    return parts.stream()
        .flatMap(part -> part.points().stream())
        .filter(point -> !point.comes())
        .findFirst();
  }
}
