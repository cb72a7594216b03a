package dev.tillbridge.hub.returns;

import dev.tillbridge.hub.books.Books;
import dev.tillbridge.hub.payments.Payments;
import dev.tillbridge.hub.payments.RefundQueue;
import dev.tillbridge.hub.sales.CounterSale;
import dev.tillbridge.hub.sales.NewSale;
import dev.tillbridge.hub.sales.SaleView;
import dev.tillbridge.hub.sales.SalesRig;
import dev.tillbridge.hub.stock.Holds;
import dev.tillbridge.model.catalog.TaxCategory;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.place.Location;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.place.StockPolicy;
import dev.tillbridge.model.place.TaxMode;
import dev.tillbridge.model.place.TaxRate;
import dev.tillbridge.model.sale.Tender;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A counter that gives money back, on a real database. */
final class RefundRig implements AutoCloseable {

  /** Where the smallest coin is 0.05, in Switzerland. */
  static final LocationId COINS = new LocationId("coins");

  static final Currency CHF = Currency.getInstance("CHF");

  final SalesRig hub = new SalesRig();
  final List<RefundView> told = new ArrayList<>();
  private final Payments payments = new Payments(
      hub.db.jdbc(),
      hub.db.tx(),
      hub.clock,
      Map.of(),
      new Holds(hub.db.jdbc()),
      hub.cases,
      () -> "");
  final CounterRefunds refunds = new CounterRefunds(
      hub.db.jdbc(),
      hub.db.tx(),
      hub.clock,
      new CounterRefunds.Neighbours(
          hub.catalog,
          hub.places,
          hub.sales,
          new RefundQueue(hub.db.jdbc(), payments, hub.cases, hub.clock),
          this::given));

  private void given(RefundView refund) {
    new RefundEntries(new Books(hub.db.jdbc(), hub.clock), hub.catalog, hub.places).given(refund);
    told.add(refund);
  }

  RefundRig() {
    hub.places.save(new Location(
        COINS,
        "Coins",
        ZoneId.of("Europe/Zurich"),
        CHF,
        TaxMode.INCLUSIVE,
        List.of(new TaxRate(TaxCategory.STANDARD, "MWST", 81_000)),
        StockPolicy.WARN,
        5));
    hub.places.saveRegister("C1", COINS);
  }

  static Money chf(long minor) {
    return new Money(minor, CHF);
  }

  /** A sale where coins are scarce, in lines of one unit price each. */
  SaleView coins(Money rounding, List<NewSale.Line> lines, NewSale.NewTender... tenders) {
    var sale = new CounterSale();
    sale.location = COINS;
    sale.register = "C1";
    sale.receiptNumber = null;
    sale.currency = CHF;
    sale.lines.addAll(lines);
    sale.tenders.addAll(Arrays.asList(tenders));
    sale.rounding = rounding;
    return hub.sales.record(sale.report()).view();
  }

  static NewSale.NewTender paid(Tender.Kind kind, long minor) {
    return new NewSale.NewTender(
        kind, chf(minor), null, null, null, kind == Tender.Kind.CASH ? null : "slip 4711");
  }

  /** Units of one line go back. */
  NewRefund units(SaleView sale, int line, int quantity, NewRefund.Back... tenders) {
    return refund(sale, List.of(new NewRefund.Units(line, quantity)), null, tenders);
  }

  NewRefund refund(
      SaleView sale,
      List<NewRefund.Units> units,
      @Nullable NewSale exchange,
      NewRefund.Back... tenders) {
    return new NewRefund(
        UUID.randomUUID(),
        sale.id(),
        sale.location(),
        sale.register(),
        null,
        SalesRig.NOW,
        "did not fit",
        units,
        List.of(),
        List.of(tenders),
        false,
        exchange);
  }

  RefundView give(NewRefund refund) {
    return refunds.give(refund, "Cora", "Olivia");
  }

  static NewRefund.Back back(Tender.Kind kind, Money amount) {
    return new NewRefund.Back(kind, amount, kind == Tender.Kind.CASH ? null : "slip 4712");
  }

  @Override
  public void close() {
    hub.close();
  }
}
