package dev.tillbridge.hub.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.catalog.TaxCategory;
import dev.tillbridge.model.catalog.Variant;
import dev.tillbridge.model.catalog.Variant.Option;
import dev.tillbridge.model.money.Money;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Writes many variants with few statements, whatever products they belong to. Always within a
 * transaction of the caller's. Nothing is removed, and no known variant is overwritten by a new one.
 */
public final class CatalogBulk {

  /**
   * A variant that the catalogue does not have.
   *
   * @param handle of its product, which is made when there is none
   */
  public record Fresh(
      String handle, String product, String vendor, String type, int position, Variant variant) {}

  /**
   * What is to be said anew of a known variant or its product; null leaves as it is.
   */
  public record Change(
      Sku sku,
      @Nullable String product,
      @Nullable String vendor,
      @Nullable String type,
      @Nullable String barcode,
      @Nullable Money price,
      @Nullable TaxCategory tax,
      @Nullable String image) {

    boolean ofProduct() {
      return product != null || vendor != null || type != null;
    }
  }

  private record Home(UUID id, String title, String vendor) {}

  private final JdbcClient jdbc;

  public CatalogBulk(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** One import at a time names SKUs, by file or from a shop; until the transaction ends. */
  public void alone() {
    jdbc.sql("select pg_advisory_xact_lock(hashtext('catalog import'))")
        .query((_, _) -> 0)
        .list();
  }

  /** Why the catalogue cannot hold this text, if anything. */
  public static Optional<String> fault(String text) {
    return TextCheck.fault(text, TextCheck.LONGEST);
  }

  /** The address of a picture, if it is a usable one. */
  public static @Nullable String picture(@Nullable String address) {
    return address != null
            && (address.startsWith("https://") || address.startsWith("http://"))
            && TextCheck.fault(address, 2_000).isEmpty()
        ? address
        : null;
  }

  /** A readable name for a variant without a SKU, the same every time; see {@link SkuMaker}. */
  public static Sku name(
      String handle, List<String> choice, java.util.function.Predicate<Sku> taken) {
    return SkuMaker.make(handle, choice, taken);
  }

  /** Options as the database keeps them. */
  public static String json(List<Option> options) {
    return VariantRows.json(options);
  }

  /** Options as the database kept them. */
  public static List<Option> options(String json) {
    return VariantRows.options(json);
  }

  /** Adds what is not there yet; returns the SKUs that were added. */
  public Set<Sku> create(Collection<Fresh> all) {
    if (all.isEmpty()) {
      return Set.of();
    }
    var homes = homes(all);
    var sorted = all.stream()
        .sorted(Comparator.comparing((Fresh one) -> one.variant().sku()))
        .toList();
    var search = new ArrayList<String>();
    for (var one : sorted) {
      var home = homes.get(one.handle());
      search.add(
          home == null ? "" : VariantRows.searchText(home.title(), home.vendor(), one.variant()));
    }
    return Set.copyOf(jdbc.sql("""
            insert into variant (sku, product_id, position, title, options, barcode, price, currency,
                                 tax_category, image, search)
            select * from unnest(:skus::text[], :products::uuid[], :positions::int[], :titles::text[],
                                 :options::jsonb[], :barcodes::text[], :prices::bigint[],
                                 :currencies::text[], :taxes::text[], :images::text[], :search::text[])
            on conflict (sku) do nothing
            returning sku
            """)
        .param("skus", texts(sorted, one -> one.variant().sku().code()))
        .param("products", texts(sorted, one -> id(homes, one)))
        .param("positions", sorted.stream().mapToInt(Fresh::position).toArray())
        .param("titles", texts(sorted, one -> one.variant().title()))
        .param("options", texts(sorted, one -> json(one.variant().options())))
        .param("barcodes", texts(sorted, one -> one.variant().barcode()))
        .param(
            "prices",
            sorted.stream().mapToLong(one -> one.variant().price().minor()).toArray())
        .param(
            "currencies", texts(sorted, one -> one.variant().price().currency().getCurrencyCode()))
        .param("taxes", texts(sorted, one -> one.variant().taxCategory().code()))
        .param("images", texts(sorted, one -> one.variant().image()))
        .param("search", search.toArray(String[]::new))
        .query((row, _) -> new Sku(row.getString(1)))
        .list());
  }

  private static @Nullable String id(Map<String, Home> homes, Fresh one) {
    var home = homes.get(one.handle());
    return home == null ? null : home.id().toString();
  }

  private Map<String, Home> homes(Collection<Fresh> all) {
    var byHandle = new LinkedHashMap<String, Fresh>();
    all.stream()
        .sorted(Comparator.comparing(Fresh::handle))
        .forEach(one -> byHandle.putIfAbsent(one.handle(), one));
    var products = List.copyOf(byHandle.values());
    jdbc.sql("""
            insert into product (id, handle, title, vendor, type)
            select * from unnest(:ids::uuid[], :handles::text[], :titles::text[], :vendors::text[],
                                 :types::text[])
            on conflict (handle) do nothing
            """)
        .param(
            "ids",
            texts(
                products,
                one -> UUID.nameUUIDFromBytes(("product " + one.handle()).getBytes(UTF_8))
                    .toString()))
        .param("handles", texts(products, Fresh::handle))
        .param("titles", texts(products, Fresh::product))
        .param("vendors", texts(products, Fresh::vendor))
        .param("types", texts(products, Fresh::type))
        .update();
    return jdbc
        .sql("select id, handle, title, vendor from product where handle = any(:handles::text[])")
        .param("handles", texts(products, Fresh::handle))
        .query((row, _) -> Map.entry(
            row.getString("handle"),
            new Home(
                row.getObject("id", UUID.class), row.getString("title"), row.getString("vendor"))))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /**
   * Says anew what changed.
   *
   * @param at the time of the change, as the fields' owners compare it
   */
  public void change(Collection<Change> all, Instant at) {
    if (all.isEmpty()) {
      return;
    }
    var sorted = all.stream().sorted(Comparator.comparing(Change::sku)).toList();
    changeProducts(sorted.stream().filter(Change::ofProduct).toList(), at);
    jdbc.sql("""
            update variant v
               set barcode = coalesce(c.barcode, v.barcode), price = coalesce(c.price, v.price),
                   tax_category = coalesce(c.tax, v.tax_category), image = coalesce(c.image, v.image),
                   barcode_at = case when c.barcode <> coalesce(v.barcode, '') then :at
                                     else v.barcode_at end,
                   price_at = case when c.price <> v.price then :at else v.price_at end,
                   tax_at = case when c.tax <> v.tax_category then :at else v.tax_at end
              from unnest(:skus::text[], :barcodes::text[], :prices::bigint[], :currencies::text[],
                          :taxes::text[], :images::text[])
                   as c(sku, barcode, price, currency, tax, image)
             where v.sku = c.sku and (c.currency is null or c.currency = v.currency)
            """)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .param("skus", texts(sorted, one -> one.sku().code()))
        .param("barcodes", texts(sorted, Change::barcode))
        .param(
            "prices",
            texts(
                sorted,
                one -> one.price() == null ? null : Long.toString(one.price().minor())))
        .param(
            "currencies",
            texts(
                sorted,
                one -> one.price() == null ? null : one.price().currency().getCurrencyCode()))
        .param(
            "taxes", texts(sorted, one -> one.tax() == null ? null : one.tax().code()))
        .param("images", texts(sorted, Change::image))
        .update();
    refreshSearch(sorted.stream()
        .filter(one -> one.ofProduct() || one.barcode() != null)
        .map(Change::sku)
        .toList());
  }

  private void changeProducts(List<Change> sorted, Instant at) {
    jdbc.sql("""
            update product p
               set title = coalesce(c.title, p.title), vendor = coalesce(c.vendor, p.vendor),
                   type = coalesce(c.type, p.type),
                   title_at = case when c.title <> p.title then :at else p.title_at end,
                   vendor_at = case when c.vendor <> p.vendor then :at else p.vendor_at end,
                   type_at = case when c.type <> p.type then :at else p.type_at end
              from (select distinct on (v.product_id) v.product_id, c.title, c.vendor, c.type
                      from unnest(:skus::text[], :titles::text[], :vendors::text[], :types::text[])
                             as c(sku, title, vendor, type)
                      join variant v on v.sku = c.sku
                     order by v.product_id, c.sku) c
             where p.id = c.product_id
            """)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .param("skus", texts(sorted, one -> one.sku().code()))
        .param("titles", texts(sorted, Change::product))
        .param("vendors", texts(sorted, Change::vendor))
        .param("types", texts(sorted, Change::type))
        .update();
  }

  /** What search looks at, of these variants and all their siblings. */
  private void refreshSearch(List<Sku> skus) {
    if (skus.isEmpty()) {
      return;
    }
    record Text(String sku, String search) {}
    var texts = jdbc.sql("select p.title as product_title, p.vendor as product_vendor, "
            + VariantRows.COLUMNS
            + """
               from variant v join product p on p.id = v.product_id
              where v.product_id in (select product_id from variant where sku = any(:skus::text[]))
              order by v.sku
              """)
        .param("skus", skus.stream().map(Sku::code).toArray(String[]::new))
        .query((row, _) -> {
          var variant = VariantRows.variant(row);
          return new Text(
              variant.sku().code(),
              VariantRows.searchText(
                  row.getString("product_title"), row.getString("product_vendor"), variant));
        })
        .list();
    jdbc.sql("""
            update variant v set search = c.search
              from unnest(:skus::text[], :search::text[]) as c(sku, search)
             where v.sku = c.sku and v.search <> c.search
            """)
        .param("skus", texts(texts, Text::sku))
        .param("search", texts(texts, Text::search))
        .update();
  }

  private static <T> @Nullable String[] texts(
      List<T> rows, Function<? super T, ? extends @Nullable String> of) {
    var texts = new @Nullable String[rows.size()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = of.apply(rows.get(i));
    }
    return texts;
  }
}
