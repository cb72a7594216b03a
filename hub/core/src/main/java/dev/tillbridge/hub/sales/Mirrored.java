package dev.tillbridge.hub.sales;

import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.shop.ShopOrder;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Knows counter sales again that a shop was told of and tells back as orders: their stock and their
 * money are booked already.
 */
public final class Mirrored {

  private final SaleReader sales;

  public Mirrored(JdbcClient jdbc) {
    this.sales = new SaleReader(jdbc);
  }

  /** Whether this is one of them; nothing is taken of it. */
  public boolean is(ShopOrder order) {
    var origin = order.more().origin();
    if (origin == null) {
      return false;
    }
    try {
      return sales
          .find(UUID.fromString(origin))
          .filter(sale -> sale.channel() == Channel.COUNTER)
          .isPresent();
    } catch (IllegalArgumentException someoneElses) {
      return false;
    }
  }
}
