package dev.tillbridge.hub.catalog;

import dev.tillbridge.model.catalog.Product;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.catalog.Variant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes products. Always within a transaction of the caller's. */
final class CatalogWriter {

  /**
   * What became of the variants.
   *
   * @param created new in the catalogue
   * @param updated known before
   * @param foreign not written, because the SKU belongs to another product
   */
  record Saved(List<Sku> created, List<Sku> updated, List<Sku> foreign) {}

  private record Placed(int position, Variant variant) {}

  private final JdbcClient jdbc;

  CatalogWriter(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Saved save(Product product, Set<Sku> generated) {
    var id = saveProduct(product);
    var saved = new Saved(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    var placed = new ArrayList<Placed>();
    for (var variant : product.variants()) {
      placed.add(new Placed(placed.size(), variant));
    }
    // In one order for all writers, so that two of them never wait for each other in a circle.
    placed.sort(Comparator.comparing(p -> p.variant().sku()));
    for (var p : placed) {
      var sku = p.variant().sku();
      var how = saveVariant(id, product, p, generated.contains(sku));
      if (how.isEmpty()) {
        saved.foreign().add(sku);
      } else {
        (how.getFirst() ? saved.created() : saved.updated()).add(sku);
      }
    }
    refreshSearch(id, product);
    return saved;
  }

  private UUID saveProduct(Product product) {
    return jdbc.sql("""
            insert into product (id, handle, title, vendor, type)
            values (:id, :handle, :title, :vendor, :type)
            on conflict (handle) do update
               set title = excluded.title, vendor = excluded.vendor, type = excluded.type,
                   title_at = case when product.title <> excluded.title then now()
                                   else product.title_at end,
                   vendor_at = case when product.vendor <> excluded.vendor then now()
                                    else product.vendor_at end,
                   type_at = case when product.type <> excluded.type then now()
                                  else product.type_at end
            returning id
            """)
        .param("id", product.id())
        .param("handle", product.handle())
        .param("title", product.title())
        .param("vendor", product.vendor())
        .param("type", product.type())
        .query(UUID.class)
        .single();
  }

  /** Whether the variant is new; empty when the SKU is another product's. */
  private List<Boolean> saveVariant(UUID id, Product product, Placed placed, boolean generated) {
    var variant = placed.variant();
    // xmax is 0 only in a row that this statement inserted.
    return jdbc.sql("""
            insert into variant (sku, product_id, position, title, options, barcode, price, currency,
                                 tax_category, image, sku_generated, search)
            values (:sku, :product, :position, :title, :options::jsonb, :barcode, :price, :currency,
                    :tax, :image, :generated, :search)
            on conflict (sku) do update
               set position = excluded.position, title = excluded.title,
                   options = excluded.options, barcode = excluded.barcode, price = excluded.price,
                   currency = excluded.currency, tax_category = excluded.tax_category,
                   image = excluded.image, search = excluded.search,
                   price_at = case when variant.price <> excluded.price then now()
                                   else variant.price_at end,
                   barcode_at = case when variant.barcode is distinct from excluded.barcode then now()
                                     else variant.barcode_at end,
                   tax_at = case when variant.tax_category <> excluded.tax_category then now()
                                 else variant.tax_at end
             where variant.product_id = excluded.product_id
            returning xmax = 0
            """)
        .param("sku", variant.sku().code())
        .param("product", id)
        .param("position", placed.position())
        .param("title", variant.title())
        .param("options", VariantRows.json(variant.options()))
        .param("barcode", variant.barcode())
        .param("price", variant.price().minor())
        .param("currency", variant.price().currency().getCurrencyCode())
        .param("tax", variant.taxCategory().code())
        .param("image", variant.image())
        .param("generated", generated)
        .param("search", VariantRows.searchText(product.title(), product.vendor(), variant))
        .query((row, _) -> row.getBoolean(1))
        .list();
  }

  /** A variant that was not mentioned is still found under the product's new title. */
  private void refreshSearch(UUID id, Product product) {
    var mentioned = product.variants().stream().map(v -> v.sku().code()).toArray(String[]::new);
    var others = jdbc.sql("select "
            + VariantRows.COLUMNS
            + " from variant v where v.product_id = :id and v.sku <> all(:mentioned)")
        .param("id", id)
        .param("mentioned", mentioned)
        .query((row, _) -> VariantRows.variant(row))
        .list();
    for (var other : others) {
      jdbc.sql("update variant set search = :search where sku = :sku and search <> :search")
          .param("search", VariantRows.searchText(product.title(), product.vendor(), other))
          .param("sku", other.sku().code())
          .update();
    }
  }
}
