package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.stock.StockLedger.Move;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.stock.HoldState;
import dev.tillbridge.model.stock.Shortage;
import dev.tillbridge.model.stock.StockLine;
import dev.tillbridge.model.stock.StockMovement.Cause;
import dev.tillbridge.model.stock.StockMovement.Delta;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** What an order of an outside shop does to the shelf; see {@link SaleStock#sellAtShop}. */
final class ShopSale {

  private final HoldStore holds;
  private final StockLedger ledger;
  private final ShopWindowStore windows;
  private final BundleBook bundles;
  private final PublishRules rules;

  ShopSale(StockParts parts) {
    this.holds = parts.holds();
    this.ledger = parts.ledger();
    this.windows = parts.windows();
    this.bundles = parts.bundles();
    this.rules = parts.rules();
  }

  List<Shortage> sell(
      String shop, UUID saleId, LocationId location, List<StockLine> lines, Instant orderedAt) {
    var apart = TakenApart.of(lines, bundles, orderedAt);
    var request = new HoldRequest(saleId, location, Channel.WEB, lines, Duration.ofDays(1))
        .takenApart(contents(apart.bundles()));
    long epoch = ledger.enter(location);
    if (holds.claim(List.of(request), epoch).isEmpty()) {
      throw new IllegalStateException("sale " + saleId + " has taken its units already");
    }
    holds.addLines(List.of(request), null);
    holds.end(saleId, List.of(HoldState.HELD), HoldState.COMMITTED, saleId);
    var sold = apart.units();
    var free = ledger.lock(location, sold.keySet());
    var covered = new TreeMap<Sku, Integer>();
    for (var piece : apart.pieces()) {
      windows
          .consume(shop, location, piece.sku(), piece.quantity(), piece.units())
          .forEach((sku, units) -> covered.merge(sku, units, Integer::sum));
    }
    var moves = new ArrayList<Move>();
    var shortages = new ArrayList<Shortage>();
    sold.forEach((sku, units) -> {
      int fromShop = covered.getOrDefault(sku, 0);
      int fromFree = units - fromShop;
      int there = Math.max(0, free.getOrDefault(sku, 0));
      if (fromFree > there) {
        shortages.add(new Shortage(sku, units, fromShop + there));
      }
      var delta = new Delta(0, 0, units, -fromShop, 0);
      moves.add(new Move(sku, delta, Cause.SHOP_ORDER, saleId.toString(), orderedAt));
    });
    ledger.apply(location, moves, true);
    lookAgain(shop, location, apart.bundles());
    noteBreaches(shop, location, saleId, apart, shortages);
    return shortages;
  }

  /** A bundle may rest on other shelves now than those that were just touched. */
  private void lookAgain(String shop, LocationId location, List<Pieces> bundles) {
    bundles.forEach(bundle -> windows.lookAgain(shop, location, bundle.sku()));
  }

  /** What a pooled shop sold although it was not there any more, is counted. */
  private void noteBreaches(
      String shop, LocationId location, UUID saleId, TakenApart apart, List<Shortage> shortages) {
    for (var piece : shortages.isEmpty() ? List.<Pieces>of() : apart.pieces()) {
      int there = piece.quantity();
      for (var shortage : shortages) {
        int each = piece.contents().parts().getOrDefault(shortage.sku(), 0);
        there = each == 0 ? there : Math.min(there, shortage.available() / each);
      }
      if (there < piece.quantity() && rules.pools(shop, piece.sku())) {
        windows.breached(shop, location, saleId, piece.sku(), piece.quantity(), there);
      }
    }
  }

  private static Map<Sku, Contents> contents(List<Pieces> pieces) {
    var contents = new TreeMap<Sku, Contents>();
    pieces.forEach(piece -> contents.put(piece.sku(), piece.contents()));
    return contents;
  }
}
