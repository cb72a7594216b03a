package dev.tillbridge.hub.sales;

import static dev.tillbridge.hub.sales.SalesRig.usd;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.sale.Customer;
import dev.tillbridge.model.shop.ShopOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An order of the shop in its versions; each test changes what it is about. */
final class OneOrder {

  static final Instant T1 = Instant.parse("2026-11-22T14:00:00Z");
  static final Instant T2 = T1.plusSeconds(60);
  static final Instant T3 = T1.plusSeconds(120);

  String id = "gid://shopify/Order/1";
  String name = "#1001";
  Instant updatedAt = T1;

  @Nullable
  Instant cancelledAt;

  ShopOrder.Payment payment = ShopOrder.Payment.PAID;
  boolean fulfilled;
  boolean test;
  Currency currency = SalesRig.USD;
  boolean taxesIncluded;

  @Nullable
  String locationId;

  List<ShopOrder.Line> lines = new ArrayList<>();
  Money shipping = usd(500);
  List<ShopOrder.Tax> taxes = new ArrayList<>();
  Money total = usd(0);

  /** So many of one thing, 5.00 shipping, 8.25 % tax on the goods. */
  static OneOrder of(Sku sku, int quantity, long unitPrice) {
    var order = new OneOrder();
    order.lines.add(line(sku, quantity, unitPrice));
    long net = quantity * unitPrice;
    long tax = (net * 82_500 + 500_000) / 1_000_000;
    order.taxes.add(new ShopOrder.Tax("State tax", 82_500, usd(tax)));
    order.total = usd(net + tax + 500);
    return order;
  }

  static ShopOrder.Line line(@Nullable Sku sku, int quantity, long unitPrice) {
    return new ShopOrder.Line("line", sku, "A mug", quantity, usd(unitPrice), usd(0), true);
  }

  ShopOrder at(Instant version) {
    updatedAt = version;
    return version();
  }

  ShopOrder paid(Instant version) {
    payment = ShopOrder.Payment.PAID;
    return at(version);
  }

  ShopOrder unpaid(Instant version) {
    payment = ShopOrder.Payment.OPEN;
    return at(version);
  }

  ShopOrder cancelled(Instant version) {
    cancelledAt = version;
    payment = ShopOrder.Payment.REFUNDED;
    return at(version);
  }

  ShopOrder fulfilled(Instant version) {
    fulfilled = true;
    return at(version);
  }

  ShopOrder version() {
    return new ShopOrder(
        id,
        name,
        T1,
        updatedAt,
        cancelledAt,
        payment,
        fulfilled,
        test,
        currency,
        taxesIncluded,
        locationId,
        lines,
        shipping,
        usd(0),
        taxes,
        total,
        List.of("shopify_payments"),
        new Customer("Ada", "ada@example.com"));
  }
}
