package dev.tillbridge.app.config;

import dev.tillbridge.model.books.Bookkeeping;
import dev.tillbridge.model.payment.PaymentGateway;
import dev.tillbridge.model.shop.ShopChannel;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The outside systems that this hub is connected to.
 *
 * @param shops by the shop's domain
 * @param books null when there are none
 * @param gateways by kind, for example {@code PAYPAL}
 */
public record Connections(
    Map<String, ShopChannel> shops,
    @Nullable Bookkeeping books,
    Map<String, PaymentGateway> gateways) {

  public Connections {
    shops = Map.copyOf(shops);
    gateways = Map.copyOf(gateways);
  }
}
