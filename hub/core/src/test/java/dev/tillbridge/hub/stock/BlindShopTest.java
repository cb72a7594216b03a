package dev.tillbridge.hub.stock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.stock.FakeShop.Trouble;
import dev.tillbridge.model.shop.StockChange;
import dev.tillbridge.model.stock.StockLine;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A shop that takes any number, whatever stood there; see decision 10. */
class BlindShopTest {

  private final FakeShop blind = new FakeShop("blind", false);
  private final ChannelRig rig = new ChannelRig(List.of(blind), "main");

  @AfterEach
  void close() {
    rig.close();
  }

  /** After the pause that follows a delivery that did not work out. */
  private void later() {
    rig.db.jdbc().sql("update delivery set next_at = now() where state = 'DUE'").update();
    rig.work();
  }

  @Test
  void an_order_that_our_number_overwrote_is_found_when_it_is_read() {
    var mug = rig.listed("MUG");
    rig.receive(mug, "main", 4);
    rig.work();
    assertThat(blind.number(mug)).isEqualTo(4);
    // Two were bought between our reading and our setting: the shop still shows four.
    assertThat(rig.order("blind", UUID.randomUUID(), "main", new StockLine(mug, 2)))
        .isEmpty();
    rig.work();
    assertThat(blind.number(mug)).isEqualTo(2);
    assertThat(rig.level(mug, "main").free()).isEqualTo(2);
    rig.assertSound();
  }

  @Test
  void an_order_that_we_have_not_seen_is_not_cured_by_pushing_the_number_up() {
    var mug = rig.listed("MUG");
    rig.receive(mug, "main", 4);
    rig.work();
    blind.buy(mug, 3);
    rig.sell(mug, "main", 1);
    rig.work();
    assertThat(blind.number(mug)).as("an order may come").isEqualTo(1);
    rig.order("blind", UUID.randomUUID(), "main", new StockLine(mug, 3));
    later();
    assertThat(blind.number(mug)).isZero();
    assertThat(blind.changes).extracting(StockChange::to).containsExactly(4, 0);
    rig.assertSound();
  }

  @Test
  void a_change_without_an_answer_is_settled_by_one_look_whether_it_stands_or_not() {
    for (var trouble : List.of(Trouble.LOSE_ANSWER_AFTER_EFFECT, Trouble.LOSE_REQUEST)) {
      var mug = rig.listed("MUG");
      rig.receive(mug, "main", 4);
      rig.work();
      int sent = blind.changes.size();
      blind.troubles.add(trouble);
      rig.sell(mug, "main", 3);
      rig.work();
      later();
      assertThat(blind.number(mug)).as(trouble.name()).isEqualTo(1);
      assertThat(blind.changes.subList(sent, blind.changes.size()))
          .as("sent again only where it does not stand")
          .hasSize(trouble == Trouble.LOSE_REQUEST ? 2 : 1);
    }
    rig.assertSound();
  }

  @Test
  void what_it_sold_too_late_is_counted_although_nobody_said_that_it_is_pooled() {
    var mug = rig.listed("MUG");
    rig.receive(mug, "main", 3);
    rig.work();
    rig.sell(mug, "main", 2);
    assertThat(rig.order("blind", UUID.randomUUID(), "main", new StockLine(mug, 2)))
        .hasSize(1);
    assertThat(new PooledBreaches(rig.db.jdbc(), rig.clock).newest(10))
        .singleElement()
        .satisfies(breach -> assertThat(breach.available()).isEqualTo(1));
  }
}
