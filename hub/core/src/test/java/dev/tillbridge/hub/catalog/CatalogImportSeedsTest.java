package dev.tillbridge.hub.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.catalog.CatalogImport.Skipped;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever nonsense stands between good rows: each row is stored or named, never lost. */
class CatalogImportSeedsTest {

  private static final List<String> PRICES =
      List.of("-1", "", "x", "1.001", "1e9", "NaN", "0x10", "1,5", "١٢", "1.2.3", "+5", "\u0000");
  private static final List<String> QUANTITIES =
      List.of("-1", "0.5", "99999999999", "many", "1 000", "٣", "\u0000", "1000001");

  @SuppressWarnings("NullAway.Init")
  private static ImportRig rig;

  @BeforeAll
  static void open() {
    rig = new ImportRig();
  }

  @AfterAll
  static void close() {
    rig.close();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void every_row_is_stored_or_named(long seed) {
    var random = new Random(seed);
    var csv =
        new StringBuilder("Handle,Title,Body,Variant SKU,Variant Inventory Qty,Variant Price\n");
    var good = new ArrayList<String>();
    var bad = new ArrayList<Long>();
    long line = 2;
    int products = 1 + random.nextInt(6);
    for (int p = 0; p < products; p++) {
      var handle = "h" + seed + "-" + p;
      int rows = 1 + random.nextInt(5);
      for (int r = 0; r < rows; r++) {
        var sku = "S" + seed + "-" + p + "-" + r;
        int breaks = random.nextInt(5);
        var body = "x\n".repeat(random.nextInt(3));
        var price = breaks == 1 ? PRICES.get(random.nextInt(PRICES.size())) : "1.50";
        var quantity = breaks == 2 ? QUANTITIES.get(random.nextInt(QUANTITIES.size())) : "4";
        var code = breaks == 3 ? "y".repeat(101) : sku;
        csv.append(handle)
            .append(",T,\"")
            .append(body)
            .append("\",")
            .append(code)
            .append(',');
        csv.append(quantity).append(",\"").append(price).append("\"\n");
        if (breaks >= 1 && breaks <= 3) {
          bad.add(line);
        } else {
          good.add(sku);
        }
        line += 1 + body.chars().filter(c -> c == '\n').count();
      }
    }
    var report = rig.take(csv.toString());
    assertThat(report.skipped()).extracting(Skipped::row).isEqualTo(bad);
    assertThat(report.created()).isEqualTo(good.size());
    assertThat(report.stockSet()).isEqualTo(good.size());
    assertThat(rig.counted.keySet()).containsAll(good);
  }

  static LongStream seeds() {
    return LongStream.range(0, 150);
  }
}
