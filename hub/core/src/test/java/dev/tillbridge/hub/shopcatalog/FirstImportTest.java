package dev.tillbridge.hub.shopcatalog;

import static dev.tillbridge.hub.shopcatalog.CatalogueRig.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.NotPossible;
import dev.tillbridge.hub.problem.WrongState;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.ShopChannel.Unreadable;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirstImportTest {

  private final CatalogueRig rig = new CatalogueRig();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void reading_changes_nothing_and_says_what_would_be_done() {
    rig.known("MUG", null, 1_000);
    rig.shop.product("mug", "MUG//1000");
    rig.shop.product("bowl", "BOWL-S/4006381333931/1500", "BOWL-L//1900");
    rig.shop.product("plate", "/ /700".replace(" ", ""));
    var read = rig.read();
    assertThat(read.state()).isEqualTo(ImportState.READY);
    assertThat(read.read().products()).isEqualTo(3);
    assertThat(read.read().variants()).isEqualTo(4);
    assertThat(read.judged()).isEqualTo(new ImportView.Judged(2, 1, 0, 1));
    assertThat(rig.codes()).containsExactly("MUG");
    assertThat(rig.linked()).isEmpty();
    var mug = rig.hub().rows(read.id(), "CHANGE", 0, 10).getFirst();
    assertThat(mug.matchedBy()).isEqualTo("SKU");
    assertThat(mug.changes()).contains("title", "vendor").doesNotContain("price");
  }

  @Test
  void what_was_agreed_to_is_there_with_its_count_and_its_link() {
    var bowl = rig.shop.product("bowl", "BOWL-S/4006381333931/1500", "BOWL-L//1900");
    rig.shop.count(bowl, 7, 5);
    var done = rig.takeOver();
    assertThat(done.state()).isEqualTo(ImportState.DONE);
    assertThat(done.applied().variants()).isEqualTo(2);
    assertThat(done.applied().countsSet()).isEqualTo(2);
    var small = rig.variant("BOWL-S");
    assertThat(small.barcode()).isEqualTo("4006381333931");
    assertThat(small.price().minor()).isEqualTo(1_500);
    assertThat(small.image()).isEqualTo("https://example.com/bowl.png");
    assertThat(rig.catalog.title(small.sku())).hasValue("The bowl - S1");
    // What lies there, units of open orders among it; those are promised by taking the orders.
    assertThat(rig.onHand("BOWL-S")).isEqualTo(7);
    assertThat(rig.linked()).containsExactly("BOWL-L=item-2", "BOWL-S=item-1");
    assertThat(rig.catalog.search("acme bowl", null, 10).products()).hasSize(1);
  }

  @Test
  void importing_again_creates_nothing_and_keeps_counts_that_have_moved() {
    var bowl = rig.shop.product("bowl", "BOWL//1500");
    rig.shop.count(bowl, 7, 7);
    rig.takeOver();
    rig.shop.levels.clear();
    rig.shop.count(bowl, 99, 99);
    var again = rig.takeOver();
    assertThat(again.judged()).isEqualTo(new ImportView.Judged(0, 0, 1, 0));
    assertThat(again.applied().countsKept()).isEqualTo(1);
    assertThat(rig.onHand("BOWL")).isEqualTo(7);
    assertThat(rig.codes()).containsExactly("BOWL");
  }

  @Test
  void a_part_that_is_told_twice_is_there_once() {
    rig.shop.stutters = true;
    rig.shop.product("cup", "CUP//900");
    rig.shop.product("bowl", "BOWL-S//1500", "BOWL-L//1900");
    var done = rig.takeOver();
    assertThat(done.read().variants()).isEqualTo(3);
    assertThat(done.judged()).isEqualTo(new ImportView.Judged(3, 0, 0, 0));
    assertThat(rig.codes()).containsExactly("BOWL-L", "BOWL-S", "CUP");
  }

  @ParameterizedTest(name = "killed at call {0}")
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void killed_in_the_middle_it_goes_on_where_it_was(int at) {
    for (int i = 0; i < 3; i++) {
      rig.shop.count(rig.shop.product("bowl-" + i, "BOWL-" + i + "//1500"), i + 1, i + 1);
    }
    var id = UUID.randomUUID();
    rig.hub().start(id, SHOP, "Olivia");
    for (int i = 1; i < at; i++) {
      rig.shop.troubles.add(_ -> new Outcome.Delivered<>(""));
    }
    rig.shop.troubles.add(_ -> {
      throw new FakeCatalog.Killed();
    });
    boolean killed = false;
    for (int i = 0; i < 3; i++) {
      try {
        rig.finish(id);
        if (rig.hub().get(id).state() == ImportState.READY) {
          rig.hub().apply(id);
        }
      } catch (FakeCatalog.Killed dead) {
        killed = true;
        // Nobody else may have it before its lease has ended.
        int calls = rig.shop.calls;
        rig.hub().work();
        assertThat(rig.shop.calls).isEqualTo(calls);
        rig.tick(ImportBook.LEASE.plusSeconds(1));
      }
    }
    assertThat(killed).isTrue();
    var done = rig.finish(id);
    assertThat(done.state()).isEqualTo(ImportState.DONE);
    assertThat(rig.codes()).containsExactly("BOWL-0", "BOWL-1", "BOWL-2");
    assertThat(rig.onHand("BOWL-2")).isEqualTo(3);
    assertThat(done.applied().countsSet()).isEqualTo(3);
    // Where it was: what had been read was not read again.
    assertThat(rig.shop.calls).isLessThanOrEqualTo(13);
  }

  @Test
  void a_shop_that_does_not_answer_is_asked_again_and_says_so() {
    rig.shop.product("cup", "CUP//900");
    rig.shop.troubles.add(_ -> new NotSent<>("no connection", null));
    rig.shop.troubles.add(_ -> new NotSent<>("later, please", Duration.ofMinutes(30)));
    var id = UUID.randomUUID();
    rig.hub().start(id, SHOP, "Olivia");
    rig.hub().work();
    assertThat(rig.hub().get(id).note()).isEqualTo("no connection");
    assertThat(rig.finish(id).state()).isEqualTo(ImportState.READY);
  }

  @Test
  void a_refusal_ends_it_with_its_reason() {
    rig.shop.troubles.add(_ -> new Refused<>("no access to products"));
    var failed = rig.read();
    assertThat(failed.state()).isEqualTo(ImportState.FAILED);
    assertThat(failed.note()).isEqualTo("no access to products");
    // And the next one may begin.
    assertThat(rig.read().state()).isEqualTo(ImportState.READY);
  }

  @Test
  void a_count_at_a_location_that_is_not_ours_is_left_out_and_counted() {
    var cup = rig.shop.product("cup", "CUP//900");
    rig.shop.levels.add(new dev.tillbridge.model.shop.ShopCatalog.Level(
        cup.items().getFirst().itemId(), "place-2", 4, 4));
    var done = rig.takeOver();
    assertThat(done.applied().countsAside()).isEqualTo(1);
    assertThat(rig.onHand("CUP")).isZero();
    assertThat(done.sites()).extracting(ImportView.SiteView::ours).containsExactly(null, "main");
  }

  @Test
  void what_cannot_be_read_is_told_with_its_reason_and_the_rest_goes_on() {
    var cup = rig.shop.product("cup", "CUP//900");
    rig.shop.count(cup, 4, 4);
    rig.shop.unreadableLevels.add(new Unreadable("level-9", "quantity: must be a whole number"));
    var done = rig.takeOver();
    assertThat(rig.onHand("CUP")).isEqualTo(4);
    assertThat(done.read().unreadable()).isEqualTo(1);
    assertThat(rig.hub().unreadable(done.id()))
        .containsExactly(Map.entry("level-9", "quantity: must be a whole number"));
  }

  @Test
  void the_same_id_is_the_same_import_and_another_must_wait() {
    rig.shop.product("cup", "CUP//900");
    var id = UUID.randomUUID();
    var hub = rig.hub();
    assertThat(hub.start(id, SHOP, "Olivia").id()).isEqualTo(id);
    assertThat(hub.start(id, SHOP, "Olivia").id()).isEqualTo(id);
    assertThatThrownBy(() -> hub.start(UUID.randomUUID(), SHOP, "Olivia"))
        .isInstanceOf(NotPossible.class);
    assertThatThrownBy(() -> hub.start(UUID.randomUUID(), "nobody", "Olivia"))
        .isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> hub.apply(id)).isInstanceOf(WrongState.class);
    hub.cancel(id);
    hub.cancel(id);
    assertThat(rig.finish(id).state()).isEqualTo(ImportState.CANCELLED);
    assertThatThrownBy(() -> hub.apply(id)).isInstanceOf(WrongState.class);
    assertThat(rig.read().state()).isEqualTo(ImportState.READY);
  }

  @Test
  void what_a_person_owns_is_not_overwritten() {
    rig.known("MUG", null, 1_000);
    rig.owners.set(SHOP, Map.of(CatalogField.TITLE, Owner.HUB, CatalogField.PRICE, Owner.HUB));
    rig.shop.product("mug", "MUG//1300");
    var done = rig.takeOver();
    assertThat(done.judged().change()).isEqualTo(1);
    assertThat(rig.variant("MUG").price().minor()).isEqualTo(1_000);
    assertThat(rig.catalog.title(rig.variant("MUG").sku())).hasValue("Our MUG");
    // The vendor is still the shop's to say.
    assertThat(rig.catalog.search("acme", null, 10).products()).hasSize(1);
  }
}
