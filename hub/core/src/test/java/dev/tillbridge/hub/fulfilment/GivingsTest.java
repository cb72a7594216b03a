package dev.tillbridge.hub.fulfilment;

import static dev.tillbridge.hub.sales.SalesRig.usd;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.cases.OpenCase;
import dev.tillbridge.hub.delivery.Delivery;
import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.hub.fulfilment.FakeRefundingShop.Ending;
import dev.tillbridge.hub.sales.OrderShop;
import dev.tillbridge.hub.sales.SalesRig;
import dev.tillbridge.hub.sales.ShopSettings;
import dev.tillbridge.hub.sales.TakenOff;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.shop.ShopChannel;
import dev.tillbridge.model.shop.ShopRefunds;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Money that a shop gives back goes back once, whatever becomes of an attempt. */
class GivingsTest {

  private final SalesRig hub = new SalesRig();
  private final FakeRefundingShop shop = new FakeRefundingShop();
  private final UUID sale = UUID.randomUUID();
  private final UUID cause = UUID.randomUUID();
  private final GivingStore store = new GivingStore(hub.db.jdbc());
  private final Shops shops = new Shops(Map.of(SalesRig.SHOP, channel()), Map.of());
  private final Errands errands = new Errands(
      new OrderStore(hub.db.jdbc()),
      new ParcelStore(hub.db.jdbc()),
      store,
      shops,
      new TakenOff(hub.db.jdbc()),
      hub.deliveries,
      hub.clock);
  private final Givings givings =
      new Givings(hub.db.tx(), store, shops, hub.deliveries, hub.cases, hub.clock);

  private ShopChannel channel() {
    return new OrderShop() {
      @Override
      public ShopRefunds refunds() {
        return shop;
      }
    };
  }

  @BeforeEach
  void ordered() {
    hub.db.jdbc().sql("""
            insert into shop_order (shop, order_id, name, updated_at, state, hold_id)
            values (:shop, 'order-1', '#1001', now(), 'SOLD', :sale)
            """).param("shop", SalesRig.SHOP).param("sale", sale).update();
    assertThat(errands.giveBack(cause, sale, usd(2_164), List.of(), "nobody came"))
        .isTrue();
  }

  @AfterEach
  void close() {
    hub.close();
  }

  private void carry() {
    hub.now.set(hub.clock.instant().plus(Duration.ofHours(2)));
    for (Delivery due : hub.deliveries.claim(Destination.SHOP_REFUND, 10)) {
      hub.deliveries.settle(due, givings.deliver(due));
    }
  }

  @Test
  void it_is_asked_for_once_for_one_cause() {
    assertThat(errands.giveBack(cause, sale, usd(2_164), List.of(), "nobody came"))
        .isTrue();
    carry();
    carry();
    assertThat(shop.given).hasSize(1);
    assertThat(shop.given.getFirst().amount()).isEqualTo(usd(2_164));
    assertThat(errands.isBack(cause)).isTrue();
  }

  @Test
  void what_was_certainly_not_sent_goes_again_under_its_key() {
    shop.next.add(Ending.NOT_REACHED);
    carry();
    assertThat(errands.isBack(cause)).isFalse();
    carry();
    assertThat(shop.given).hasSize(1);
    assertThat(shop.asked)
        .extracting(ShopRefunds.Refund::key)
        .hasSize(2)
        .containsOnly(shop.asked.getFirst().key());
    assertThat(shop.recalls).isZero();
  }

  @Test
  void after_a_lost_answer_the_shop_is_asked_and_nothing_is_sent_again() {
    shop.next.add(Ending.ANSWER_LOST);
    carry();
    assertThat(errands.isBack(cause)).isFalse();
    carry();
    assertThat(shop.recalls).isEqualTo(1);
    assertThat(shop.asked).hasSize(1);
    assertThat(shop.given).hasSize(1);
    assertThat(errands.isBack(cause)).isTrue();
  }

  @Test
  void a_no_becomes_a_case_and_a_person_may_have_it_tried_again_under_another_key() {
    shop.next.add(Ending.SAYS_NO);
    carry();
    carry();
    assertThat(shop.asked).hasSize(1);
    var open = hub.cases.open().stream()
        .filter(one -> one.kind().equals(Givings.REFUSED))
        .toList();
    assertThat(open).extracting(OpenCase::title).singleElement().asString().contains("21.64 USD");
    var parked = hub.db
        .jdbc()
        .sql("select id from delivery where destination = 'SHOP_REFUND' and state = 'PARKED'")
        .query(UUID.class)
        .single();
    assertThat(hub.deliveries.retry(parked)).isTrue();
    carry();
    assertThat(shop.given).hasSize(1);
    assertThat(shop.asked.getLast().key()).isNotEqualTo(shop.asked.getFirst().key());
    assertThat(shop.asked.getLast().id()).isEqualTo(shop.asked.getFirst().id());
    assertThat(hub.cases.open()).noneMatch(one -> one.kind().equals(Givings.REFUSED));
  }

  @Test
  void a_hub_that_died_with_it_in_hand_asks_first() {
    shop.given.add(new ShopRefunds.Refund(
        Errands.named("given:" + cause),
        UUID.randomUUID(),
        "order-1",
        usd(2_164),
        new java.util.TreeMap<>(),
        "nobody came"));
    assertThat(hub.deliveries.claim(Destination.SHOP_REFUND, 10)).hasSize(1);
    carry();
    assertThat(shop.asked).isEmpty();
    assertThat(errands.isBack(cause)).isTrue();
  }

  @Test
  void a_shop_that_cannot_be_asked_leaves_it_to_a_person() {
    var other = new Errands(
        new OrderStore(hub.db.jdbc()),
        new ParcelStore(hub.db.jdbc()),
        store,
        new Shops(Map.of(SalesRig.SHOP, new OrderShop()), Map.<String, ShopSettings>of()),
        new TakenOff(hub.db.jdbc()),
        hub.deliveries,
        hub.clock);
    assertThat(other.giveBack(UUID.randomUUID(), sale, usd(100), List.of(), "x"))
        .isFalse();
    assertThat(other.giveBack(UUID.randomUUID(), UUID.randomUUID(), usd(1), List.of(), "x"))
        .isFalse();
    Outcome<String> none = givings.deliver(new Delivery(
        UUID.randomUUID(),
        Destination.SHOP_REFUND,
        UUID.randomUUID().toString(),
        UUID.randomUUID(),
        1,
        1,
        1,
        false));
    assertThat(none).isInstanceOf(Outcome.Refused.class);
  }
}
