package dev.tillbridge.hub.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tillbridge.model.catalog.Product;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.catalog.TaxCategory;
import dev.tillbridge.model.catalog.Variant;
import dev.tillbridge.model.catalog.Variant.Option;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.shop.ShopCatalog;
import dev.tillbridge.model.shop.ShopProduct;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes over a shop's products, a page at a time, so that it can be watched and taken up again where
 * it stopped. What makes no sense is named and left out; the rest goes on. Importing again brings
 * titles and prices up to date and removes nothing. Counts are not taken over: the shelf is the
 * hub's, and the shop follows it.
 */
public final class ShopImport {

  /** As {@link RowReading} takes it from a file. */
  private static final int ADDRESS_LONGEST = 2_000;

  private final JdbcClient jdbc;
  private final TransactionTemplate tx;
  private final CatalogWriter writer;

  public ShopImport(JdbcClient jdbc, TransactionTemplate tx) {
    this.jdbc = jdbc;
    this.tx = tx;
    this.writer = new CatalogWriter(jdbc);
  }

  /**
   * What was done with one page.
   *
   * @param products of which something was stored
   * @param known SKUs that another product of the catalogue has; they were left as they are
   * @param cursor for the next page; null when this was the last
   */
  public record Page(
      int products,
      int created,
      int updated,
      int known,
      List<SetAside> setAside,
      @Nullable String cursor) {
    public Page {
      setAside = List.copyOf(setAside);
    }
  }

  /**
   * What was left out.
   *
   * @param id the shop's id of the product or of what is sold of it
   */
  public record SetAside(String id, String title, String reason) {}

  /**
   * Takes over one page.
   *
   * @param cursor from the page before, or null for the first
   * @return any other ending than delivered means that nothing of the page was stored
   */
  public Outcome<Page> take(ShopCatalog shop, @Nullable String cursor) {
    return shop.products(cursor).map(page -> {
      var tally = new Tally();
      page.unreadable().forEach(one -> tally.setAside.add(new SetAside(one.id(), "", one.why())));
      for (var product : page.products()) {
        take(product, tally);
      }
      return new Page(
          tally.products, tally.created, tally.updated, tally.known, tally.setAside, page.cursor());
    });
  }

  private static final class Tally {
    int products;
    int created;
    int updated;
    int known;
    final List<SetAside> setAside = new ArrayList<>();
  }

  private void take(ShopProduct product, Tally tally) {
    for (var text : List.of(product.handle(), product.title(), product.vendor(), product.type())) {
      var fault = TextCheck.fault(text, TextCheck.LONGEST);
      if (fault.isPresent()) {
        tally.setAside.add(new SetAside(product.id(), "", "a text of it " + fault.get()));
        return;
      }
    }
    var saved = Objects.requireNonNull(tx.execute(_ -> store(product, tally)));
    tally.products += saved.created().isEmpty() && saved.updated().isEmpty() ? 0 : 1;
    tally.created += saved.created().size();
    tally.updated += saved.updated().size();
  }

  private CatalogWriter.Saved store(ShopProduct product, Tally tally) {
    // As with files: one import at a time, so that two never name the same SKU.
    jdbc.sql("select pg_advisory_xact_lock(hashtext('catalog import'))")
        .query((_, _) -> 0)
        .list();
    var owners = owners(product);
    var variants = new ArrayList<Variant>();
    var seen = new HashMap<Sku, String>();
    for (var item : product.items()) {
      var fault = fault(item, seen);
      var sku = item.sku();
      if (fault != null || sku == null) {
        tally.setAside.add(new SetAside(item.itemId(), product.title(), String.valueOf(fault)));
      } else if (!owners.getOrDefault(sku, product.handle()).equals(product.handle())) {
        tally.known++;
      } else {
        variants.add(variant(sku, item));
      }
    }
    if (variants.isEmpty()) {
      return new CatalogWriter.Saved(List.of(), List.of(), List.of());
    }
    return writer.save(
        new Product(
            UUID.nameUUIDFromBytes(("product " + product.handle()).getBytes(UTF_8)),
            product.handle(),
            product.title(),
            product.vendor(),
            product.type(),
            variants),
        Set.of());
  }

  /** Why this cannot be sold at a counter; null when it can. */
  private static @Nullable String fault(ShopProduct.Item item, Map<Sku, String> seen) {
    var sku = item.sku();
    if (sku == null) {
      return "has no SKU: give it one in the shop and import again";
    }
    if (item.price() == null) {
      return sku + " has no price";
    }
    var earlier = seen.putIfAbsent(sku, item.itemId());
    if (earlier != null) {
      return sku + " is the SKU of " + earlier + " too: give each its own";
    }
    var texts = new ArrayList<String>();
    texts.add(sku.code());
    texts.add(Objects.requireNonNullElse(item.barcode(), ""));
    for (var option : item.options()) {
      texts.add(option.name());
      texts.add(option.value());
    }
    return texts.stream()
        .flatMap(text -> TextCheck.fault(text, TextCheck.LONGEST).stream())
        .findFirst()
        .map(wrong -> "a text of it " + wrong)
        .orElse(null);
  }

  private static Variant variant(Sku sku, ShopProduct.Item item) {
    var image = item.image();
    boolean usable = image != null
        && (image.startsWith("https://") || image.startsWith("http://"))
        && TextCheck.fault(image, ADDRESS_LONGEST).isEmpty();
    return new Variant(
        sku,
        item.barcode(),
        item.options().stream().map(Option::value).collect(Collectors.joining(" / ")),
        item.options(),
        Objects.requireNonNull(item.price(), "was checked"),
        item.taxable() ? TaxCategory.STANDARD : TaxCategory.ZERO,
        usable ? image : null);
  }

  /** Which product each SKU belongs to, as far as the catalogue knows it. */
  private Map<Sku, String> owners(ShopProduct product) {
    var skus = product.items().stream()
        .map(ShopProduct.Item::sku)
        .filter(Objects::nonNull)
        .map(Sku::code)
        .toArray(String[]::new);
    return jdbc
        .sql("""
            select v.sku, p.handle from variant v join product p on p.id = v.product_id
             where v.sku = any(:skus::text[])
            """)
        .param("skus", skus)
        .query((row, _) -> Map.entry(new Sku(row.getString("sku")), row.getString("handle")))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
