package dev.tillbridge.app.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page that explains a number of stock, in words.
 *
 * @param chosen the moment in the field, empty for now
 * @param fault what was wrong with the moment, or null
 * @param earlier the address of the next older moves, or null
 */
public record Explanation(
    String location,
    String place,
    String sku,
    String title,
    String moment,
    String chosen,
    String nowAddress,
    @Nullable String fault,
    List<Sum> sums,
    String sentence,
    List<Claim> claims,
    List<Cause> causes,
    String onHand,
    List<Move> moves,
    @Nullable String earlier) {

  public Explanation {
    sums = List.copyOf(sums);
    claims = List.copyOf(claims);
    causes = List.copyOf(causes);
    moves = List.copyOf(moves);
  }

  /** One count; the style tells the result from its parts. */
  public record Sum(String name, String units, String css) {}

  /** Who has a claim on how many. */
  public record Claim(String who, String id, int units, String kind, String since, String until) {}

  /** What on hand is made of. */
  public record Cause(String cause, long times, String units) {}

  /** A line of the ledger; learned is only given when that was later than it happened. */
  public record Move(
      String cause,
      String reference,
      String happened,
      @Nullable String learned,
      String change,
      String onHand,
      String available) {}
}
