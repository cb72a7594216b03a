package dev.tillbridge.hub.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.FieldError;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.stock.Answer.Granted;
import dev.tillbridge.hub.stock.Answer.Refused;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.stock.Shortage;
import dev.tillbridge.model.stock.StockLine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BundlesTest {

  private final StockRig rig = new StockRig();
  private final Bundles bundles = rig.stock.bundles();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void a_bundle_is_held_as_its_parts_added_up_with_loose_units_of_the_cart() {
    var cup = rig.shelf("CUP", 5);
    var tray = rig.shelf("TRAY", 9);
    var kit = rig.bundle("KIT", Map.of(cup, 2, tray, 1));
    var answer = hold(line(kit, 2), line(cup, 1));
    assertThat(answer)
        .isInstanceOfSatisfying(
            Granted.class,
            yes -> assertThat(yes.hold().lines())
                .containsExactlyInAnyOrder(line(kit, 2), line(cup, 1)));
    assertThat(rig.level(cup).held()).isEqualTo(5);
    assertThat(rig.level(tray).held()).isEqualTo(2);
    assertThat(hold(line(cup, 1))).isInstanceOf(Refused.class);
    rig.assertLedgerExplainsEverything();
  }

  @Test
  void a_refusal_names_the_line_and_the_part_that_is_short() {
    var cup = rig.shelf("CUP", 3);
    var tray = rig.shelf("TRAY", 9);
    var kit = rig.bundle("KIT", Map.of(cup, 2, tray, 1));
    var id = UUID.randomUUID();
    var wish = wish(id, line(kit, 2), line(cup, 1));
    var answer = rig.stock.reservations().reserve(wish);
    // One cup is given to the loose line, which comes first; the two that are left make up one kit.
    assertThat(answer)
        .isEqualTo(new Refused(
            id, List.of(new Shortage(kit, 2, 1, null, List.of(new Shortage(cup, 5, 3))))));
    assertThat(hold(line(kit, 1), line(cup, 1))).isInstanceOf(Granted.class);
    rig.define(kit, Map.of(tray, 1));
    assertThat(rig.stock.reservations().reserve(wish))
        .as("the same answer for ever, whatever the bundle has become")
        .isEqualTo(answer);
  }

  @Test
  void the_same_id_is_the_same_wish_whatever_the_bundle_is_made_of_now() {
    var cup = rig.shelf("CUP", 9);
    var tray = rig.shelf("TRAY", 9);
    var kit = rig.bundle("KIT", Map.of(cup, 2));
    var wish = wish(UUID.randomUUID(), line(kit, 2));
    var first = rig.stock.reservations().reserve(wish);
    rig.define(kit, Map.of(tray, 1));
    assertThat(rig.stock.reservations().reserve(wish)).isEqualTo(first);
    bundles.end(kit, "test");
    assertThat(rig.stock.reservations().reserve(wish)).isEqualTo(first);
    assertThat(rig.level(cup).held()).isEqualTo(4);
    assertThat(rig.level(tray).held()).isZero();
    assertThat(rig.stock.reservations().find(wish.id()).orElseThrow().lines())
        .containsExactly(line(kit, 2));
    assertThat(rig.stock.reservations().release(wish.id()).lines()).containsExactly(line(kit, 2));
    assertThat(rig.level(cup).free()).isEqualTo(9);
    rig.assertLedgerExplainsEverything();
  }

  @Test
  void availability_of_a_bundle_is_that_of_its_scarcest_part() {
    var cup = rig.shelf("CUP", 7);
    var tray = rig.shelf("TRAY", 5);
    var kit = rig.bundle("KIT", Map.of(cup, 2, tray, 1));
    assertThat(rig.level(kit).free()).isEqualTo(3);
    hold(line(tray, 3));
    assertThat(rig.level(kit).free()).isEqualTo(2);
    hold(line(kit, 1), line(cup, 4));
    assertThat(rig.level(kit).free()).isZero();
    assertThat(rig.levels.at(StockRig.MAIN))
        .extracting(level -> level.sku(), level -> level.free())
        .contains(org.assertj.core.groups.Tuple.tuple(kit, 0));
  }

  @Test
  void a_change_of_a_part_is_news_of_its_bundles() {
    var cup = rig.shelf("CUP", 4);
    var other = rig.shelf("OTHER", 4);
    var kit = rig.bundle("KIT", Map.of(cup, 2));
    rig.db.jdbc().sql("select pg_sleep(0)").query((_, _) -> 0).list();
    long seen = rig.levels.newestSeq();
    hold(line(cup, 1));
    assertThat(rig.levels.changedSince(StockRig.MAIN, seen))
        .extracting(level -> level.sku())
        .contains(cup, kit)
        .doesNotContain(other);
  }

  @Test
  void a_bundle_has_no_shelf_of_its_own() {
    var cup = rig.shelf("CUP", 4);
    var kit = rig.bundle("KIT", Map.of(cup, 2));
    refused(
        () -> rig.stock
            .goodsReceipts()
            .receive(UUID.randomUUID(), StockRig.MAIN, "PO", List.of(line(cup, 1), line(kit, 1))),
        "has no shelf of its own; book its parts: 2 " + cup);
    refused(
        () -> rig.stock.goodsReceipts().setOpening(UUID.randomUUID(), StockRig.MAIN, kit, 5),
        "has no shelf of its own");
    assertThat(rig.level(cup).onHand()).isEqualTo(4);
    refused(() -> bundles.define(cup, List.of(line(rig.shelf("LEAF", 1), 1)), null, "test"), "sku");
    var full = rig.shelf("FULL", 1);
    refused(
        () -> bundles.define(full, List.of(line(cup, 1)), null, "test"),
        "has a shelf of its own at main (1 on hand)");
  }

  @Test
  void a_bundle_is_never_in_a_bundle_from_either_side() {
    var cup = rig.shelf("CUP", 4);
    var kit = rig.bundle("KIT", Map.of(cup, 2));
    var set = rig.shelf("SET", 0);
    refused(() -> bundles.define(set, List.of(line(kit, 1)), null, "test"), "is a bundle itself");
    var leaf = rig.shelf("LEAF", 0);
    refused(
        () -> bundles.define(cup, List.of(line(leaf, 1)), null, "test"),
        "is a part of bundle " + kit);
    bundles.end(kit, "test");
    bundles.define(set, List.of(line(kit, 1)), null, "test");
    refused(
        () -> bundles.define(kit, List.of(line(cup, 1)), null, "test"),
        "is a part of bundle " + set);
  }

  @Test
  void two_who_would_nest_bundles_at_the_same_moment_cannot() throws Exception {
    var cup = rig.shelf("CUP", 0);
    var kit = rig.shelf("KIT", 0);
    var set = rig.shelf("SET", 0);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var one = threads.submit(() ->
          attempt(() -> bundles.define(kit, List.of(line(cup, 1)), null, "one")));
      var other = threads.submit(() ->
          attempt(() -> bundles.define(set, List.of(line(kit, 1)), null, "other")));
      assertThat(List.of(one.get(), other.get())).containsExactlyInAnyOrder(true, false);
    }
  }

  private static boolean attempt(Runnable work) {
    try {
      work.run();
      return true;
    } catch (BadInput refused) {
      return false;
    }
  }

  @Test
  void a_definition_names_every_field_that_makes_no_sense() {
    var cup = rig.shelf("CUP", 0);
    var kit = rig.shelf("KIT", 0);
    var nothing = new Sku("NOTHING-" + UUID.randomUUID());
    refused(() -> bundles.define(kit, List.of(), null, "test"), "parts: must have 1 to 50");
    refused(() -> bundles.define(kit, List.of(line(kit, 1)), null, "test"), "parts[0].sku");
    refused(
        () -> bundles.define(kit, List.of(line(cup, 1), line(cup, 2)), null, "test"),
        "parts[1].sku: is listed twice");
    refused(
        () -> bundles.define(kit, List.of(line(cup, 1_001)), null, "test"), "parts[0].quantity");
    refused(() -> bundles.define(kit, List.of(line(nothing, 1)), null, "test"), "parts[0].sku");
    refused(() -> bundles.define(nothing, List.of(line(cup, 1)), null, "test"), "sku: there is no");
    var later = Instant.now().plusSeconds(60);
    refused(() -> bundles.define(kit, List.of(line(cup, 1)), later, "test"), "validFrom");
    bundles.define(kit, List.of(line(cup, 1)), Instant.now().minusSeconds(60), "test");
    var earlier = Instant.now().minusSeconds(600);
    refused(() -> bundles.define(kit, List.of(line(cup, 2)), earlier, "test"), "validFrom");
    assertThatThrownBy(() -> bundles.end(cup, "test")).isInstanceOf(NotFound.class);
    assertThat(bundles.find(kit).orElseThrow().version()).isEqualTo(1);
  }

  @Test
  void the_same_definition_again_changes_nothing_and_every_change_is_on_record() {
    var cup = rig.shelf("CUP", 0);
    var kit = rig.bundle("KIT", Map.of(cup, 2));
    rig.define(kit, Map.of(cup, 2));
    assertThat(bundles.find(kit).orElseThrow().version()).isEqualTo(1);
    rig.define(kit, Map.of(cup, 3));
    assertThat(bundles.find(kit).orElseThrow().version()).isEqualTo(2);
    bundles.end(kit, "Olivia");
    bundles.end(kit, "Olivia");
    assertThat(bundles.find(kit)).isEmpty();
    rig.define(kit, Map.of(cup, 3));
    assertThat(bundles.find(kit).orElseThrow().version()).isEqualTo(4);
    assertThat(rig.db
            .jdbc()
            .sql(
                "select action || ' by ' || actor from audit_log where subject = :sku order by seq")
            .param("sku", kit.code())
            .query(String.class)
            .list())
        .containsExactly(
            "bundle-defined by test",
            "bundle-defined by test",
            "bundle-ended by Olivia",
            "bundle-defined by test");
  }

  @Test
  void a_late_sale_is_taken_apart_by_the_definition_of_its_own_time() {
    var cup = rig.shelf("CUP", 20);
    var tray = rig.shelf("TRAY", 20);
    var kit = rig.shelf("KIT", 0);
    var now = Instant.now();
    bundles.define(kit, List.of(line(cup, 1)), now.minusSeconds(3_600), "test");
    bundles.define(kit, List.of(line(cup, 2), line(tray, 1)), now.minusSeconds(60), "test");
    sell(kit, 3, now.minusSeconds(1_800));
    assertThat(rig.level(cup).onHand()).isEqualTo(17);
    assertThat(rig.level(tray).onHand()).isEqualTo(20);
    var id = sell(kit, 3, now.minusSeconds(1));
    assertThat(rig.level(cup).onHand()).isEqualTo(11);
    assertThat(rig.level(tray).onHand()).isEqualTo(17);
    assertThat(bundles.ofSale(id)).singleElement().satisfies(sold -> {
      assertThat(sold.sku()).isEqualTo(kit);
      assertThat(sold.quantity()).isEqualTo(3);
      assertThat(sold.contents().parts()).isEqualTo(Map.of(cup, 2, tray, 1));
    });
    rig.assertLedgerExplainsEverything();
  }

  @Test
  void what_never_lay_on_a_shelf_was_always_the_bundle_that_it_is() {
    var cup = rig.shelf("CUP", 9);
    var kit = rig.bundle("KIT", Map.of(cup, 2));
    sell(kit, 1, Instant.now().minus(Duration.ofDays(30)));
    assertThat(rig.level(cup).onHand()).isEqualTo(7);
    var old = rig.shelf("OLD", 1);
    sell(old, 1, Instant.now());
    rig.define(old, Map.of(cup, 1));
    sell(old, 1, Instant.now().minus(Duration.ofDays(30)));
    assertThat(rig.level(cup).onHand())
        .as("that one was still a thing of its own")
        .isEqualTo(7);
  }

  @Test
  void another_hub_takes_bundles_apart_by_the_new_definition_within_moments() {
    var cup = rig.shelf("CUP", 100);
    var kit = rig.bundle("KIT", Map.of(cup, 1));
    try (var other =
        new Stock(rig.db.jdbc(), rig.db.tx(), rig.deliveries, rig.gate, List.of(), rig.clock)) {
      other.reservations().reserve(wish(UUID.randomUUID(), line(kit, 1)));
      assertThat(rig.level(cup).held()).isEqualTo(1);
      rig.define(kit, Map.of(cup, 10));
      org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
        int before = rig.level(cup).held();
        var id = UUID.randomUUID();
        other.reservations().reserve(wish(id, line(kit, 1)));
        int taken = rig.level(cup).held() - before;
        other.reservations().release(id);
        assertThat(taken).isEqualTo(10);
      });
    }
  }

  private Answer hold(StockLine... lines) {
    return rig.stock.reservations().reserve(wish(UUID.randomUUID(), lines));
  }

  private static HoldRequest wish(UUID id, StockLine... lines) {
    return new HoldRequest(
        id, StockRig.MAIN, Channel.COUNTER, List.of(lines), Duration.ofMinutes(10));
  }

  private UUID sell(Sku sku, int quantity, Instant at) {
    var id = UUID.randomUUID();
    rig.db
        .tx()
        .executeWithoutResult(_ -> rig.stock
            .saleStock()
            .sellAtCounter(id, null, StockRig.MAIN, List.of(line(sku, quantity)), at));
    return id;
  }

  private static StockLine line(Sku sku, int quantity) {
    return new StockLine(sku, quantity);
  }

  private static void refused(ThrowingCallable call, String words) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            BadInput.class,
            e -> assertThat(e.errors()).extracting(FieldError::reason).isNotEmpty())
        .hasMessageContaining(words);
  }
}
