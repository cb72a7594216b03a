package dev.tillbridge.app.config;

import dev.tillbridge.hub.approvals.Approvals;
import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.device.AsideEntries;
import dev.tillbridge.hub.device.Devices;
import dev.tillbridge.hub.device.EntryHandler;
import dev.tillbridge.hub.device.Journals;
import dev.tillbridge.hub.device.Refusals;
import dev.tillbridge.hub.people.PersonKeys;
import dev.tillbridge.hub.pricing.Discounts;
import dev.tillbridge.hub.pricing.PriceBook;
import dev.tillbridge.routes.Sweep;
import dev.tillbridge.routes.SweepRoute;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The tills as devices. */
@Configuration(proxyBeanMethods = false)
class TillsConfig {

  @Bean
  Devices devices(JdbcClient jdbc, TransactionTemplate tx, InstantSource clock) {
    return new Devices(jdbc, tx, clock);
  }

  @Bean
  Approvals approvals(
      JdbcClient jdbc,
      TransactionTemplate tx,
      InstantSource clock,
      PersonKeys keys,
      PriceBook book,
      Discounts discounts,
      Cases cases) {
    return new Approvals(jdbc, tx, clock, keys, book, discounts, cases);
  }

  /**
   * Hears the tills.
   *
   * @param handlers by the kind of entry, which is their name
   */
  @Bean
  Journals journals(
      JdbcClient jdbc,
      TransactionTemplate tx,
      InstantSource clock,
      Cases cases,
      Map<String, EntryHandler> handlers) {
    return new Journals(jdbc, tx, clock, cases, handlers);
  }

  @Bean
  AsideEntries asideEntries(JdbcClient jdbc) {
    return new AsideEntries(jdbc);
  }

  @Bean
  Refusals refusals(
      JdbcClient jdbc,
      InstantSource clock,
      Cases cases,
      Devices devices,
      Map<String, EntryHandler> handlers) {
    return new Refusals(jdbc, clock, cases, devices, handlers);
  }

  /** What a hub had kept and not taken when it ended, or could not take at once. */
  @Bean
  RouteBuilder takingJournals(Journals journals) {
    return new SweepRoute(
        List.of(new Sweep("take-journals", Duration.ofSeconds(5), journals::work)));
  }
}
