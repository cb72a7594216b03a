package dev.tillbridge.hub.shopcatalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.ShopCatalog.ItemChange;
import dev.tillbridge.model.shop.ShopCatalog.ProductChange;
import dev.tillbridge.model.shop.ShopCatalog.ProductNews;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Both ways, and no echo. */
class SharedCatalogueTest extends SharedRig {

  @Test
  void what_the_shop_owns_is_taken_over_when_it_changes_there() {
    shopSays("Tea cup", 950, rig.clock.instant());
    assertThat(hear()).isEqualTo(new Delivered<>("news: [CUP-S price, title]"));
    assertThat(title()).startsWith("Tea cup");
    assertThat(cents("CUP-S")).isEqualTo(950);
    assertThat(cents("CUP-L")).isEqualTo(1_100);
    assertThat(carry()).isEmpty();
    // Older news: known by its time, and not even fetched.
    int calls = rig.shop.calls;
    var before = rig.clock.instant().minusSeconds(1);
    assertThat(shared.hear(CatalogueRig.SHOP, new ProductNews(CUP, before, false)))
        .isEqualTo(new Delivered<>("known already"));
    assertThat(rig.shop.calls).isEqualTo(calls);
  }

  @Test
  void what_changes_twice_within_the_second_that_a_shop_tells_is_not_missed() {
    shopSays("Tea cup", 950, rig.clock.instant());
    assertThat(hear()).isEqualTo(new Delivered<>("news: [CUP-S price, title]"));
    assertThat(hear()).as("the same news again").isEqualTo(new Delivered<>("no news"));
    shopSays("Coffee cup", 950, rig.clock.instant());
    assertThat(hear()).isEqualTo(new Delivered<>("news: [title]"));
    assertThat(title()).startsWith("Coffee cup");
  }

  @Test
  void what_the_shop_owns_is_not_changed_here() {
    assertThatThrownBy(() -> edits.change(List.of(price("CUP-S", 1))))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("changes[0].price: is the shop's to say");
    assertThat(cents("CUP-S")).isEqualTo(900);
  }

  @Test
  void what_the_hub_owns_is_told_to_the_shop_and_its_echo_is_no_news() {
    owner(CatalogField.PRICE, Owner.HUB);
    edits.change(List.of(price("CUP-S", 1_250)));
    var outcomes = carry();
    assertThat(outcomes).hasSize(1).allMatch(o -> o instanceof Delivered<String>);
    var sent = rig.shop.sent.getFirst();
    assertThat(sent.title()).isNull();
    assertThat(sent.items())
        .containsExactly(new ItemChange("variant-1", null, "12.50", null, null));
    rig.tick(Duration.ofSeconds(1));
    shopObeys(rig.clock.instant());
    assertThat(hear()).isEqualTo(new Delivered<>("no news"));
    assertThat(carry()).as("no write because of our own write").isEmpty();
    shared.compare();
    assertThat(carry()).isEmpty();
    assertThat(rig.shop.sent).hasSize(1);
  }

  @Test
  void an_echo_that_comes_before_our_answer_is_known_as_ours() {
    owner(CatalogField.PRICE, Owner.LATEST);
    rig.tick(Duration.ofSeconds(1));
    edits.change(List.of(price("CUP-S", 1_250)));
    rig.shop.troubles.add(_ -> {
      shopSays("The cup", 1_250, rig.clock.instant().plusSeconds(1));
      assertThat(hear()).isEqualTo(new Delivered<>("no news"));
      return new InDoubt<>("the answer was lost");
    });
    assertThat(carry().getFirst()).isInstanceOf(InDoubt.class);
    rig.tick(Duration.ofMinutes(5));
    // The next attempt looks first, and finds that it stands.
    assertThat(carry()).containsExactly(new Delivered<>("alike"));
    assertThat(rig.shop.sent).isEmpty();
    assertThat(cents("CUP-S")).isEqualTo(1_250);
  }

  @Test
  void in_doubt_and_not_there_it_is_sent_again_under_the_same_key() {
    owner(CatalogField.PRICE, Owner.HUB);
    edits.change(List.of(price("CUP-S", 1_250)));
    var keys = new java.util.ArrayList<java.util.UUID>();
    rig.shop.troubles.add(_ -> new InDoubt<>("cut"));
    rig.deliveries.claim(Destination.SHOP_PRODUCT, 1).forEach(delivery -> {
      keys.add(delivery.key());
      rig.deliveries.settle(delivery, shared.deliver(delivery));
    });
    rig.tick(Duration.ofMinutes(5));
    carry();
    assertThat(rig.shop.sent).extracting(ProductChange::key).containsExactlyElementsOf(keys);
  }

  @Test
  void each_ending_is_settled_as_it_must_be() {
    owner(CatalogField.PRICE, Owner.HUB);
    edits.change(List.of(price("CUP-S", 1_250)));
    rig.shop.troubles.add(_ -> new NotSent<>("throttled", null));
    assertThat(carry().getFirst()).isInstanceOf(NotSent.class);
    assertThat(carry()).as("not before its pause").isEmpty();
    rig.tick(Duration.ofMinutes(1));
    rig.shop.troubles.add(_ -> new Refused<>("price is too odd"));
    assertThat(carry().getFirst()).isInstanceOf(Refused.class);
    rig.tick(Duration.ofHours(3));
    shared.compare();
    assertThat(carry()).as("a refusal waits for a person").isEmpty();
    assertThat(state()).isEqualTo("PARKED");
  }

  @Test
  void what_is_changed_in_the_shop_although_the_hub_owns_it_is_put_right() {
    owner(CatalogField.TITLE, Owner.HUB);
    shopSays("Pot", 900, rig.clock.instant());
    assertThat(hear()).isEqualTo(new Delivered<>("news: [title]"));
    assertThat(title()).startsWith("The cup");
    carry();
    assertThat(rig.shop.sent.getFirst().title()).isEqualTo("The cup");
    assertThat(rig.shop.sent.getFirst().items()).isEmpty();
  }

  @Test
  void the_latest_change_counts_whoever_made_it() {
    owner(CatalogField.PRICE, Owner.LATEST);
    rig.tick(Duration.ofHours(1));
    edits.change(List.of(price("CUP-S", 1_250)));
    // A change that was made before ours and is heard of after it.
    shopSays("The cup", 800, rig.clock.instant().minusSeconds(60));
    hear();
    assertThat(cents("CUP-S")).isEqualTo(1_250);
    carry();
    assertThat(rig.shop.sent.getLast().items().getFirst().price()).isEqualTo("12.50");
    // And one that was made after ours.
    rig.tick(Duration.ofHours(1));
    shopSays("The cup", 700, rig.clock.instant());
    hear();
    assertThat(cents("CUP-S")).isEqualTo(700);
    assertThat(carry()).isEmpty();
  }
}
