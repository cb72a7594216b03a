package dev.tillbridge.hub.sales;

import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Units of shops' orders that were called off here, and that their shops are asked to take off: when
 * the shop tells of it, they have moved already. Joins the caller's transaction.
 */
public final class TakenOff {

  private final JdbcClient jdbc;

  public TakenOff(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Notes them.
   *
   * @param saleId the order's
   * @param units by the shop's ids of the order's lines
   */
  public void note(UUID saleId, Map<String, Integer> units) {
    units.forEach((line, some) -> jdbc.sql("""
            update shop_order_line l set back = least(l.ordered - l.gone, l.back + :units)
              from shop_order o
             where o.hold_id = :sale and o.shop = l.shop and o.order_id = l.order_id
               and l.line_id = :line
            """)
        .param("units", some)
        .param("sale", saleId)
        .param("line", line)
        .update());
  }
}
