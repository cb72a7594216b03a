package dev.tillbridge.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Fills the hub with products and tells the simulated shop and books about them. */
final class CatalogueSetup {

  private static final String BUILT_IN = "demo-catalogue.csv";

  private final HubClient hub;
  private final Progress progress;

  CatalogueSetup(HubClient hub, Progress progress) {
    this.hub = hub;
    this.progress = progress;
  }

  /** Imports the files, or the built-in catalogue into a hub that never had one. */
  void run(DataFolder folder, List<Path> files) throws IOException {
    if (files.isEmpty() && folder.hasCatalogue()) {
      return;
    }
    boolean imported = false;
    if (files.isEmpty()) {
      imported = report("the demo catalogue", () -> hub.importCatalogue(builtIn()));
    }
    for (var file : files) {
      imported |= report(file.toString(), () -> hub.importCatalogue(file));
    }
    if (imported) {
      // The shop must know a product before its stock is published there.
      hub.seedSandbox(seed(hub.products()));
      hub.linkShop();
      folder.rememberCatalogue();
    }
  }

  private interface Import {
    JsonNode run();
  }

  /** A file the hub refuses is told about and does not stop the demo. */
  private boolean report(String name, Import deed) {
    try {
      ImportReport.lines(name, deed.run()).forEach(progress::say);
      return true;
    } catch (DemoException e) {
      progress.say("Could not import " + name + ": " + e.getMessage());
      return false;
    }
  }

  private static byte[] builtIn() {
    try (var in = CatalogueSetup.class.getResourceAsStream(BUILT_IN)) {
      return Objects.requireNonNull(in, BUILT_IN).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The sandbox's words for the hub's products. */
  static Map<String, Object> seed(List<JsonNode> products) {
    var seeded = new ArrayList<Map<String, Object>>();
    for (var product : products) {
      var variants = new ArrayList<Map<String, Object>>();
      for (var variant : product.path("variants")) {
        variants.add(variant(variant));
      }
      var title = product.path("title").asString("");
      seeded.add(Map.of(
          "title",
          title,
          "handle",
          product.path("handle").asString(handle(title)),
          "vendor",
          product.path("vendor").asString(""),
          "variants",
          variants));
    }
    return Map.of(
        "currency", Settings.CURRENCY, "taxRatePpm", Settings.TAX_RATE_PPM, "products", seeded);
  }

  private static Map<String, Object> variant(JsonNode variant) {
    var price = variant.path("price");
    var currency = Currency.getInstance(price.path("currency").asString(Settings.CURRENCY));
    var seeded = new TreeMap<String, Object>();
    seeded.put("sku", variant.path("sku").asString(""));
    seeded.put("title", variant.path("title").asString(""));
    seeded.put(
        "price",
        BigDecimal.valueOf(price.path("minor").asLong(0), currency.getDefaultFractionDigits())
            .toPlainString());
    seeded.put("taxable", !variant.path("taxCategory").asString("standard").equals("zero"));
    for (var optional : List.of("barcode", "image")) {
      if (variant.path(optional).isString()) {
        seeded.put(optional, variant.path(optional).stringValue());
      }
    }
    return seeded;
  }

  /** As shops make a product's address from its title. */
  static String handle(String title) {
    return title
        .toLowerCase(java.util.Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}]+", "-")
        .replaceAll("^-|-$", "");
  }
}
