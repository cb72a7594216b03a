package dev.tillbridge.launcher;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What became of a product file, in words. */
final class ImportReport {

  private ImportReport() {}

  static List<String> lines(String name, JsonNode report) {
    var lines = new ArrayList<String>();
    lines.add("Imported %s: %d products, %d variants (%d new, %d changed), stock set for %d"
        .formatted(
            name,
            report.path("products").asInt(0),
            report.path("variants").asInt(0),
            report.path("created").asInt(0),
            report.path("updated").asInt(0),
            report.path("stockSet").asInt(0)));
    var skipped = report.path("skipped");
    for (var row : skipped) {
      lines.add("  row %d skipped: %s: %s"
          .formatted(
              row.path("row").asInt(0),
              row.path("field").asString("row"),
              row.path("reason").asString("no reason given")));
    }
    var generated = report.path("generatedSkus");
    if (!generated.isEmpty()) {
      lines.add("  %d %s without SKU got a generated one, e.g. %s"
          .formatted(
              generated.size(),
              generated.size() == 1 ? "variant" : "variants",
              generated.path(0).path("sku").asString("?")));
    }
    return lines;
  }
}
