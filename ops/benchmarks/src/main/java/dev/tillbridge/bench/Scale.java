package dev.tillbridge.bench;

import java.time.Duration;

/**
 * How large everything is.
 *
 * @param runs of which the median is taken
 * @param warmUp before the first run, so that the compiler has seen everything
 * @param floor how long a floor is measured
 * @param measured how long we are measured
 * @param callers at once, on one SKU and on many
 * @param skus over which holds are spread
 * @param holds granted in the one long run
 * @param rebuilt SKUs that Redis loses
 * @param live SKUs, and holds, while the hub's heap is weighed
 * @param told how long sales are told to a shop
 * @param changed SKUs that change at once
 * @param orders that a shop tells of in disorder
 * @param imported variants of a shop that is taken over
 * @param booked lines of the ledger
 * @param posted sales that are booked in the accounting software
 * @param shelf variants that a till keeps
 * @param replayed sales that a till made without the hub
 */
record Scale(
    int runs,
    Duration warmUp,
    Duration floor,
    Duration measured,
    int callers,
    int skus,
    int holds,
    int rebuilt,
    int live,
    Duration told,
    int changed,
    int orders,
    int imported,
    int booked,
    int posted,
    int shelf,
    int replayed) {

  static final Scale FULL = new Scale(
      3,
      Duration.ofSeconds(12),
      Duration.ofSeconds(3),
      Duration.ofSeconds(6),
      256,
      10_000,
      1_000_000,
      100_000,
      100_000,
      Duration.ofSeconds(60),
      20_000,
      10_000,
      100_000,
      10_000_000,
      10_000,
      50_000,
      10_000);

  static final Scale QUICK = new Scale(
      1,
      Duration.ofMillis(500),
      Duration.ofMillis(300),
      Duration.ofMillis(700),
      64,
      500,
      5_000,
      20_000,
      1_000,
      Duration.ofSeconds(4),
      1_000,
      300,
      2_000,
      20_000,
      90,
      2_000,
      40);
}
