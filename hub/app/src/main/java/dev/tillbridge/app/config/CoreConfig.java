package dev.tillbridge.app.config;

import dev.tillbridge.hub.books.Books;
import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.catalog.Catalog;
import dev.tillbridge.hub.catalog.CatalogImport;
import dev.tillbridge.hub.catalog.Listings;
import dev.tillbridge.hub.credit.Credits;
import dev.tillbridge.hub.credit.GiftEntries;
import dev.tillbridge.hub.credit.GiftNews;
import dev.tillbridge.hub.credit.Gifts;
import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.delivery.Inbox;
import dev.tillbridge.hub.delivery.Wakeups;
import dev.tillbridge.hub.desk.Desk;
import dev.tillbridge.hub.desk.DeskPolicies;
import dev.tillbridge.hub.desk.Overrides;
import dev.tillbridge.hub.desk.OversellDesk;
import dev.tillbridge.hub.desk.OversoldReview;
import dev.tillbridge.hub.desk.PickUps;
import dev.tillbridge.hub.desk.ShopErrands;
import dev.tillbridge.hub.loyalty.Points;
import dev.tillbridge.hub.payments.Payments;
import dev.tillbridge.hub.payments.RefundQueue;
import dev.tillbridge.hub.people.Bootstrap;
import dev.tillbridge.hub.people.OneHubAtATime;
import dev.tillbridge.hub.people.People;
import dev.tillbridge.hub.people.PersonKeys;
import dev.tillbridge.hub.people.Secrets;
import dev.tillbridge.hub.people.Staff;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.posting.BooksWatch;
import dev.tillbridge.hub.posting.Planner;
import dev.tillbridge.hub.posting.PostingRounds;
import dev.tillbridge.hub.posting.Postings;
import dev.tillbridge.hub.pricing.Discounts;
import dev.tillbridge.hub.pricing.PriceBook;
import dev.tillbridge.hub.receipts.ReceiptLinks;
import dev.tillbridge.hub.reports.LiveView;
import dev.tillbridge.hub.reports.ShopLags;
import dev.tillbridge.hub.returns.CounterRefunds;
import dev.tillbridge.hub.returns.RefundEntries;
import dev.tillbridge.hub.returns.RefundNews;
import dev.tillbridge.hub.sales.Remarks;
import dev.tillbridge.hub.sales.SaleChanges;
import dev.tillbridge.hub.sales.Sales;
import dev.tillbridge.hub.sales.ShopOrders;
import dev.tillbridge.hub.sales.ShopSettings;
import dev.tillbridge.hub.sales.SoldUnits;
import dev.tillbridge.hub.shift.Shifts;
import dev.tillbridge.hub.stock.GoodsReceipts;
import dev.tillbridge.hub.stock.Holds;
import dev.tillbridge.hub.stock.ShopPlaces.ShopPlace;
import dev.tillbridge.hub.stock.Stock;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.SecretKey;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What the hub knows and decides, one bean a facade. */
@Configuration(proxyBeanMethods = false)
public class CoreConfig {

  @Bean
  Cases cases(JdbcClient jdbc, InstantSource clock) {
    return new Cases(jdbc, clock);
  }

  @Bean
  Deliveries deliveries(JdbcClient jdbc, InstantSource clock) {
    return new Deliveries(jdbc, clock);
  }

  @Bean
  Inbox inbox(JdbcClient jdbc, InstantSource clock) {
    return new Inbox(jdbc, clock);
  }

  /** Started by {@link Startup}, when those who listen are there. */
  @Bean
  Wakeups wakeups(Settings settings) {
    var database = settings.database();
    return new Wakeups(database.url(), database.user(), database.password());
  }

  @Bean
  Places places(JdbcClient jdbc, TransactionTemplate tx) {
    return new Places(jdbc, tx);
  }

  @Bean
  Catalog catalog(JdbcClient jdbc, TransactionTemplate tx) {
    return new Catalog(jdbc, tx);
  }

  @Bean
  CatalogImport catalogImport(JdbcClient jdbc, TransactionTemplate tx, GoodsReceipts receipts) {
    return new CatalogImport(jdbc, tx, receipts::setOpening);
  }

