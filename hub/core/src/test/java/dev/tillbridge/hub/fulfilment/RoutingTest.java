package dev.tillbridge.hub.fulfilment;

import static dev.tillbridge.hub.fulfilment.SendingRule.FEWEST_PARCELS;
import static dev.tillbridge.hub.fulfilment.SendingRule.HAS_ALL;
import static dev.tillbridge.hub.fulfilment.SendingRule.NEAREST;
import static dev.tillbridge.hub.fulfilment.SendingRule.RANKING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From where an order leaves, rule by rule. */
class RoutingTest {

  private static final Sku MUG = new Sku("MUG");
  private static final Sku POT = new Sku("POT");
  private static final long FAR = Long.MAX_VALUE;

  /** Here; has one mug only, and the order. */
  private static final Routing.Place HERE = place("here", 3, 9_000, Map.of(MUG, 2), true);

  private static final Routing.Place NEAR = place("near", 9, 1_000, Map.of(MUG, 1, POT, 1), false);
  private static final Routing.Place BIG = place("big", 5, 50_000, Map.of(MUG, 9, POT, 9), false);
  private static final Routing.Place FIRST = place("first", 1, FAR, Map.of(POT, 3), false);
  private static final List<Routing.Place> ALL = List.of(HERE, NEAR, BIG, FIRST);

  private static Routing.Place place(
      String id, int rank, long metres, Map<Sku, Integer> has, boolean now) {
    return new Routing.Place(new LocationId(id), rank, metres, has, now);
  }

  private static Map<String, Map<Sku, Integer>> route(
      boolean splitting,
      Map<Sku, Integer> wanted,
      List<Routing.Place> places,
      SendingRule... rules) {
    var route = new Routing(new SendingPolicy("shop", List.of(rules), splitting, false))
        .route(wanted, places);
    var named = new LinkedHashMap<String, Map<Sku, Integer>>();
    route.ifPresent(r -> r.units().forEach((place, units) -> named.put(place.code(), units)));
    return named;
  }

  @Test
  void without_rules_an_order_stays_where_its_shop_wants_it() {
    assertThat(route(true, Map.of(MUG, 1), ALL)).isEmpty();
  }

  @Test
  void has_all_takes_a_location_with_everything_although_others_are_nearer_together() {
    assertThat(route(true, Map.of(MUG, 2, POT, 1), ALL, HAS_ALL, NEAREST))
        .isEqualTo(Map.of("big", Map.of(MUG, 2, POT, 1)));
  }

  @Test
  void nearest_takes_the_nearest_that_has_it_all() {
    assertThat(route(false, Map.of(MUG, 1, POT, 1), ALL, NEAREST)).containsOnlyKeys("near");
    assertThat(route(false, Map.of(MUG, 2), ALL, NEAREST)).containsOnlyKeys("here");
    assertThat(route(false, Map.of(MUG, 5), ALL, NEAREST)).containsOnlyKeys("big");
  }

  @Test
  void a_distance_that_nobody_knows_is_the_farthest_and_the_next_rule_decides() {
    assertThat(route(false, Map.of(POT, 1), ALL, NEAREST)).containsOnlyKeys("near");
    var unknown = List.of(
        place("a", 7, FAR, Map.of(POT, 1), false), place("b", 2, FAR, Map.of(POT, 1), false));
    assertThat(route(false, Map.of(POT, 1), unknown, NEAREST, RANKING)).containsOnlyKeys("b");
  }

  @Test
  void ranking_takes_the_merchants_first_choice_that_has_it_all() {
    assertThat(route(false, Map.of(POT, 2), ALL, RANKING)).containsOnlyKeys("first");
    assertThat(route(false, Map.of(MUG, 2), ALL, RANKING)).containsOnlyKeys("here");
  }

  @Test
  void fewest_parcels_come_before_what_stands_after_it() {
    assertThat(route(true, Map.of(MUG, 2, POT, 1), ALL, FEWEST_PARCELS, RANKING))
        .containsOnlyKeys("big");
    // The other way round two parcels from the better ranked win.
    assertThat(route(true, Map.of(MUG, 2, POT, 1), ALL, RANKING, FEWEST_PARCELS))
        .isEqualTo(Map.of("first", Map.of(POT, 1), "here", Map.of(MUG, 2)));
  }

