package dev.tillbridge.hub.sales;

import dev.tillbridge.hub.books.BookedSale;
import dev.tillbridge.hub.books.Books;
import dev.tillbridge.hub.books.Cause;
import dev.tillbridge.hub.books.Draft;
import dev.tillbridge.hub.books.DraftLine;
import dev.tillbridge.hub.books.Position;
import dev.tillbridge.hub.books.RefundRecipe;
import dev.tillbridge.hub.books.SaleRecipe;
import dev.tillbridge.hub.catalog.Catalog;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.model.books.Role;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.sale.Sale;
import dev.tillbridge.model.shop.ShopOrder;
import dev.tillbridge.model.shop.ShopRefund;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Enters what becomes of a shop's order into the ledger: the sale, each refund once, and what an edit or
 * the end of the order changed beside them. Joins the caller's transaction, which has locked the order.
 */
final class OrderBookings {

  private final Books books;
  private final Catalog catalog;
  private final Places places;
  private final InstantSource clock;

  OrderBookings(Books books, Catalog catalog, Places places, InstantSource clock) {
    this.books = books;
    this.catalog = catalog;
    this.places = places;
    this.clock = clock;
  }

  /**
   * A sale was made of the order.
   *
   * @param since refunds that came after it was charged
   */
  void sold(Sale sale, ShopOrder order, List<ShopRefund> since) {
    var zone = places.get(sale.location()).timeZone();
    var named = catalog.named(OrderSale.skus(order));
    books.enter(SaleEntries.of(sale, sale.receiptNumber(), zone, named, clock.instant()));
    if (!since.isEmpty()) {
      books
          .ofSale(sale.id())
          .ifPresent(booked -> refunded(booked, sale.id().toString(), order, since));
    }
  }

  /**
   * A newer version of an order of which a sale was made.
   *
   * @param fresh the refunds that it told first
   * @return false when the ledger could not follow it: then a person has to
   */
  boolean changed(OrderStep step, List<ShopRefund> fresh) {
    var sale = step.saleId().toString();
    var known = books.ofSale(step.saleId());
    if (known.isEmpty()) {
      // Recorded before there was a ledger: whoever looks for what is missing enters its refunds,
      // but of the edit only the sum is known.
      return false;
    }
    var booked = known.get();
    refunded(booked, sale, step.order(), fresh);
    return step.order().cancelledAt() != null || edited(step, booked);
  }

  /** The order was cancelled before its goods left, so nothing is left of the sale. */
  void cancelled(OrderStep step, List<ShopRefund> fresh) {
    var order = step.order();
    books.ofSale(step.saleId()).ifPresent(booked -> {
      refunded(booked, step.saleId().toString(), order, fresh);
      var at = order.cancelledAt();
      ended(
          booked,
          step.saleId() + "|" + step.version(),
          order.name(),
          at == null ? clock.instant() : at);
    });
  }

  /** What of a cancelled order has not gone back is owed to the customer. */
  void ended(BookedSale booked, String id, String name, Instant at) {
    var lines = RefundRecipe.allOwed(booked.all());
    books.enter(new Draft(
        booked.event(Cause.ORDER_CANCELLED, id, at, clock.instant()),
        "Order " + name + " was cancelled" + soldOn(booked),
        lines));
    booked.all().add(lines);
  }

  /** One refund of a shop. */
  void refunded(BookedSale booked, String id, String name, Instant at, RefundRecipe.Told told) {
    var lines = RefundRecipe.refunded(booked.all(), told);
    books.enter(new Draft(
        booked.event(Cause.SHOP_REFUND, id, at, clock.instant()),
        "Refund of order " + name + soldOn(booked),
        lines));
    booked.all().add(lines);
  }

  private void refunded(BookedSale booked, String sale, ShopOrder order, List<ShopRefund> refunds) {
    if (refunds.isEmpty()) {
      return;
    }
    var types = types(order);
    for (var refund : refunds) {
      refunded(
          booked, sale + "|" + refund.id(), order.name(), refund.at(), told(order, refund, types));
    }
  }

