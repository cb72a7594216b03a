package dev.tillbridge.hub.sales;

import static dev.tillbridge.hub.sales.SalesRig.usd;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.sale.Customer;
import dev.tillbridge.model.sale.SaleCharge;
import dev.tillbridge.model.shop.ShopOrder;
import dev.tillbridge.model.shop.ShopRefund;
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
  List<String> gateways = List.of("shopify_payments");
  List<SaleCharge> charges = new ArrayList<>();
  List<ShopRefund> refunds = new ArrayList<>();
  ShopOrder.More more = ShopOrder.More.NOTHING;

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
    return new ShopOrder.Line(
        "line of " + quantity, sku, "A mug", quantity, usd(unitPrice), usd(0), true);
  }

  ShopOrder at(Instant version) {
    updatedAt = version;
    return version();
  }

  /** So many units of the first line are neither sent nor taken off. */
  void open(int units) {
    var line = lines.getFirst();
    lines.set(
        0,
        new ShopOrder.Line(
            line.id(),
            line.sku(),
            line.title(),
            line.quantity(),
            units,
            line.unitPrice(),
            line.discount(),
            line.taxable()));
  }

  /** Units of the first line go back, with their money. */
  void refund(int units, ShopRefund.Restock restock, long net, long tax) {
    var line = new ShopRefund.Line(lines.getFirst().id(), units, restock, usd(net), usd(tax));
    refunds.add(new ShopRefund(
        "gid://shopify/Refund/" + (refunds.size() + 1),
        T2,
        usd(net + tax),
        usd(0),
        List.of(line),
        ""));
    payment = ShopOrder.Payment.REFUNDED;
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
        gateways,
        new Customer("Ada", "ada@example.com"),
        charges,
        refunds,
        more);
  }
}
