package dev.tillbridge.app.config;

import dev.tillbridge.hub.books.Batches;
import dev.tillbridge.hub.books.BookRules;
import dev.tillbridge.hub.books.Chart;
import dev.tillbridge.hub.books.Export;
import dev.tillbridge.hub.books.Ledger;
import dev.tillbridge.hub.books.Locks;
import dev.tillbridge.hub.books.Previews;
import dev.tillbridge.hub.books.RollUp;
import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.catalog.Catalog;
import dev.tillbridge.hub.closereport.ReceiptPdf;
import dev.tillbridge.hub.costing.CostMethods;
import dev.tillbridge.hub.costing.CostOfGoods;
import dev.tillbridge.hub.costing.StockValue;
import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.payments.MissingMoney;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.posting.BooksChoices;
import dev.tillbridge.hub.posting.BooksReceipts;
import dev.tillbridge.hub.posting.BooksTracking;
import dev.tillbridge.hub.posting.PaperPostings;
import dev.tillbridge.hub.posting.Planner;
import dev.tillbridge.hub.posting.Tellings;
import dev.tillbridge.hub.posting.ToldDocuments;
import dev.tillbridge.hub.sales.MissingEntries;
import dev.tillbridge.hub.sales.Sales;
import dev.tillbridge.routes.Sweep;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The ledger, and what keeps it complete. */
@Configuration(proxyBeanMethods = false)
public class BooksConfig {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** A hub that is to stop waits no longer for what the next one goes on with. */
  private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);

  @Bean
  Ledger ledger(JdbcClient jdbc) {
    return new Ledger(jdbc);
  }

  @Bean
  Export ledgerExport(JdbcClient jdbc, TransactionTemplate tx) {
    return new Export(jdbc, tx);
  }

  @Bean
  BookRules bookRules(JdbcClient jdbc, InstantSource clock) {
    return new BookRules(jdbc, clock);
  }

  @Bean
  Previews previews(JdbcClient jdbc, TransactionTemplate tx, InstantSource clock) {
    return new Previews(jdbc, tx, clock);
  }

  @Bean
  Batches batches(JdbcClient jdbc, TransactionTemplate tx, InstantSource clock) {
    return new Batches(jdbc, tx, clock);
  }

  @Bean
  Chart chart(JdbcClient jdbc, TransactionTemplate tx, InstantSource clock) {
    return new Chart(jdbc, tx, clock);
  }

  @Bean
  Locks locks(JdbcClient jdbc, TransactionTemplate tx, InstantSource clock) {
    return new Locks(jdbc, tx, clock);
  }

  @Bean
  CostMethods costMethods(JdbcClient jdbc, TransactionTemplate tx, InstantSource clock) {
    return new CostMethods(jdbc, tx, clock);
  }

  @Bean
  StockValue stockValue(JdbcClient jdbc) {
    return new StockValue(jdbc);
  }

  @Bean
  Sweep costOfGoods(JdbcClient jdbc, TransactionTemplate tx, InstantSource clock, Cases cases) {
    return new Sweep("cost-of-goods", SECOND, new CostOfGoods(jdbc, tx, clock, cases)::work);
  }

  /** What whoever began a batch did not wait for, or a hub that stopped has left. */
  @Bean
  Sweep workBatches(Batches batches) {
    return new Sweep("work-batches", SECOND, () -> batches.work(FIVE_SECONDS));
  }

  @Bean
  Sweep rollUp(JdbcClient jdbc, TransactionTemplate tx) {
    return new Sweep("fold-entries", SECOND, new RollUp(jdbc, tx)::run);
  }

  @Bean
  BooksChoices booksChoices(
      JdbcClient jdbc,
      TransactionTemplate tx,
      InstantSource clock,
      Deliveries deliveries,
      Cases cases) {
    return new BooksChoices(jdbc, tx, clock, deliveries, cases);
  }

  @Bean
  BooksTracking booksTracking(
      JdbcClient jdbc, InstantSource clock, Cases cases, BooksChoices choices) {
    return new BooksTracking(jdbc, clock, cases, choices);
  }

  @Bean
  BooksReceipts booksReceipts(JdbcClient jdbc, InstantSource clock) {
    return new BooksReceipts(jdbc, clock);
  }

  @Bean
  PaperPostings paperPostings(
      JdbcClient jdbc,
      Deliveries deliveries,
      InstantSource clock,
      Sales sales,
      Places places,
      Connections connections) {
    return new PaperPostings(
        jdbc, deliveries, clock, sales, new ReceiptPdf(places), connections.books());
  }

  @Bean
  Sweep reviewTracking(BooksTracking tracking, Connections connections) {
    return new Sweep("review-tracking", MINUTE, () -> {
      var books = connections.books();
      if (books != null) {
        tracking.review(books);
      }
    });
  }

  @Bean
  Tellings tellings(JdbcClient jdbc, TransactionTemplate tx, InstantSource clock) {
    return new Tellings(jdbc, tx, clock);
  }

  @Bean
  ToldDocuments toldDocuments(JdbcClient jdbc) {
    return new ToldDocuments(jdbc);
  }

  /** Entries wait untold until there are books to tell. */
  @Bean
  Sweep planDocuments(Planner planner, Connections connections) {
    return new Sweep("plan-documents", SECOND, () -> {
      if (connections.books() != null) {
        planner.plan();
      }
    });
  }

  @Bean
  Sweep missingEntries(
      JdbcClient jdbc,
      TransactionTemplate tx,
      InstantSource clock,
      Catalog catalog,
      Places places,
      Cases cases) {
    var missing = new MissingEntries(jdbc, tx, clock, catalog, places, cases);
    return new Sweep("enter-sales", MINUTE, missing::enter);
  }

  @Bean
  Sweep missingMoney(JdbcClient jdbc, TransactionTemplate tx, InstantSource clock, Cases cases) {
    return new Sweep("enter-money", MINUTE, new MissingMoney(jdbc, tx, clock, cases)::enter);
  }
}
