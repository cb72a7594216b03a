package dev.tillbridge.hub.inventory;

import dev.tillbridge.hub.inventory.Follower.Units;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.stock.GoodsReceipts;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.stock.StockMovement.Cause;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Goods that come in without an order, with their serial numbers and lots. */
public final class Receiving {

  /** Units of a SKU that came and can be sold. */
  public record Line(Sku sku, int quantity, Named named) {}

  private final TransactionTemplate tx;
  private final InstantSource clock;
  private final Requests requests;
  private final Tracked tracked;
  private final GoodsReceipts receipts;

  Receiving(JdbcClient jdbc, TransactionTemplate tx, InstantSource clock, GoodsReceipts receipts) {
    this.tx = tx;
    this.clock = clock;
    this.requests = new Requests(jdbc, clock);
    this.tracked = new Tracked(jdbc);
    this.receipts = receipts;
  }

  /**
   * Books goods in.
   *
   * @param reference what they came with, for example a delivery note's number
   * @param by who asks
   * @return false when this receipt is on record already
   * @throws BadInput when a SKU or the location does not exist, or units are not named that must be
   * @throws IdReused when the id stands for another receipt
   */
  public boolean receive(
      UUID id, LocationId location, String reference, List<Line> lines, String by) {
    var fingerprint = Fingerprint.of(location, reference);
    for (var line : lines) {
      fingerprint.add(line.sku(), line.quantity());
      line.named().addTo(fingerprint);
    }
    return Objects.requireNonNull(tx.execute(_ -> {
      // What was booked in before units had names is known to the receipts alone.
      boolean fresh = requests.claim(id, "goods receipt", by, fingerprint)
          && receipts.book(
              id,
              location,
              reference,
              lines.stream()
                  .map(l -> new GoodsReceipts.Arrived(l.sku(), l.quantity(), 0))
                  .toList());
      if (fresh) {
        follow(id, location, lines, by);
      }
      return fresh;
    }));
  }

  private void follow(UUID id, LocationId location, List<Line> lines, String by) {
    var faults = new Faults();
    var followers = tracked.followers(lines.stream().map(Line::sku).toList());
    var why = new Why(Cause.RECEIPT, id.toString(), null, clock.instant(), by);
    for (int i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      Objects.requireNonNull(followers.get(line.sku()))
          .arrive(
              Units.good(
                  "lines[" + i + "]", line.sku(), line.quantity(), line.named(), why, faults),
              location);
    }
    faults.check();
  }
}
