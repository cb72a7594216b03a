package dev.tillbridge.connector.shopify;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
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

  /** So much of the bucket is left for small questions of others. */
  private static final double KEPT_SHARE = 0.03;

  /** So much of it is left for others by whoever can wait. */
  private static final double PATIENT_SHARE = 0.25;

  /** Nobody waits for more, lest small questions of others keep him waiting for ever. */
  private static final double MOST_SHARE = 0.9;

  /** Of what comes back, so much is for changes of stock while somebody else waits for his turn. */
  private static final double PACED_SHARE = 0.25;

  /** So long after his turn whoever had to wait may take to come again. */
  private static final Duration COMES_AGAIN = Duration.ofSeconds(3);

  /** What a call asked for: a document, for so many things. */
  private record Asked(Document document, int size) {}

  private final InstantSource clock;
  private final Map<Asked, Integer> learned = new HashMap<>();
  private final Map<Document, Instant> lastEnded = new EnumMap<>(Document.class);
  private @Nullable Told last;
  private double available;
  private Instant asOf = Instant.EPOCH;
  private double underWay;
  private Instant pausedUntil = Instant.EPOCH;
  private int wished;
  private Instant wishedUntil = Instant.EPOCH;

  CostBucket(InstantSource clock) {
    this.clock = clock;
  }

  /** What a call of this document is going to be charged, as far as we know. */
  synchronized int cost(Document document, int size) {
    return learned.getOrDefault(new Asked(document, size), document.estimatedCost(size));
  }

  /**
   * How long the next call of the document should wait, when there are always more of them to make:
   * they may follow each other as they like and have all that comes back, but for a few
   * points. Only while somebody who asks for more at once has been told to wait (reading orders
   * costs most of a half), they take a quarter of what comes back and let it fill up for him.
   */
  synchronized Duration pace(Document document, int size) {
    var now = clock.instant();
    if (now.isBefore(pausedUntil)) {
      return Duration.between(now, pausedUntil);
    }
    if (last == null) {
      return Duration.ZERO;
    }
    int cost = cost(document, size);
    double have = filled(now);
    boolean somebodyWaits = now.isBefore(wishedUntil);
    double kept = Math.max(somebodyWaits ? wished : 0, last.maximum() * KEPT_SHARE);
    if (have - cost >= kept) {
      return Duration.ZERO;
    }
    if (!somebodyWaits) {
      return secondsFor(Math.min(kept + cost, last.maximum()) - have, last.restoreRate());
    }
    var since = Duration.between(lastEnded.getOrDefault(document, Instant.EPOCH), now);
    var turn = secondsFor(cost, last.restoreRate() * PACED_SHARE);
    var untilTurn = since.compareTo(turn) < 0 ? turn.minus(since) : Duration.ZERO;
    var untilItFits = secondsFor(Math.min(cost, last.maximum()) - have, last.restoreRate());
    return untilTurn.compareTo(untilItFits) > 0 ? untilTurn : untilItFits;
  }

  private double filled(Instant now) {
    var told = last;
    if (told == null) {
      return 0;
    }
    double passed = Math.max(0, Duration.between(asOf, now).toMillis() / 1000.0);
    return Math.min(told.maximum(), available + passed * told.restoreRate());
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
      available = filled(now);
      asOf = now;
      // A call that never fits is let through: Shopify's refusal says more than an endless wait.
      if (available < cost && cost <= last.maximum()) {
        var wait = secondsFor(cost - available, last.restoreRate());
        wished = now.isBefore(wishedUntil) ? Math.max(wished, cost) : cost;
        wishedUntil = now.plus(wait).plus(COMES_AGAIN);
        return wait;
      }
      available -= cost;
      if (cost >= wished) {
        wishedUntil = Instant.EPOCH;
      }
    }
    underWay += cost;
    return Duration.ZERO;
  }

  /**
   * How long whoever can wait should wait before he asks for so much: until it fits beside a quarter
   * of the bucket and what somebody else was told to wait for. Nothing is taken.
   */
  synchronized Duration patience(int cost) {
    var told = last;
    double wish = clock.instant().isBefore(wishedUntil) ? wished : 0;
    return told == null
        ? Duration.ZERO
        : until(cost + Math.max(wish, told.maximum() * PATIENT_SHARE));
  }

  /**
   * How long somebody who is about to make several calls should wait until there is room for all of
   * them. Nothing is taken, but others make room for him as for whoever was told to wait.
   */
  synchronized Duration room(int points) {
    var wait = until(points);
    var now = clock.instant();
    if (wait.isPositive()) {
      wished = now.isBefore(wishedUntil) ? Math.max(wished, points) : points;
      wishedUntil = now.plus(wait).plus(COMES_AGAIN);
    } else if (points >= wished) {
      wishedUntil = Instant.EPOCH;
    }
    return wait;
  }

  private Duration until(double points) {
    var now = clock.instant();
    if (now.isBefore(pausedUntil)) {
      return Duration.between(now, pausedUntil);
    }
    var told = last;
    return told == null
        ? Duration.ZERO
        : secondsFor(
            Math.min(points, told.maximum() * MOST_SHARE) - filled(now), told.restoreRate());
  }

  /** Ends what {@link #take} began; null when the answer did not tell its cost. */
  synchronized void settle(Document document, int size, int cost, @Nullable Told told) {
    underWay -= cost;
    lastEnded.put(document, clock.instant());
    if (told != null) {
      learned.put(new Asked(document, size), told.requested());
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
