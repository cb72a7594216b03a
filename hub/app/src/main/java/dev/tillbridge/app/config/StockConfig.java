package dev.tillbridge.app.config;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.reports.StockExplainer;
import dev.tillbridge.hub.sales.ShopOrders;
import dev.tillbridge.hub.stock.Availability;
import dev.tillbridge.hub.stock.Bundles;
import dev.tillbridge.hub.stock.ChannelPolicies;
import dev.tillbridge.hub.stock.GateReconciler;
import dev.tillbridge.hub.stock.GoodsReceipts;
import dev.tillbridge.hub.stock.Leases;
import dev.tillbridge.hub.stock.PooledBreaches;
import dev.tillbridge.hub.stock.Promises;
import dev.tillbridge.hub.stock.Recalls;
import dev.tillbridge.hub.stock.ReservationGate;
import dev.tillbridge.hub.stock.Reservations;
import dev.tillbridge.hub.stock.ShopPlaces.ShopPlace;
import dev.tillbridge.hub.stock.ShopWindow;
import dev.tillbridge.hub.stock.Stock;
import dev.tillbridge.hub.stock.StockLevels;
import dev.tillbridge.model.shop.ShopChannel;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The shelf: who may sell what, and why. */
@Configuration(proxyBeanMethods = false)
class StockConfig {

  @Bean
  ReservationGate gate(Settings settings, InstantSource clock) {
    return new ReservationGate(settings.redisUrl(), clock);
  }

  @Bean
  Stock stock(
      JdbcClient jdbc,
      TransactionTemplate tx,
      Deliveries deliveries,
      ReservationGate gate,
      Settings settings,
      Connections connections,
      InstantSource clock) {
    var onlyPooled = connections.shops().values().stream()
        .filter(shop -> !shop.capabilities().compareAndSet())
        .map(ShopChannel::shop)
        .collect(Collectors.toUnmodifiableSet());
    return new Stock(jdbc, tx, deliveries, gate, shopPlaces(settings), onlyPooled, clock);
  }

  @Bean
  Reservations reservations(Stock stock) {
    return stock.reservations();
  }

  @Bean
  GoodsReceipts goodsReceipts(Stock stock) {
    return stock.goodsReceipts();
  }

  @Bean
  Leases leases(Stock stock, Cases cases) {
    return stock.leases(cases);
  }

  @Bean
  Bundles bundles(Stock stock) {
    return stock.bundles();
  }

  @Bean
  ChannelPolicies channelPolicies(Stock stock, Connections connections) {
    return stock.policies(connections.shops());
  }

  @Bean
  Availability availability(Stock stock) {
    return stock.availability();
  }

  @Bean
  PooledBreaches pooledBreaches(JdbcClient jdbc, InstantSource clock) {
    return new PooledBreaches(jdbc, clock);
  }

  @Bean
  GateReconciler gateReconciler(Stock stock) {
    return stock.gateReconciler();
  }

  @Bean
  Promises promises(Stock stock) {
    return stock.promises();
  }

  @Bean
  Recalls recalls(Stock stock) {
    return stock.recalls();
  }

  @Bean
  StockExplainer stockExplainer(JdbcClient jdbc, TransactionTemplate tx, InstantSource clock) {
    return new StockExplainer(jdbc, tx, clock);
  }

  @Bean
  StockLevels stockLevels(JdbcClient jdbc) {
    return new StockLevels(jdbc);
  }

  @Bean
  ShopWindow shopWindow(Stock stock, Connections connections, ShopOrders orders) {
    return stock.shopWindow(connections.shops(), orders);
  }

  /** Where outside shops sell from; none when no shop is connected. */
  static List<ShopPlace> shopPlaces(Settings settings) {
    var places = new ArrayList<ShopPlace>();
    settings.shopify().forEach(shop -> places.addAll(shop.places()));
    if (settings.woocommerce() != null) {
      places.add(settings.woocommerce().place());
    }
    return List.copyOf(places);
  }
}
