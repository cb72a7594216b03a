package dev.tillbridge.hub.inventory;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.inventory.Follower.Units;
import dev.tillbridge.hub.stock.Shelves;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.stock.StockMovement.Cause;
import dev.tillbridge.model.stock.StockMovement.Delta;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a transfer does to the shelves at both its ends. Joins the caller's transaction. */
final class TransferMoves {

  /** The kind of a case about goods that were sent and did not arrive, or the other way round. */
  static final String DIFFERENCE = "transfer-difference";

  private final Shelves shelves;
  private final Tracked tracked;
  private final Cases cases;

  TransferMoves(Shelves shelves, Tracked tracked, Cases cases) {
    this.shelves = shelves;
    this.tracked = tracked;
    this.cases = cases;
  }

  /** What was held to be shipped leaves its shelf and is in transit to the other. */
  void leave(
      TransferStore.Header header,
      TransferRequest.Ship ship,
      List<TransferRequest.Picked> picked,
      Instant now,
      String by) {
    var skus = picked.stream().map(TransferRequest.Picked::sku).toList();
    shelves.lock(Map.of(header.from(), skus, header.to(), skus));
    var causeId = ship.transfer().toString();
    var why = new Why(Cause.TRANSFER_SHIPPED, causeId, ship.transfer(), now, by);
    var followers = tracked.followers(skus);
    var faults = new Faults();
    var out = new ArrayList<Shelves.Move>();
    var under = new ArrayList<Shelves.Move>();
    for (int i = 0; i < picked.size(); i++) {
      var line = picked.get(i);
      int n = line.quantity();
      Objects.requireNonNull(followers.get(line.sku()))
          .ship(
              Units.good("lines[" + i + "]", line.sku(), n, line.named(), why, faults),
              header.from(),
              header.to());
      out.add(new Shelves.Move(
          line.sku(), new Delta(-n, -n, 0, 0, 0), Cause.TRANSFER_SHIPPED, causeId, now));
      under.add(new Shelves.Move(
          line.sku(), new Delta(0, 0, 0, 0, 0, 0, n), Cause.TRANSFER_SHIPPED, causeId, now));
    }
    faults.check();
    shelves.move(header.from(), out);
    shelves.move(header.to(), under);
  }

  /** What was in transit is on the shelf now, or damaged, or missing. */
  void land(
      TransferStore.Header header,
      TransferRequest.Receive receipt,
      List<TransferView.Line> lines,
      Instant now,
      String by) {
    var sent = new HashMap<Sku, TransferView.Line>();
    lines.forEach(line -> sent.put(line.sku(), line));
    var faults = new Faults();
    var skus = new HashSet<Sku>();
    for (int i = 0; i < receipt.lines().size(); i++) {
      var sku = receipt.lines().get(i).sku();
      faults.require(
          sent.containsKey(sku), "lines[" + i + "].sku", sku + " is not in this transfer");
      faults.require(skus.add(sku), "lines[" + i + "].sku", sku + " is there twice");
    }
    faults.check();
    var there = shelves.lock(header.to(), skus);
    var followers = tracked.followers(skus);
    var why =
        new Why(Cause.TRANSFER_RECEIVED, receipt.id().toString(), receipt.transfer(), now, by);
    var moves = new ArrayList<Shelves.Move>();
    var differences = new ArrayList<String>();
    for (int i = 0; i < receipt.lines().size(); i++) {
      var arrived = receipt.lines().get(i);
      var field = "lines[" + i + "]";
      var line = Objects.requireNonNull(sent.get(arrived.sku()));
      Shelves.Units shelf = Objects.requireNonNull(there.get(arrived.sku()));
      check(arrived, line, shelf, receipt.reason(), field, faults);
      Objects.requireNonNull(followers.get(arrived.sku()))
          .land(
              Units.mixed(
                  field,
                  arrived.sku(),
                  arrived.good(),
                  arrived.damaged(),
                  arrived.missing(),
                  arrived.named(),
                  why,
                  faults),
              header.to());
      moves.add(
          new Shelves.Move(arrived.sku(), delta(arrived, line), why.cause(), why.causeId(), now));
      differences.addAll(differences(arrived, line));
    }
    faults.check();
    shelves.move(header.to(), moves);
    if (!differences.isEmpty()) {
      cases.open(
          DIFFERENCE,
          receipt.id().toString(),
          "A transfer from " + header.from() + " to " + header.to() + " did not arrive as sent",
          String.join(", ", differences) + ". Reason given: " + receipt.reason()
              + ". Count these at " + header.from() + ".");
    }
  }

  private static void check(
      TransferRequest.Arrived arrived,
      TransferView.Line line,
      Shelves.Units shelf,
      @Nullable String reason,
      String field,
      Faults faults) {
    int came = arrived.good() + arrived.damaged();
    faults.require(came + arrived.missing() > 0, field, "says of no unit what became of it");
    faults.require(
        arrived.missing() <= Math.max(0, line.inTransit() - came),
        field + ".missing",
        "after these " + came + ", " + Math.max(0, line.inTransit() - came)
            + " are under way at most");
    faults.require(
        reason != null || (arrived.missing() == 0 && came <= line.inTransit()),
        "reason",
        "must say why " + arrived.sku() + " does not arrive as it was sent");
    faults.require(
        shelf.onHand() + (long) arrived.good() <= Shelves.MOST_ON_HAND,
        field + ".good",
        "more than " + Shelves.MOST_ON_HAND + " would be on hand");
  }

  private static Delta delta(TransferRequest.Arrived arrived, TransferView.Line line) {
    int accounted = arrived.good() + arrived.damaged() + arrived.missing();
    int landed = Math.min(line.inTransit(), accounted);
    return new Delta(arrived.good(), 0, 0, 0, 0, arrived.damaged(), -landed);
  }

  private static List<String> differences(TransferRequest.Arrived arrived, TransferView.Line line) {
    var differences = new ArrayList<String>();
    int over = arrived.good() + arrived.damaged() - line.inTransit();
    if (arrived.missing() > 0) {
      differences.add(arrived.sku() + ": " + arrived.missing() + " missing");
    }
    if (over > 0) {
      differences.add(arrived.sku() + ": " + over + " more than sent");
    }
    return differences;
  }
}
