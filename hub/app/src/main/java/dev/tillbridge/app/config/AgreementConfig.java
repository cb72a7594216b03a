package dev.tillbridge.app.config;

import dev.tillbridge.hub.agreement.Agreement;
import dev.tillbridge.hub.agreement.ChangedThere;
import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.routes.Sweep;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Whether the accounting software still has what it was told. */
@Configuration(proxyBeanMethods = false)
public class AgreementConfig {

  @Bean
  Agreement agreement(
      JdbcClient jdbc,
      TransactionTemplate tx,
      InstantSource clock,
      Cases cases,
      Connections connections) {
    return new Agreement(jdbc, tx, clock, cases, connections.books());
  }

  @Bean
  ChangedThere changedThere(
      JdbcClient jdbc,
      TransactionTemplate tx,
      InstantSource clock,
      Cases cases,
      Deliveries deliveries,
      Connections connections) {
    return new ChangedThere(jdbc, tx, clock, cases, deliveries, connections.books());
  }

  @Bean
  Sweep lookAtBooks(Agreement agreement) {
    return new Sweep("look-at-books", Agreement.SWEEP, agreement::look);
  }
}
