package dev.tillbridge.hub.catalog;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.model.place.LocationId;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads Shopify's product CSV (https://help.shopify.com/en/manual/products/import-export/using-csv):
 * rows of one handle are one product, each row with a price a variant of it. What is wrong is named
 * row by row and left out; the rest goes on. Importing again brings titles and prices up to date,
 * removes nothing, and never touches a count that has moved.
 */
public final class CatalogImport {

  private static final Logger LOG = LoggerFactory.getLogger(CatalogImport.class);

  private final TransactionTemplate tx;
  private final ProductRowsWriter writer;

  public CatalogImport(JdbcClient jdbc, TransactionTemplate tx, OpeningCount opening) {
    this.tx = tx;
    this.writer = new ProductRowsWriter(jdbc, opening);
  }

  /**
   * What an import did.
   *
   * @param products stored, new or known
   * @param variants stored; created and updated together
   * @param stockSet SKUs that got their first count
   * @param skipped rows that were left out, in the order of the file
   * @param generatedSkus rows without a SKU, and the one that they have here
   */
  public record Report(
      UUID id,
      int products,
      int variants,
      int created,
      int updated,
      int stockSet,
      List<Skipped> skipped,
      List<Generated> generatedSkus) {
    public Report {
      skipped = List.copyOf(skipped);
      generatedSkus = List.copyOf(generatedSkus);
    }
  }

  /**
   * A row that was left out.
   *
   * @param row the line of the file on which it begins; the header begins on line 1
   * @param field the column, as the file's header names it
   */
  public record Skipped(long row, String field, String reason) {}

  /** A row without a SKU, and what we call it: the same name at every import. */
  public record Generated(long row, String handle, String sku) {}

  /**
   * Imports the file, each product in a transaction of its own.
   *
   * @param id made by the caller; names the import in the ledger of stock
   * @param location where the file's quantities are counted
   * @param currency of the file's prices
   * @param csv is read to its end and left open
   * @throws BadInput when the file has no usable header; nothing is changed then
   */
  public Report importCsv(UUID id, LocationId location, Currency currency, Reader csv) {
    var file = new ProductCsv(csv);
    var reading = new RowReading(currency);
    var tally = new Tally();
    for (var rows = file.next(); rows != null; rows = file.next()) {
      take(id, location, rows, reading, tally);
    }
    tally.skipped.addAll(file.unreadable());
    return tally.report(id);
  }

  private void take(
      UUID id, LocationId location, ProductRows rows, RowReading reading, Tally tally) {
    var drafts = new ArrayList<Draft>();
    for (var row : rows.rows()) {
      switch (reading.read(row, rows)) {
        case RowReading.Good(var draft) -> tally.firstOfItsSku(draft, drafts);
        case RowReading.Bad(var skipped) -> tally.skipped.add(skipped);
        case RowReading.NoVariant _ -> {}
      }
    }
    if (drafts.isEmpty()) {
      return;
    }
    try {
      var stored = tx.execute(_ -> writer.store(id, location, rows, drafts, tally.lineBySku));
      tally.add(java.util.Objects.requireNonNull(stored));
    } catch (NonTransientDataAccessException e) {
      LOG.warn("import {}: product {} could not be stored", id, rows.handle(), e);
      for (var draft : drafts) {
        tally.skipped.add(
            new Skipped(draft.line(), ProductCsv.HANDLE, "the product could not be stored"));
      }
    }
  }

  /** What has been done so far. */
  private static final class Tally {
    /** The SKUs of the file up to here and the lines they stand on. */
    final HashMap<String, Long> lineBySku = new HashMap<>();

    final List<Skipped> skipped = new ArrayList<>();
    private final List<Generated> generated = new ArrayList<>();
    private final java.util.HashSet<String> handles = new java.util.HashSet<>();
    private int created;
    private int updated;
    private int stockSet;

    void firstOfItsSku(Draft draft, List<Draft> drafts) {
      var sku = draft.sku();
      var earlier = sku == null ? null : lineBySku.putIfAbsent(sku.code(), draft.line());
      if (earlier == null) {
        drafts.add(draft);
      } else {
        skipped.add(new Skipped(
            draft.line(), ProductCsv.SKU, "\"" + sku + "\" is used on line " + earlier));
      }
    }

    void add(ProductRowsWriter.Stored stored) {
      if (stored.created() + stored.updated() > 0) {
        handles.add(stored.handle());
      }
      created += stored.created();
      updated += stored.updated();
      stockSet += stored.stockSet();
      skipped.addAll(stored.skipped());
      generated.addAll(stored.generated());
      stored.generated().forEach(g -> lineBySku.putIfAbsent(g.sku(), g.row()));
    }

    Report report(UUID id) {
      skipped.sort(Comparator.comparingLong(Skipped::row));
      return new Report(
          id, handles.size(), created + updated, created, updated, stockSet, skipped, generated);
    }
  }
}
