package dev.tillbridge.hub.fulfilment;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.delivery.Delivery;
import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.hub.fulfilment.GivingStore.State;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.ShopRefunds;
import dev.tillbridge.model.shop.ShopRefunds.Refund;
import java.time.InstantSource;
import java.util.UUID;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Has shops give money back, each amount once: under a key, and after a doubt by asking first. The
 * units were called off here before, so the shop puts none of them back on show; the hub offers them
 * to it as it offers everything.
 */
final class Givings {

  /** The kind of a case about money that a shop refused to give back; its subject: the refund. */
  static final String REFUSED = "shop-refund-refused";

  private final TransactionTemplate tx;
  private final GivingStore store;
  private final Shops shops;
  private final Deliveries deliveries;
  private final Cases cases;
  private final InstantSource clock;

  Givings(
      TransactionTemplate tx,
      GivingStore store,
      Shops shops,
      Deliveries deliveries,
      Cases cases,
      InstantSource clock) {
    this.tx = tx;
    this.store = store;
    this.shops = shops;
    this.deliveries = deliveries;
    this.cases = cases;
    this.clock = clock;
  }

  /** Asks for the money that the delivery is about. */
  Outcome<String> deliver(Delivery delivery) {
    int bar = delivery.subject().lastIndexOf('|');
    var found = store.find(UUID.fromString(delivery.subject().substring(bar + 1)));
    if (found.isEmpty()) {
      return new Refused<>("there is no refund " + delivery.subject());
    }
    var giving = found.get();
    if (giving.state() == State.DONE) {
      return new Delivered<>("given back before");
    }
    var refund = new Refund(
        giving.id(),
        delivery.key(),
        giving.orderId(),
        giving.amount(),
        giving.units(),
        giving.why());
    var outcome = shops.refunds(giving.shop(), port -> ask(port, refund, delivery.lookFirst()));
    switch (outcome) {
      case Delivered<String>(var remoteId) ->
        tx.executeWithoutResult(_ -> {
          store.end(giving.id(), State.DONE, remoteId, null, clock.instant());
          cases.close(REFUSED, giving.id().toString(), "the money is back");
          deliveries.add(Destination.SHOP_ORDERS, giving.shop());
        });
      case Refused<String> no -> tx.executeWithoutResult(_ -> refused(giving, no.why()));
      case NotSent<String> _, Outcome.InDoubt<String> _ -> {
        // It is tried again, and asked about first where it may have happened.
      }
    }
    return outcome;
  }

  private static Outcome<String> ask(ShopRefunds port, Refund refund, boolean lookFirst) {
    if (lookFirst) {
      var earlier = port.recall(refund);
      if (!(earlier instanceof NotSent<String>)) {
        return earlier;
      }
    }
    return port.refund(refund);
  }

  private void refused(GivingStore.Row giving, String why) {
    store.end(giving.id(), State.REFUSED, null, why, clock.instant());
    cases.open(
        REFUSED,
        giving.id().toString(),
        "%s did not give %s back".formatted(giving.shop(), giving.amount()),
        "Order %s, %s: %s. Give it back there.".formatted(giving.orderId(), giving.why(), why));
  }
}
