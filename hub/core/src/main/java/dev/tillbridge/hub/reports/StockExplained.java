package dev.tillbridge.hub.reports;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.stock.StockMovement.Delta;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why the numbers of a SKU at a location are what they were at a moment.
 *
 * @param at the moment; what was recorded later is left out
 * @param causes what on hand is made of, the largest part first
 * @param claims who has a claim on units at that moment; together they are on hand less available
 * @param moves the ledger, newest first, each with what stood after it
 * @param earlier where the next older moves begin, or null when there are none
 */
public record StockExplained(
    LocationId location,
    Sku sku,
    Instant at,
    Level level,
    List<Cause> causes,
    List<Claim> claims,
    List<Move> moves,
    @Nullable Long earlier) {

  public StockExplained {
    causes = List.copyOf(causes);
    claims = List.copyOf(claims);
    moves = List.copyOf(moves);
  }

  /**
   * All counts at one moment, in units.
   *
   * @param onHand what the ledger says lies there and can be sold
   * @param damaged lies there and cannot be sold; not part of on hand
   * @param inTransit on its way here; not part of on hand
   */
  public record Level(
      int onHand, int held, int committed, int escrowed, int suspense, int damaged, int inTransit) {

    /** What could be promised; below zero when more was sold than is there. */
    public int free() {
      return onHand - held - committed - escrowed - suspense;
    }

    Level less(Delta delta) {
      return new Level(
          onHand - delta.onHand(),
          held - delta.held(),
          committed - delta.committed(),
          escrowed - delta.escrowed(),
          suspense - delta.suspense(),
          damaged - delta.damaged(),
          inTransit - delta.inTransit());
    }
  }

  /** By how many units on hand was changed for one reason, and how often. */
  public record Cause(String cause, long units, long times) {}

  /** Which count a claim is part of. */
  public enum Kind {
    HELD,
    COMMITTED,
    ESCROWED,
    SUSPENSE
  }

  /**
   * Units that somebody has a claim on.
   *
   * @param who for a person: a cart, a receipt, an order, a shop, a till
   * @param id what to look it up by
   * @param until when it runs out by itself, or null
   */
  public record Claim(
      Kind kind,
      String who,
      String id,
      int units,
      Instant since,
      @Nullable Instant until) {}

  /**
   * One line of the ledger.
   *
   * @param reference what a person knows the cause by (a receipt's number), or the cause's id
   * @param eventAt when it happened
   * @param recordedAt when we learned of it
   * @param after what stood after it, in the order of recording
   */
  public record Move(
      long seq,
      String cause,
      String causeId,
      String reference,
      Delta delta,
      Instant eventAt,
      Instant recordedAt,
      Level after) {}
}
