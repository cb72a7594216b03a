package dev.tillbridge.hub.stock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.stock.Answer.Ended;
import dev.tillbridge.hub.stock.Answer.Granted;
import dev.tillbridge.hub.stock.Answer.Refused;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.stock.HoldState;
import dev.tillbridge.model.stock.Shortage;
import dev.tillbridge.model.stock.StockLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random baskets, given back, paid, sold, run out, and goods that come in: real PostgreSQL and Redis
 * answer exactly as a model of a few lines does.
 */
class StockPropertiesTest {

  private static final int STEPS = 35;
  private static @Nullable StockRig shared;

  @BeforeAll
  static void start() {
    shared = new StockRig();
  }

  @AfterAll
  static void stop() {
    rig().close();
  }

  private static StockRig rig() {
    return Objects.requireNonNull(shared);
  }

  /** The model: what lies on the shelf, and which wishes are in which state. */
  private static final class Model {
    final Map<Sku, Integer> onHand = new HashMap<>();
    final Map<UUID, HoldRequest> wishes = new HashMap<>();
    final Map<UUID, HoldState> states = new HashMap<>();
    final List<UUID> ids = new ArrayList<>();

    int held(Sku sku) {
      return ids.stream()
          .filter(id -> Objects.requireNonNull(states.get(id)).isOpen())
          .flatMap(id -> lines(id).stream())
          .filter(line -> line.sku().equals(sku))
          .mapToInt(StockLine::quantity)
          .sum();
    }

    int free(Sku sku) {
      return onHand.getOrDefault(sku, 0) - held(sku);
    }

    List<StockLine> lines(UUID id) {
      return Objects.requireNonNull(wishes.get(id)).lines();
    }

    /** What was missing; nothing when the wish is granted. */
    List<Shortage> reserve(HoldRequest wish) {
      var missing = wish.lines().stream()
          .filter(line -> free(line.sku()) < line.quantity())
          .map(line -> new Shortage(line.sku(), line.quantity(), Math.max(0, free(line.sku()))))
          .toList();
      ids.add(wish.id());
      wishes.put(wish.id(), wish);
      states.put(wish.id(), missing.isEmpty() ? HoldState.HELD : HoldState.REFUSED);
      return missing;
    }

    void move(UUID id, HoldState to) {
      states.put(id, to);
    }

    boolean is(UUID id, HoldState state) {
      return states.get(id) == state;
    }

    /** The lines that neither the hold nor what is free covers. */
    List<Shortage> sell(@Nullable UUID id, List<StockLine> lines) {
      var hold = id != null && Objects.requireNonNull(states.get(id)).isOpen() ? id : null;
      var missing = new ArrayList<Shortage>();
      for (var line : lines) {
        int held = hold == null ? 0 : held(hold, line.sku());
        int there = Math.max(0, free(line.sku())) + held;
        if (there < line.quantity()) {
          missing.add(new Shortage(line.sku(), line.quantity(), there));
        }
      }
      if (hold != null) {
        states.put(hold, HoldState.FULFILLED);
      }
      lines.forEach(line -> onHand.merge(line.sku(), -line.quantity(), Integer::sum));
      return missing;
    }

