package dev.tillbridge.hub.stock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.stock.BatchDecision.Asked;
import dev.tillbridge.hub.stock.HoldDecisions.Verdict;
import dev.tillbridge.hub.stock.HoldDecisions.Verdict.Decided;
import dev.tillbridge.hub.stock.HoldDecisions.Verdict.Reused;
import dev.tillbridge.hub.stock.HoldDecisions.Verdict.Unknown;
import dev.tillbridge.hub.stock.HoldDecisions.Verdict.Waiting;
import dev.tillbridge.model.catalog.Sku;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What comes together in one batch. */
class BatchDecisionTest {

  final StockRig rig = new StockRig();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void the_same_wish_twice_in_one_batch_is_one_hold() {
    var mug = rig.shelf("MUG", 5);
    var wish = StockRig.wish(UUID.randomUUID(), mug, 2);
    var verdicts = decide(wish, wish);
    assertThat(verdicts).allMatch(Decided.class::isInstance);
    assertThat(rig.level(mug).held()).isEqualTo(2);
  }

  @Test
  void of_two_wishes_under_one_id_in_one_batch_the_first_has_it() {
    var mug = rig.shelf("MUG", 5);
    var id = UUID.randomUUID();
    var verdicts = decide(StockRig.wish(id, mug, 2), StockRig.wish(id, mug, 3));
    assertThat(verdicts.get(0)).isInstanceOf(Decided.class);
    assertThat(verdicts.get(1)).isInstanceOf(Reused.class);
    assertThat(rig.level(mug).held()).isEqualTo(2);
  }

  @Test
  void where_the_first_leaves_the_id_free_the_second_is_asked_to_come_again() {
    var mug = rig.shelf("MUG", 5);
    var id = UUID.randomUUID();
    var valid = StockRig.wish(id, mug, 3);
    var verdicts = decide(StockRig.wish(id, new Sku("NO-SUCH"), 1), valid);
    assertThat(verdicts.get(0)).isInstanceOf(Unknown.class);
    assertThat(verdicts.get(1)).isInstanceOf(Waiting.class);
    assertThat(decide(valid).getFirst()).isInstanceOf(Decided.class);
  }

  private List<Verdict> decide(HoldRequest... wishes) {
    var jdbc = rig.db.jdbc();
    var parts = new StockParts(
        rig.db.tx(),
        new JdbcHoldStore(jdbc),
        new JdbcStockLedger(jdbc, rig.stock.places()),
        new JdbcShopWindowStore(jdbc, rig.deliveries),
        new JdbcLeaseBook(rig.db.jdbc()),
        new JdbcLeaseShares(rig.db.jdbc()),
        rig.gate,
        new TakeBacks(),
        UUID::randomUUID,
        rig.clock);
    var decision = new BatchDecision(StockRig.MAIN, new HoldDecisions(parts), parts, Runnable::run);
    var batch = Arrays.stream(wishes)
        .map(wish -> new Asked(wish, true, new CompletableFuture<>()))
        .toList();
    decision.decide(batch);
    return batch.stream().map(asked -> asked.answer().join()).toList();
  }
}
