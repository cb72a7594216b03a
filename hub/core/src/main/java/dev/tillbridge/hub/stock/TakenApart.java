package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.stock.StockLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Lines as somebody speaks of them, and what they take from the shelf: the parts of every bundle and
 * loose units of the same SKU are added up over the whole cart.
 *
 * @param pieces one entry a SKU as spoken of, in SKU order
 * @param units one entry a SKU as it lies on the shelf
 */
record TakenApart(List<Pieces> pieces, SortedMap<Sku, Integer> units) {

  TakenApart {
    pieces = List.copyOf(pieces);
  }

  /**
   * Takes lines apart.
   *
   * @param bundles those of the SKUs that are bundles
   * @throws BadInput when more than {@link StockLine#MOST} of one SKU come together
   */
  static TakenApart of(List<StockLine> lines, Map<Sku, Contents> bundles) {
    var asked = new TreeMap<Sku, Integer>();
    lines.forEach(line -> asked.merge(line.sku(), line.quantity(), Math::addExact));
    var pieces = new ArrayList<Pieces>();
    asked.forEach((sku, quantity) -> {
      var contents = bundles.get(sku);
      pieces.add(new Pieces(contents == null ? Contents.itself(sku) : contents, quantity));
    });
    return new TakenApart(pieces, addedUp(pieces));
  }

  /** Takes lines apart as bundles were defined at that time. */
  static TakenApart of(List<StockLine> lines, BundleBook bundles, Instant at) {
    return of(lines, bundles.at(lines.stream().map(StockLine::sku).toList(), at));
  }

  private static SortedMap<Sku, Integer> addedUp(List<Pieces> pieces) {
    var sums = new TreeMap<Sku, Long>();
    for (var piece : pieces) {
      piece
          .contents()
          .parts()
          .forEach((part, each) -> sums.merge(part, (long) each * piece.quantity(), Long::sum));
    }
    var units = new TreeMap<Sku, Integer>();
    sums.forEach((part, sum) -> {
      if (sum > StockLine.MOST) {
        throw BadInput.of("lines", part + ": together more than " + StockLine.MOST);
      }
      units.put(part, Math.toIntExact(sum));
    });
    return units;
  }

  /**
   * What lines on the shelf were before they were taken apart.
   *
   * @param bundles the bundles among them
   */
  static TakenApart back(List<StockLine> shelf, List<Pieces> bundles) {
    var units = new TreeMap<Sku, Integer>();
    shelf.forEach(line -> units.merge(line.sku(), line.quantity(), Math::addExact));
    var loose = new TreeMap<>(units);
    bundles.forEach(
        bundle -> bundle.units().forEach((part, count) -> loose.merge(part, -count, Integer::sum)));
    var pieces = new TreeMap<Sku, Pieces>();
    loose.forEach((sku, count) -> {
      if (count > 0) {
        pieces.put(sku, new Pieces(Contents.itself(sku), count));
      }
    });
    bundles.forEach(bundle -> pieces.put(bundle.sku(), bundle));
    return new TakenApart(List.copyOf(pieces.values()), units);
  }

  /** The bundles among the pieces. */
  List<Pieces> bundles() {
    return pieces.stream().filter(piece -> piece.contents().isBundle()).toList();
  }

  /** As spoken of. */
  List<StockLine> asked() {
    return pieces.stream()
        .map(piece -> new StockLine(piece.sku(), piece.quantity()))
        .toList();
  }

  /** As on the shelf. */
  List<StockLine> shelf() {
    return units.entrySet().stream()
        .map(unit -> new StockLine(unit.getKey(), unit.getValue()))
        .toList();
  }
}
