package dev.tillbridge.hub.stock;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.stock.Hold;
import dev.tillbridge.model.stock.HoldState;
import dev.tillbridge.model.stock.Shortage;
import dev.tillbridge.model.stock.StockLine;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Holds as they stand in the database. Every method joins the caller's transaction, if there is
 * one. An interface, so that the same decisions can be played against a simulated database.
 */
interface HoldStore {

  /**
   * A hold and what only the protocol needs to know of it.
   *
   * @param hash of the request; null in a tombstone
   * @param shortages what was missing, if it was refused
   * @param partOf the hold over several locations that it is a part of, or is itself; else null
   */
  record Stored(
      Hold hold,
      @Nullable String hash,
      List<Shortage> shortages,
      @Nullable UUID partOf) {

    /** What its owner is told whenever he asks again. */
    Answer answer() {
      return switch (hold.state()) {
        case HELD, PAYING -> new Answer.Granted(hold);
        case REFUSED -> new Answer.Refused(hold.id(), shortages);
        case COMMITTED, FULFILLED, REVERSED, RELEASED, EXPIRED, VOID -> new Answer.Ended(hold);
      };
    }
  }

  /** The hold, if its id is known. */
  default Optional<Stored> find(UUID id) {
    return Optional.ofNullable(find(List.of(id)).get(id));
  }

  /** Those of the holds that are known, by id. */
  Map<UUID, Stored> find(Collection<UUID> ids);

  /**
   * Claims the ids of new holds of one location. An id that somebody is just claiming is waited for.
   *
   * @return the new holds as they will be read, HELD, by id; the others are known and can be read
   */
  Map<UUID, Hold> claim(Collection<HoldRequest> requests, long epoch);

  /** Writes the lines; for a refused hold with what was free of each SKU. */
  void addLines(Collection<HoldRequest> requests, @Nullable Map<Sku, Integer> available);

  /** Moves holds that this transaction has just claimed. */
  void setState(Collection<UUID> ids, HoldState state);

  /** Gives back ids that this transaction has just claimed, as if they had never been seen. */
  void unclaim(Collection<UUID> ids);

  /**
   * Ends an open hold, whoever comes first.
   *
   * @param from only from these states
   * @return the hold as it is now, when this call changed it
   */
  Optional<Hold> end(UUID id, List<HoldState> from, HoldState to, @Nullable UUID saleId);

  /** Those of these parts of orders that stand in for another SKU, each with the one ordered. */
  default Map<UUID, Sku> insteadOf(Collection<UUID> parts) {
    return Map.of();
  }

  /** What an order took when it was placed, whatever a person moved or called off since. */
  default List<StockLine> taken(UUID id) {
    return find(id).map(stored -> stored.hold().lines()).orElse(List.of());
  }

  /** Bars an id for ever unless it is known. What it is then, {@link #find} tells. */
  void entomb(UUID id);

  /** Bars each of these ids as {@link #entomb} does, at once where that is possible. */
  default void entombAll(Collection<UUID> ids) {
    ids.forEach(this::entomb);
  }

  /**
   * Ids of holds that ran out by the database's own clock, locked and ended, at most so many. Parts
   * do not run out by themselves.
   */
  List<UUID> expire(int atMost, Duration grace);
}
