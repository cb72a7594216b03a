package dev.tillbridge.hub.sales;

import dev.tillbridge.hub.books.Books;
import dev.tillbridge.hub.books.Cause;
import dev.tillbridge.hub.books.Draft;
import dev.tillbridge.hub.books.RefundRecipe;
import dev.tillbridge.hub.catalog.Catalog;
import dev.tillbridge.hub.sales.RefundShare.Part;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.sale.SaleLine;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Enters units that were cancelled here into the ledger: from then on their money is owed to the
 * customer, until a gateway reports that it went back. Of a shop's order nothing is entered here: the
 * shop gives the money back and tells of it. Joins the caller's transaction.
 */
final class CancelledUnits {

  private final Books books;
  private final Catalog catalog;
  private final InstantSource clock;

  CancelledUnits(Books books, Catalog catalog, InstantSource clock) {
    this.books = books;
    this.catalog = catalog;
    this.clock = clock;
  }

  /**
   * Enters a change.
   *
   * @param parts what the customer gets back, by the line, which counts from zero
   * @param whole nothing is left of the sale
   */
  void enter(UUID change, SaleView sale, Map<Integer, Part> parts, boolean whole, Instant at) {
    if (sale.reference() != null) {
      return;
    }
    books.ofSale(sale.id()).ifPresent(booked -> {
      var all = booked.all();
      books.enter(new Draft(
          booked.event(Cause.CANCELLED, sale.id() + "|" + change, at, clock.instant()),
          "Cancelled units of sale " + sale.receiptNumber() + ", sold " + booked.day(),
          whole ? RefundRecipe.allOwed(all) : RefundRecipe.owed(all, told(sale, parts))));
    });
  }

  private RefundRecipe.Told told(SaleView sale, Map<Integer, Part> parts) {
    Map<Sku, String> types = SaleEntries.types(
        catalog.named(sale.lines().stream().map(SaleLine::sku).distinct().toList()));
    var goods = new TreeMap<String, Long>();
    var amount = Money.zero(sale.currency());
    var tax = Money.zero(sale.currency());
    for (var part : parts.entrySet()) {
      var one = part.getValue();
      goods.merge(
          types.getOrDefault(sale.lines().get(part.getKey()).sku(), ""),
          Math.max(0, one.amount().minus(one.tax()).minor()),
          Math::addExact);
      amount = amount.plus(one.amount());
      tax = tax.plus(one.tax());
    }
    return new RefundRecipe.Told(goods, 0, tax.minor(), amount.minor());
  }
}