    private int held(UUID id, Sku sku) {
      return lines(id).stream()
          .filter(line -> line.sku().equals(sku))
          .mapToInt(StockLine::quantity)
          .sum();
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void the_hub_answers_as_the_model_does(long seed) {
    var random = new Random(seed);
    var model = new Model();
    var skus = new ArrayList<Sku>();
    for (int i = 0; i < 3; i++) {
      int units = random.nextInt(8);
      var sku = rig().shelf("P" + seed + "-" + i, units);
      skus.add(sku);
      model.onHand.put(sku, units);
    }
    for (int step = 0; step < STEPS; step++) {
      var id = model.ids.isEmpty() ? null : model.ids.get(random.nextInt(model.ids.size()));
      switch (random.nextInt(9)) {
        case 0, 1, 2, 3 -> reserve(model, wish(random, skus));
        case 4 -> receive(model, skus.get(random.nextInt(3)), 1 + random.nextInt(3));
        case 5 -> {
          // Over the counter without a hold, in any case.
          sell(model, null, List.of(new StockLine(skus.get(random.nextInt(3)), 1)));
        }
        default -> {
          if (id != null) {
            goOn(model, random, id);
          }
        }
      }
      if (step % 5 > 0) {
        continue;
      }
      for (var sku : skus) {
        var level = rig().level(sku);
        assertThat(List.of(level.onHand(), level.held(), level.free()))
            .as("on hand, held and free of %s after step %d", sku, step)
            .containsExactly(model.onHand.getOrDefault(sku, 0), model.held(sku), model.free(sku));
      }
    }
    rig().assertLedgerExplainsEverything();
  }

  private static void goOn(Model model, Random random, UUID id) {
    switch (random.nextInt(6)) {
      case 0 -> repeat(model, id);
      case 1 -> release(model, id);
      case 2 -> {
        if (!model.is(id, HoldState.REFUSED)) {
          sell(model, id, model.lines(id));
        }
      }
      case 3 -> expire(model, id);
      case 4 -> {
        boolean may = model.is(id, HoldState.HELD) || model.is(id, HoldState.PAYING);
        assertThat(new Holds(rig().db.jdbc()).startPaying(id)).isEqualTo(may);
        if (may) {
          model.move(id, HoldState.PAYING);
        }
      }
      default -> {
        boolean may = model.is(id, HoldState.PAYING);
        assertThat(new Holds(rig().db.jdbc()).stopPaying(id)).isEqualTo(may);
        if (may) {
          model.move(id, HoldState.HELD);
        }
      }
    }
  }

  private static void reserve(Model model, HoldRequest wish) {
    var missing = model.reserve(wish);
    var answer = rig().stock.reservations().reserve(wish);
    if (missing.isEmpty()) {
      assertThat(answer).isInstanceOf(Granted.class);
    } else {
      assertThat(answer).isEqualTo(new Refused(wish.id(), missing));
    }
  }

  private static void repeat(Model model, UUID id) {
    var answer = rig().stock.reservations().reserve(Objects.requireNonNull(model.wishes.get(id)));
    var state = Objects.requireNonNull(model.states.get(id));
    switch (state) {
      case HELD, PAYING ->
        assertThat(answer)
            .isInstanceOfSatisfying(
                Granted.class, granted -> assertThat(granted.hold().state()).isEqualTo(state));
      case REFUSED -> assertThat(answer).isInstanceOf(Refused.class);
      default ->
        assertThat(answer)
            .isInstanceOfSatisfying(
                Ended.class, ended -> assertThat(ended.hold().state()).isEqualTo(state));
    }
  }

  private static void release(Model model, UUID id) {
    if (model.is(id, HoldState.HELD)) {
      model.move(id, HoldState.RELEASED);
    }
    assertThat(rig().stock.reservations().release(id).state()).isEqualTo(model.states.get(id));
  }

  private static void expire(Model model, UUID id) {
    rig()
        .db
        .jdbc()
        .sql("update hold set expires_at = now() - interval '1 second' where id = :id")
        .param("id", id)
        .update();
    boolean ends = model.is(id, HoldState.HELD);
    if (ends) {
      model.move(id, HoldState.EXPIRED);
    }
    rig().stock.reservations().expire();
    // A hold that is being paid runs out as soon as it is not: the model knows no clock.
    rig()
        .db
        .jdbc()
        .sql("update hold set expires_at = now() + interval '1 hour' where id = :id")
        .param("id", id)
        .update();
  }

  private static void sell(Model model, @Nullable UUID id, List<StockLine> lines) {
    var missing = model.sell(id, lines);
    var told = rig()
        .db
        .tx()
        .execute(_ -> rig()
            .stock
            .saleStock()
            .sellAtCounter(UUID.randomUUID(), id, StockRig.MAIN, lines, Instant.now()));
    assertThat(told).isEqualTo(missing);
  }

  private static void receive(Model model, Sku sku, int units) {
    model.onHand.merge(sku, units, Integer::sum);
    var lines = List.of(new StockLine(sku, units));
    assertThat(rig().stock.goodsReceipts().receive(UUID.randomUUID(), StockRig.MAIN, "PO", lines))
        .isTrue();
  }

  private static HoldRequest wish(Random random, List<Sku> skus) {
    var lines = IntStream.rangeClosed(0, random.nextInt(3))
        .mapToObj(_ -> new StockLine(skus.get(random.nextInt(3)), 1 + random.nextInt(3)))
        .toList();
    return new HoldRequest(
        UUID.randomUUID(), StockRig.MAIN, Channel.COUNTER, lines, Duration.ofHours(1));
  }

  static LongStream seeds() {
    return LongStream.range(0, 40);
  }
}
