package dev.tillbridge.routes;

import org.apache.camel.builder.RouteBuilder;

/**
 * Tells the shops how many they may sell. Each shop has a lane of its own, so that a slow or a
 * throttled one never holds up another; a lane carries as many numbers at once as fit one call, and
 * while a call is under way the next ones gather.
 */
public final class ShopStockRoute extends RouteBuilder {

  /** Send anything here when there is work; many wake-ups in a row are one. */
  public static final String WAKE = "seda:shop-stock?size=1&discardWhenFull=true";

  private final StockDesk desk;

  public ShopStockRoute(StockDesk desk) {
    this.desk = desk;
  }

  @Override
  public void configure() {
    // spotless:off (indentation shows what each end() closes)
    onException(Exception.class).handled(true).process(Trouble::note);

    // The safety net below the wake-ups, and the clock of the retries.
    from("timer:shop-stock?period={{tillbridge.poll:1000}}").routeId("shop-stock-clock")
        .to(WAKE);

    var lanes = desk.shops().stream().map(ShopStockRoute::lane).toArray(String[]::new);
    var wake = from(WAKE).routeId("shop-stock");
    if (lanes.length > 0) {
      wake.multicast().to(lanes);
    } else {
      wake.stop();
    }

    for (var shop : desk.shops()) {
      var lane = new ShopLane(shop, desk);
      from(lane(shop)).routeId("shop-stock-" + shop)
          .process(lane::rest)
          .setBody(lane::claim)
          .loopDoWhile(Work::some)
            .process(lane::carry)
            .process(lane::rest)
            .setBody(lane::claim)
          .end();
    }
    // spotless:on
  }

  private static String lane(String shop) {
    return "seda:shop-stock-" + shop + "?size=1&discardWhenFull=true";
  }
}
