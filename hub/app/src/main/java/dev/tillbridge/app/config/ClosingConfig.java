package dev.tillbridge.app.config;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.closereport.CloseReports;
import dev.tillbridge.hub.closing.BankStatements;
import dev.tillbridge.hub.closing.DayClose;
import dev.tillbridge.hub.closing.MoneyFiles;
import dev.tillbridge.hub.closing.OpenMovements;
import dev.tillbridge.hub.closing.Payouts;
import dev.tillbridge.hub.closing.Settlements;
import dev.tillbridge.hub.finding.Finder;
import dev.tillbridge.hub.people.Secrets;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.model.payment.PaymentGateway;
import dev.tillbridge.routes.Sweep;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What gateways and the bank say of the money, and whether a day is closed. */
@Configuration(proxyBeanMethods = false)
public class ClosingConfig {

  /** Looks whether it is time; how often a gateway is asked is decided with its account. */
  private static final Duration LOOKS = Duration.ofSeconds(5);

  private static final Duration SOON = Duration.ofSeconds(2);

  @Bean
  Payouts payouts(JdbcClient jdbc, TransactionTemplate tx, InstantSource clock, Cases cases) {
    return new Payouts(jdbc, tx, clock, cases);
  }

  @Bean
  OpenMovements openMovements(JdbcClient jdbc, TransactionTemplate tx, InstantSource clock) {
    return new OpenMovements(jdbc, tx, clock);
  }

  @Bean
  DayClose dayClose(
      JdbcClient jdbc,
      TransactionTemplate tx,
      InstantSource clock,
      Payouts payouts,
      Connections connections) {
    return new DayClose(jdbc, tx, clock, payouts, connections.books() != null);
  }

  @Bean
  CloseReports closeReports(
      JdbcClient jdbc,
      TransactionTemplate tx,
      InstantSource clock,
      DayClose close,
      Payouts payouts,
      Places places,
      Secrets secrets,
      Connections connections) {
    return new CloseReports(
        jdbc, tx, clock, close, payouts, places, secrets, connections.books() != null);
  }

  @Bean
  Finder finder(JdbcClient jdbc) {
    return new Finder(jdbc);
  }

  @Bean
  BankStatements bankStatements(
      JdbcClient jdbc, TransactionTemplate tx, InstantSource clock, Payouts payouts) {
    return new BankStatements(jdbc, tx, clock, payouts);
  }

  @Bean
  Settlements settlements(
      JdbcClient jdbc,
      TransactionTemplate tx,
      InstantSource clock,
      Connections connections,
      Payouts payouts,
      Cases cases) {
    var reports = connections.gateways().values().stream()
        .map(PaymentGateway::reports)
        .filter(Objects::nonNull)
        .toList();
    return new Settlements(jdbc, tx, clock, reports, payouts, cases);
  }

  @Bean
  MoneyFiles moneyFiles(
      JdbcClient jdbc, TransactionTemplate tx, InstantSource clock, Settlements settlements) {
    return new MoneyFiles(jdbc, tx, clock, settlements);
  }

  @Bean
  Sweep readSettlements(Settlements settlements) {
    return new Sweep("read-settlements", LOOKS, settlements::read);
  }

  @Bean
  Sweep enterSettlements(Settlements settlements) {
    return new Sweep("enter-settlements", SOON, settlements::enter);
  }
}
