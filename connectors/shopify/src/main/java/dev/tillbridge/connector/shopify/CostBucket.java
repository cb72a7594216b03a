package dev.tillbridge.connector.shopify;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Shopify's leaky bucket as we believe it to be, one per shop. Whoever would overdraw it is told how
 * long to wait instead of being held here, so no thread sleeps. Every answer corrects the belief.
 *
 * <p>Source: shopify.dev, "API limits": a call is charged at its requested cost, the bucket refills
 * by the restore rate each second, and every answer tells its state.
 */
final class CostBucket {

  /**
   * What an answer tells about its cost.
   *
   * @param requested points that the call was charged
   */
  record Told(int requested, double maximum, double available, double restoreRate) {

    /** Reads {@code extensions.cost}, or null when the answer has none that makes sense. */
    static @Nullable Told from(JsonNode envelope) {
      var cost = envelope.path("extensions").path("cost");
      var status = cost.path("throttleStatus");
      double rate = status.path("restoreRate").asDouble(0);
      return cost.path("requestedQueryCost").isNumber() && rate > 0
          ? new Told(
              cost.path("requestedQueryCost").asInt(0),
              status.path("maximumAvailable").asDouble(0),
              status.path("currentlyAvailable").asDouble(0),
              rate)
          : null;
    }

    /** How long until a call of the same cost fits. */
    Duration untilItFits() {
      return secondsFor(requested - available, restoreRate);
    }
  }

  private final InstantSource clock;
  private final Map<Document, Integer> learned = new EnumMap<>(Document.class);
  private @Nullable Told last;
  private double available;
  private Instant asOf = Instant.EPOCH;
  private double underWay;
  private Instant pausedUntil = Instant.EPOCH;

  CostBucket(InstantSource clock) {
    this.clock = clock;
  }

  /** What a call of this document is going to be charged, as far as we know. */
  synchronized int cost(Document document) {
    return learned.getOrDefault(document, document.estimatedCost());
  }

  /**
   * Takes the points for a call.
   *
   * @return zero when they are taken, otherwise how long to wait before asking again
   */
  synchronized Duration take(int cost) {
    var now = clock.instant();
    if (now.isBefore(pausedUntil)) {
      return Duration.between(now, pausedUntil);
    }
    if (last != null) {
      double passed = Math.max(0, Duration.between(asOf, now).toMillis() / 1000.0);
      available = Math.min(last.maximum(), available + passed * last.restoreRate());
      asOf = now;
      // A call that never fits is let through: Shopify's refusal says more than an endless wait.
      if (available < cost && cost <= last.maximum()) {
        return secondsFor(cost - available, last.restoreRate());
      }
      available -= cost;
    }
    underWay += cost;
    return Duration.ZERO;
  }

  /** Ends what {@link #take} began; null when the answer did not tell its cost. */
  synchronized void settle(Document document, int cost, @Nullable Told told) {
    underWay -= cost;
    if (told != null) {
      learned.put(document, told.requested());
      last = told;
      // Their number does not know of our calls that are still on the way to them.
      available = told.available() - underWay;
      asOf = clock.instant();
    }
  }

  /** Nobody calls before this has passed; Shopify asked so (429 with Retry-After). */
  synchronized void pause(Duration wait) {
    var until = clock.instant().plus(wait);
    pausedUntil = until.isAfter(pausedUntil) ? until : pausedUntil;
  }

  private static Duration secondsFor(double points, double rate) {
    return Duration.ofMillis((long) Math.ceil(Math.max(0, points) / rate * 1000));
  }
}
