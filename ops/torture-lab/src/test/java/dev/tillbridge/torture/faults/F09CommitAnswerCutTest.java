package dev.tillbridge.torture.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.problem.Unavailable;
import dev.tillbridge.hub.stock.Answer;
import dev.tillbridge.hub.stock.HoldRequest;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.stock.HoldState;
import dev.tillbridge.model.stock.StockLine;
import dev.tillbridge.torture.wire.Cut;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * F9: the COMMIT takes effect and its answer is lost, a thousand times: of holds, of releases, of
 * goods that come in. Whoever asks again under the same id is told what has happened.
 */
class F09CommitAnswerCutTest {

  private static final int CUTS = 1_000;
  private static final int HUBS = 4;
  private static final int PLENTY = 1_000_000;

  private final AtomicInteger granted = new AtomicInteger();
  private final AtomicInteger released = new AtomicInteger();
  private final AtomicInteger received = new AtomicInteger();

  @Test
  void a_thousand_lost_answers_make_no_duplicate() throws Exception {
    try (var rig = new CoreRig(HUBS, InstantSource.system());
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var done = new ArrayList<Callable<Void>>();
      for (int i = 0; i < HUBS; i++) {
        var hub = rig.hubs.get(i);
        var location = rig.location("loc" + i);
        var sku = rig.shelf(location, "MUG", PLENTY);
        done.add(() -> {
          while (hub.line().cutsDone() < CUTS / HUBS) {
            oneOfEach(hub, location, sku);
          }
          return null;
        });
      }
      for (var future : threads.invokeAll(done)) {
        future.get();
      }
      int cuts = rig.hubs.stream().mapToInt(hub -> hub.line().cutsDone()).sum();
      int duplicates = rig.number("""
          select count(*)::int from (
            select cause, cause_id from stock_ledger group by cause, cause_id, location, sku
            having count(*) > 1) twice
          """)
          + Math.abs(
              rig.number("select sum(held)::int from stock") - granted.get() + released.get())
          + Math.abs(
              rig.number("select sum(on_hand)::int from stock") - HUBS * PLENTY - received.get());
      Rig.say(
          "F9",
          "duplicates %d over %d cuts of the COMMIT answer (%d holds, %d releases, %d receipts)"
              .formatted(duplicates, cuts, granted.get(), released.get(), received.get()));
      assertThat(cuts).isGreaterThanOrEqualTo(CUTS);
      assertThat(duplicates).isZero();
    }
  }

  private void oneOfEach(CoreRig.Hub hub, LocationId location, Sku sku) {
    var wish = new HoldRequest(
        UUID.randomUUID(),
        location,
        Channel.COUNTER,
        List.of(new StockLine(sku, 1)),
        Duration.ofMinutes(10));
    hub.line().cutCommits(Cut.AFTER_COMMIT, 1);
    var reservations = hub.stock().reservations();
    assertThat(again(() -> reservations.reserve(wish))).isInstanceOf(Answer.Granted.class);
    assertThat(again(() -> reservations.reserve(wish))).isInstanceOf(Answer.Granted.class);
    granted.incrementAndGet();
    hub.line().cutCommits(Cut.AFTER_COMMIT, 1);
    assertThat(again(() -> reservations.release(wish.id())).state()).isEqualTo(HoldState.RELEASED);
    released.incrementAndGet();
    hub.line().cutCommits(Cut.AFTER_COMMIT, 1);
    var receipt = UUID.randomUUID();
    again(() -> hub.stock()
        .goodsReceipts()
        .receive(receipt, location, "PO", List.of(new StockLine(sku, 1))));
    received.incrementAndGet();
  }

  /** What a client does: the same again until there is an answer. */
  private static <T> T again(Callable<T> ask) {
    for (int tries = 1; ; tries++) {
      try {
        return ask.call();
      } catch (Unavailable | DataAccessException | TransactionException unknown) {
        if (tries == 5) {
          throw unknown;
        }
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
