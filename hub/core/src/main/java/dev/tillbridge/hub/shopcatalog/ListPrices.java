package dev.tillbridge.hub.shopcatalog;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.money.Money;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What variants cost in a shop, where that differs from the counter. A SKU without an entry costs
 * the same everywhere.
 */
final class ListPrices {

  private final JdbcClient jdbc;

  ListPrices(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Joins the caller's transaction. */
  void set(String shop, Sku sku, Money price, Instant at) {
    jdbc.sql("""
            insert into list_price (shop, sku, price, currency, changed_at)
            values (:shop, :sku, :price, :currency, :at)
            on conflict (shop, sku)
            do update set price = excluded.price, currency = excluded.currency,
                          changed_at = excluded.changed_at
             where (list_price.price, list_price.currency) <> (excluded.price, excluded.currency)
            """)
        .param("shop", shop)
        .param("sku", sku.code())
        .param("price", price.minor())
        .param("currency", price.currency().getCurrencyCode())
        .param("at", at.atOffset(UTC))
        .update();
  }

  void remove(String shop, Collection<Sku> skus) {
    jdbc.sql("delete from list_price where shop = :shop and sku = any(:skus::text[])")
        .param("shop", shop)
        .param("skus", Staging.texts(List.copyOf(skus), Sku::code))
        .update();
  }

  /** Those of these SKUs that have one. */
  List<Sku> of(String shop, Collection<Sku> skus) {
    return jdbc.sql("select sku from list_price where shop = :shop and sku = any(:skus::text[])")
        .param("shop", shop)
        .param("skus", Staging.texts(List.copyOf(skus), Sku::code))
        .query((row, _) -> new Sku(row.getString("sku")))
        .list();
  }

  /** By SKU, in its order. */
  Map<Sku, Money> page(String shop, @Nullable String after, int most) {
    return jdbc
        .sql("""
            select sku, price, currency from list_price
             where shop = :shop and sku > :after order by sku limit :most
            """)
        .param("shop", shop)
        .param("after", after == null ? "" : after)
        .param("most", most)
        .query((row, _) -> Map.entry(
            new Sku(row.getString("sku")),
            Money.of(row.getLong("price"), row.getString("currency"))))
        .list()
        .stream()
        .collect(Collectors.toMap(
            Map.Entry::getKey, Map.Entry::getValue, (one, _) -> one, java.util.TreeMap::new));
  }
}
