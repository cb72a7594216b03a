package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.FieldError;
import dev.tillbridge.hub.stock.Policies.Channel;
import dev.tillbridge.hub.stock.Policies.Mode;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.shop.ShopChannel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds everything that makes no sense in policies, and says where. */
final class PolicyCheck {

  /** No more entries of a kind than this. */
  static final int ENTRIES_MOST = 20_000;

  private final StockLedger ledger;
  private final BundleBook bundles;
  private final Map<String, ShopChannel> channels;

  PolicyCheck(StockParts parts, Map<String, ShopChannel> channels) {
    this.ledger = parts.ledger();
    this.bundles = parts.bundles();
    this.channels = Map.copyOf(channels);
  }

  void of(Policies policies) {
    var errors = new ArrayList<FieldError>();
    units("threshold", policies.threshold(), errors);
    var locations = Set.copyOf(ledger.locations());
    var skus = skus(policies);
    var unknown = Set.copyOf(ledger.unknown(skus));
    var made = bundles.now(skus).keySet();
    safety(policies, locations, unknown, made, errors);
    var names = new HashSet<String>();
    for (int i = 0; i < policies.channels().size(); i++) {
      var channel = policies.channels().get(i);
      var field = "channels[" + i + "]";
      if (!names.add(channel.channel())) {
        errors.add(new FieldError(field + ".channel", "is listed twice"));
      }
      channel(field, channel, locations, unknown, errors);
    }
    if (!errors.isEmpty()) {
      throw new BadInput(errors);
    }
  }

  private static Set<Sku> skus(Policies policies) {
    var skus = new TreeSet<Sku>();
    for (var entry : policies.safety()) {
      if (entry.sku() != null) {
        skus.add(entry.sku());
      }
    }
    policies.channels().forEach(channel -> channel.skus().forEach(s -> skus.add(s.sku())));
    return skus;
  }

  private static void safety(
      Policies policies,
      Set<LocationId> locations,
      Set<Sku> unknown,
      Set<Sku> made,
      List<FieldError> errors) {
    size("safety", policies.safety(), errors);
    var seen = new HashSet<String>();
    for (int i = 0; i < policies.safety().size(); i++) {
      var entry = policies.safety().get(i);
      var field = "safety[" + i + "]";
      var sku = entry.sku();
      units(field + ".units", entry.units(), errors);
      location(field + ".location", entry.location(), locations, errors);
      if (sku != null && unknown.contains(sku)) {
        errors.add(new FieldError(field + ".sku", "there is no SKU " + sku));
      } else if (sku != null && made.contains(sku)) {
        errors.add(
            new FieldError(field + ".sku", sku + " is a bundle; its parts have the safety stock"));
      }
      if (!seen.add(entry.location() + " " + (sku == null ? "" : sku))) {
        errors.add(new FieldError(field, "is listed twice"));
      }
    }
  }

  private void channel(
      String field,
      Channel said,
      Set<LocationId> locations,
      Set<Sku> unknown,
      List<FieldError> errors) {
    var shop = channels.get(said.channel());
    boolean web = said.channel().equals(Policies.WEB);
    if (shop == null && !web) {
      errors.add(new FieldError(field + ".channel", "is none of ours: " + names()));
    }
    var buffer = said.buffer();
    if (buffer != null && buffer.units() != null) {
      units(field + ".buffer.units", buffer.units(), errors);
    }
    for (int i = 0; i < said.excluded().size(); i++) {
      location(field + ".excluded[" + i + "]", said.excluded().get(i), locations, errors);
      if (said.excluded().indexOf(said.excluded().get(i)) < i) {
        errors.add(new FieldError(field + ".excluded[" + i + "]", "is listed twice"));
      }
    }
    var mode = said.mode();
    if (mode != null) {
      mode(field + ".mode", mode, said.channel(), shop, errors);
    }
    size(field + ".skus", said.skus(), errors);
    var seen = new HashSet<Sku>();
    for (int i = 0; i < said.skus().size(); i++) {
      var entry = said.skus().get(i);
      var here = field + ".skus[" + i + "]";
      if (unknown.contains(entry.sku())) {
        errors.add(new FieldError(here + ".sku", "there is no SKU " + entry.sku()));
      }
      if (!seen.add(entry.sku())) {
        errors.add(new FieldError(here, "is listed twice"));
      }
      mode(here + ".mode", entry.mode(), said.channel(), shop, errors);
    }
  }

  private String names() {
    var names = new TreeSet<>(channels.keySet());
    names.add(Policies.WEB);
    return String.join(", ", names);
  }

  private static void mode(
      String field,
      Mode mode,
      String channel,
      @org.jspecify.annotations.Nullable ShopChannel shop,
      List<FieldError> errors) {
    if (channel.equals(Policies.WEB)) {
      errors.add(new FieldError(field, "has no meaning: " + channel + " asks before it sells"));
    } else if (mode == Mode.ESCROW && shop != null && !shop.capabilities().compareAndSet()) {
      errors.add(new FieldError(
          field,
          "must be POOLED: %s cannot change a number only if it still is what we think"
              .formatted(channel)));
    }
  }

  private static void location(
      String field, LocationId location, Set<LocationId> locations, List<FieldError> errors) {
    if (!locations.contains(location)) {
      errors.add(new FieldError(field, "there is no location " + location));
    }
  }

  private static void units(String field, int units, List<FieldError> errors) {
    if (units < 0 || units > StockLedger.MOST_ON_HAND) {
      errors.add(new FieldError(field, "must be between 0 and " + StockLedger.MOST_ON_HAND));
    }
  }

  private static void size(String field, List<?> entries, List<FieldError> errors) {
    if (entries.size() > ENTRIES_MOST) {
      errors.add(new FieldError(field, "must have at most " + ENTRIES_MOST + " entries"));
    }
  }
}
