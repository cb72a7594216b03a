package dev.tillbridge.hub.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.testing.Db;
import dev.tillbridge.model.catalog.Product;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.catalog.TaxCategory;
import dev.tillbridge.model.catalog.Variant;
import dev.tillbridge.model.catalog.Variant.Option;
import dev.tillbridge.model.money.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogTest {

  private final Db db = Db.fresh();
  private final Catalog catalog = new Catalog(db.jdbc(), db.tx());

  @BeforeEach
  void fill() {
    catalog.save(product(
        "shirt",
        "Ocean Blue Shirt",
        variant("SHIRT-S", "4006381333931", "Small"),
        variant("SHIRT-M", null, "Medium")));
    catalog.save(product("mug", "Crème Mug 100%_fine", variant("MUG", "99", "")));
    catalog.save(product("book", "About SHIRT-S", variant("BOOK", null, "")));
  }

  @AfterEach
  void close() {
    db.close();
  }

  @Test
  void every_word_must_match_in_any_case_and_accent() {
    assertThat(skus("OCEAN small")).containsExactly("SHIRT-S");
    assertThat(skus("creme")).containsExactly("MUG");
    assertThat(skus("CRÈME mug")).containsExactly("MUG");
    assertThat(skus("ocean green")).isEmpty();
  }

  @Test
  void what_is_named_exactly_comes_first() {
    assertThat(skus("shirt-s")).containsExactly("SHIRT-S", "BOOK");
    assertThat(skus("4006381333931")).containsExactly("SHIRT-S");
  }

  @Test
  void wildcards_mean_themselves() {
    assertThat(skus("100%_")).containsExactly("MUG");
    assertThat(skus("1%e")).isEmpty();
    assertThat(skus("_")).containsExactly("MUG");
    assertThat(skus("\\")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "' or 1=1 --",
        "'; drop table product; --",
        "\" or \"\"=\"",
        "%' or search like '%",
        "\\' union select 1",
        "\u0000",
        ":query ?1 ${x} {{x}}",
        "$$;select 1;$$",
        "\uD800",
        "z\u0000b",
        "/* */ 0x27",
        "１' OR '１'='１"
      })
  void whatever_is_typed_is_only_text(String query) {
    assertThat(skus(query)).isEmpty();
    assertThat(catalog.count()).isEqualTo(4);
  }

  @Test
  void a_cursor_that_was_made_up_is_refused() {
    for (var cursor : List.of("x", "", "MQ", "' or 1=1", "LTEKMQo", "9".repeat(5_000))) {
      assertThatThrownBy(() -> catalog.search("", cursor, 10)).isInstanceOf(BadInput.class);
    }
  }

  @Test
  void limits_are_kept() {
    assertThatThrownBy(() -> catalog.search("", null, 0)).isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> catalog.search("", null, 501)).isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> catalog.search("x".repeat(201), null, 1)).isInstanceOf(BadInput.class);
  }

  @Test
  void pages_show_every_product_once_in_the_order_of_titles() {
    for (int i = 0; i < 40; i++) {
      // Equal titles, too: the handle decides then.
      catalog.save(product("p" + i, "Thing " + i % 7, variant("T-" + i, null, "")));
    }
    for (var query : List.of("", "thing", "t-3")) {
      var whole = catalog.search(query, null, 500).products();
      var paged = new ArrayList<Product>();
      String cursor = null;
      do {
        var page = catalog.search(query, cursor, 3);
        paged.addAll(page.products());
        cursor = page.nextCursor();
      } while (cursor != null);
      assertThat(paged).as(query).isEqualTo(whole).doesNotHaveDuplicates();
    }
    assertThat(catalog.search("", null, 500).products()).hasSize(43);
    assertThat(catalog.search("", null, 500).products().getFirst().title())
        .isEqualTo("About SHIRT-S");
  }

  @Test
  void what_is_saved_comes_back_whole() {
    var variant = new Variant(
        new Sku("X-1"),
        "123",
        "Blue / M",
        List.of(new Option("Colour \"x\"", "Blue"), new Option("Size", "M")),
        Money.of(1999, "KWD"),
        TaxCategory.ZERO,
        "https://example.com/x.jpg");
    catalog.save(product("x", "X", variant));
    assertThat(catalog.variant(new Sku("X-1"))).contains(variant);
    assertThat(catalog.title(new Sku("X-1"))).contains("X - Blue / M");
    assertThat(catalog.title(new Sku("MUG"))).contains("Crème Mug 100%_fine");
    assertThat(catalog.title(new Sku("NO"))).isEmpty();
    assertThat(catalog.variants(List.of(new Sku("X-1"), new Sku("NO")))).hasSize(1);
  }

  @Test
  void saving_again_changes_what_is_mentioned_and_keeps_the_rest() {
    catalog.save(product("shirt", "Sky Shirt", variant("SHIRT-M", "7", "M")));
    assertThat(skus("sky")).containsExactlyInAnyOrder("SHIRT-S", "SHIRT-M");
    assertThat(skus("ocean")).isEmpty();
    assertThat(catalog.variant(new Sku("SHIRT-M")).orElseThrow().barcode()).isEqualTo("7");
  }

  @Test
  void a_sku_cannot_move_to_another_product() {
    assertThatThrownBy(() ->
            catalog.save(product("new", "New", variant("NEW", null, ""), variant("MUG", null, ""))))
        .isInstanceOf(BadInput.class);
    assertThat(catalog.variant(new Sku("NEW"))).as("nothing was changed").isEmpty();
  }

  private List<String> skus(String query) {
    return catalog.search(query, null, 100).products().stream()
        .flatMap(p -> p.variants().stream())
        .map(v -> v.sku().code())
        .toList();
  }

  private static Product product(String handle, String title, Variant... variants) {
    return new Product(UUID.randomUUID(), handle, title, "Vendor", "", List.of(variants));
  }

  private static Variant variant(String sku, @Nullable String barcode, String title) {
    return new Variant(
        new Sku(sku), barcode, title, List.of(), Money.of(500, "USD"), TaxCategory.STANDARD, null);
  }
}
