package dev.tillbridge.hub.fulfilment;

import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.delivery.Delivery;
import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.hub.sales.Sales;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.sale.Sale;
import dev.tillbridge.model.sale.SaleLine;
import dev.tillbridge.model.shop.ShopMirror;
import java.time.InstantSource;
import java.util.Objects;
import java.util.UUID;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Has a shop record what was sold over the counter, for the merchant who wants all his sales there.
 * The shop's stock is not touched by it: the hub tells it its numbers anyway. What comes back as the
 * shop's news of such an order is known by the sale's id, and changes nothing.
 */
final class Mirror {

  private static final int AT_ONCE = 100;

  private final TransactionTemplate tx;
  private final InstantSource clock;
  private final MirrorStore store;
  private final SendingPolicies policies;
  private final Shops shops;
  private final Sales sales;
  private final Deliveries deliveries;

  Mirror(
      TransactionTemplate tx,
      InstantSource clock,
      MirrorStore store,
      SendingPolicies policies,
      Shops shops,
      Sales sales,
      Deliveries deliveries) {
    this.tx = tx;
    this.clock = clock;
    this.store = store;
    this.policies = policies;
    this.shops = shops;
    this.sales = sales;
    this.deliveries = deliveries;
  }

  /** Queues what was sold since; how many sales. */
  int sweep() {
    int fresh = 0;
    for (var shop : shops.channels().entrySet()) {
      var since = policies.mirroredSince(shop.getKey());
      if (shop.getValue().mirror() != null && since.isPresent()) {
        fresh += Objects.requireNonNull(tx.execute(_ -> {
          var ids = store.begin(shop.getKey(), since.get(), clock.instant(), AT_ONCE);
          deliveries.addAll(
              Destination.SHOP_MIRROR,
              ids.stream().map(id -> shop.getKey() + "|" + id).toList());
          return ids.size();
        }));
      }
    }
    return fresh;
  }

  Outcome<String> deliver(Delivery delivery) {
    int bar = delivery.subject().lastIndexOf('|');
    var shop = delivery.subject().substring(0, bar);
    var id = UUID.fromString(delivery.subject().substring(bar + 1));
    var sale = sales.forBooks(id);
    if (sale.isEmpty()) {
      return new Refused<>("there is no sale " + id);
    }
    var outcome =
        shops.mirror(shop, port -> record(port, shop, sale.get().sale(), delivery.lookFirst()));
    switch (outcome) {
      case Delivered<String>(var orderId) -> store.end(id, shop, "DONE", orderId, null);
      case Refused<String> no -> store.end(id, shop, "REFUSED", null, no.why());
      case NotSent<String> _, Outcome.InDoubt<String> _ -> {
        // It is tried again; after a doubt the shop is asked for it first.
      }
    }
    return outcome;
  }

  private Outcome<String> record(ShopMirror port, String shop, Sale sale, boolean lookFirst) {
    if (lookFirst) {
      var earlier = port.recall(sale);
      if (!(earlier instanceof NotSent<String>)) {
        return earlier;
      }
    }
    var skus = sale.lines().stream().map(SaleLine::sku).distinct().toList();
    return port.mirror(sale, store.listings(shop, skus));
  }
}
