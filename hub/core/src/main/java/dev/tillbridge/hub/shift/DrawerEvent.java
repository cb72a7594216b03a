package dev.tillbridge.hub.shift;

import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.place.LocationId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was done with a drawer beside selling, as the till reports it. Nothing in here is believed yet:
 * {@link Shifts#record} judges it.
 *
 * @param id made by the till; the idempotency key
 * @param shift made by the till when it opened the shift
 * @param person who stood at the till
 * @param at when, by the till's clock
 * @param amount the float, what was moved, or what was counted; zero when the drawer was only opened
 * @param reason in words; needed with pay-ins, pay-outs and when the drawer was only opened
 * @param close of a close only, else null
 */
public record DrawerEvent(
    UUID id,
    Kind kind,
    UUID shift,
    String register,
    LocationId location,
    String person,
    Instant at,
    Money amount,
    @Nullable String reason,
    @Nullable Close close) {

  /** What was done. */
  public enum Kind {
    /** The shift began; the amount is the float. */
    OPENED,
    /** Cash was put in that nobody bought anything for. */
    PAY_IN,
    /** Something was paid for out of the drawer. */
    PAY_OUT,
    /** Cash was taken to the safe. */
    DROP,
    /** The drawer was opened, and nothing moved. */
    NO_SALE,
    /** The shift ended; the amount is what was counted. */
    CLOSED
  }

  /**
   * What a till says when it closes.
   *
   * @param number of its report as printed, or null
   * @param expected what should be in the drawer by its own reckoning
   * @param limit by how much the drawer may be off without a reason, as the till knew it; null for the
   *     hub's
   * @param count how many coins and notes of each value; empty when only the sum is known
   * @param underWay what it has not been able to send so far
   */
  public record Close(
      @Nullable Integer number,
      Money expected,
      @Nullable Money limit,
      List<Pieces> count,
      List<UnderWay> underWay) {

    public Close {
      count = List.copyOf(count);
      underWay = List.copyOf(underWay);
    }
  }

  /** So many coins or notes of one value. */
  public record Pieces(Money face, int pieces) {}

  /**
   * What the hub has not got yet, as the till tells it.
   *
   * @param kind SALE, REFUND, PAY_IN, PAY_OUT or DROP
   * @param number as printed, for people
   * @param cash into the drawer; below zero out of it
   */
  public record UnderWay(
      UUID id, String kind, String number, Money total, Money tax, Money discount, Money cash) {}
}
