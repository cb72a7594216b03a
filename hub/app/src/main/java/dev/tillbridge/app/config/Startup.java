package dev.tillbridge.app.config;

import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.hub.delivery.Wakeups;
import dev.tillbridge.hub.people.Bootstrap;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.routes.BooksPapersRoute;
import dev.tillbridge.routes.BooksRoute;
import dev.tillbridge.routes.ShopNewsRoute;
import dev.tillbridge.routes.ShopOrdersReadRoute;
import dev.tillbridge.routes.ShopOrdersRoute;
import dev.tillbridge.routes.ShopProductRoute;
import dev.tillbridge.routes.ShopStockRoute;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.seda.SedaComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

/** Starts what runs by itself, in order, and stops it in the other. */
@Configuration(proxyBeanMethods = false)
public class Startup {

  private static final Logger LOG = LoggerFactory.getLogger(Startup.class);

  /** A stop waits for the deliveries under way, but not longer than whoever stops us. */
  private static final int STOP_SECONDS = 15;

  /**
   * Camel stops its lanes one after the other and waits for each until it looks up. With Camel's own
   * second a stop of an idle hub took ten.
   */
  private static final int LANE_LOOKS_UP_MILLIS = 100;

  private static final Map<String, String> LANES = Map.of(
      Destination.SHOP_STOCK.name(),
      ShopStockRoute.WAKE,
      Destination.SHOP_ORDERS.name(),
      ShopOrdersReadRoute.WAKE,
      Destination.SHOP_PRODUCT.name(),
      ShopProductRoute.WAKE,
      Destination.BOOKS.name(),
      BooksRoute.WAKE,
      Destination.BOOKS_FILE.name(),
      BooksPapersRoute.WAKE,
      Destination.BOOKS_MAIL.name(),
      BooksPapersRoute.WAKE,
      Destination.SHOP_FULFILMENT.name(),
      ShopNewsRoute.wake(Destination.SHOP_FULFILMENT),
      Destination.SHOP_REFUND.name(),
      ShopNewsRoute.wake(Destination.SHOP_REFUND),
      Destination.SHOP_MIRROR.name(),
      ShopNewsRoute.wake(Destination.SHOP_MIRROR));

  /** Camel without its starter: sixty components fewer, and a second. */
  @Bean(destroyMethod = "close")
  CamelContext camel(List<RouteBuilder> routes) throws Exception {
    var camel = new DefaultCamelContext(false);
    camel.getCamelContextExtension().setName("tillbridge");
    camel.getShutdownStrategy().setTimeout(STOP_SECONDS);
    camel.getComponent("seda", SedaComponent.class).setDefaultPollTimeout(LANE_LOOKS_UP_MILLIS);
    for (var route : routes) {
      camel.addRoutes(route);
    }
    return camel;
  }

  @Bean
  SmartLifecycle flows(
      Settings settings,
      Bootstrap bootstrap,
      CamelContext camel,
      Wakeups wakeups,
      ShopLinking linking,
      Subscribing subscribing) {
    return new Flows(settings, bootstrap, camel, wakeups, linking, subscribing);
  }

  @Bean
  Subscribing subscribing(Settings settings, Connections connections) {
    return new Subscribing(settings.publicUrl(), connections.shops());
  }

  @EventListener(ApplicationReadyEvent.class)
  void serves() {
    LOG.info("Tillbridge serves");
  }

  private static final class Flows implements SmartLifecycle {

    private final Settings settings;
    private final Bootstrap bootstrap;
    private final CamelContext camel;
    private final Wakeups wakeups;
    private final ShopLinking linking;
    private final Subscribing subscribing;

    Flows(
        Settings settings,
        Bootstrap bootstrap,
        CamelContext camel,
        Wakeups wakeups,
        ShopLinking linking,
        Subscribing subscribing) {
      this.settings = settings;
      this.bootstrap = bootstrap;
      this.camel = camel;
      this.wakeups = wakeups;
      this.linking = linking;
      this.subscribing = subscribing;
    }

    @Override
    public void start() {
      var file = settings.bootstrap();
      if (file != null) {
        setUp(file);
      }
      camel.start();
      var template = camel.createProducerTemplate();
      wakeups.onWake((channel, payload) -> wake(template, channel, payload));
      wakeups.start();
      linking.soon();
      subscribing.soon();
    }

    private void setUp(Path file) {
      try {
        bootstrap.apply(file);
      } catch (BadInput | IllegalArgumentException e) {
        throw new BadSettings(List.of("TILLBRIDGE_BOOTSTRAP " + file + ": " + e.getMessage()));
      }
    }

    private void wake(ProducerTemplate template, String channel, String payload) {
      if (!camel.isStarted()) {
        return;
      }
      switch (channel) {
        case Wakeups.DELIVERY -> {
          var lane = LANES.get(payload);
          if (lane != null) {
            template.sendBody(lane, "");
          } else {
            LANES.values().forEach(each -> template.sendBody(each, ""));
          }
        }
        case Wakeups.INBOX -> template.sendBody(ShopOrdersRoute.WAKE, "");
        default -> {
          // Not a channel that anybody here works for.
        }
      }
    }

    @Override
    public void stop() {
      wakeups.close();
      camel.stop();
    }

    @Override
    public boolean isRunning() {
      return camel.isStarted();
    }

    /** Before the web server opens its door, after it has closed it. */
    @Override
    public int getPhase() {
      return WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 1;
    }
  }
}
