package dev.tillbridge.hub.sales;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.sales.OrderBook.State;
import dev.tillbridge.model.shop.ShopOrder;
import dev.tillbridge.model.stock.Hold;
import dev.tillbridge.model.stock.HoldState;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Orders that stand again after they were cancelled. Some shops allow it: WooCommerce lets any
 * status follow any other, for example when a payment comes late. What was cancelled has ended here,
 * on the shelf and in the books, so the order begins anew under a name of its own: the second life
 * of order 17 is {@code 17~2}. All later news is about the newest life.
 */
final class OrderLives {

  private record Life(
      OffsetDateTime updatedAt, State state, @Nullable UUID hold) {}

  private final JdbcClient jdbc;
  private final Function<UUID, Optional<Hold>> holds;

  OrderLives(JdbcClient jdbc, Function<UUID, Optional<Hold>> holds) {
    this.jdbc = jdbc;
    this.holds = holds;
  }

  /**
   * The order under the name of the life that this version is about. Locks its first life, so that
   * nobody else begins or ends one meanwhile.
   *
   * @param newest the shop has just said that no version is newer
   */
  ShopOrder current(String shop, ShopOrder order, boolean newest) {
    var life = find(shop, order.id());
    if (life.isEmpty() || life.get().state() != State.CANCELLED) {
      return order;
    }
    int number = 1;
    var last = life.get();
    for (var next = find(shop, order.inLife(2).id());
        next.isPresent();
        next = find(shop, order.inLife(number + 1).id())) {
      last = next.get();
      number++;
    }
    boolean standsAgain = last.state() == State.CANCELLED
        && order.cancelledAt() == null
        && (newest || OrderBook.version(order).atOffset(UTC).isAfter(last.updatedAt()))
        && hasGivenBack(last);
    return order.inLife(standsAgain ? number + 1 : number);
  }

  /** Goods that left although the order was cancelled are not taken from the shelf again. */
  private boolean hasGivenBack(Life life) {
    return life.hold() == null
        || holds
            .apply(life.hold())
            .map(hold -> hold.state() == HoldState.REVERSED)
            .orElse(true);
  }

  private Optional<Life> find(String shop, String order) {
    return jdbc.sql("""
            select updated_at, state, hold_id from shop_order
             where shop = :shop and order_id = :order for update
            """)
        .param("shop", shop)
        .param("order", order)
        .query((row, _) -> new Life(
            row.getObject("updated_at", OffsetDateTime.class),
            State.valueOf(row.getString("state")),
            row.getObject("hold_id", UUID.class)))
        .optional();
  }
}
