package dev.tillbridge.hub.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tillbridge.hub.catalog.CatalogImport.Generated;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shopify's own sample catalogues, with their real-life blemishes. */
class SampleCatalogsTest {

  private final ImportRig rig = new ImportRig();

  @AfterEach
  void close() {
    rig.close();
  }

  @ParameterizedTest
  @CsvSource({
    "apparel.csv, 20, 22, 22",
    "home-and-garden.csv, 20, 21, 19",
    "jewelery.csv, 20, 23, 20"
  })
  void a_sample_catalogue_is_taken_whole(String file, int products, int variants, int counted)
      throws IOException {
    var report = take(file);
    assertThat(report.skipped()).isEmpty();
    assertThat(report.products()).isEqualTo(products);
    assertThat(report.created()).isEqualTo(variants);
    assertThat(report.stockSet()).isEqualTo(counted);
    assertThat(report.generatedSkus()).hasSize(variants);

    var again = take(file);
    assertThat(again.created()).isZero();
    assertThat(again.updated()).isEqualTo(variants);
    assertThat(again.stockSet()).isZero();
    assertThat(again.generatedSkus()).isEqualTo(report.generatedSkus());
    assertThat(rig.catalog.count()).isEqualTo(variants);
  }

  @Test
  void generated_names_are_readable() throws IOException {
    assertThat(take("jewelery.csv").generatedSkus())
        .extracting(Generated::sku)
        .contains("CHAIN-BRACELET-BLUE", "CHAIN-BRACELET-BLACK", "BANGLE-BRACELET");
  }

  private CatalogImport.Report take(String file) throws IOException {
    try (var csv = Files.newBufferedReader(catalogs().resolve(file))) {
      return rig.take(csv);
    }
  }

  private static Path catalogs() {
    for (var at = Path.of(System.getProperty("user.dir")); at != null; at = at.getParent()) {
      var folder = at.resolve("shared/data/catalogs");
      if (Files.isDirectory(folder)) {
        return folder;
      }
    }
    System.err.println("SKIPPED: no sample catalogues beside the project (shared/data/catalogs)");
    assumeTrue(false, "no sample catalogues beside the project");
    throw new AssertionError();
  }
}
