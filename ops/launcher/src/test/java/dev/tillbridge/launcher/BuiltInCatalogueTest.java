package dev.tillbridge.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class BuiltInCatalogueTest {

  /** Near the end of each row: taxable, barcode, status. */
  private static final Pattern BARCODE = Pattern.compile(",(\\d{13}),(?:active)?$");

  @Test
  void it_has_two_dozen_products_each_variant_with_a_barcode_a_scanner_accepts() throws Exception {
    var barcodes = rows().stream().map(BuiltInCatalogueTest::barcode).toList();
    assertThat(barcodes).hasSize(37).doesNotHaveDuplicates();
    assertThat(rows().stream().map(row -> row.substring(0, row.indexOf(','))).distinct())
        .hasSize(24);
    for (var barcode : barcodes) {
      int sum = 0;
      for (int i = 0; i < barcode.length(); i++) {
        sum += (barcode.charAt(i) - '0') * (i % 2 == 0 ? 1 : 3);
      }
      assertThat(sum % 10).as(barcode).isZero();
    }
  }

  private static List<String> rows() throws IOException {
    try (var in = Objects.requireNonNull(Demo.class.getResourceAsStream("demo-catalogue.csv"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .toList();
    }
  }

  private static String barcode(String row) {
    var found = BARCODE.matcher(row);
    assertThat(found.find()).as(row).isTrue();
    return found.group(1);
  }
}
