package dev.tillbridge.hub.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.stock.HoldState;
import dev.tillbridge.model.stock.StockLine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecallsTest {

  private static final Duration TEN = Duration.ofMinutes(10);

  private final StockRig rig = new StockRig();
  private final Sku mug = rig.shelf("MUG", 5);
  private final Recalls recalls = rig.stock.recalls();
  private final UUID parked = UUID.randomUUID();

  @AfterEach
  void close() {
    rig.assertLedgerExplainsEverything();
    rig.close();
  }

  private void park(int units) {
    assertThat(rig.stock.reservations().reserve(StockRig.wish(parked, mug, units)))
        .isInstanceOf(Answer.Granted.class);
  }

  private void runOut() {
    rig.db
        .jdbc()
        .sql("update hold set expires_at = now() - interval '1 second'")
        .update();
    rig.stock.reservations().expire();
  }

  @Test
  void what_still_waits_waits_longer_under_its_own_id() {
    park(2);
    var answer = recalls.renew(parked, UUID.randomUUID(), Duration.ofHours(1));
    assertThat(answer).isInstanceOfSatisfying(Answer.Granted.class, granted -> {
      assertThat(granted.hold().id()).isEqualTo(parked);
      assertThat(granted.hold().expiresAt())
          .isAfter(granted.hold().createdAt().plus(Duration.ofMinutes(50)));
    });
    assertThat(rig.level(mug).held()).as("not held twice").isEqualTo(2);
    recalls.renew(parked, UUID.randomUUID(), Duration.ofSeconds(1));
    assertThat(rig.stock.reservations().find(parked).orElseThrow().expiresAt())
        .as("never shorter")
        .isAfter(Instant.now().plus(Duration.ofMinutes(50)));
  }

  @Test
  void what_ran_out_is_wished_for_anew_all_or_none() {
    park(2);
    runOut();
    var again = UUID.randomUUID();
    for (int i = 0; i < 2; i++) {
      assertThat(recalls.renew(parked, again, TEN))
          .isInstanceOfSatisfying(
              Answer.Granted.class, granted -> assertThat(granted.hold().id()).isEqualTo(again));
    }
    assertThat(rig.level(mug).held()).isEqualTo(2);
  }

  @Test
  void what_is_not_there_any_more_is_named_line_by_line() {
    var cup = rig.shelf("CUP", 1);
    rig.stock
        .reservations()
        .reserve(new HoldRequest(
            parked,
            StockRig.MAIN,
            Channel.COUNTER,
            List.of(new StockLine(mug, 2), new StockLine(cup, 1)),
            TEN));
    runOut();
    rig.hold(mug, 4);
    var again = UUID.randomUUID();
    assertThat(recalls.renew(parked, again, TEN))
        .isInstanceOfSatisfying(
            Answer.Refused.class,
            no -> assertThat(no.shortages()).singleElement().satisfies(missing -> {
              assertThat(missing.sku()).isEqualTo(mug);
              assertThat(missing.wanted()).isEqualTo(2);
              assertThat(missing.available()).isEqualTo(1);
            }));
    assertThat(rig.level(cup).held()).as("all or none").isZero();
  }

  @Test
  void what_was_sold_cannot_be_taken_up_again() {
    park(1);
    rig.db
        .tx()
        .executeWithoutResult(_ -> rig.stock
            .saleStock()
            .sellAtCounter(
                UUID.randomUUID(),
                parked,
                StockRig.MAIN,
                List.of(new StockLine(mug, 1)),
                Instant.EPOCH));
    assertThat(recalls.renew(parked, UUID.randomUUID(), TEN))
        .isInstanceOfSatisfying(
            Answer.Ended.class,
            over -> assertThat(over.hold().state()).isEqualTo(HoldState.FULFILLED));
  }

  @Test
  void an_id_that_nobody_knows_is_not_found() {
    assertThatThrownBy(() -> recalls.renew(UUID.randomUUID(), UUID.randomUUID(), TEN))
        .isInstanceOf(NotFound.class);
  }
}
