package dev.tillbridge.hub.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import dev.tillbridge.hub.catalog.CatalogImport.Generated;
import dev.tillbridge.hub.catalog.CatalogImport.Skipped;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.catalog.TaxCategory;
import dev.tillbridge.model.catalog.Variant.Option;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogImportTest {

  private static final String HEADER =
      "Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Qty,Variant Price,"
          + "Variant Taxable,Variant Barcode,Image Src\n";

  private final ImportRig rig = new ImportRig();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void what_the_till_asks_comes_with_the_file_and_stays_where_a_file_says_nothing() {
    var header = "Handle,Title,Variant SKU,Variant Price,Sold By,Minimum Age\n";
    var report = rig.take(header
        + "gouda,Gouda,GOUDA,24.90,kg,\n"
        + "gin,Gin,GIN,29.90,,18\n"
        + "tea,Tea,TEA,5,,\n"
        + "odd,Odd,ODD,5,stone,\n"
        + "old,Old,OLD,5,,1000\n");
    assertThat(report.skipped())
        .extracting(one -> one.field() + " " + one.reason())
        .containsExactly("Sold By must be piece, kg or lb", "Minimum Age must be between 0 and 99");
    var skus = List.of(new Sku("GOUDA"), new Sku("GIN"), new Sku("TEA"));
    assertThat(rig.catalog.asks().of(skus))
        .containsOnly(
            entry(new Sku("GOUDA"), new Asked(Asked.Unit.KG, null)),
            entry(new Sku("GIN"), new Asked(null, 18)));

    rig.take("Handle,Title,Variant SKU,Variant Price\ngouda,Gouda,GOUDA,26.90\n");
    rig.take(header + "gin,Gin,GIN,29.90,piece,0\n");
    assertThat(rig.catalog.asks().of(skus)).containsOnlyKeys(new Sku("GOUDA"));
    assertThatThrownBy(() -> rig.catalog.asks().set(new Sku("NOBODY"), new Asked(null, 18)))
        .isInstanceOf(NotFound.class);
  }

  @Test
  void rows_of_one_handle_are_one_product() {
    var report = rig.take(HEADER
        + "cup,Cup,Color,Blue,CUP-B,3,9.99,true,,https://x.example/a.jpg\n"
        + "cup,,,Red,CUP-R,0,10,false,  ,\n"
        + "cup,,,,,,,,,https://x.example/b.jpg\n"
        + "jug,Jug,Title,Default Title,JUG,,5.5,,'0012,\n");
    assertThat(report.skipped()).isEmpty();
    assertThat(report.products()).isEqualTo(2);
    assertThat(report.variants()).isEqualTo(3);
    assertThat(report.created()).isEqualTo(3);
    assertThat(report.stockSet()).isEqualTo(1);
    var red = rig.catalog.variant(new Sku("CUP-R")).orElseThrow();
    assertThat(red.options()).containsExactly(new Option("Color", "Red"));
    assertThat(red.title()).isEqualTo("Red");
    assertThat(red.taxCategory()).isEqualTo(TaxCategory.ZERO);
    assertThat(red.barcode()).isNull();
    assertThat(red.image()).isEqualTo("https://x.example/a.jpg");
    var jug = rig.catalog.variant(new Sku("JUG")).orElseThrow();
    assertThat(jug.title()).isEmpty();
    assertThat(jug.options()).isEmpty();
    assertThat(jug.barcode()).isEqualTo("0012");
    assertThat(rig.counted).containsOnlyKeys("CUP-B").containsEntry("CUP-B", 3);
  }

  @Test
  void importing_again_updates_prices_removes_nothing_and_leaves_counts_alone() {
    rig.take(HEADER + "cup,Cup,Color,Blue,CUP-B,3,9.99,,,\ncup,,,Red,CUP-R,1,9.99,,,\n");
    var again = rig.take(HEADER + "cup,Mug,Color,Blue,CUP-B,50,8,,,\n");
    assertThat(again.created()).isZero();
    assertThat(again.updated()).isEqualTo(1);
    assertThat(again.stockSet()).isZero();
    assertThat(rig.price("CUP-B")).isEqualTo(800);
    assertThat(rig.price("CUP-R")).isEqualTo(999);
    assertThat(rig.catalog.title(new Sku("CUP-R"))).contains("Mug - Red");
    assertThat(rig.counted).containsEntry("CUP-B", 3);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
          ''          | 1        | SKU1 | Variant Price
          -5          | 1        | SKU1 | Variant Price
          abc         | 1        | SKU1 | Variant Price
          1e3         | 1        | SKU1 | Variant Price
          １２          | 1        | SKU1 | Variant Price
          NaN         | 1        | SKU1 | Variant Price
          1.999       | 1        | SKU1 | Variant Price
          $5          | 1        | SKU1 | Variant Price
          99999999999999999999 | 1 | SKU1 | Variant Price
          5           | -1       | SKU1 | Variant Inventory Qty
          5           | 1000001  | SKU1 | Variant Inventory Qty
          5           | 1.5      | SKU1 | Variant Inventory Qty
          5           | 1e3      | SKU1 | Variant Inventory Qty
          5           | ４        | SKU1 | Variant Inventory Qty
          5           | 99999999999999999999 | SKU1 | Variant Inventory Qty
          5           | 1        | GOOD | Variant SKU
          5           | 1        | OTHER | Variant SKU
          5           | 1        | 01234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890 | Variant SKU
          """)
  void a_broken_row_is_named_and_the_others_go_on(
      String price, String quantity, String sku, String field) {
    rig.take(HEADER + "other,Other,,,OTHER,,1,,,\n");
    var report = rig.take(HEADER
        + "cup,Cup,Color,Blue,GOOD,1,2.00,,,\n"
        + "cup,,,Red," + sku + "," + quantity + "," + price + ",,,\n"
        + "cup,,,Green,LAST,1,2,,,\n");
    assertThat(report.skipped()).hasSize(1);
    assertThat(report.skipped().getFirst().row()).isEqualTo(3);
    assertThat(report.skipped().getFirst().field()).isEqualTo(field);
    assertThat(report.created()).isEqualTo(2);
    assertThat(rig.counted).containsOnlyKeys("GOOD", "LAST");
  }

  @Test
  void unstorable_text_is_named() {
    var report = rig.take(HEADER
        + "a,A\u0000,,,A,1,1,,,\n"
        + "b\u0000,B,,,B,1,1,,,\n"
        + "c,C,,,C\u0000,1,1,,,\n"
        + "d,\uD800,,,D,1,1,,,\n"
        + ",E,,,E,1,1,,,\n"
        + "f,,,,F,1,1,,,\n"
        + "g,G,,,G,1,1,maybe,,\n"
        + "h,H,,,H,1,1,,,,,one cell too many\n"
        + "i,I,,,I,1,1,,,\n");
    assertThat(report.skipped())
        .extracting(Skipped::row, Skipped::field)
        .containsExactly(
            tuple(2L, "Title"),
            tuple(3L, "Handle"),
            tuple(4L, "Variant SKU"),
            tuple(5L, "Title"),
            tuple(6L, "Handle"),
            tuple(7L, "Title"),
            tuple(8L, "Variant Taxable"),
            tuple(9L, "row"));
    assertThat(report.created()).isEqualTo(1);
  }

  @Test
  void lines_are_counted_as_an_editor_counts_them() {
    var report = rig.take(("\uFEFF\"Handle\",Title,Body,Variant SKU,Variant Price\n"
            + "a,A,\"two\nlines, \"\"quoted\"\"\n\",A,1\n"
            + "\n"
            + "b,B,,B,bad\n"
            + "c,C,\"x\ny\",C,bad\n"
            + "d,D,,D,bad")
        .replace("\n", "\r\n"));
    assertThat(report.created()).isEqualTo(1);
    assertThat(report.skipped()).extracting(Skipped::row).containsExactly(6L, 7L, 9L);
  }

  @Test
  void a_file_without_the_columns_we_need_is_refused_whole() {
    for (var file :
        List.of("", "\n", "Handle;Title;Variant SKU;Variant Price\n", "Handle,Title\n")) {
      assertThatThrownBy(() -> rig.take(file)).as(file).isInstanceOf(BadInput.class);
    }
    assertThat(rig.take("handle,TITLE,Variant Sku,variant price\na,A,A,1\n").created())
        .isEqualTo(1);
  }

  @Test
  void a_row_without_a_sku_gets_one_that_stays() {
    var file = HEADER
        + "chain-bracelet,Bracelet,Color,Blue,,1,5,,,\n"
        + "chain-bracelet,,,Größe \"Ø\",,1,5,,,\n"
        + "chain-bracelet,,,blue!,,1,5,,,\n"
        + "ring,Ring,Title,Default Title,,1,5,,,\n"
        + "tea,Tea,Kind,お茶,,1,5,,,\n";
    var first = rig.take(file);
    assertThat(first.generatedSkus())
        .extracting(Generated::sku)
        .startsWith(
            "CHAIN-BRACELET-BLUE", "CHAIN-BRACELET-GROSSE-O", "CHAIN-BRACELET-BLUE-2", "RING")
        .doesNotHaveDuplicates();
    assertThat(first.skipped()).isEmpty();
    var again = rig.take(file);
    assertThat(again.generatedSkus()).isEqualTo(first.generatedSkus());
    assertThat(again.created()).isZero();
    var swapped = rig.take(HEADER
        + "chain-bracelet,Bracelet,Colour,blue!,,1,6,,,\n"
        + "chain-bracelet,,,Blue,,1,7,,,\n");
    assertThat(swapped.created()).isZero();
    assertThat(rig.price("CHAIN-BRACELET-BLUE-2")).isEqualTo(600);
    assertThat(rig.price("CHAIN-BRACELET-BLUE")).isEqualTo(700);
  }

  @Test
  void a_generated_sku_takes_nobody_elses() {
    var report =
        rig.take(HEADER + "x,X,,,RING,1,5,,,\nring,Ring,,,,1,5,,,\nring,,,,RING-2,1,5,,,\n");
    assertThat(report.skipped()).isEmpty();
    assertThat(report.generatedSkus()).containsExactly(new Generated(3, "ring", "RING-3"));
  }

  @Test
  void very_long_names_still_make_different_skus() {
    var handle = "long-".repeat(45);
    var report =
        rig.take(HEADER + handle + ",L,Color,Blue,,1,5,,,\n" + handle + ",,,Red,,1,5,,,\n");
    assertThat(report.skipped()).isEmpty();
    assertThat(report.generatedSkus()).hasSize(2).allMatch(g -> g.sku().length() <= Sku.LONGEST);
  }

  @Test
  void a_stray_quote_spoils_only_what_it_swallows() {
    var report = rig.take(HEADER
        + "a,A,,,A,1,1,,,\n"
        + "b,\"B\" inch,,,B,1,1,,,\n"
        + "c,C,,,C,1,1,,,\n"
        + "d,\"D,,,D,1,1,,,\n"
        + "e,E,,,E,1,1,,,\n");
    assertThat(rig.catalog.variant(new Sku("A"))).isPresent();
    assertThat(rig.catalog.variant(new Sku("C"))).isPresent();
    assertThat(report.skipped()).extracting(Skipped::row).contains(5L);
  }

  @Test
  void bytes_that_are_not_utf8_end_the_reading_and_are_named() {
    // What a reader has buffered when it stumbles is lost with it, so good rows come in plenty.
    var rows = new StringBuilder(HEADER);
    for (int i = 0; i < 2_000; i++) {
      rows.append("a").append(i).append(",A,,,A").append(i).append(",,1,,,\n");
    }
    var report = rig.take(broken(rows.toString()));
    assertThat(report.skipped()).extracting(Skipped::field).containsExactly("file");
    assertThat(report.created()).isBetween(1_000, 2_000);
    assertThatThrownBy(() -> rig.take(broken(HEADER))).isInstanceOf(BadInput.class);
  }

  private static InputStreamReader broken(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    var all = Arrays.copyOf(bytes, bytes.length + 2);
    all[bytes.length] = (byte) 0xC3;
    all[bytes.length + 1] = (byte) 0x28;
    return new InputStreamReader(
        new ByteArrayInputStream(all), StandardCharsets.UTF_8.newDecoder());
  }

  @Test
  void the_same_product_may_come_in_pieces() {
    var report = rig.take(
        HEADER + "a,A,Size,S,A-S,1,1,,,\n" + "b,B,,,B,1,1,,,\n" + "a,,Size,M,A-M,1,1,,,\n");
    assertThat(report.skipped()).isEmpty();
    assertThat(report.products()).isEqualTo(2);
    assertThat(rig.catalog.title(new Sku("A-M"))).contains("A - M");
  }

  @Test
  void ten_thousand_columns_are_only_columns() {
    var report = rig.take(
        HEADER.strip() + ",x".repeat(10_000) + "\na,A,,,A,1,1,,," + ",".repeat(10_000) + "\n");
    assertThat(report.created()).isEqualTo(1);
  }
}
