package dev.tillbridge.model.shop;

import dev.tillbridge.model.outcome.Outcome;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** How a shop's owner lets an app in: he consents at the shop and comes back with a code. */
public interface ShopInstall {

  /**
   * Where the owner consents.
   *
   * @param comeBack the address of ours that the shop leads him to
   * @param state comes back with him unchanged
   */
  URI consent(URI comeBack, String state);

  /** True when the shop itself made this query, of this shop and within the last five minutes. */
  boolean isGenuine(Map<String, String> query, Instant now);

  /**
   * Trades the code that the owner brought for tokens, and keeps them.
   *
   * @return what he allowed, in the shop's words
   */
  Outcome<Set<String>> accept(String code);
}
