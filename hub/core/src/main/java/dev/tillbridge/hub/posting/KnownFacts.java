package dev.tillbridge.hub.posting;

import dev.tillbridge.hub.catalog.Catalog;
import dev.tillbridge.hub.sales.Sales;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.sale.Sale;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Sales and goods, as far as the hub knows them; each sale is read once. */
final class KnownFacts implements Facts {

  private final Sales sales;
  private final Catalog catalog;
  private final Map<UUID, Optional<Sale>> known = new HashMap<>();

  KnownFacts(Sales sales, Catalog catalog) {
    this.sales = sales;
    this.catalog = catalog;
  }

  @Override
  public Optional<Sale> sale(UUID id) {
    return known.computeIfAbsent(id, one -> sales.forBooks(one).map(s -> s.sale()));
  }

  @Override
  public String category(Sku sku) {
    var named = catalog.named(List.of(sku)).get(sku);
    return named == null ? "" : named.type();
  }

  @Override
  public String taxCategory(Sku sku) {
    var variant = catalog.variants(List.of(sku)).get(sku);
    return variant == null ? "" : variant.taxCategory().code();
  }
}
