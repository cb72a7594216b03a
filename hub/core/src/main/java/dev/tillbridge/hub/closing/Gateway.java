package dev.tillbridge.hub.closing;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.model.books.Role;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Who holds the merchant's money between customer and bank. */
public enum Gateway {
  /** PayPal. */
  PAYPAL(Role.PAYPAL, "PayPal"),
  /** Whoever settles a card terminal; the account is the merchant's name for it. */
  CARD(Role.CARD, "Card terminal"),
  /** An online shop's own gateways; the account is the shop. */
  SHOP(Role.SHOP, "Online shop");

  private final Role clearing;
  private final String title;

  Gateway(Role clearing, String title) {
    this.clearing = clearing;
    this.title = title;
  }

  /** Where its money is in the ledger. */
  Role clearing() {
    return clearing;
  }

  /** What tells its accounts apart there. */
  String key(String account) {
    return this == SHOP ? account : "";
  }

  /** For people. */
  public String title() {
    return title;
  }

  /**
   * By its name.
   *
   * @throws BadInput when there is none
   */
  public static Gateway named(String name) {
    return Arrays.stream(values())
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow(() -> BadInput.of(
            "gateway",
            "must be one of "
                + Arrays.stream(values()).map(Gateway::name).collect(Collectors.joining(", "))));
  }
}
