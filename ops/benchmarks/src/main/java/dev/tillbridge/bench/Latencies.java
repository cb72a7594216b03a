package dev.tillbridge.bench;

import java.time.Duration;

/** How long things took: counts in buckets of 3 %, so that millions cost no memory. */
final class Latencies {

  private static final int STEPS = 32;
  private static final int BUCKETS = STEPS * 40;

  private final long[] counts = new long[BUCKETS];
  private long total;

  void add(long nanos) {
    counts[bucket(Math.max(0, nanos) / 1_000)]++;
    total++;
  }

  void addAll(Latencies other) {
    for (int i = 0; i < BUCKETS; i++) {
      counts[i] += other.counts[i];
    }
    total += other.total;
  }

  long count() {
    return total;
  }

  /** The upper edge of the bucket below which that share of all lies, in milliseconds. */
  double millis(double share) {
    long left = (long) Math.ceil(total * share);
    for (int i = 0; i < BUCKETS; i++) {
      left -= counts[i];
      if (left <= 0) {
        return edge(i) / 1_000.0;
      }
    }
    return Duration.ofMinutes(1).toMillis();
  }

  // Microseconds below 32 have a bucket each; above, each doubling has 32.
  private static int bucket(long micros) {
    if (micros < STEPS) {
      return (int) micros;
    }
    int doubling = 63 - Long.numberOfLeadingZeros(micros) - 5;
    int within = (int) (micros >> doubling) - STEPS;
    return Math.min(BUCKETS - 1, STEPS * (doubling + 1) + within);
  }

  private static long edge(int bucket) {
    if (bucket < STEPS) {
      return bucket + 1L;
    }
    int doubling = bucket / STEPS - 1;
    return (long) (STEPS + bucket % STEPS + 1) << doubling;
  }
}
