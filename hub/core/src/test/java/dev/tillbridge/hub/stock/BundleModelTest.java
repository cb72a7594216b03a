package dev.tillbridge.hub.stock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.stock.Answer.Granted;
import dev.tillbridge.hub.stock.Answer.Refused;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.stock.StockLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random carts with bundles, against a model that is a map of numbers. */
class BundleModelTest {

  private final StockRig rig = new StockRig();
  private final Map<Sku, Integer> free = new HashMap<>();
  private final Map<Sku, Integer> onHand = new HashMap<>();
  private final Map<Sku, Map<Sku, Integer>> made = new HashMap<>();
  private final Map<UUID, Map<Sku, Integer>> held = new HashMap<>();
  private final Map<UUID, Map<Sku, Integer>> ordered = new HashMap<>();
  private final List<Sku> parts = new ArrayList<>();
  private final List<Sku> all = new ArrayList<>();

  @AfterEach
  void close() {
    rig.close();
  }

  static LongStream seeds() {
    return LongStream.range(0, 12);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatever_is_in_the_carts_the_shelf_agrees_with_the_model(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 3; i++) {
      int units = random.nextInt(12);
      var part = rig.shelf("PART" + i, units);
      parts.add(part);
      free.put(part, units);
      onHand.put(part, units);
    }
    all.addAll(parts);
    for (int i = 0; i < 2; i++) {
      var recipe = recipe(random);
      var kit = rig.bundle("KIT" + i, recipe);
      made.put(kit, recipe);
      all.add(kit);
    }
    for (int step = 0; step < 40; step++) {
      switch (random.nextInt(8)) {
        case 0 -> redefine(random);
        case 1 -> release(random);
        case 2 -> sell(random);
        case 3 -> order(random);
        case 4 -> cancel(random);
        default -> hold(random, step);
      }
      for (Sku part : parts) {
        var level = rig.level(part);
        assertThat(level.free()).as("step %d, free %s", step, part).isEqualTo(free.get(part));
        assertThat(level.onHand()).as("step %d, %s", step, part).isEqualTo(onHand.get(part));
      }
      for (Sku kit : made.keySet()) {
        assertThat(rig.level(kit).free()).as("step %d, %s", step, kit).isEqualTo(whole(kit));
      }
    }
    rig.assertLedgerExplainsEverything();
  }

  private void hold(Random random, int step) {
    var cart = cart(random);
    var units = units(cart);
    boolean fits = units.entrySet().stream().allMatch(u -> free(u.getKey()) >= u.getValue());
    var id = UUID.randomUUID();
    var answer = rig.stock
        .reservations()
        .reserve(new HoldRequest(id, StockRig.MAIN, Channel.COUNTER, cart, Duration.ofMinutes(10)));
    assertThat(answer instanceof Granted)
        .as("step %d: %s of %s with %s", step, cart, free, made)
        .isEqualTo(fits);
    switch (answer) {
      case Granted(var hold) -> {
        assertThat(asked(hold.lines())).isEqualTo(asked(cart));
        held.put(id, units);
        units.forEach((part, count) -> free.merge(part, -count, Integer::sum));
      }
      case Refused(var ignored, var shortages) ->
        // Whoever asks for what is said to be available gets it.
        assertThat(shortages)
            .isNotEmpty()
            .allSatisfy(s -> assertThat(s.available()).isLessThan(s.wanted()));
      case Answer.Ended over -> throw new AssertionError(over);
    }
    if (answer instanceof Refused no) {
      smaller(cart, no);
    }
  }

  private void smaller(List<StockLine> cart, Refused no) {
    var rest = new TreeMap<>(asked(cart));
    no.shortages().forEach(s -> rest.put(s.sku(), s.available()));
    rest.values().removeIf(quantity -> quantity == 0);
    if (rest.isEmpty()) {
      return;
    }
    var lines = rest.entrySet().stream()
        .map(e -> new StockLine(e.getKey(), e.getValue()))
        .toList();
    var id = UUID.randomUUID();
    var again = rig.stock
        .reservations()
        .reserve(
            new HoldRequest(id, StockRig.MAIN, Channel.COUNTER, lines, Duration.ofMinutes(10)));
    assertThat(again).isInstanceOf(Granted.class);
    rig.stock.reservations().release(id);
  }

