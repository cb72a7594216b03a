package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.stock.StockLedger.Move;
import dev.tillbridge.model.stock.Hold;
import dev.tillbridge.model.stock.HoldState;
import dev.tillbridge.model.stock.StockLine;
import dev.tillbridge.model.stock.StockMovement.Cause;
import dev.tillbridge.model.stock.StockMovement.Delta;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.IntFunction;

/** How the units of a pick-up leave its hold. Every method joins the caller's transaction. */
public final class PickupStock {

  private final PromiseStore store;
  private final HoldStore holds;
  private final StockLedger ledger;
  private final StockParts parts;
  private final Reservations reservations;
  private final InstantSource clock;

  PickupStock(PromiseStore store, StockParts parts, Reservations reservations) {
    this.store = store;
    this.holds = parts.holds();
    this.ledger = parts.ledger();
    this.parts = parts;
    this.reservations = reservations;
    this.clock = parts.clock();
  }

  /**
   * The customer has them.
   *
   * @return false when they are not set aside for him any more, or the money is still on its way
   */
  public boolean handOver(UUID holdId) {
    if (store.lock(holdId).isEmpty()) {
      return false;
    }
    if (new OrderEnds(parts).fulfil(holdId, clock.instant())) {
      return true;
    }
    return holds
        .end(holdId, List.of(HoldState.HELD), HoldState.FULFILLED, null)
        .map(hold -> {
          move(hold, Cause.FULFILMENT, units -> new Delta(-units, -units, 0, 0, 0));
          return true;
        })
        .orElse(false);
  }

  /**
   * The customer does not get them. What an order committed is free again; its shop has not put it
   * back on show.
   *
   * @param reason what the hold's owner is told when he asks
   * @return false when there was nothing set aside any more
   */
  public boolean callOff(UUID holdId, String reason) {
    var locked = store.lock(holdId);
    if (locked.isEmpty()) {
      return false;
    }
    boolean ended = switch (locked.get().state()) {
      case HELD -> {
        reservations.release(holdId);
        yield true;
      }
      case PAYING -> {
        // Paid, and the money goes back: bought and called off in one.
        holds.end(holdId, List.of(HoldState.PAYING), HoldState.COMMITTED, null);
        reversed(holdId, units -> new Delta(0, -units, 0, 0, 0));
        yield true;
      }
      case COMMITTED -> {
        reversed(holdId, units -> new Delta(0, 0, -units, 0, 0));
        yield true;
      }
      case FULFILLED, REVERSED, RELEASED, EXPIRED, REFUSED, VOID -> false;
    };
    if (ended) {
      store.noteEnding(holdId, reason, clock.instant());
    }
    return ended;
  }

  private void reversed(UUID holdId, IntFunction<Delta> back) {
    var hold = holds
        .end(holdId, List.of(HoldState.COMMITTED), HoldState.REVERSED, null)
        .orElseThrow();
    hold.parts()
        .forEach(
            part -> holds.end(part.id(), List.of(HoldState.COMMITTED), HoldState.REVERSED, null));
    move(hold, Cause.REVERSAL, back);
  }

  private void move(Hold hold, Cause cause, IntFunction<Delta> delta) {
    var places = new ArrayList<>(hold.parts());
    var home = Objects.requireNonNull(hold.location(), "only a tombstone is nowhere");
    places.add(new Hold.Part(hold.id(), home, hold.lines()));
    places.sort(Comparator.comparing(Hold.Part::location));
    var at = clock.instant();
    for (var place : places) {
      ledger.enter(place.location());
      ledger.lock(place.location(), place.lines().stream().map(StockLine::sku).toList());
      var moves = place.lines().stream()
          .map(line -> new Move(
              line.sku(), delta.apply(line.quantity()), cause, place.id().toString(), at))
          .toList();
      ledger.apply(place.location(), moves, true);
    }
  }
}
