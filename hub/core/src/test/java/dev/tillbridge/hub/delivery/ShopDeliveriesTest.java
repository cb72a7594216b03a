package dev.tillbridge.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.testing.Db;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShopDeliveriesTest {

  private final Db db = Db.fresh();
  private final DeliveriesTest.Clock clock = new DeliveriesTest.Clock();
  private final Deliveries deliveries = new Deliveries(db.jdbc(), clock);

  @AfterEach
  void close() {
    db.close();
  }

  @Test
  void a_lane_of_one_shop_takes_only_what_is_for_that_shop() {
    deliveries.add(Destination.SHOP_REFUND, "a.example|1");
    deliveries.add(Destination.SHOP_REFUND, "ab.example|2");
    deliveries.add(Destination.SHOP_MIRROR, "a.example|3");
    assertThat(deliveries.ofShop("a.example").claim(Destination.SHOP_REFUND, 10))
        .extracting(Delivery::subject)
        .containsExactly("a.example|1");
    assertThat(deliveries.ofShop("a.example").claim(Destination.SHOP_REFUND, 10))
        .as("leased")
        .isEmpty();
    assertThat(deliveries.ofShop("other.example").claim(Destination.SHOP_REFUND, 10))
        .isEmpty();
  }

  @Test
  void a_shop_that_is_away_for_days_is_told_when_it_is_back() {
    deliveries.add(Destination.SHOP_FULFILMENT, "a.example|parcel|1");
    var lane = deliveries.ofShop("a.example");
    for (int i = 0; i < 5 * NextStep.ATTEMPTS_MAX; i++) {
      var delivery = lane.claim(Destination.SHOP_FULFILMENT, 1).getFirst();
      assertThat(delivery.attempts()).isEqualTo(1);
      assertThat(delivery.lookFirst()).isFalse();
      lane.settle(delivery, new NotSent<>("no connection", null));
      assertThat(lane.claim(Destination.SHOP_FULFILMENT, 1))
          .as("left alone for a moment")
          .isEmpty();
      clock.tick(Duration.ofSeconds(5));
    }
    var last = lane.claim(Destination.SHOP_FULFILMENT, 1).getFirst();
    lane.settle(last, new Delivered<>("there"));
    clock.tick(Duration.ofDays(1));
    assertThat(lane.claim(Destination.SHOP_FULFILMENT, 1)).isEmpty();
  }

  @Test
  void what_is_in_doubt_for_too_long_waits_for_a_person_patient_as_the_lane_may_be() {
    deliveries.add(Destination.SHOP_MIRROR, "a.example|1");
    var lane = deliveries.ofShop("a.example");
    for (int i = 0; i < NextStep.ATTEMPTS_MAX; i++) {
      var delivery = lane.claim(Destination.SHOP_MIRROR, 1).getFirst();
      lane.settle(delivery, new InDoubt<>("no answer"));
      clock.tick(Duration.ofHours(1));
    }
    assertThat(lane.claim(Destination.SHOP_MIRROR, 1)).isEmpty();
    assertThat(db.jdbc().sql("select state from delivery").query(String.class).single())
        .isEqualTo("PARKED");
  }
}
