package dev.tillbridge.hub.desk;

import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.stock.StockLine;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that a customer will collect, or has.
 *
 * @param holdId what keeps its units: the pick-up's own id, or the order's hold
 * @param location where it waits
 * @param reference as the customer knows it, for example {@code #1001}
 * @param customer who comes, or null
 * @param contact how to reach him, or null
 * @param lines what waits
 * @param payment who has his money
 * @param amount what he paid, as far as we know; null when nothing is known
 * @param collectBy until when it waits
 * @param readyAt when the customer was told that he can come; null before
 * @param note what became of it, for people, or null
 * @param endedAt null while it waits
 */
public record PickUp(
    UUID id,
    UUID holdId,
    LocationId location,
    String reference,
    @Nullable String customer,
    @Nullable String contact,
    List<StockLine> lines,
    State state,
    Payment payment,
    @Nullable Money amount,
    Instant collectBy,
    Instant madeAt,
    @Nullable Instant readyAt,
    @Nullable String note,
    @Nullable Instant endedAt) {

  /** How far it has come. */
  public enum State {
    /** Its units are set aside. */
    WAITING,
    /** There was not enough; nothing was set aside. */
    REFUSED,
    /** The customer has it. */
    COLLECTED,
    /** Nobody came. */
    UNCOLLECTED,
    /** Called off. */
    CANCELLED
  }

  /** Who has the customer's money. */
  public enum Payment {
    /** He has it himself: he pays when he comes. */
    NONE,
    /** We, through a gateway of ours. */
    GATEWAY,
    /** The outside shop that he ordered from. */
    SHOP,
    /** Somebody else, who told us so. */
    ELSEWHERE
  }

  public PickUp {
    lines = List.copyOf(lines);
  }
}
