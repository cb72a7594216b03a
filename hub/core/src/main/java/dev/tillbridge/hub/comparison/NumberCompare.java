package dev.tillbridge.hub.comparison;

import dev.tillbridge.hub.comparison.Difference.Ending;
import dev.tillbridge.hub.comparison.Difference.Kind;
import dev.tillbridge.hub.stock.ShopNumbers;
import dev.tillbridge.hub.stock.ShopNumbers.Believed;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.shop.ShopChannel;
import dev.tillbridge.model.shop.StockNumber;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * Reads every number that the shop shows, after its orders were read. One that is not what the hub
 * believes is not overwritten here: it is looked at like any other doubtful number, because the order
 * behind it may be on its way.
 */
final class NumberCompare {

  private static final int PAGE = 250;

  private final ShopNumbers numbers;
  private final Patience patience;

  NumberCompare(ShopNumbers numbers, Patience patience) {
    this.numbers = numbers;
    this.patience = patience;
  }

  /**
   * Compares all numbers of all locations.
   *
   * @throws MustWait when the shop does not answer
   */
  void compare(ShopChannel channel, Findings findings, Runnable alive) {
    numbers.locations(channel.shop()).forEach((location, remote) -> {
      Sku after = null;
      while (true) {
        var page = numbers.page(channel.shop(), location, after, PAGE);
        if (!page.isEmpty()) {
          compare(channel, location, remote, page, findings, alive);
          alive.run();
        }
        if (page.size() < PAGE) {
          return;
        }
        after = page.getLast().sku();
      }
    });
  }

  private void compare(
      ShopChannel channel,
      LocationId location,
      String remote,
      List<Believed> page,
      Findings findings,
      Runnable alive) {
    var shown = shown(channel, remote, page, alive);
    findings.numbers(page.size());
    var doubtful = new ArrayList<Believed>();
    var seen = new HashMap<Sku, Integer>();
    for (var believed : page) {
      int now = shown.getOrDefault(believed.itemId(), new StockNumber(0)).available();
      if (now != believed.shown()) {
        doubtful.add(believed);
        seen.put(believed.sku(), now);
      }
    }
    if (doubtful.isEmpty()) {
      return;
    }
    var looked = new HashSet<>(numbers.doubt(channel.shop(), location, doubtful));
    for (var one : doubtful) {
      if (looked.contains(one.sku())) {
        findings.differs(new Difference(
            Kind.NUMBER,
            one.sku() + " at " + location,
            "shows " + seen.get(one.sku()),
            "believed " + one.shown(),
            Ending.CORRECTED,
            "It is read anew and set right; every step stands in the stock's ledger"));
      }
    }
  }

  private Map<String, StockNumber> shown(
      ShopChannel channel, String remote, List<Believed> page, Runnable alive) {
    var items = page.stream().map(Believed::itemId).toList();
    return switch (patience.ask(() -> channel.available(items, remote), alive)) {
      case Delivered<Map<String, StockNumber>>(var found) -> found;
      case NotSent<Map<String, StockNumber>> no -> throw new MustWait(no.why());
      case InDoubt<Map<String, StockNumber>> no -> throw new MustWait(no.why());
      case Refused<Map<String, StockNumber>> no -> throw new MustWait(no.why());
    };
  }
}
