package dev.tillbridge.app.api;

import dev.tillbridge.model.stock.StockLine;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** So many units of a SKU. */
record LineJson(@Nullable String sku, @Nullable Integer quantity) {

  static List<LineJson> of(List<StockLine> lines) {
    return lines.stream().map(l -> new LineJson(l.sku().code(), l.quantity())).toList();
  }

  static List<StockLine> read(@Nullable List<@Nullable LineJson> lines, int most) {
    var read = new ArrayList<StockLine>();
    for (var line : Input.list("lines", lines, most)) {
      var field = "lines[" + read.size() + "]";
      read.add(new StockLine(
          Input.sku(field + ".sku", line.sku()),
          Input.between(field + ".quantity", line.quantity(), 1, StockLine.MOST)));
    }
    return read;
  }
}