  @Bean
  Secrets secrets(JdbcClient jdbc, InstantSource clock, Settings settings) {
    var secrets = new Secrets(
        jdbc,
        clock,
        settings.secretKey().getEncoded(),
        settings.sealingKeys().stream().map(SecretKey::getEncoded).toList());
    secrets.rotate();
    return secrets;
  }

  @Bean
  OneHubAtATime oneHub(JdbcClient jdbc, TransactionTemplate tx) {
    return new OneHubAtATime(jdbc, tx);
  }

  @Bean
  People people(
      JdbcClient jdbc, TransactionTemplate tx, InstantSource clock, Cases cases, Secrets secrets) {
    return new People(jdbc, tx, clock, cases, secrets.pepper());
  }

  @Bean
  PersonKeys personKeys(JdbcClient jdbc, InstantSource clock) {
    return new PersonKeys(jdbc, clock);
  }

  @Bean
  Staff staff(
      JdbcClient jdbc,
      TransactionTemplate tx,
      InstantSource clock,
      PersonKeys keys,
      Secrets secrets) {
    return new Staff(jdbc, tx, clock, keys, secrets.pepper());
  }

  @Bean
  Bootstrap bootstrap(
      JdbcClient jdbc,
      TransactionTemplate tx,
      InstantSource clock,
      Places places,
      Secrets secrets) {
    return new Bootstrap(jdbc, tx, clock, places, secrets.pepper());
  }

  @Bean
  Payments payments(
      JdbcClient jdbc,
      TransactionTemplate tx,
      InstantSource clock,
      Connections connections,
      Cases cases,
      Places places) {
    return new Payments(
        jdbc,
        tx,
        clock,
        connections.gateways(),
        new Holds(jdbc),
        cases,
        () -> places.merchant().name());
  }

  @Bean
  RefundQueue refundQueue(JdbcClient jdbc, Payments payments, Cases cases, InstantSource clock) {
    return new RefundQueue(jdbc, payments, cases, clock);
  }

  @Bean
  OversellDesk oversellDesk(
      JdbcClient jdbc,
      TransactionTemplate tx,
      InstantSource clock,
      Catalog catalog,
      Places places,
      Stock stock,
      RefundQueue refunds,
      Cases cases,
      ShopErrands shops) {
    return new OversellDesk(
        jdbc,
        tx,
        clock,
        new OversellDesk.Neighbours(
            catalog, places, stock, new SaleChanges(jdbc, catalog, clock), refunds, cases, shops));
  }

  @Bean
  Desk desk(OversellDesk desk) {
    return desk.desk();
  }

  @Bean
  PickUps pickUps(OversellDesk desk) {
    return desk.pickUps();
  }

  @Bean
  Overrides overrides(OversellDesk desk) {
    return desk.overrides();
  }

  @Bean
  DeskPolicies deskPolicies(OversellDesk desk) {
    return desk.policies();
  }

  @Bean
  OversoldReview oversoldReview(OversellDesk desk) {
    return desk.review();
  }

  @Bean
  Sales sales(
      JdbcClient jdbc,
      TransactionTemplate tx,
      InstantSource clock,
      Catalog catalog,
      Places places,
      Stock stock,
      Payments payments,
      Deliveries deliveries,
      Cases cases,
      SoldUnits soldUnits,
      Shifts shifts) {
    return new Sales(
        jdbc,
        tx,
        clock,
        new Sales.Neighbours(
            catalog,
            places,
            stock.saleStock(),
            payments::check,
            stock.reservations()::find,
            deliveries,
            cases,
            soldUnits,
            shifts));
  }

  @Bean
  Shifts shifts(
      JdbcClient jdbc, TransactionTemplate tx, InstantSource clock, Places places, Cases cases) {
    return new Shifts(jdbc, tx, clock, places, cases);
  }

  @Bean
  PriceBook priceBook(JdbcClient jdbc, TransactionTemplate tx, InstantSource clock) {
    return new PriceBook(jdbc, tx, clock);
  }

  @Bean
  Discounts discounts(JdbcClient jdbc, InstantSource clock) {
    return new Discounts(jdbc, clock);
  }

  @Bean
  ReceiptLinks receiptLinks(JdbcClient jdbc, InstantSource clock) {
    return new ReceiptLinks(jdbc, clock);
  }

  @Bean
  Remarks remarks(JdbcClient jdbc) {
    return new Remarks(jdbc);
  }

