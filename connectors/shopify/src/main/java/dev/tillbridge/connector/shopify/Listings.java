package dev.tillbridge.connector.shopify;

import static dev.tillbridge.connector.shopify.Outcomes.then;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.Listing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds variants by SKU. Shopify's search is fuzzy, so what it finds is compared here. */
final class Listings {

  private static final int MOST_SKUS = 50;
  private static final int MOST_PAGES = 10;

  private final GraphQl graphQl;

  Listings(GraphQl graphQl) {
    this.graphQl = graphQl;
  }

  Outcome<List<Listing>> of(Collection<Sku> skus) {
    var wanted = new LinkedHashSet<>(skus);
    if (wanted.size() > MOST_SKUS) {
      throw new IllegalArgumentException("at most " + MOST_SKUS + " SKUs, were " + wanted.size());
    }
    return wanted.isEmpty() ? new Delivered<>(List.of()) : pages(wanted);
  }

  private Outcome<List<Listing>> pages(Set<Sku> wanted) {
    var found = new ArrayList<Listing>();
    String cursor = null;
    for (int page = 0; page < MOST_PAGES; page++) {
      var next = page(wanted, cursor, found);
      if (!(next instanceof Delivered<Page>(var read))) {
        return next.map(_ -> List.of());
      }
      if (!read.more()) {
        return new Delivered<>(List.copyOf(found));
      }
      cursor = read.cursor();
    }
    // Saying "not in the shop" of what a further page may list would be a lie.
    return new Refused<>("more than " + MOST_PAGES + " pages of variants for " + wanted);
  }

  private Outcome<Page> page(Set<Sku> wanted, @Nullable String cursor, List<Listing> found) {
    var variables = Json.object().put("query", query(wanted)).put("after", cursor);
    return then(graphQl.call(Document.LISTINGS, variables), data -> {
      try {
        var variants = Field.root(data).at("productVariants");
        for (var variant : variants.at("nodes").each()) {
          var sku = variant.at("sku").node().asString("").strip();
          wanted.stream()
              .filter(one -> one.code().equals(sku))
              .forEach(one -> found.add(listing(one, variant)));
        }
        return new Delivered<>(Page.after(variants, cursor));
      } catch (NotAsDocumented e) {
        return new Refused<>("Shopify's answer is not as documented: " + e.reason());
      }
    });
  }

  private static Listing listing(Sku sku, Field variant) {
    return new Listing(
        sku,
        variant.at("inventoryItem").at("id").gid("InventoryItem"),
        variant.at("id").gid("ProductVariant"));
  }

  /**
   * Quoted, because a SKU may hold blanks and colons; inside quotes only the quote and the backslash
   * need a backslash (shopify.dev, "Search syntax").
   */
  static String query(Collection<Sku> skus) {
    return skus.stream()
        .map(sku -> "sku:\"" + sku.code().replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
        .collect(Collectors.joining(" OR "));
  }
}
