package dev.tillbridge.hub.returns;

import dev.tillbridge.hub.books.Books;
import dev.tillbridge.hub.books.Cause;
import dev.tillbridge.hub.books.Draft;
import dev.tillbridge.hub.books.DraftLine;
import dev.tillbridge.hub.books.Event;
import dev.tillbridge.hub.books.Position;
import dev.tillbridge.hub.books.SaleRecipe;
import dev.tillbridge.hub.catalog.Catalog;
import dev.tillbridge.hub.catalog.Named;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.model.books.Role;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.sale.Tender;
import java.util.List;
import java.util.Map;

/** Enters refunds of the counter into the ledger: the sale's lines turned round, as far as it goes back. */
public final class RefundEntries implements RefundNews {

  private final Books books;
  private final Catalog catalog;
  private final Places places;

  public RefundEntries(Books books, Catalog catalog, Places places) {
    this.books = books;
    this.catalog = catalog;
    this.places = places;
  }

  @Override
  public void given(RefundView refund) {
    var skus = refund.figures().lines().stream()
        .map(RefundFigures.Line::sku)
        .distinct()
        .toList();
    var zone = places.get(refund.location()).timeZone();
    var sale = refund.saleId();
    var event = new Event(
        Cause.REFUND,
        sale == null ? refund.id().toString() : sale + "|" + refund.id(),
        refund.businessDay(),
        refund.recordedAt().atZone(zone).toLocalDate(),
        refund.at(),
        refund.location().code(),
        Channel.COUNTER.name(),
        refund.register());
    var of = refund.saleDay() == null ? "" : " of a sale of " + refund.saleDay();
    books.enter(new Draft(
        event,
        "Refund " + refund.receiptNumber() + of,
        lines(refund.figures(), catalog.named(skus))));
  }

  static List<DraftLine> lines(RefundFigures figures, Map<Sku, Named> named) {
    var position = new Position(figures.amount().currency());
    for (var back : figures.tenders()) {
      position.add(role(back.kind()), "", "", -back.amount().minor());
    }
    for (var line : figures.lines()) {
      var goods = named.get(line.sku());
      var category = goods == null ? "" : goods.type();
      var paid = line.amount().minus(line.tax());
      position.add(Role.SALES, category, "", paid.plus(line.discount()).minor());
      position.add(Role.DISCOUNT, category, "", -line.discount().minor());
    }
    for (var tax : figures.taxes()) {
      position.add(Role.TAX, tax.category().code(), tax.name(), tax.amount().minor());
    }
    return position.add(Role.ROUNDING, "", "", -figures.rounding().minor()).lines();
  }

  /** A gateway gives its part back later, and that is entered then; until then it is owed. */
  private static Role role(Tender.Kind kind) {
    return kind == Tender.Kind.PAYPAL ? Role.OWED : SaleRecipe.role(kind);
  }
}
