package dev.tillbridge.hub.catalog;

import dev.tillbridge.hub.catalog.CatalogImport.Report;
import dev.tillbridge.hub.testing.Db;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.io.Reader;
import java.io.StringReader;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** An importer on a database of its own, and a stock keeper simple enough to be right. */
final class ImportRig implements AutoCloseable {

  static final LocationId MAIN = new LocationId("main");
  static final Currency USD = Currency.getInstance("USD");

  final Db db = Db.fresh();
  final Catalog catalog = new Catalog(db.jdbc(), db.tx());

  /** The first counts, by SKU. */
  final Map<String, Integer> counted = new HashMap<>();

  final CatalogImport importer = new CatalogImport(
      db.jdbc(),
      db.tx(),
      (_, _, sku, quantity) -> counted.putIfAbsent(sku.code(), quantity) == null);

  Report take(String csv) {
    return take(new StringReader(csv));
  }

  Report take(Reader csv) {
    return importer.importCsv(UUID.randomUUID(), MAIN, USD, csv);
  }

  long price(String sku) {
    return catalog.variant(new Sku(sku)).orElseThrow().price().minor();
  }

  @Override
  public void close() {
    db.close();
  }
}