  private static RefundRecipe.Told told(
      ShopOrder order, ShopRefund refund, Map<Sku, String> types) {
    var skus = new HashMap<String, Sku>();
    for (var line : order.lines()) {
      var sku = line.sku();
      if (sku != null) {
        skus.putIfAbsent(line.id(), sku);
      }
    }
    var goods = new TreeMap<String, Long>();
    for (var line : refund.lines()) {
      var sku = skus.get(line.lineId());
      var net = order.taxesIncluded() ? line.net().minus(line.tax()) : line.net();
      goods.merge(
          sku == null ? "" : types.getOrDefault(sku, ""), Math.max(0, net.minor()), Math::addExact);
    }
    return new RefundRecipe.Told(
        goods, refund.shipping().minor(), refund.tax().minor(), refund.amount().minor());
  }

  /** Whatever the order comes to now, beside what went back, and did not come to before. */
  private boolean edited(OrderStep step, BookedSale booked) {
    var from = step.from();
    var order = without(step.order(), booked, step.saleId().toString());
    var before = step.known();
    var was = before == null ? null : before.total();
    long total = order.total().minor();
    long paid = paid(order, booked);
    boolean same =
        total == -income(booked) || (was != null && step.order().total().minor() == was);
    if (same && paid == paid(booked)) {
      return true;
    }
    Sale now;
    try {
      var known = catalog.variants(OrderSale.skus(order)).keySet();
      now = OrderSale.of(order, from.reference(order), from.location(order), known);
    } catch (OrderSale.Unfit unfit) {
      return false;
    }
    var target = new Position(booked.charged().currency())
        .add(SaleRecipe.of(now, types(order)))
        .add(open(now, from.shop(), paid));
    books.enter(new Draft(
        booked.event(
            Cause.ORDER_EDIT,
            step.saleId() + "|" + step.version(),
            order.updatedAt(),
            clock.instant()),
        "Order " + order.name() + " was changed" + soldOn(booked),
        booked.charged().until(target)));
    return true;
  }

  private Map<Sku, String> types(ShopOrder order) {
    return SaleEntries.types(catalog.named(OrderSale.skus(order)));
  }

  /** The order without what had been taken off before anybody paid, which was never entered. */
  private static ShopOrder without(ShopOrder order, BookedSale booked, String sale) {
    Set<String> entered = booked.causes();
    return ChargedOrder.without(
        order,
        order.refunds().stream()
            .filter(ChargedOrder::onlyTakesOff)
            .filter(refund -> !entered.contains(sale + "|" + refund.id()))
            .toList());
  }

  /** What the shop has got for it; an order that is not open is paid, if the shop says no more. */
  private static long paid(ShopOrder order, BookedSale booked) {
    var received = order.more().received();
    if (received != null && received.currency().equals(order.currency())) {
      return received.minor();
    }
    return switch (order.payment()) {
      case PAID, REFUNDED -> order.total().minor();
      case OPEN, VOIDED -> paid(booked);
    };
  }

  private static long paid(BookedSale booked) {
    return booked.charged().sum(Role.SHOP)
        + booked.charged().sum(Role.GIFT_CARD)
        - booked.charged().sum(Role.OWED);
  }

  /** What of the total the shop has not got yet is owed by the customer, and what is more to him. */
  private static List<DraftLine> open(Sale now, String shop, long paid) {
    long missing = now.total().minor() - paid;
    if (missing == 0) {
      return List.of();
    }
    var role = missing > 0 ? Role.RECEIVABLE : Role.OWED;
    return List.of(
        new DraftLine(role, "", "", new Money(missing, now.currency())),
        new DraftLine(Role.SHOP, "", shop, new Money(-missing, now.currency())));
  }

  /** What the sale and its edits came to, as a credit. */
  private static long income(BookedSale booked) {
    return booked.charged().lines().stream()
        .filter(line -> !line.role().isTender() && line.role() != Role.OWED)
        .mapToLong(line -> line.amount().minor())
        .sum();
  }

  private static String soldOn(BookedSale booked) {
    return ", sold " + booked.day();
  }
}
