package dev.tillbridge.app.config;

import dev.tillbridge.hub.database.StrandedSessions;
import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.hub.delivery.Inbox;
import dev.tillbridge.hub.delivery.Received;
import dev.tillbridge.hub.desk.OversoldReview;
import dev.tillbridge.hub.desk.PickUps;
import dev.tillbridge.hub.fulfilment.Fulfilment;
import dev.tillbridge.hub.inventory.LowStock;
import dev.tillbridge.hub.inventory.Stocktakes;
import dev.tillbridge.hub.payments.Payments;
import dev.tillbridge.hub.payments.RefundQueue;
import dev.tillbridge.hub.posting.BooksWatch;
import dev.tillbridge.hub.posting.PaperPostings;
import dev.tillbridge.hub.posting.PostingRounds;
import dev.tillbridge.hub.sales.ShopOrders;
import dev.tillbridge.hub.shopcatalog.SharedCatalogue;
import dev.tillbridge.hub.shopcatalog.ShopImports;
import dev.tillbridge.hub.shops.ShopNews;
import dev.tillbridge.hub.shops.ShopWatch;
import dev.tillbridge.hub.stock.GateReconciler;
import dev.tillbridge.hub.stock.Leases;
import dev.tillbridge.hub.stock.Reservations;
import dev.tillbridge.hub.stock.ShopWindow;
import dev.tillbridge.hub.stock.Stock;
import dev.tillbridge.hub.watch.WebhookDoors;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.shop.OrderHint;
import dev.tillbridge.model.shop.ShopEvent;
import dev.tillbridge.routes.BooksPapersRoute;
import dev.tillbridge.routes.BooksRoute;
import dev.tillbridge.routes.Courier;
import dev.tillbridge.routes.Letters;
import dev.tillbridge.routes.NoticeTaker;
import dev.tillbridge.routes.OrderHints;
import dev.tillbridge.routes.OrderReader;
import dev.tillbridge.routes.Outbox;
import dev.tillbridge.routes.ShopNewsRoute;
import dev.tillbridge.routes.ShopOrdersReadRoute;
import dev.tillbridge.routes.ShopOrdersRoute;
import dev.tillbridge.routes.ShopProductRoute;
import dev.tillbridge.routes.ShopStockRoute;
import dev.tillbridge.routes.Sweep;
import dev.tillbridge.routes.SweepRoute;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The flows across our border, each with what it needs. */
@Configuration(proxyBeanMethods = false)
public class RoutesConfig {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** Money that was captured so long ago has lost its sale; a till would have reported it. */
  private static final Duration ORPHANED = Duration.ofMinutes(10);

  @Bean
  RouteBuilder shopStock(Deliveries deliveries, Stock stock, ShopWindow window) {
    return new ShopStockRoute(new ShopStockDesk(deliveries, stock.dueStock(deliveries), window));
  }

  @Bean
  RouteBuilder books(BooksWatch watch, PostingRounds rounds) {
    return new BooksRoute(new BooksOutbox(watch, rounds));
  }

  @Bean
  RouteBuilder booksPapers(BooksWatch watch, PaperPostings papers) {
    return new BooksPapersRoute(new BooksPapersOutbox(watch, papers));
  }

  @Bean
  RouteBuilder shopOrdersRead(Deliveries deliveries, ShopOrders orders) {
    return new ShopOrdersReadRoute(Outbox.of(deliveries), orders::readNow);
  }

  @Bean
  RouteBuilder inboxOrders(
      Inbox inbox,
      Connections connections,
      ShopOrders orders,
      ShopNews news,
      CatalogueNews catalogue,
      WebhookDoors doors) {
    return new ShopOrdersRoute(
        new CountedLetters(Letters.of(inbox), doors),
        reader(connections),
        orders::hear,
        new StrangeNews(inbox, doors).after(catalogue.before(NoticeTaker.of(news))),
        hints(connections, orders));
  }

