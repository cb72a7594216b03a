package dev.tillbridge.hub.catalog;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.shop.Listing;
import dev.tillbridge.model.shop.ShopChannel;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Which of our variants a shop lists, and under which ids of its own. */
public final class Listings {

  /** The most that the port takes at once. */
  private static final int BATCH = 50;

  private final JdbcClient jdbc;
  private final TransactionTemplate tx;
  private final Cases cases;
  private final Consumer<Sku> onLinked;

  /**
   * Tells {@code onLinked} each SKU that was newly linked, within the transaction that links it.
   */
  public Listings(JdbcClient jdbc, TransactionTemplate tx, Cases cases, Consumer<Sku> onLinked) {
    this.jdbc = jdbc;
    this.tx = tx;
    this.cases = cases;
    this.onLinked = onLinked;
  }

  /**
   * Asks the shop for every variant that is not linked yet. A SKU that two of the shop's variants
   * share is set aside as a case, because a number pushed to one of them would be a guess.
   *
   * @return how many were linked; otherwise the first ending that was not good (what was linked
   *     before it stays linked)
   */
  public Outcome<Integer> link(ShopChannel shop) {
    int linked = 0;
    var after = "";
    while (true) {
      var batch = unlinked(shop.shop(), after);
      if (batch.isEmpty()) {
        return new Delivered<>(linked);
      }
      var answer = shop.listings(batch);
      if (!(answer instanceof Delivered<List<Listing>>(var listings))) {
        return answer.map(_ -> 0);
      }
      linked += store(shop.shop(), batch, listings);
      after = batch.getLast().code();
    }
  }

  /** How the shop knows the SKU, if it is linked. */
  public Optional<Listing> find(String shop, Sku sku) {
    return jdbc.sql("select item_id, variant_id from listing where shop = :shop and sku = :sku")
        .param("shop", shop)
        .param("sku", sku.code())
        .query((row, _) -> new Listing(sku, row.getString("item_id"), row.getString("variant_id")))
        .optional();
  }

  /** Which SKU the shop's item is, if it is linked. */
  public Optional<Sku> skuOf(String shop, String itemId) {
    return jdbc.sql("select sku from listing where shop = :shop and item_id = :item")
        .param("shop", shop)
        .param("item", itemId)
        .query(String.class)
        .optional()
        .map(Sku::new);
  }

  /**
   * Links what an import has found in the shop; joins the caller's transaction.
   *
   * @return the SKUs that were not linked before
   */
  public Set<Sku> linkAll(String shop, Collection<Listing> listings) {
    var sorted = listings.stream().sorted(Comparator.comparing(Listing::sku)).toList();
    return Set.copyOf(jdbc.sql("""
            insert into listing (shop, sku, item_id, variant_id)
            select :shop, l.* from unnest(:skus::text[], :items::text[], :variants::text[]) l
            on conflict do nothing
            returning sku
            """)
        .param("shop", shop)
        .param("skus", sorted.stream().map(l -> l.sku().code()).toArray(String[]::new))
        .param("items", sorted.stream().map(Listing::itemId).toArray(String[]::new))
        .param("variants", sorted.stream().map(Listing::variantId).toArray(String[]::new))
        .query((row, _) -> new Sku(row.getString("sku")))
        .list());
  }

  private List<Sku> unlinked(String shop, String after) {
    // While an import brings counts and open orders in, nothing is shown in the shop by them: a
    // number of goods that are not counted yet would empty the shop's shelves.
    return jdbc.sql("""
            select v.sku from variant v
             where v.sku > :after
               and not exists (select 1 from shop_import i
                                where i.shop = :shop and i.state = 'APPLYING')
               and not exists (select 1 from listing l where l.shop = :shop and l.sku = v.sku)
             order by v.sku limit :batch
            """)
        .param("after", after)
        .param("shop", shop)
        .param("batch", BATCH)
        .query((row, _) -> new Sku(row.getString("sku")))
        .list();
  }

  private int store(String shop, List<Sku> batch, List<Listing> listings) {
    var bySku = listings.stream().collect(Collectors.groupingBy(Listing::sku));
    int linked = 0;
    for (var sku : batch) {
      var found = bySku.getOrDefault(sku, List.of()).stream().distinct().toList();
      if (found.size() > 1) {
        cases.open(
            "ambiguous-sku",
            shop + "|" + sku,
            sku + " is on " + found.size() + " variants of " + shop,
            "Give each variant its own SKU in the shop. Until then its stock is not published.");
      } else if (found.size() == 1 && link(shop, found.getFirst())) {
        linked++;
      }
    }
    return linked;
  }

  private boolean link(String shop, Listing listing) {
    return Boolean.TRUE.equals(tx.execute(_ -> {
      boolean fresh = jdbc.sql("""
                              insert into listing (shop, sku, item_id, variant_id)
                              select :shop, :sku, :item, :variant
                               where not exists (select 1 from shop_import i
                                                  where i.shop = :shop and i.state = 'APPLYING')
                              on conflict do nothing
                              """)
              .param("shop", shop)
              .param("sku", listing.sku().code())
              .param("item", listing.itemId())
              .param("variant", listing.variantId())
              .update()
          == 1;
      if (fresh) {
        cases.close("ambiguous-sku", shop + "|" + listing.sku(), "hub");
        cases.close("listing-taken", shop + "|" + listing.sku(), "hub");
        onLinked.accept(listing.sku());
      } else {
        noteTaken(shop, listing);
      }
      return fresh;
    }));
  }

  /** The shop's item changed its SKU since it was linked: a person says which of ours it is. */
  private void noteTaken(String shop, Listing listing) {
    skuOf(shop, listing.itemId())
        .filter(other -> !other.equals(listing.sku()))
        .ifPresent(other -> cases.open(
            "listing-taken",
            shop + "|" + listing.sku(),
            listing.sku() + " is linked as " + other + " at " + shop,
            "The shop's item " + listing.itemId() + " used to carry the SKU " + other + "."));
  }
}
