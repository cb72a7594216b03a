package dev.tillbridge.hub.shopcatalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is recognised, what is set aside, and what is suggested. */
class JudgeTest {

  private final CatalogueRig rig = new CatalogueRig();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void all_who_share_a_sku_are_set_aside_each_with_a_free_name_of_its_own() {
    rig.known("MUG-S1", null, 1_000);
    rig.shop.product("mug", "MUG//1000", "MUG//1000");
    rig.shop.product("plate", "//700");
    rig.shop.product("cup", "CUP//900");
    var read = rig.read();
    assertThat(read.judged()).isEqualTo(new ImportView.Judged(1, 0, 0, 3));
    var aside = rig.aside(read.id());
    assertThat(aside)
        .extracting(ImportRow::reason)
        .containsExactly(
            "its SKU MUG is on 2 variants", "its SKU MUG is on 2 variants", "it has no SKU");
    assertThat(aside)
        .extracting(ImportRow::fix)
        .containsExactly(
            "Give it a SKU of its own in the shop, for example MUG-S1-2.",
            "Give it a SKU of its own in the shop, for example MUG-S2.",
            "Give it a SKU of its own in the shop, for example PLATE.");
  }

  @Test
  void a_barcode_tells_what_a_variant_with_another_sku_is() {
    rig.known("OLD-1", "4006381333931", 900);
    var cup = rig.shop.product("cup", "NEW-1/4006381333931/900");
    var done = rig.takeOver();
    assertThat(done.judged().matched()).isEqualTo(1);
    assertThat(rig.codes()).containsExactly("OLD-1");
    assertThat(rig.linked()).containsExactly("OLD-1=" + cup.items().getFirst().itemId());
    // And again: now it is known by its link, and the shop is still to write our SKU on it.
    var again = rig.read();
    assertThat(again.judged()).isEqualTo(new ImportView.Judged(0, 1, 0, 0));
    var row = rig.hub().rows(again.id(), "CHANGE", 0, 10).getFirst();
    assertThat(row.matchedBy()).isEqualTo("LINK");
    assertThat(row.changes()).containsExactly("sku");
  }

  @Test
  void a_variant_without_sku_is_told_the_one_that_its_barcode_has_here() {
    rig.known("OLD-1", "4006381333931", 900);
    rig.shop.product("cup", "/4006381333931/900");
    assertThat(rig.aside(rig.read().id()))
        .extracting(ImportRow::fix)
        .containsExactly("Write OLD-1 on it in the shop: that is what it is here.");
  }

  @Test
  void a_barcode_of_two_tells_nothing() {
    rig.known("OLD-1", "4006381333931", 900);
    rig.known("OLD-2", "4006381333931", 900);
    rig.known("OLD-3", "111", 900);
    rig.known("OLD-4", "222", 900);
    rig.shop.product("cup", "NEW-1/4006381333931/900");
    rig.shop.product("two", "NEW-2/111/900", "NEW-3/111/900");
    // The barcode of one that the shop sells under our SKU as well.
    rig.shop.product("four", "NEW-4/222/900", "OLD-4//900");
    var aside = rig.aside(rig.read().id());
    assertThat(aside)
        .extracting(ImportRow::sku)
        .containsExactly("NEW-1", "NEW-2", "NEW-3", "NEW-4");
    assertThat(aside)
        .allSatisfy(row -> assertThat(row.reason()).startsWith("its barcode is that of OLD-"));
  }

  @Test
  void a_sku_in_other_letters_is_not_another_article() {
    rig.known("MUG-blue", null, 900);
    rig.shop.product("mug", "MUG-BLUE//900");
    assertThat(rig.aside(rig.read().id()))
        .extracting(ImportRow::reason)
        .containsExactly("its SKU differs from MUG-blue only by capital letters");
  }

  @Test
  void a_sku_that_moved_to_another_variant_is_not_linked_to_both() {
    rig.shop.product("cup", "CUP//900");
    rig.takeOver();
    rig.shop.products.clear();
    rig.shop.product("new-cup", "CUP//900");
    assertThat(rig.aside(rig.read().id()))
        .extracting(ImportRow::reason)
        .containsExactly("CUP is linked to another variant of the shop");
  }

  @Test
  void what_is_not_in_the_shops_list_stays() {
    rig.known("ONLY-OURS", null, 900);
    rig.shop.product("cup", "CUP//900");
    rig.takeOver();
    rig.shop.products.clear();
    rig.takeOver();
    assertThat(rig.codes()).containsExactly("CUP", "ONLY-OURS");
    assertThat(rig.linked()).hasSize(1);
  }
}