  private static OrderHints hints(Connections connections, ShopOrders orders) {
    return new OrderHints() {
      @Override
      public @Nullable OrderHint of(String shop, ShopEvent event) {
        var channel = connections.shops().get(shop);
        return channel == null ? null : channel.hint(event);
      }

      @Override
      public Map<Received, Outcome<String>> heed(String shop, Map<Received, OrderHint> hints) {
        return orders.heed(shop, hints);
      }
    };
  }

  @Bean
  RouteBuilder shopProducts(Deliveries deliveries, SharedCatalogue catalogue) {
    return new ShopProductRoute(Outbox.of(deliveries), catalogue::deliver);
  }

  @Bean
  RouteBuilder shopFulfilment(
      Deliveries deliveries, Connections connections, Fulfilment fulfilment) {
    return news(Destination.SHOP_FULFILMENT, deliveries, connections, fulfilment::deliver);
  }

  @Bean
  RouteBuilder shopRefunds(Deliveries deliveries, Connections connections, Fulfilment fulfilment) {
    return news(Destination.SHOP_REFUND, deliveries, connections, fulfilment::giveBack);
  }

  @Bean
  RouteBuilder shopMirror(Deliveries deliveries, Connections connections, Fulfilment fulfilment) {
    return news(Destination.SHOP_MIRROR, deliveries, connections, fulfilment::record);
  }

  private static RouteBuilder news(
      Destination kind, Deliveries deliveries, Connections connections, Courier courier) {
    return new ShopNewsRoute(
        kind,
        connections.shops().keySet().stream().sorted().toList(),
        shop -> Outbox.of(deliveries.ofShop(shop)),
        courier);
  }

  @Bean
  RouteBuilder sweeps(
      Reservations reservations,
      Leases leases,
      ShopWindow window,
      GateReconciler gate,
      OversoldReview oversold,
      PickUps pickUps,
      Payments payments,
      RefundQueue refunds,
      Deliveries deliveries,
      Connections connections,
      ShopLinking linking,
      ShopWatch watch,
      BooksWatch books,
      Stocktakes stocktakes,
      LowStock lowStock,
      ShopImports imports,
      SharedCatalogue catalogue,
      Fulfilment fulfilment,
      ObjectProvider<Sweep> others,
      JdbcClient jdbc) {
    var sweeps = List.of(
        new Sweep("end-stranded", SECOND, new StrandedSessions(jdbc)::end),
        new Sweep("expire-holds", SECOND, reservations::expire),
        new Sweep("end-wants", SECOND, window::endWants),
        new Sweep("sweep-leases", MINUTE, leases::sweep),
        new Sweep("reconcile-gate", MINUTE, gate::reconcile),
        new Sweep("review-oversold", Duration.ofSeconds(30), oversold::review),
        new Sweep("settle-pickups", MINUTE, pickUps::settle),
        new Sweep("give-back", Duration.ofSeconds(5), refunds::send),
        new Sweep("orphan-payments", MINUTE, () -> payments.sweepOrphans(ORPHANED)),
        new Sweep("link-listings", MINUTE, linking::soon),
        new Sweep("watch-shops", Duration.ofMinutes(5), watch::sweep),
        new Sweep("watch-books", BooksWatch.EVERY, books::watch),
        new Sweep("work-imports", SECOND, imports::work),
        new Sweep("compare-products", MINUTE, catalogue::compare),
        new Sweep("resume-stocktakes", MINUTE, stocktakes::resume),
        new Sweep("review-low-stock", MINUTE, lowStock::review),
        new Sweep("plan-orders", SECOND, fulfilment::plan),
        new Sweep("mirror-sales", Duration.ofSeconds(5), fulfilment::mirror),
        // The safety net under the webhooks.
        new Sweep(
            "poll-orders",
            MINUTE,
            () -> deliveries.addAll(Destination.SHOP_ORDERS, connections.shops().keySet())));
    // Those that a feature's own wiring declares.
    return new SweepRoute(Stream.concat(sweeps.stream(), others.orderedStream()).toList());
  }

  private static OrderReader reader(Connections connections) {
    return (shop, event) -> {
      var channel = connections.shops().get(shop);
      return channel == null
          ? new Outcome.NotSent<>(shop + " is not connected", Duration.ofMinutes(10))
          : channel.order(event);
    };
  }
}