  @Test
  void without_splitting_an_order_that_nobody_has_as_a_whole_is_not_routed() {
    var wanted = Map.of(MUG, 10, POT, 1);
    assertThat(route(false, wanted, ALL, HAS_ALL)).isEmpty();
    assertThat(route(true, wanted, ALL, HAS_ALL, NEAREST).values().stream()
            .mapToInt(units -> units.getOrDefault(MUG, 0))
            .sum())
        .isEqualTo(10);
  }

  @Test
  void what_the_rules_leave_open_stays_where_it_is() {
    var same = List.of(
        place("a", 1, 100, Map.of(MUG, 1), false), place("z", 1, 100, Map.of(MUG, 1), true));
    assertThat(route(false, Map.of(MUG, 1), same, HAS_ALL, NEAREST, RANKING)).containsOnlyKeys("z");
  }

  /** Whatever lies where: a route has exactly what is wanted, from what is there, and none in vain. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void a_route_is_whole_and_real(long seed) {
    var random = new Random(seed);
    var skus = List.of(MUG, POT, new Sku("CUP"));
    var wanted = new TreeMap<Sku, Integer>();
    skus.forEach(sku -> wanted.put(sku, 1 + random.nextInt(4)));
    var places = new ArrayList<Routing.Place>();
    for (int i = 0; i < 1 + random.nextInt(7); i++) {
      var has = new TreeMap<Sku, Integer>();
      skus.forEach(sku -> has.put(sku, random.nextInt(5)));
      places.add(place("p" + i, random.nextInt(4), random.nextInt(3) * 1_000L, has, i == 0));
    }
    var rules = new ArrayList<>(List.of(SendingRule.values()));
    java.util.Collections.shuffle(rules, random);
    boolean splitting = random.nextBoolean();
    var route =
        new Routing(new SendingPolicy("shop", rules, splitting, false)).route(wanted, places);

    boolean possible = splitting
        ? skus.stream()
            .allMatch(sku ->
                places.stream().mapToInt(p -> p.has().getOrDefault(sku, 0)).sum()
                    >= wanted.getOrDefault(sku, 0))
        : places.stream()
            .anyMatch(p -> skus.stream()
                .allMatch(sku -> p.has().getOrDefault(sku, 0) >= wanted.getOrDefault(sku, 0)));
    assertThat(route.isPresent()).isEqualTo(possible);
    route.ifPresent(found -> {
      var sum = new TreeMap<Sku, Integer>();
      found.units().forEach((id, units) -> {
        var place = places.stream().filter(p -> p.id().equals(id)).findFirst().orElseThrow();
        assertThat(units).isNotEmpty();
        units.forEach((sku, some) -> {
          assertThat(some).isBetween(1, place.has().getOrDefault(sku, 0));
          sum.merge(sku, some, Integer::sum);
        });
      });
      assertThat(sum).isEqualTo(wanted);
      assertThat(splitting || found.units().size() == 1).isTrue();
    });
  }

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @Test
  void distances_are_as_the_crow_flies() {
    var broadway = new SendingPlace(new LocationId("a"), true, 1, 40_741_895, -73_989_308);
    // Newark's airport, some 17 km to the west; known from the coordinates by hand.
    assertThat(broadway.metresTo(40_689_531, -74_174_462)).isBetween(16_600L, 16_900L);
    assertThat(broadway.metresTo(40_741_895, -73_989_308)).isZero();
    assertThat(broadway.metresTo(null, null)).isEqualTo(FAR);
    assertThat(SendingPlace.usual(new LocationId("b")).metresTo(0, 0)).isEqualTo(FAR);
    assertThatThrownBy(() -> new SendingPlace(new LocationId("c"), true, 1, 90_000_001, 0))
        .isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> new SendingPlace(new LocationId("c"), true, 0, null, null))
        .isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> new SendingPolicy("s", List.of(NEAREST, NEAREST), true, true))
        .isInstanceOf(BadInput.class);
  }
}
