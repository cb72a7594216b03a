package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.stock.Gate.Free;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;

/**
 * How the gate is put right, whatever stands in it. An interface, so that the reconciler can be
 * played against a simulated Redis.
 */
interface HealableGate {

  /**
   * What a round of healing found.
   *
   * @param wrong so many entries, which are right now
   * @param ahead what claims to be newer than the truth that was given, with its version
   */
  record Healed(long wrong, Map<Sku, String> ahead) {}

  /** Sets the truth where something older or else stands; nothing when Redis does not answer. */
  Healed heal(LocationId location, Collection<Free> truth);

  /**
   * Sets the truth where a claim to be newer still stands.
   *
   * @param truth read after the claim was seen
   * @param claims version by SKU, as {@link #heal} found them
   * @return how many claims were wrong
   */
  long overrule(LocationId location, Collection<Free> truth, Map<Sku, String> claims);

  /**
   * Forgets askings that are older, or as far in the future, and counts anew what is asked for.
   *
   * @return how many entries were wrong
   */
  long tidy(LocationId location, Duration oldestAsking);
}
