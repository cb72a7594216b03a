package dev.tillbridge.hub.stock;

import static dev.tillbridge.hub.stock.StockRig.MAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.reports.StockExplained;
import dev.tillbridge.hub.reports.StockExplained.Kind;
import dev.tillbridge.hub.reports.StockExplainer;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.stock.StockLine;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every number of stock can be explained, now and at any moment before. */
class ExplainTest {

  final StockRig rig = new StockRig();
  final StockExplainer explainer = new StockExplainer(rig.db.jdbc(), rig.db.tx(), rig.clock);

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void on_hand_is_explained_by_what_moved_and_available_by_who_has_a_claim() {
    var mug = rig.shelf("MUG", 10);
    var kept = UUID.randomUUID();
    rig.stock.reservations().reserve(StockRig.wish(kept, mug, 2));
    sell(mug, 3);
    var told = explain(mug, null);
    assertThat(told.level().onHand()).isEqualTo(7);
    assertThat(told.level().free()).isEqualTo(5);
    assertThat(told.causes())
        .extracting(c -> c.cause() + " " + c.units())
        .containsExactly("OPENING 10", "SALE -3");
    assertThat(told.claims()).singleElement().satisfies(claim -> {
      assertThat(claim.kind()).isEqualTo(Kind.HELD);
      assertThat(claim.id()).isEqualTo(kept.toString());
      assertThat(claim.units()).isEqualTo(2);
      assertThat(claim.until()).isNotNull();
    });
    assertThat(told.moves())
        .extracting(
            m -> m.cause() + " -> " + m.after().onHand() + "/" + m.after().free())
        .containsExactly("SALE -> 7/5", "HOLD -> 10/8", "OPENING -> 10/10");
  }

  @Test
  void a_moment_of_the_past_is_explained_as_it_was_then() {
    var mug = rig.shelf("MUG", 10);
    var cart = UUID.randomUUID();
    rig.stock.reservations().reserve(StockRig.wish(cart, mug, 4));
    var then = newest(mug);
    rig.stock.reservations().release(cart);
    sell(mug, 1);
    var told = explain(mug, then);
    assertThat(told.level().onHand()).isEqualTo(10);
    assertThat(told.level().free()).isEqualTo(6);
    assertThat(told.claims())
        .singleElement()
        .satisfies(claim -> assertThat(claim.id()).isEqualTo(cart.toString()));
    assertThat(told.moves()).hasSize(2);
    assertThat(explain(mug, null).claims()).isEmpty();
  }

  @Test
  void the_chain_is_read_page_by_page_without_a_gap() {
    var mug = rig.shelf("MUG", 100);
    for (int i = 0; i < 9; i++) {
      sell(mug, 1);
    }
    var first = explainer.explain(MAIN, mug, null, null, 4);
    var second = explainer.explain(MAIN, mug, null, first.earlier(), 4);
    var third = explainer.explain(MAIN, mug, null, second.earlier(), 4);
    assertThat(first.moves()).extracting(m -> m.after().onHand()).containsExactly(91, 92, 93, 94);
    assertThat(second.moves()).extracting(m -> m.after().onHand()).containsExactly(95, 96, 97, 98);
    assertThat(third.moves()).extracting(m -> m.after().onHand()).containsExactly(99, 100);
    assertThat(third.earlier()).isNull();
  }

  @Test
  void where_nothing_ever_moved_there_is_nothing_to_explain() {
    assertThatThrownBy(() -> explain(new Sku("NO-SUCH"), null)).isInstanceOf(NotFound.class);
  }

  /** At every moment: the moves add up to on hand, and the claims to what is not available. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatever_happened_the_explanation_adds_up_at_every_moment(long seed) {
    var random = new Random(seed);
    var mug = rig.shelf("MUG", 5 + random.nextInt(10));
    var moments = new java.util.ArrayList<Instant>();
    var open = new java.util.ArrayList<UUID>();
    for (int step = 0; step < 25; step++) {
      switch (random.nextInt(4)) {
        case 0, 1 -> {
          var id = UUID.randomUUID();
          rig.stock.reservations().reserve(StockRig.wish(id, mug, 1 + random.nextInt(3)));
          open.add(id);
        }
        case 2 -> {
          if (!open.isEmpty()) {
            rig.stock.reservations().release(open.remove(random.nextInt(open.size())));
          }
        }
        default -> sell(mug, 1);
      }
      moments.add(newest(mug));
    }
    for (var moment : moments) {
      addsUp(explain(mug, moment));
    }
    addsUp(explain(mug, null));
  }

  static LongStream seeds() {
    return LongStream.range(0, 5);
  }

  private static void addsUp(StockExplained told) {
    int claimed = told.claims().stream().mapToInt(StockExplained.Claim::units).sum();
    assertThat(told.level().onHand() - claimed).isEqualTo(told.level().free());
    long moved = told.causes().stream().mapToLong(StockExplained.Cause::units).sum();
    assertThat(moved).isEqualTo(told.level().onHand());
    assertThat(told.claims()).allSatisfy(claim -> assertThat(claim.id()).isNotEmpty());
  }

  private StockExplained explain(Sku sku, @Nullable Instant at) {
    return explainer.explain(MAIN, sku, at, null, 100);
  }

  private void sell(Sku sku, int units) {
    rig.db
        .tx()
        .executeWithoutResult(_ -> rig.stock
            .saleStock()
            .sellAtCounter(
                UUID.randomUUID(),
                null,
                MAIN,
                List.of(new StockLine(sku, units)),
                rig.clock.instant()));
  }

  private Instant newest(Sku sku) {
    return explain(sku, null).moves().getFirst().recordedAt();
  }
}
