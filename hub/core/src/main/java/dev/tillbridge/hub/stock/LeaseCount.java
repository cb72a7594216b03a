package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.stock.StockLine;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;

/**
 * Somebody has looked for the units that a lost device may have sold.
 *
 * @param id made by the caller; the same id again is the same count
 * @param lines in SKU order after construction; SKUs that are not named stay in suspense
 */
public record LeaseCount(UUID id, String register, int generation, List<Line> lines) {

  /**
   * One SKU.
   *
   * @param found of the units in suspense so many are there; the others are gone
   */
  public record Line(Sku sku, int found) {}

  /** Throws {@link BadInput} when it makes no sense. */
  public LeaseCount {
    if (lines.isEmpty() || lines.size() > LeaseReport.MOST_ITEMS) {
      throw BadInput.of("lines", "must have 1 to " + LeaseReport.MOST_ITEMS + " entries");
    }
    var seen = new HashSet<Sku>();
    for (int i = 0; i < lines.size(); i++) {
      if (!seen.add(lines.get(i).sku())) {
        throw BadInput.of("lines[" + i + "].sku", "is named twice");
      }
      int found = lines.get(i).found();
      if (found < 0 || found > StockLine.MOST) {
        throw BadInput.of("lines[" + i + "].found", "must be between 0 and " + StockLine.MOST);
      }
    }
    lines = lines.stream().sorted(Comparator.comparing(Line::sku)).toList();
  }

  /** Tells this count from another under the same id. */
  String hash() {
    var text = new StringBuilder("count\n").append(register).append('\n').append(generation);
    lines.forEach(line -> text.append('\n').append(line.sku()).append('\n').append(line.found()));
    return Fingerprint.of(text);
  }
}
