package dev.tillbridge.app.config;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.comparison.Comparisons;
import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.sales.ShopOrders;
import dev.tillbridge.hub.shops.ShopStates;
import dev.tillbridge.hub.stock.ShopPlaces.ShopPlace;
import dev.tillbridge.hub.stock.Stock;
import dev.tillbridge.hub.watch.Silences;
import dev.tillbridge.hub.watch.WebhookDoors;
import dev.tillbridge.model.place.Location;
import dev.tillbridge.routes.Sweep;
import dev.tillbridge.routes.SweepRoute;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Never missing anything: silence is heard, what was set aside comes again, days are compared. */
@Configuration(proxyBeanMethods = false)
public class WatchConfig {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Bean
  Silences silences(
      JdbcClient jdbc,
      InstantSource clock,
      Cases cases,
      Connections connections,
      Settings settings) {
    return new Silences(
        jdbc, clock, cases, connections.shops().keySet(), () -> settings.publicUrl() != null);
  }

  /** Closed before the database is: the last counts are written then. */
  @Bean(destroyMethod = "write")
  WebhookDoors webhookDoors(
      JdbcClient jdbc,
      InstantSource clock,
      Cases cases,
      Connections connections,
      ShopStates states) {
    return new WebhookDoors(
        jdbc, clock, cases, connections.shops().keySet(), shop -> states.closed(shop) == null);
  }

  @Bean
  Comparisons comparisons(
      JdbcClient jdbc,
      TransactionTemplate tx,
      InstantSource clock,
      Connections connections,
      Settings settings,
      Places places,
      ShopOrders orders,
      Stock stock,
      Deliveries deliveries,
      Cases cases) {
    var serving = StockConfig.shopPlaces(settings);
    return new Comparisons(
        jdbc,
        tx,
        clock,
        new Comparisons.Neighbours(
            connections.shops(),
            shop -> zone(shop, serving, places),
            orders,
            stock.shopNumbers(deliveries),
            cases));
  }

  /** A shop keeps the days of its first location; one that sells from nowhere those of UTC. */
  private static ZoneId zone(String shop, List<ShopPlace> serving, Places places) {
    return serving.stream()
        .filter(place -> place.shop().equals(shop))
        .findFirst()
        .flatMap(place -> places.find(place.location()))
        .<ZoneId>map(Location::timeZone)
        .orElse(ZoneOffset.UTC);
  }

  @Bean
  RouteBuilder watching(
      Silences silences, WebhookDoors doors, ShopOrders orders, Comparisons comparisons) {
    return new SweepRoute(List.of(
        new Sweep("hear-silence", Duration.ofSeconds(30), silences::review),
        new Sweep("count-doors", Duration.ofSeconds(2), doors::write),
        new Sweep("review-doors", MINUTE, doors::review),
        new Sweep("retry-orders", MINUTE, orders::retry),
        new Sweep("ask-comparisons", MINUTE, comparisons::nightly),
        new Sweep("compare-shops", Duration.ofSeconds(3), comparisons::work)));
  }
}
