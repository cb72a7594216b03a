package dev.tillbridge.torture.faults;

import dev.tillbridge.torture.history.Ids;
import dev.tillbridge.torture.history.Line;
import dev.tillbridge.torture.history.Request;
import dev.tillbridge.torture.lab.Lab;
import dev.tillbridge.torture.workload.Shelf;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;

/** Requests that a test makes by itself. */
final class Sales {

  private Sales() {}

  /** A sale of one. */
  static Request.Sale one(Random random) {
    return new Request.Sale(
        Ids.next(random),
        Lab.MAIN,
        null,
        List.of(Line.of(Lab.MAIN, Shelf.HOT, 1)),
        Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }

  /** A wish for so many of a SKU at the first location. */
  static Request.Hold wish(Random random, String sku, int units, int ttlSeconds) {
    return new Request.Hold(
        Ids.next(random), Lab.MAIN, "COUNTER", List.of(Line.of(Lab.MAIN, sku, units)), ttlSeconds);
  }

  /** So many of a SKU come in. */
  static Request.Receipt receipt(Random random, String sku, int units) {
    return new Request.Receipt(Ids.next(random), Lab.MAIN, List.of(Line.of(Lab.MAIN, sku, units)));
  }
}
