package dev.tillbridge.hub.stock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.stock.Policies.Channel;
import dev.tillbridge.hub.stock.Policies.Mode;
import dev.tillbridge.hub.stock.Policies.Safety;
import dev.tillbridge.hub.stock.Policies.SkuMode;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoliciesTest extends PoliciesRig {

  @ParameterizedTest(name = "{0} there, safety {1}, buffer {2} units or {3} %: {4}")
  @CsvSource({
    "10, 2, , 10, 7",
    "5, 2, , 10, 2",
    "3, 2, , 10, 0",
    "2, 2, , 10, 0",
    "11, 2, , 10, 7",
    "100, 0, , 1, 99",
    "101, 0, , 1, 99",
    "7, 0, 3, , 4",
    "2, 0, 3, , 0",
    "9, 4, 3, , 2",
    "9, 0, 0, , 9",
    "9, 0, , 0, 9",
    "9, 0, , 100, 0",
    "1, 0, , 1, 0",
    "-2, 0, 0, , 0"
  })
  void safety_stock_and_buffer_stay_on_the_shelf(
      int there, int safety, @Nullable Integer units, @Nullable Integer percent, int shows) {
    var mug = new Sku("MUG");
    var rule = new Rule(false, false, Map.of(mug, safety), new Buffer(units, percent), 0);
    for (int backed = 0; backed <= Math.max(0, there); backed++) {
      assertThat(Boundary.shows(
              rule,
              Contents.itself(mug),
              Map.of(mug, there - backed),
              Map.of(mug, backed),
              Map.of(mug, there),
              0))
          .isEqualTo(shows);
    }
  }

  @Test
  void without_any_policy_the_built_in_boundary_stays() {
    var mug = rig.product("MUG");
    rig.list("shop", mug);
    rig.receive(mug, "main", 10);
    rig.work();
    assertThat(shop.number(mug, "place-1")).isEqualTo(8);
    rig.policies.replace(channel("shop", new Buffer(0, null)), "test");
    rig.work();
    assertThat(shop.number(mug, "place-1")).isEqualTo(10);
    rig.policies.replace(Policies.NONE, "test");
    rig.work();
    assertThat(shop.number(mug, "place-1")).isEqualTo(8);
    rig.assertSound();
  }

  @Test
  void a_sku_of_its_own_safety_stock_has_that_one_and_not_the_locations() {
    var mug = listedAt(rig.product("MUG"), 10);
    var cup = listedAt(rig.product("CUP"), 10);
    rig.policies.replace(
        new Policies(0, List.of(new Safety(MAIN, null, 3), new Safety(MAIN, cup, 0)), List.of()),
        "test");
    rig.work();
    assertThat(shop.number(mug, "place-1")).isEqualTo(7);
    assertThat(shop.number(cup, "place-1")).isEqualTo(10);
  }

  @Test
  void an_excluded_location_is_taken_off_the_show() {
    var mug = listedAt(rig.product("MUG"), 10);
    rig.receive(mug, "north", 10);
    rig.work();
    assertThat(shop.number(mug, "place-2")).isEqualTo(8);
    rig.policies.replace(
        new Policies(
            0, List.of(), List.of(new Channel("shop", null, List.of(NORTH), null, List.of()))),
        "test");
    rig.work();
    assertThat(shop.number(mug, "place-1")).isEqualTo(8);
    assertThat(shop.number(mug, "place-2")).isZero();
    assertThat(rig.level(mug, "north").free()).isEqualTo(10);
  }

  @Test
  void what_the_shops_show_at_all_locations_stays_below_the_companys_threshold() {
    var mug = listedAt(rig.product("MUG"), 10);
    rig.receive(mug, "north", 20);
    rig.receive(mug, "outlet", 6);
    rig.policies.replace(new Policies(9, List.of(), List.of()), "test");
    rig.work();
    assertThat(shown(mug)).containsExactly(10, 17, 0);
    assertThat(rig.stock.availability().of(mug, "shop").online()).isEqualTo(27);
    // The outlet bears less when it has less, so the north must bear more.
    rig.sell(mug, "outlet", 4);
    rig.work();
    assertThat(shown(mug)).containsExactly(10, 13, 0);
    rig.sell(mug, "main", 9);
    rig.sell(mug, "north", 18);
    rig.work();
    assertThat(shown(mug)).containsExactly(0, 0, 0);
    assertThat(rig.stock.availability().of(mug, "shop").online()).isZero();
    rig.assertSound();
  }

  @Test
  void every_field_that_makes_no_sense_is_named() {
    var mug = rig.product("MUG");
    var kit = rig.product("KIT");
    rig.define(kit, Map.of(mug, 1));
    var nothing = new Sku("NOTHING");
    var nowhere = new LocationId("nowhere");
    refused(new Policies(-1, List.of(), List.of()), "threshold");
    refused(
        new Policies(
            0,
            List.of(
                new Safety(nowhere, null, 1),
                new Safety(MAIN, nothing, 1),
                new Safety(MAIN, null, -1),
                new Safety(MAIN, null, 2),
                new Safety(MAIN, kit, 1)),
            List.of()),
        "safety[0].location",
        "safety[1].sku",
        "safety[2].units",
        "safety[3]",
        "safety[4].sku");
    refused(
        new Policies(
            0,
            List.of(),
            List.of(
                new Channel("fax", null, List.of(), null, List.of()),
                new Channel("shop", null, List.of(nowhere, MAIN, MAIN), null, List.of()),
                new Channel("shop", null, List.of(), null, List.of()),
                new Channel(
                    "WEB",
                    null,
                    List.of(),
                    Mode.POOLED,
                    List.of(new SkuMode(nothing, Mode.POOLED))))),
        "channels[0].channel",
        "channels[1].excluded[0]",
        "channels[1].excluded[2]",
        "channels[2].channel",
        "channels[3].mode",
        "channels[3].skus[0].sku",
        "channels[3].skus[0].mode");
    assertThat(rig.policies.read()).isEqualTo(Policies.NONE);
  }

  @Test
  void a_change_is_on_record_and_touches_only_the_windows_concerned() {
    var mug = listedAt(rig.product("MUG"), 10);
    var cup = listedAt(rig.product("CUP"), 10);
    var first = new Policies(0, List.of(new Safety(MAIN, mug, 1)), List.of());
    rig.policies.replace(first, "Olivia");
    rig.work();
    int told = due();
    rig.policies.replace(first, "Olivia");
    assertThat(due()).as("saying the same again").isEqualTo(told);
    rig.policies.replace(new Policies(0, List.of(new Safety(MAIN, mug, 4)), List.of()), "Olivia");
    assertThat(rig.db
            .jdbc()
            .sql(
                "select distinct subject from delivery where state = 'DUE' and subject like 'shop|%'")
            .query(String.class)
            .list())
        .allMatch(subject -> subject.endsWith(mug.code()))
        .noneMatch(subject -> subject.endsWith(cup.code()))
        .isNotEmpty();
    assertThat(rig.db
            .jdbc()
            .sql("select actor || ': ' || detail from audit_log where action = 'policies-changed'")
            .query(String.class)
            .list())
        .containsExactly(
            "Olivia: threshold 0; safety 1 at main of " + mug,
            "Olivia: threshold 0; safety 4 at main of " + mug);
  }

  @Test
  void what_a_channel_is_promised_leaves_out_safety_threshold_and_excluded_locations() {
    var mug = rig.listed("MUG");
    rig.receive(mug, "main", 30);
    rig.receive(mug, "north", 20);
    rig.receive(mug, "outlet", 50);
    rig.policies.replace(
        new Policies(
            10,
            List.of(new Safety(MAIN, null, 8), new Safety(NORTH, null, 12)),
            List.of(new Channel(Policies.WEB, null, List.of(OUTLET), null, List.of()))),
        "test");
    assertThat(rig.stock.availability().of(mug, Policies.WEB).online()).isEqualTo(20);
    assertThat(rig.stock.availability().of(mug, "shop").online()).isEqualTo(70);
  }
}
