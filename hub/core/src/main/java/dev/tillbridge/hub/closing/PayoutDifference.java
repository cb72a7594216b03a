package dev.tillbridge.hub.closing;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.model.money.Money;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Why the bank got another amount than the gateway sent, as a person says; it decides where that goes. */
public enum PayoutDifference {
  /** A bank on the way kept it, or gave some back: a payment fee. */
  FEE("A fee of a bank on the way"),
  /** The bank got it in another currency. */
  EXCHANGE("Exchanged into another currency"),
  /** Nobody knows yet: unclear money. */
  UNCLEAR("Not known yet");

  private final String words;

  PayoutDifference(String words) {
    this.words = words;
  }

  /** For people. */
  public String words() {
    return words;
  }

  /**
   * By its name.
   *
   * @throws BadInput when there is none
   */
  public static @Nullable PayoutDifference named(@Nullable String name) {
    return name == null || name.isEmpty()
        ? null
        : Arrays.stream(values())
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow(() -> BadInput.of(
                "difference",
                "must be one of "
                    + Arrays.stream(values())
                        .map(PayoutDifference::name)
                        .collect(Collectors.joining(", "))));
  }

  /**
   * Complains unless this explains, or null leaves nothing to explain.
   *
   * @throws BadInput when nothing, or something else, must be said
   */
  static void check(@Nullable PayoutDifference said, Money sent, Money come) {
    if (Long.signum(sent.minor()) != Long.signum(come.minor())) {
      throw BadInput.of("bankLine", "goes the other way than the payout");
    }
    boolean exchanged = !sent.currency().equals(come.currency());
    if (!exchanged && sent.equals(come)) {
      if (said != null) {
        throw BadInput.of("difference", "there is none");
      }
      return;
    }
    var off = PayoutMatch.difference(sent, come);
    if (said == null) {
      throw BadInput.of(
          "difference",
          "the bank's line is " + off + ": say what that is, "
              + (exchanged ? "EXCHANGE" : "FEE or UNCLEAR"));
    }
    if ((said == EXCHANGE) != exchanged) {
      throw BadInput.of(
          "difference",
          exchanged
              ? "it is in another currency, so it was exchanged"
              : "both are in " + sent.currency());
    }
  }
}
