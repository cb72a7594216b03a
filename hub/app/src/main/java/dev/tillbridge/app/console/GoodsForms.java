package dev.tillbridge.app.console;

import dev.tillbridge.hub.inventory.Named;
import dev.tillbridge.hub.inventory.TrackedGoods;
import dev.tillbridge.hub.inventory.Tracking;
import dev.tillbridge.model.catalog.Sku;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What forms about goods that come and go have in common: the names of units. */
@Component
class GoodsForms {

  private final TrackedGoods tracked;

  GoodsForms(TrackedGoods tracked) {
    this.tracked = tracked;
  }

  /** How each SKU is tracked. */
  Map<Sku, Tracking> tracked(List<Sku> skus) {
    var kinds = new HashMap<Sku, Tracking>();
    skus.forEach(sku -> kinds.put(sku, tracked.tracking(sku)));
    return kinds;
  }

  /** The names in a row, as far as its SKU is tracked. */
  static Named names(Filled form, String row) {
    var lot = form.value(row + "lot");
    return new Named(
        form.names(row + "serials"),
        form.names(row + "damagedSerials"),
        form.names(row + "missingSerials"),
        lot.isEmpty() ? null : lot,
        form.day(row + "expiresOn"));
  }
}
