package dev.tillbridge.hub.catalog;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.model.catalog.Product;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.catalog.Variant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What is sold. */
public final class Catalog {

  private final JdbcClient jdbc;
  private final TransactionTemplate tx;
  private final CatalogSearch search;
  private final CatalogWriter writer;
  private final Asks asks;

  public Catalog(JdbcClient jdbc, TransactionTemplate tx) {
    this.jdbc = jdbc;
    this.tx = tx;
    this.search = new CatalogSearch(jdbc);
    this.writer = new CatalogWriter(jdbc);
    this.asks = new Asks(jdbc);
  }

  /** What tills ask before they sell. */
  public Asks asks() {
    return asks;
  }

  /**
   * Products of which a variant has every word of the query in its title, options, SKU, barcode or
   * vendor, in any case and accent; what a SKU or barcode names exactly comes first, the rest in the
   * order of titles. A product comes with those of its variants that match.
   *
   * @param query blank for everything; at most 200 characters
   * @param cursor from the page before, or null for the first
   * @param limit products, from 1 to 500
   * @throws BadInput for a limit out of range, a query too long, a cursor that is none of ours
   */
  public Page search(String query, @Nullable String cursor, int limit) {
    return search.search(query, cursor, limit);
  }

  /** The variant, if it is sold here. */
  public Optional<Variant> variant(Sku sku) {
    return Optional.ofNullable(variants(List.of(sku)).get(sku));
  }

  /** The variants among these SKUs; an unknown SKU is missing in the answer. */
  public Map<Sku, Variant> variants(Collection<Sku> skus) {
    var found = new LinkedHashMap<Sku, Variant>();
    jdbc
        .sql("select " + VariantRows.COLUMNS + " from variant v where v.sku = any(:skus)")
        .param("skus", skus.stream().map(Sku::code).toArray(String[]::new))
        .query((row, _) -> VariantRows.variant(row))
        .list()
        .stream()
        .forEach(variant -> found.put(variant.sku(), variant));
    return found;
  }

  /** How a receipt calls it, for example "Bracelet - Blue / M". */
  public Optional<String> title(Sku sku) {
    return jdbc.sql("""
            select p.title, v.title as variant_title
              from variant v join product p on p.id = v.product_id where v.sku = :sku
            """)
        .param("sku", sku.code())
        .query((row, _) ->
            VariantRows.fullTitle(row.getString("title"), row.getString("variant_title")))
        .optional();
  }

  /** How receipts call these SKUs and what kind of goods they are; an unknown SKU is missing. */
  public Map<Sku, Named> named(Collection<Sku> skus) {
    var found = new LinkedHashMap<Sku, Named>();
    jdbc.sql("""
            select v.sku, p.title, v.title as variant_title, p.type
              from variant v join product p on p.id = v.product_id where v.sku = any(:skus)
            """)
        .param("skus", skus.stream().map(Sku::code).toArray(String[]::new))
        .query((row, _) -> Map.entry(
            new Sku(row.getString("sku")),
            new Named(
                VariantRows.fullTitle(row.getString("title"), row.getString("variant_title")),
                row.getString("type").strip())))
        .list()
        .forEach(named -> found.put(named.getKey(), named.getValue()));
    return found;
  }

  /**
   * Adds the product, or brings up to date the one of the same handle. A variant that is not
   * mentioned stays; the id of a product that exists stays too.
   *
   * @throws BadInput when a SKU belongs to another product; nothing is changed then
   */
  public void save(Product product) {
    tx.executeWithoutResult(_ -> {
      var saved = writer.save(product, Set.of());
      if (!saved.foreign().isEmpty()) {
        throw BadInput.of("sku", saved.foreign().getFirst() + " belongs to another product");
      }
    });
  }

  /** For lists of stock and sales that are searched like the catalogue: patterns for LIKE ALL. */
  public static String[] patterns(String query) {
    return Folding.words(query).stream().map(Folding::pattern).toArray(String[]::new);
  }

  /** As receipts spell it: the product alone when its variant has no name. */
  public static String fullTitle(String product, String variant) {
    return VariantRows.fullTitle(product, variant);
  }

  /** How many variants are sold. */
  public long count() {
    return jdbc.sql("select count(*) from variant").query(Long.class).single();
  }
}
