package dev.tillbridge.app.config;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.people.OneHubAtATime;
import dev.tillbridge.hub.people.Secrets;
import dev.tillbridge.hub.shops.Installs;
import dev.tillbridge.hub.shops.Privacy;
import dev.tillbridge.hub.shops.ShopNews;
import dev.tillbridge.hub.shops.ShopStates;
import dev.tillbridge.hub.shops.ShopWatch;
import dev.tillbridge.model.shop.ShopAccess;
import dev.tillbridge.model.shop.ShopChannel;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The connections to the shops: kept alive, watched, and ended when a shop says so. */
@Configuration(proxyBeanMethods = false)
class ShopsConfig {

  @Bean
  ShopStates shopStates(JdbcClient jdbc, InstantSource clock) {
    return new ShopStates(jdbc, clock);
  }

  @Bean
  ShopWatch shopWatch(
      Connections connections,
      Settings settings,
      ShopStates states,
      Cases cases,
      Deliveries deliveries,
      JdbcClient jdbc,
      InstantSource clock) {
    return new ShopWatch(
        watched(connections.shops()),
        address(connections.shops(), settings),
        states,
        cases,
        deliveries,
        jdbc,
        clock);
  }

  @Bean
  Privacy privacy(JdbcClient jdbc, TransactionTemplate tx, Cases cases, InstantSource clock) {
    return new Privacy(jdbc, tx, cases, clock);
  }

  @Bean
  Installs installs(JdbcClient jdbc, InstantSource clock) {
    return new Installs(jdbc, clock);
  }

  @Bean
  ShopNews shopNews(
      ShopWatch watch,
      ShopStates states,
      Privacy privacy,
      Cases cases,
      Secrets secrets,
      OneHubAtATime oneHub,
      JdbcClient jdbc,
      TransactionTemplate tx,
      InstantSource clock) {
    return new ShopNews(
        watch,
        states,
        privacy,
        cases,
        shop -> SealedTokens.of(secrets, oneHub, shop).forget(),
        jdbc,
        tx,
        clock);
  }

  /** Those shops whose connection takes work to keep. */
  static Map<String, ShopAccess> watched(Map<String, ShopChannel> shops) {
    return shops.values().stream()
        .filter(ShopAccess.class::isInstance)
        .map(ShopAccess.class::cast)
        .collect(Collectors.toMap(ShopAccess::shop, shop -> shop));
  }

  private static @Nullable UnaryOperator<String> address(
      Map<String, ShopChannel> shops, Settings settings) {
    var url = settings.publicUrl();
    if (url == null) {
      return null;
    }
    var base = url.toString().replaceAll("/+$", "");
    return shop -> {
      var channel = java.util.Objects.requireNonNull(shops.get(shop));
      return base + "/webhooks/" + channel.system() + "/" + shop;
    };
  }
}
