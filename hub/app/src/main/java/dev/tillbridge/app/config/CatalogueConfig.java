package dev.tillbridge.app.config;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.catalog.Catalog;
import dev.tillbridge.hub.catalog.Listings;
import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.sales.ShopOrders;
import dev.tillbridge.hub.shopcatalog.CatalogEdits;
import dev.tillbridge.hub.shopcatalog.FieldOwners;
import dev.tillbridge.hub.shopcatalog.SharedCatalogue;
import dev.tillbridge.hub.shopcatalog.ShopImports;
import dev.tillbridge.hub.stock.GoodsReceipts;
import dev.tillbridge.hub.stock.ShopPlaces.ShopPlace;
import dev.tillbridge.hub.stock.Stock;
import dev.tillbridge.model.shop.ShopCatalog;
import java.time.InstantSource;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The catalogue that is shared with outside shops. */
@Configuration(proxyBeanMethods = false)
class CatalogueConfig {

  @Bean
  FieldOwners fieldOwners(JdbcClient jdbc, TransactionTemplate tx) {
    return new FieldOwners(jdbc, tx);
  }

  @Bean
  ShopImports shopImports(
      JdbcClient jdbc,
      TransactionTemplate tx,
      InstantSource clock,
      Settings settings,
      Connections connections,
      Listings listings,
      FieldOwners owners,
      GoodsReceipts receipts,
      Stock stock,
      Places places,
      ShopOrders orders) {
    var shopPlaces = StockConfig.shopPlaces(settings);
    return new ShopImports(
        jdbc,
        tx,
        clock,
        catalogs(connections),
        new ShopImports.Neighbours(
            listings,
            owners,
            receipts,
            stock.places(),
            shop -> currency(places, shopPlaces, shop),
            orders::take));
  }

  @Bean
  SharedCatalogue sharedCatalogue(
      JdbcClient jdbc,
      TransactionTemplate tx,
      InstantSource clock,
      Connections connections,
      FieldOwners owners,
      Deliveries deliveries,
      Cases cases) {
    return new SharedCatalogue(jdbc, tx, clock, catalogs(connections), owners, deliveries, cases);
  }

  @Bean
  CatalogEdits catalogEdits(
      JdbcClient jdbc,
      TransactionTemplate tx,
      InstantSource clock,
      Catalog catalog,
      FieldOwners owners,
      Deliveries deliveries,
      SharedCatalogue shared) {
    return new CatalogEdits(jdbc, tx, clock, catalog, owners, deliveries, shared::shops);
  }

  @Bean
  CatalogueNews catalogueNews(
      Connections connections, SharedCatalogue catalogue, ShopImports imports) {
    return new CatalogueNews(catalogs(connections), catalogue, imports);
  }

  /** The shops whose products can be taken over. */
  static Map<String, ShopCatalog> catalogs(Connections connections) {
    var catalogs = new HashMap<String, ShopCatalog>();
    connections.shops().forEach((name, shop) -> {
      if (shop instanceof ShopCatalog catalog) {
        catalogs.put(name, catalog);
      }
    });
    return catalogs;
  }

  /** What a shop's prices are in: as at the first place that it sells from. */
  private static Currency currency(Places places, List<ShopPlace> shopPlaces, String shop) {
    return shopPlaces.stream()
        .filter(place -> place.shop().equals(shop))
        .findFirst()
        .map(place -> places.get(place.location()).currency())
        .orElseGet(() -> places.all().getFirst().currency());
  }
}
