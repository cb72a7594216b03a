package dev.tillbridge.model.shop;

import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.outcome.Outcome;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.regex.Pattern;

/** A shop that gives money back when it is asked to, the way it was paid. */
public interface ShopRefunds {

  /** What the shop is told of a refund begins so, and its key follows: it is known again by it. */
  String NOTE = "Tillbridge ";

  /** Whether somebody's note beside a refund is one of ours: its beginning and a key. */
  static boolean isNoted(String note) {
    return NOTED.matcher(note).lookingAt();
  }

  /** What such a note begins with. */
  Pattern NOTED =
      Pattern.compile(Pattern.quote(NOTE) + "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}: ");

  /**
   * Gives money back. The units never left and are on sale elsewhere already: the shop puts none of
   * them back on show.
   *
   * @return the shop's id of the refund; delivered as well when an earlier attempt had it
   */
  Outcome<String> refund(Refund refund);

  /**
   * What became of an earlier attempt.
   *
   * @return not sent when it certainly did not get through
   */
  Outcome<String> recall(Refund refund);

  /**
   * Money that is to go back.
   *
   * @param id by which the shop's note tells it from others, whoever tries again
   * @param key made before the first attempt; another one after a definite no
   * @param orderId the shop's id of the order
   * @param units that are taken off the order, by its lines; may be empty
   */
  record Refund(
      UUID id,
      UUID key,
      String orderId,
      Money amount,
      SequencedMap<String, Integer> units,
      String why) {

    /** By which the shop knows it again. */
    public String note() {
      return NOTE + id + ": " + why;
    }

    /** Whether this is what the shop was told. */
    public boolean isNotedAs(String note) {
      return note.startsWith(NOTE + id);
    }
  }
}
