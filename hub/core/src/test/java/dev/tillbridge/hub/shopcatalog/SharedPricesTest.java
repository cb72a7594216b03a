package dev.tillbridge.hub.shopcatalog;

import static dev.tillbridge.hub.shopcatalog.CatalogueRig.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.catalog.CatalogBulk.Change;
import dev.tillbridge.hub.delivery.Delivery;
import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.shop.ShopCatalog.ItemChange;
import dev.tillbridge.model.shop.ShopCatalog.ProductNews;
import dev.tillbridge.model.shop.ShopProduct;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Prices of a shop's own, and what is not mentioned. */
class SharedPricesTest extends SharedRig {

  @Test
  void a_price_of_the_shops_own_leaves_the_counters_alone() {
    owner(CatalogField.PRICE, Owner.HUB);
    price(new Sku("CUP-S"), Money.of(1_990, "USD"));
    carry();
    assertThat(rig.shop.sent.getLast().items())
        .containsExactly(new ItemChange("variant-1", null, "19.90", null, null));
    assertThat(cents("CUP-S")).isEqualTo(900);
    assertThat(edits.prices(SHOP, null, 10))
        .containsExactly(Map.entry(new Sku("CUP-S"), Money.of(1_990, "USD")));
    // The counter's price changes, the shop's stays.
    edits.change(List.of(price("CUP-S", 950)));
    assertThat(carry()).containsExactly(new Delivered<>("alike"));
    // What is not mentioned stays, and what is taken away costs what it costs here.
    price(new Sku("CUP-L"), Money.of(2_000, "USD"));
    assertThat(edits.prices(SHOP, null, 10)).hasSize(2);
    price(new Sku("CUP-S"), null);
    carry();
    assertThat(rig.shop.sent.getLast().items()).extracting(ItemChange::price).contains("9.50");
  }

  @Test
  void a_price_that_the_shop_owns_and_lists_is_changed_in_its_list() {
    price(new Sku("CUP-S"), Money.of(900, "USD"));
    shopSays("The cup", 800, rig.clock.instant());
    hear();
    assertThat(cents("CUP-S")).isEqualTo(900);
    assertThat(edits.prices(SHOP, null, 10)).containsValue(Money.of(800, "USD"));
  }

  @Test
  void a_new_variant_is_a_case_and_a_product_that_is_gone_stays_ours() {
    var old = java.util.Objects.requireNonNull(rig.shop.products.remove(CUP));
    var bigger = rig.shop.product("cup", "CUP-S/111/900", "CUP-L/222/1100", "CUP-XL/333/1300");
    rig.shop.products.put(
        CUP,
        new ShopProduct(
            CUP,
            old.handle(),
            old.title(),
            old.vendor(),
            old.type(),
            old.image(),
            rig.clock.instant(),
            List.of(old.items().get(0), old.items().get(1), bigger.items().get(2))));
    hear();
    assertThat(rig.cases.find("new-in-shop", SHOP + "|" + CUP)).isPresent();
    assertThat(rig.codes()).containsExactly("CUP-L", "CUP-S");
    shared.hear(SHOP, new ProductNews(CUP, null, true));
    assertThat(rig.codes()).containsExactly("CUP-L", "CUP-S");
    // Nobody is told of it any more.
    owner(CatalogField.PRICE, Owner.HUB);
    edits.change(List.of(price("CUP-S", 1)));
    assertThat(carry()).isEmpty();
  }

  @Test
  void a_variant_or_barcode_that_is_not_told_stays() {
    var old = java.util.Objects.requireNonNull(rig.shop.products.get(CUP));
    var first = old.items().getFirst();
    rig.shop.products.put(
        CUP,
        new ShopProduct(
            CUP,
            old.handle(),
            old.title(),
            "",
            old.type(),
            old.image(),
            rig.clock.instant(),
            List.of(new ShopProduct.Item(
                first.itemId(),
                first.variantId(),
                first.sku(),
                null,
                first.options(),
                first.price(),
                true,
                null))));
    hear();
    assertThat(rig.variant("CUP-S").barcode()).isEqualTo("111");
    assertThat(rig.codes()).containsExactly("CUP-L", "CUP-S");
  }

  @Test
  void what_a_file_changes_here_is_found_by_comparing() {
    owner(CatalogField.TITLE, Owner.HUB);
    rig.db
        .jdbc()
        .sql("update product set title = 'Beaker' where handle = 'cup'")
        .update();
    shared.compare();
    carry();
    assertThat(rig.shop.sent.getFirst().title()).isEqualTo("Beaker");
  }

  @Test
  void what_was_recognised_by_its_barcode_gets_our_sku_in_the_shop() {
    rig.known("OLD-1", "4006381333931", 900);
    rig.shop.product("pot", "NEW-1/4006381333931/900");
    rig.takeOver();
    shared.compare();
    carry();
    assertThat(rig.shop.sent.getFirst().items())
        .containsExactly(new ItemChange("variant-3", "OLD-1", null, null, null));
    shared.compare();
    assertThat(carry()).isEmpty();
  }

  @Test
  void a_subject_is_read_as_it_was_written() {
    owner(CatalogField.TITLE, Owner.HUB);
    edits.change(List.of(new Change(new Sku("CUP-L"), "Mug", null, null, null, null, null, null)));
    assertThat(rig.deliveries.claim(Destination.SHOP_PRODUCT, 5))
        .extracting(Delivery::subject)
        .containsExactly(SHOP + "|" + CUP);
  }
}
