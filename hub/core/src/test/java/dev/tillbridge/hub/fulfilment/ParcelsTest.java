package dev.tillbridge.hub.fulfilment;

import static dev.tillbridge.hub.sales.SalesRig.MAIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.delivery.Delivery;
import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.hub.fulfilment.FakeSendingShop.Ending;
import dev.tillbridge.hub.sales.OrderShop;
import dev.tillbridge.hub.sales.SalesRig;
import dev.tillbridge.hub.sales.ShopSettings;
import dev.tillbridge.model.shop.ShopFulfilment;
import dev.tillbridge.model.shop.ShopFulfilment.Sending;
import dev.tillbridge.model.shop.ShopFulfilment.Tracking;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A shop that takes no key is told of every parcel once. */
class ParcelsTest {

  private final SalesRig hub = new SalesRig();
  private final FakeSendingShop shop = new FakeSendingShop();
  private final ParcelStore store = new ParcelStore(hub.db.jdbc());
  private final Parcels parcels = new Parcels(
      hub.db.tx(),
      store,
      new Shops(
          Map.of(SalesRig.SHOP, new OrderShop() {
            @Override
            public ShopFulfilment fulfilment() {
              return shop;
            }
          }),
          Map.of(SalesRig.SHOP, new ShopSettings(MAIN, Map.of("place-1", MAIN)))),
      hub.deliveries,
      hub.cases);

  @AfterEach
  void close() {
    hub.close();
  }

  private UUID parcel(@Nullable String number, String line, int units) {
    return parcel(UUID.randomUUID(), number, line, units);
  }

  private UUID parcel(UUID sale, @Nullable String number, String line, int units) {
    var id = UUID.randomUUID();
    var order = new OrderStore.Order(sale, SalesRig.SHOP, "order-1", "#1001", true);
    var wanted = new LinkedHashMap<String, Integer>();
    wanted.put(line, units);
    var request =
        new ParcelRequest(id, order.id(), MAIN, List.of(), new Tracking(null, number, null), true);
    store.add(order, request, wanted, "hash", "Cora", hub.clock.instant());
    hub.deliveries.add(
        Destination.SHOP_FULFILMENT, SalesRig.SHOP + "|" + Errands.PARCEL + "|" + id);
    return id;
  }

  private void carry() {
    hub.now.set(hub.clock.instant().plus(Duration.ofHours(2)));
    for (Delivery due : hub.deliveries.claim(Destination.SHOP_FULFILMENT, 10)) {
      var id = UUID.fromString(due.subject().substring(due.subject().lastIndexOf('|') + 1));
      hub.deliveries.settle(due, parcels.deliver(id));
    }
  }

  private ParcelView.State state(UUID id) {
    return store.find(id).orElseThrow().state();
  }

  @Test
  void a_delivered_one_is_told_once_and_the_order_is_read_at_once() {
    shop.part("p", "place-1", "a", 3);
    var id = parcel("T1", "a", 2);
    carry();
    carry();
    assertThat(state(id)).isEqualTo(ParcelView.State.SENT);
    assertThat(shop.told).isEqualTo(1);
    assertThat(shop.parts.getFirst().lines().getFirst().remaining()).isEqualTo(1);
    assertThat(hub.deliveries.claim(Destination.SHOP_ORDERS, 10)).hasSize(1);
  }

  @Test
  void what_was_not_sent_is_sent_later() {
    shop.part("p", "place-1", "a", 2);
    shop.next.add(Ending.NOT_REACHED);
    var id = parcel("T1", "a", 2);
    carry();
    assertThat(state(id)).isEqualTo(ParcelView.State.SENDING);
    carry();
    assertThat(state(id)).isEqualTo(ParcelView.State.SENT);
    assertThat(shop.sendings).hasSize(1);
  }

  @Test
  void a_lost_answer_is_found_although_more_of_the_same_is_left_to_send() {
    shop.part("p", "place-1", "a", 6);
    shop.next.add(Ending.ANSWER_LOST);
    var id = parcel(null, "a", 2);
    carry();
    carry();
    assertThat(state(id)).isEqualTo(ParcelView.State.SENT);
    assertThat(shop.told).isEqualTo(1);
    assertThat(shop.parts.getFirst().lines().getFirst().remaining()).isEqualTo(4);
  }

  @Test
  void what_somebody_sent_at_the_shop_before_is_not_taken_for_ours() {
    shop.part("p", "place-1", "a", 5);
    shop.byHand("a", 2, null);
    shop.next.add(Ending.NOT_REACHED);
    var id = parcel(null, "a", 2);
    carry();
    // Meanwhile another parcel leaves, with a number that is not ours.
    shop.byHand("a", 1, "OTHER");
    carry();
    assertThat(state(id)).isEqualTo(ParcelView.State.SENT);
    assertThat(shop.sendings).extracting(Sending::units).hasSize(3);
    assertThat(shop.parts.getFirst().lines().getFirst().remaining()).isZero();
  }

  @Test
  void
      what_stands_in_parts_at_several_locations_is_told_in_several_calls_and_only_what_is_missing() {
    shop.part("far", "place-9", "a", 2);
    shop.part("here", "place-1", "a", 1);
    shop.next.addAll(List.of(Ending.WORKS, Ending.ANSWER_LOST));
    var id = parcel("T1", "a", 3);
    carry();
    assertThat(state(id)).isEqualTo(ParcelView.State.SENDING);
    carry();
    assertThat(state(id)).isEqualTo(ParcelView.State.SENT);
    assertThat(shop.told).isEqualTo(2);
    assertThat(shop.sendings.getFirst().units()).isEqualTo(Map.of("a", 1));
  }

  @Test
  void a_no_is_a_case_until_the_shop_knows_of_it() {
    shop.part("p", "place-1", "a", 1);
    var id = parcel("T1", "a", 2);
    carry();
    assertThat(state(id)).isEqualTo(ParcelView.State.REFUSED);
    assertThat(hub.cases.open())
        .anyMatch(
            one -> one.kind().equals(Parcels.REFUSED) && one.detail().contains("packed by Cora"));
    assertThat(shop.told).as("told of nothing rather than of a part").isZero();
    shop.part("more", "place-1", "a", 1);
    var parked = hub.db
        .jdbc()
        .sql("select id from delivery where destination = 'SHOP_FULFILMENT' and state = 'PARKED'")
        .query(UUID.class)
        .single();
    assertThat(hub.deliveries.retry(parked)).isTrue();
    carry();
    assertThat(state(id)).isEqualTo(ParcelView.State.SENT);
    assertThat(hub.cases.open()).noneMatch(one -> one.kind().equals(Parcels.REFUSED));
  }

  @Test
  void two_parcels_that_look_alike_are_both_told_although_one_is_told_late() {
    shop.part("p", "place-1", "a", 5);
    shop.next.add(Ending.NOT_REACHED);
    var sale = UUID.randomUUID();
    var late = parcel(sale, null, "a", 2);
    carry();
    var other = parcel(sale, null, "a", 2);
    carry();
    assertThat(state(other)).isEqualTo(ParcelView.State.SENT);
    carry();
    assertThat(state(late)).isEqualTo(ParcelView.State.SENT);
    assertThat(shop.sendings).hasSize(2);
    assertThat(shop.parts.getFirst().lines().getFirst().remaining()).isEqualTo(1);
  }
}
