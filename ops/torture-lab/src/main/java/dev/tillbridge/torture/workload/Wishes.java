package dev.tillbridge.torture.workload;

import dev.tillbridge.torture.history.Ids;
import dev.tillbridge.torture.history.Line;
import dev.tillbridge.torture.history.Request;
import dev.tillbridge.torture.lab.Lab;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes up what a client wants; the same seed makes up the same. */
public final class Wishes {

  private static final int LONG_TTL = 600;
  private static final int MOST_LINES = 4;

  private final Random random;
  private final List<String> skus = Shelf.skus();

  public Wishes(Random random) {
    this.random = random;
  }

  /** A wish with an id of its own: one line or several, of few articles or many. */
  public Request.Hold hold() {
    return hold(Ids.next(random), location(), random.nextInt(100) < 40 ? shortTtl() : LONG_TTL);
  }

  private Request.Hold hold(UUID id, String location, int ttl) {
    var channel = random.nextInt(4) == 0 ? "WEB" : "COUNTER";
    var lines = lines(location, 3);
    if (random.nextInt(8) == 0) {
      // Some of it from elsewhere. A hold is at home where its first line is.
      var elsewhere = location.equals(Lab.MAIN) ? Lab.NORTH : Lab.MAIN;
      lines.add(Line.of(elsewhere, sku(), 1 + random.nextInt(2)));
    }
    return new Request.Hold(id, location, channel, lines, ttl);
  }

  private int shortTtl() {
    return 1 + random.nextInt(4);
  }

  /** Something else under the same id. */
  Request.Hold other(Request.Hold hold) {
    Request.Hold other;
    do {
      other = hold(hold.id(), hold.location(), hold.ttlSeconds());
    } while (other.units().equals(hold.units()));
    return other;
  }

  /** A sale of what was held, of part of it, or of more. */
  Request.Sale saleOf(Request.Hold hold) {
    var lines = new ArrayList<>(hold.lines().stream()
        .filter(line -> line.place().location().equals(hold.location()))
        .toList());
    switch (random.nextInt(6)) {
      case 0 -> lines.add(Line.of(hold.location(), sku(), 1 + random.nextInt(2)));
      case 1 -> lines.removeLast();
      default -> {
        // Most carts are bought as they are.
      }
    }
    if (lines.isEmpty()) {
      lines.add(Line.of(hold.location(), sku(), 1));
    }
    return sale(hold.location(), hold.id(), lines);
  }

  /** A sale without a hold. */
  Request.Sale sale() {
    var location = location();
    return sale(location, null, lines(location, 2));
  }

  private Request.Sale sale(String location, @Nullable UUID holdId, List<Line> lines) {
    return new Request.Sale(
        Ids.next(random), location, holdId, lines, Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }

  /** Something else under the same id. */
  Request.Sale other(Request.Sale sale) {
    var lines = new ArrayList<>(sale.lines());
    lines.add(Line.of(sale.location(), sku(), 1));
    return new Request.Sale(sale.id(), sale.location(), sale.holdId(), lines, sale.soldAt());
  }

  /** Goods of some articles. */
  Request.Receipt receipt() {
    var location = location();
    return new Request.Receipt(Ids.next(random), location, lines(location, 6));
  }

  /** Something else under the same id. */
  Request.Receipt other(Request.Receipt receipt) {
    var lines = new ArrayList<>(receipt.lines());
    lines.add(Line.of(receipt.location(), sku(), 1));
    return new Request.Receipt(receipt.id(), receipt.location(), lines);
  }

  private List<Line> lines(String location, int mostUnits) {
    int count = random.nextInt(100) < 55 ? 1 : 2 + random.nextInt(MOST_LINES - 1);
    var lines = new ArrayList<Line>();
    for (int i = 0; i < count; i++) {
      lines.add(Line.of(location, sku(), 1 + random.nextInt(mostUnits)));
    }
    if (count > 1 && random.nextInt(4) == 0) {
      lines.add(new Line(lines.getFirst().place(), 1));
    }
    return lines;
  }

  private String sku() {
    return random.nextInt(100) < 35 ? Shelf.HOT : skus.get(random.nextInt(skus.size()));
  }

  private String location() {
    return random.nextInt(4) == 0 ? Lab.NORTH : Lab.MAIN;
  }
}
