package dev.tillbridge.hub.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tillbridge.hub.catalog.CatalogImport.Generated;
import dev.tillbridge.hub.catalog.CatalogImport.Skipped;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.model.catalog.Product;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.catalog.Variant;
import dev.tillbridge.model.catalog.Variant.Option;
import dev.tillbridge.model.place.LocationId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stores the rows of one product. Always within a transaction of the caller's. */
final class ProductRowsWriter {

  record Stored(
      String handle,
      int created,
      int updated,
      int stockSet,
      List<Skipped> skipped,
      List<Generated> generated) {}

  private record Known(String title, String vendor, String type, Map<Sku, List<String>> choices) {}

  private final JdbcClient jdbc;
  private final OpeningCount opening;
  private final CatalogWriter writer;
  private final Asks asks;

  ProductRowsWriter(JdbcClient jdbc, OpeningCount opening) {
    this.jdbc = jdbc;
    this.opening = opening;
    this.writer = new CatalogWriter(jdbc);
    this.asks = new Asks(jdbc);
  }

  /** Stores what can be stored; names the rows that cannot. */
  Stored store(
      UUID importId,
      LocationId location,
      ProductRows rows,
      List<Draft> drafts,
      Map<String, Long> lineBySku) {
    // One import at a time picks names for variants without a SKU.
    jdbc.sql("select pg_advisory_xact_lock(hashtext('catalog import'))")
        .query((_, _) -> 0)
        .list();
    var known = known(rows.handle());
    var skipped = new ArrayList<Skipped>();
    var own = withoutForeign(rows.handle(), drafts, skipped);
    var described = rows.described();
    if (described == null && known.isEmpty()) {
      for (var draft : own) {
        skipped.add(new Skipped(draft.line(), ProductCsv.TITLE, "the product has no title"));
      }
      own = List.of();
    }
    if (own.isEmpty()) {
      return new Stored(rows.handle(), 0, 0, 0, skipped, List.of());
    }
    var generated = new ArrayList<Generated>();
    var bySku = named(rows.handle(), own, known, lineBySku.keySet(), generated);
    var variants = new ArrayList<Variant>();
    bySku.forEach((sku, draft) -> variants.add(draft.as(sku)));
    var saved = writer.save(product(rows, known, variants), skus(generated));
    bySku.forEach((sku, draft) -> {
      if (draft.asked() != null) {
        asks.set(sku, draft.asked());
      }
    });
    int stockSet = 0;
    for (var entry : bySku.entrySet()) {
      var quantity = entry.getValue().quantity();
      try {
        if (quantity != null
            && quantity > 0
            && opening.setOpening(importId, location, entry.getKey(), quantity)) {
          stockSet++;
        }
      } catch (BadInput noShelf) {
        skipped.add(new Skipped(
            entry.getValue().line(),
            ProductCsv.QUANTITY,
            noShelf.errors().getFirst().reason()));
      }
    }
    return new Stored(
        rows.handle(),
        saved.created().size(),
        saved.updated().size(),
        stockSet,
        skipped,
        generated);
  }

  private static Product product(ProductRows rows, Optional<Known> known, List<Variant> variants) {
    var id = UUID.nameUUIDFromBytes(("product " + rows.handle()).getBytes(UTF_8));
    var described = rows.described();
    return described == null
        ? known
            .map(k -> new Product(id, rows.handle(), k.title(), k.vendor(), k.type(), variants))
            .orElseThrow()
        : new Product(
            id,
            rows.handle(),
            described.get(ProductCsv.TITLE),
            described.get(ProductCsv.VENDOR),
            described.get(ProductCsv.TYPE),
            variants);
  }

  private List<Draft> withoutForeign(String handle, List<Draft> drafts, List<Skipped> skipped) {
    var owners = owners(drafts);
    var own = new ArrayList<Draft>();
    for (var draft : drafts) {
      var sku = draft.sku();
      var owner = sku == null ? handle : owners.getOrDefault(sku.code(), handle);
      if (owner.equals(handle)) {
        own.add(draft);
      } else {
        skipped.add(new Skipped(
            draft.line(), ProductCsv.SKU, "\"" + sku + "\" belongs to product " + owner));
      }
    }
    return own;
  }

  private Map<String, String> owners(List<Draft> drafts) {
    var codes = new ArrayList<String>();
    for (var draft : drafts) {
      var sku = draft.sku();
      if (sku != null) {
        codes.add(sku.code());
      }
    }
    return jdbc
        .sql("""
            select v.sku, p.handle from variant v join product p on p.id = v.product_id
             where v.sku = any(:skus)
            """)
        .param("skus", codes.toArray(String[]::new))
        .query((row, _) -> Map.entry(row.getString("sku"), row.getString("handle")))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Every draft under its SKU, in the order of the file; those without one are named here. */
  private Map<Sku, Draft> named(
      String handle,
      List<Draft> drafts,
      Optional<Known> known,
      Set<String> inFile,
      List<Generated> generated) {
    // What the file names keeps its name; only the others may be claimed by nameless rows.
    var claimed = new HashSet<Sku>();
    for (var draft : drafts) {
      var sku = draft.sku();
      if (sku != null) {
        claimed.add(sku);
      }
    }
    var bySku = new LinkedHashMap<Sku, Draft>();
    for (var draft : drafts) {
      var sku = draft.sku();
      if (sku == null) {
        sku = asBefore(draft, known, claimed, inFile)
            .orElseGet(() -> SkuMaker.make(
                handle,
                draft.choice(),
                s -> claimed.contains(s) || inFile.contains(s.code()) || exists(s)));
        claimed.add(sku);
        generated.add(new Generated(draft.line(), handle, sku.code()));
      }
      bySku.put(sku, draft);
    }
    return bySku;
  }

  /** A choice that was imported before keeps its name, wherever its row stands now. */
  private static Optional<Sku> asBefore(
      Draft draft, Optional<Known> known, Set<Sku> claimed, Set<String> inFile) {
    return known.stream()
        .flatMap(k -> k.choices().entrySet().stream())
        .filter(entry -> entry.getValue().equals(draft.choice()))
        .map(Map.Entry::getKey)
        .filter(sku -> !claimed.contains(sku) && !inFile.contains(sku.code()))
        .findFirst();
  }

  private boolean exists(Sku sku) {
    return jdbc.sql("select exists (select 1 from variant where sku = :sku)")
        .param("sku", sku.code())
        .query(Boolean.class)
        .single();
  }

  private Optional<Known> known(String handle) {
    return jdbc.sql("select id, title, vendor, type from product where handle = :handle")
        .param("handle", handle)
        .query((row, _) -> new Known(
            row.getString("title"),
            row.getString("vendor"),
            row.getString("type"),
            choices(row.getObject("id", UUID.class))))
        .optional();
  }

  private Map<Sku, List<String>> choices(UUID product) {
    var choices = new LinkedHashMap<Sku, List<String>>();
    jdbc.sql("select sku, options from variant where product_id = :id order by position, sku")
        .param("id", product)
        .query(row -> {
          choices.put(
              new Sku(row.getString("sku")),
              VariantRows.options(row.getString("options")).stream()
                  .map(Option::value)
                  .toList());
        });
    return choices;
  }

  private static Set<Sku> skus(List<Generated> generated) {
    return generated.stream().map(g -> new Sku(g.sku())).collect(Collectors.toSet());
  }
}
