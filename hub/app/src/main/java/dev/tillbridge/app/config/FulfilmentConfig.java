package dev.tillbridge.app.config;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.desk.PickUps;
import dev.tillbridge.hub.desk.ShopErrands;
import dev.tillbridge.hub.fulfilment.Fulfilment;
import dev.tillbridge.hub.fulfilment.SendingPolicies;
import dev.tillbridge.hub.fulfilment.WebOrders;
import dev.tillbridge.hub.sales.Sales;
import dev.tillbridge.hub.stock.Stock;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** From the counter to the shop, one bean a facade. */
@Configuration(proxyBeanMethods = false)
public class FulfilmentConfig {

  @Bean
  ShopErrands shopErrands(
      JdbcClient jdbc,
      InstantSource clock,
      Settings settings,
      Connections connections,
      Deliveries deliveries) {
    return Fulfilment.shopErrands(
        jdbc,
        clock,
        connections.shops(),
        CoreConfig.serving(StockConfig.shopPlaces(settings)),
        deliveries);
  }

  @Bean
  Fulfilment fulfilment(
      JdbcClient jdbc,
      TransactionTemplate tx,
      InstantSource clock,
      Settings settings,
      Connections connections,
      Stock stock,
      Sales sales,
      PickUps pickUps,
      Deliveries deliveries,
      Cases cases) {
    return new Fulfilment(
        jdbc,
        tx,
        clock,
        new Fulfilment.Neighbours(
            connections.shops(),
            CoreConfig.serving(StockConfig.shopPlaces(settings)),
            stock.orderMoves(),
            sales,
            pickUps,
            deliveries,
            cases));
  }

  @Bean
  WebOrders webOrders(Fulfilment fulfilment) {
    return fulfilment.orders();
  }

  @Bean
  SendingPolicies sendingPolicies(Fulfilment fulfilment) {
    return fulfilment.policies();
  }
}
