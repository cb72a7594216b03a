package dev.tillbridge.hub.sales;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.shop.ShopOrder;
import dev.tillbridge.model.shop.ShopRefund;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a shop gave back, written down once each, and what that did to the lines of the sale. Joins
 * the caller's transaction, which has locked the order.
 */
final class OrderRefunds {

  private final JdbcClient jdbc;

  OrderRefunds(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Writes down those that are new; they come back. */
  List<ShopRefund> write(String shop, ShopOrder order, int version) {
    var fresh = new ArrayList<ShopRefund>();
    for (var refund : order.refunds()) {
      boolean isNew = jdbc.sql("""
                  insert into shop_refund (shop, refund_id, order_id, version, refunded_at, amount,
                                           net, tax, shipping, currency, note)
                  values (:shop, :refund, :order, :version, :at, :amount, :net, :tax, :shipping,
                          :currency, :note)
                  on conflict do nothing
                  """)
              .param("shop", shop)
              .param("refund", refund.id())
              .param("order", order.id())
              .param("version", version)
              .param("at", refund.at().atOffset(UTC))
              .param("amount", refund.amount().minor())
              .param("net", net(refund).minor())
              .param("tax", refund.tax().minor())
              .param("shipping", refund.shipping().minor())
              .param("currency", order.currency().getCurrencyCode())
              .param("note", SaleStore.clean(refund.note()))
              .update()
          == 1;
      if (isNew) {
        lines(shop, refund);
        fresh.add(refund);
      }
    }
    return fresh;
  }

  private static Money net(ShopRefund refund) {
    return refund.lines().stream()
        .map(ShopRefund.Line::net)
        .reduce(Money.zero(refund.amount().currency()), Money::plus);
  }

  private void lines(String shop, ShopRefund refund) {
    for (int i = 0; i < refund.lines().size(); i++) {
      var line = refund.lines().get(i);
      jdbc.sql("""
              insert into shop_refund_line (shop, refund_id, position, line_id, quantity, restock, net,
                                            tax)
              values (:shop, :refund, :position, :line, :quantity, :restock, :net, :tax)
              """)
          .param("shop", shop)
          .param("refund", refund.id())
          .param("position", i + 1)
          .param("line", line.lineId())
          .param("quantity", line.quantity())
          .param("restock", line.restock().name())
          .param("net", line.net().minor())
          .param("tax", line.tax().minor())
          .update();
    }
  }

  /**
   * Notes on the sale what became of its lines.
   *
   * @param positions by the order's lines, the sale's, from one
   * @param shelved of units that came back by line, those that nobody here had taken in before; what
   *     is noted is taken off
   */
  void note(
      SaleView sale,
      ShopRefund refund,
      Map<String, Integer> positions,
      boolean taxesIncluded,
      Map<String, Integer> shelved,
      Instant now) {
    for (int i = 0; i < refund.lines().size(); i++) {
      var line = refund.lines().get(i);
      var position = positions.get(line.lineId());
      if (position == null || position > sale.lines().size()) {
        continue; // An edit added it after the sale was made.
      }
      var kind = switch (line.restock()) {
        case CANCEL -> SaleChange.Kind.CANCELLED;
        case RETURN -> SaleChange.Kind.RETURNED;
        case NO_RESTOCK -> SaleChange.Kind.REFUNDED;
      };
      int units = kind == SaleChange.Kind.RETURNED
          ? Math.min(line.quantity(), shelved.getOrDefault(line.lineId(), 0))
          : line.quantity();
      if (kind == SaleChange.Kind.RETURNED) {
        shelved.merge(line.lineId(), -units, Integer::sum);
      } else if (kind == SaleChange.Kind.CANCELLED) {
        // A person here may have cancelled them before the shop did.
        units = Math.min(units, sale.lines().get(position - 1).quantity() - sale.kept(position));
      }
      if (units > 0) {
        var amount = taxesIncluded ? line.net() : line.net().plus(line.tax());
        write(sale.id(), refund, i, position, kind, units, amount, line.tax(), now);
      }
    }
  }

  private void write(
      UUID sale,
      ShopRefund refund,
      int index,
      int position,
      SaleChange.Kind kind,
      int units,
      Money amount,
      Money tax,
      Instant now) {
    var name = sale + ":" + refund.id() + ":" + index;
    jdbc.sql("""
            insert into sale_change (id, sale_id, position, kind, quantity, amount, tax, note,
                                     made_by, made_at)
            values (:id, :sale, :position, :kind, :quantity, :amount, :tax, :note, 'the shop', :now)
            on conflict do nothing
            """)
        .param("id", UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)))
        .param("sale", sale)
        .param("position", position)
        .param("kind", kind.name())
        .param("quantity", units)
        .param("amount", amount.minor())
        .param("tax", tax.minor())
        .param("note", SaleStore.clean(refund.note().isBlank() ? "at the shop" : refund.note()))
        .param("now", now.atOffset(UTC))
        .update();
  }

  /**
   * Units of sold lines that came back here, by the line of the sale, as {@code inventory} counts
   * them; what the shop says came back may be the same goods.
   */
  int takenInHere(UUID sale, int position) {
    return jdbc.sql("select returned from returned_line where sale_id = :sale and line = :line")
        .param("sale", sale)
        .param("line", position)
        .query(Integer.class)
        .optional()
        .orElse(0);
  }
}