  @Bean
  CounterRefunds counterRefunds(
      JdbcClient jdbc,
      TransactionTemplate tx,
      InstantSource clock,
      Catalog catalog,
      Places places,
      Sales sales,
      RefundQueue refunds,
      RefundNews news) {
    return new CounterRefunds(
        jdbc, tx, clock, new CounterRefunds.Neighbours(catalog, places, sales, refunds, news));
  }

  @Bean
  Credits credits(JdbcClient jdbc, InstantSource clock) {
    return new Credits(jdbc, clock);
  }

  @Bean
  Points points(JdbcClient jdbc, InstantSource clock) {
    return new Points(jdbc, clock);
  }

  @Bean
  Gifts gifts(
      JdbcClient jdbc,
      TransactionTemplate tx,
      InstantSource clock,
      Places places,
      Credits credits,
      GiftNews news) {
    return new Gifts(jdbc, tx, clock, places, credits, news);
  }

  @Bean
  GiftNews giftNews(JdbcClient jdbc, InstantSource clock) {
    return new GiftEntries(new Books(jdbc, clock));
  }

  @Bean
  RefundNews refundNews(
      JdbcClient jdbc, InstantSource clock, Catalog catalog, Places places, Shifts shifts) {
    var entries = new RefundEntries(new Books(jdbc, clock), catalog, places);
    return refund -> {
      entries.given(refund);
      shifts.given(refund);
    };
  }

  @Bean
  ShopOrders shopOrders(
      JdbcClient jdbc,
      TransactionTemplate tx,
      InstantSource clock,
      Settings settings,
      Connections connections,
      Catalog catalog,
      Places places,
      Stock stock,
      Deliveries deliveries,
      Cases cases) {
    return new ShopOrders(
        jdbc,
        tx,
        clock,
        connections.shops(),
        serving(StockConfig.shopPlaces(settings)),
        new ShopOrders.Neighbours(
            catalog,
            places,
            stock.saleStock(),
            stock.orderChanges(),
            stock.reservations()::find,
            deliveries,
            cases));
  }

  @Bean
  Planner planner(
      JdbcClient jdbc,
      TransactionTemplate tx,
      InstantSource clock,
      Sales sales,
      Catalog catalog,
      Deliveries deliveries,
      Cases cases) {
    return new Planner(jdbc, tx, clock, sales, catalog, deliveries, cases);
  }

  @Bean
  Postings postings(
      JdbcClient jdbc, Sales sales, Planner planner, Cases cases, Connections connections) {
    return new Postings(jdbc, sales, planner, cases, connections.books());
  }

  @Bean
  PostingRounds postingRounds(
      JdbcClient jdbc,
      Deliveries deliveries,
      InstantSource clock,
      Postings postings,
      Cases cases,
      Connections connections) {
    return new PostingRounds(jdbc, deliveries, clock, postings, cases, connections.books());
  }

  @Bean
  BooksWatch booksWatch(
      JdbcClient jdbc,
      Cases cases,
      Deliveries deliveries,
      Connections connections,
      InstantSource clock) {
    return new BooksWatch(jdbc, cases, deliveries, connections.books(), clock);
  }

  @Bean
  Listings listings(
      JdbcClient jdbc, TransactionTemplate tx, Cases cases, Stock stock, Connections connections) {
    return new Listings(
        jdbc,
        tx,
        cases,
        sku -> connections.shops().keySet().forEach(shop -> stock.places().listed(shop, sku)));
  }

  @Bean
  ShopLinking shopLinking(Listings listings, Connections connections) {
    return new ShopLinking(listings, connections.shops());
  }

  @Bean
  ShopLags shopLags(JdbcClient jdbc, InstantSource clock) {
    return new ShopLags(jdbc, clock);
  }

  @Bean
  LiveView liveView(JdbcClient jdbc) {
    return new LiveView(jdbc);
  }

  /** A shop's first location serves the orders that name none. */
  static Map<String, ShopSettings> serving(List<ShopPlace> places) {
    return places.stream().collect(Collectors.groupingBy(ShopPlace::shop)).entrySet().stream()
        .collect(Collectors.toMap(
            Map.Entry::getKey,
            entry -> new ShopSettings(
                entry.getValue().getFirst().location(),
                entry.getValue().stream()
                    .collect(Collectors.toMap(ShopPlace::remoteId, ShopPlace::location)))));
  }
}