  private void release(Random random) {
    held.keySet().stream().skip(random.nextInt(held.size() + 1)).findFirst().ifPresent(id -> {
      rig.stock.reservations().release(id);
      Objects.requireNonNull(held.remove(id))
          .forEach((part, count) -> free.merge(part, count, Integer::sum));
    });
  }

  /** A hold becomes the sale of what its cart is now, by the definitions of now. */
  private void sell(Random random) {
    var cart = cart(random);
    var units = units(cart);
    if (units.entrySet().stream().anyMatch(u -> free(u.getKey()) < u.getValue())) {
      return;
    }
    var hold = held.keySet().stream().findFirst().orElse(null);
    rig.db
        .tx()
        .executeWithoutResult(_ -> assertThat(rig.stock
                .saleStock()
                .sellAtCounter(UUID.randomUUID(), hold, StockRig.MAIN, cart, Instant.now()))
            .isEmpty());
    var back = hold == null ? Map.<Sku, Integer>of() : held.remove(hold);
    Objects.requireNonNull(back).forEach((part, count) -> free.merge(part, count, Integer::sum));
    units.forEach((part, count) -> {
      free.merge(part, -count, Integer::sum);
      onHand.merge(part, -count, Integer::sum);
    });
  }

  private void order(Random random) {
    var cart = cart(random);
    var units = units(cart);
    if (units.entrySet().stream().anyMatch(u -> free(u.getKey()) < u.getValue())) {
      return;
    }
    var id = UUID.randomUUID();
    rig.db
        .tx()
        .executeWithoutResult(_ -> assertThat(rig.stock
                .saleStock()
                .sellAtShop(StockRig.SHOP, id, StockRig.MAIN, cart, Instant.now()))
            .isEmpty());
    ordered.put(id, units);
    units.forEach((part, count) -> free.merge(part, -count, Integer::sum));
  }

  /** What comes back is what was taken, whatever the bundle is made of now. */
  private void cancel(Random random) {
    ordered.keySet().stream()
        .skip(random.nextInt(ordered.size() + 1))
        .findFirst()
        .ifPresent(id -> {
          rig.db
              .tx()
              .executeWithoutResult(
                  _ -> assertThat(rig.stock.saleStock().reverse(StockRig.SHOP, id, Instant.now()))
                      .isTrue());
          Objects.requireNonNull(ordered.remove(id))
              .forEach((part, count) -> free.merge(part, count, Integer::sum));
        });
  }

  private void redefine(Random random) {
    var kit = List.copyOf(made.keySet()).get(random.nextInt(made.size()));
    var recipe = recipe(random);
    rig.define(kit, recipe);
    made.put(kit, recipe);
  }

  private Map<Sku, Integer> recipe(Random random) {
    var recipe = new TreeMap<Sku, Integer>();
    for (Sku part : parts) {
      if (random.nextBoolean()) {
        recipe.put(part, 1 + random.nextInt(3));
      }
    }
    if (recipe.isEmpty()) {
      recipe.put(parts.getFirst(), 1);
    }
    return recipe;
  }

  private List<StockLine> cart(Random random) {
    var cart = new ArrayList<StockLine>();
    for (int i = 0; i <= random.nextInt(4); i++) {
      cart.add(new StockLine(all.get(random.nextInt(all.size())), 1 + random.nextInt(2)));
    }
    return cart;
  }

  private Map<Sku, Integer> units(List<StockLine> cart) {
    var units = new HashMap<Sku, Integer>();
    for (var line : cart) {
      made.getOrDefault(line.sku(), Map.of(line.sku(), 1))
          .forEach((part, each) -> units.merge(part, each * line.quantity(), Integer::sum));
    }
    return units;
  }

  private static Map<Sku, Integer> asked(List<StockLine> lines) {
    var asked = new TreeMap<Sku, Integer>();
    lines.forEach(line -> asked.merge(line.sku(), line.quantity(), Integer::sum));
    return asked;
  }

  private int free(Sku part) {
    return free.getOrDefault(part, 0);
  }

  private int whole(Sku kit) {
    return made.getOrDefault(kit, Map.of()).entrySet().stream()
        .mapToInt(part -> free(part.getKey()) / part.getValue())
        .min()
        .orElseThrow();
  }
}
