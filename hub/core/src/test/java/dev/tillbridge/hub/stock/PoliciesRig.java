package dev.tillbridge.hub.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.FieldError;
import dev.tillbridge.hub.stock.Policies.Channel;
import dev.tillbridge.hub.stock.Policies.Mode;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** Shops, shelves and what a merchant keeps back from them. */
abstract class PoliciesRig {

  static final LocationId MAIN = new LocationId("main");
  static final LocationId NORTH = new LocationId("north");
  static final LocationId OUTLET = new LocationId("outlet");
  final FakeShop shop = new FakeShop("shop", true);
  final FakeShop second = new FakeShop("second", true);
  final FakeShop blind = new FakeShop("blind", false);
  final ChannelRig rig = new ChannelRig(List.of(shop, second, blind), "main", "north", "outlet");

  @AfterEach
  void close() {
    rig.close();
  }

  int due() {
    return rig.db
        .jdbc()
        .sql("select count(*) from delivery where state = 'DUE'")
        .query(Integer.class)
        .single();
  }

  List<Integer> shown(Sku sku) {
    return List.of(
        shop.number(sku, "place-1"), shop.number(sku, "place-2"), shop.number(sku, "place-3"));
  }

  Sku listedAt(Sku sku, int units) {
    rig.list("shop", sku);
    rig.receive(sku, "main", units);
    rig.work();
    return sku;
  }

  static Policies channel(String name, @Nullable Buffer buffer) {
    return new Policies(
        0, List.of(), List.of(new Channel(name, buffer, List.of(), null, List.of())));
  }

  static Policies pooled(String name) {
    return new Policies(
        0, List.of(), List.of(new Channel(name, null, List.of(), Mode.POOLED, List.of())));
  }

  void refused(Policies policies, String... fields) {
    assertThatThrownBy(() -> rig.policies.replace(policies, "test"))
        .isInstanceOfSatisfying(
            BadInput.class,
            e -> assertThat(e.errors()).extracting(FieldError::field).containsExactly(fields));
  }
}
