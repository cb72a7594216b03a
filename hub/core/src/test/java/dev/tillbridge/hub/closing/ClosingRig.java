package dev.tillbridge.hub.closing;

import static dev.tillbridge.hub.sales.SalesRig.usd;

import dev.tillbridge.hub.books.NaiveSums;
import dev.tillbridge.hub.sales.CounterSale;
import dev.tillbridge.hub.sales.NewSale;
import dev.tillbridge.hub.sales.SalesRig;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.catalog.TaxCategory;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.payment.SettlementReports;
import dev.tillbridge.model.place.Location;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.place.StockPolicy;
import dev.tillbridge.model.place.TaxMode;
import dev.tillbridge.model.place.TaxRate;
import dev.tillbridge.model.sale.Tender;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A hub that sells by card, and what gateways and banks tell of it. Each transaction of what is tested is
 * rolled back once and done again.
 */
final class ClosingRig implements AutoCloseable {

  static final Currency EUR = Currency.getInstance("EUR");
  static final String ANN = "Ann";

  /** The columns that are ours. */
  static final String HEAD = "date,id,reference,kind,gross,fee,net,payout,about\n";

  final SalesRig hub = new SalesRig();
  final Payouts payouts = new Payouts(hub.db.jdbc(), hub.db.tx(), hub.clock, hub.cases);
  final Settlements settlements = reading(List.of());
  final MoneyFiles files = new MoneyFiles(hub.db.jdbc(), hub.db.tx(), hub.clock, settlements);
  final OpenMovements open = new OpenMovements(hub.db.jdbc(), hub.db.tx(), hub.clock);
  private final Sku mug = hub.shelf("MUG", 1_000, 1_000);
  private int receipts = 100;

  ClosingRig() {
    hub.db.tx().begin();
  }

  /** A hub that asks these gateways. */
  Settlements reading(List<SettlementReports> reports) {
    return new Settlements(hub.db.jdbc(), hub.db.tx(), hub.clock, reports, payouts, hub.cases);
  }

  /** So much and 8.25 % of tax on it, all of it by card but this much in cash. */
  void byCard(long net, long tax, long cash, String slip) {
    var sale = CounterSale.of(mug, 1, net);
    sale.receiptNumber = "R1-%06d".formatted(++receipts);
    sale.taxes.set(0, CounterSale.tax(net, tax));
    sale.tenders.clear();
    sale.tenders.add(CounterSale.card(usd(net + tax - cash), slip));
    if (cash > 0) {
      sale.tenders.add(CounterSale.cash(cash));
    }
    hub.sales.record(sale.report());
  }

  /** In a place where prices are in euro, and nothing is taxed. */
  void inEuro(long amount, String slip) {
    var berlin = new LocationId("zz-berlin");
    hub.places.save(new Location(
        berlin,
        "Berlin",
        ZoneId.of("Europe/Berlin"),
        EUR,
        TaxMode.EXCLUSIVE,
        List.of(new TaxRate(TaxCategory.STANDARD, "VAT", 0)),
        StockPolicy.WARN));
    hub.places.saveRegister("B1", berlin);
    var sale = new CounterSale();
    sale.location = berlin;
    sale.register = "B1";
    sale.receiptNumber = "B1-%06d".formatted(++receipts);
    sale.currency = EUR;
    var price = new Money(amount, EUR);
    sale.lines.add(new NewSale.Line(mug, 1, price, Money.zero(EUR)));
    sale.tenders.add(new NewSale.NewTender(Tender.Kind.CARD, price, null, null, null, slip));
    hub.sales.record(sale.report());
  }

  MoneyFiles.Report settlement(String text) {
    return files.settlement(UUID.randomUUID(), Gateway.CARD, "terminal", SalesRig.USD, text, ANN);
  }

  MoneyFiles.Report bank(String text) {
    return files.bank(UUID.randomUUID(), "main-bank", SalesRig.USD, text, ANN);
  }

  /** The one payout that there is. */
  Payouts.Payout payout() {
    var all = payouts.between(LocalDate.EPOCH, LocalDate.of(2100, 1, 1));
    if (all.size() != 1) {
      throw new IllegalStateException(all.toString());
    }
    return all.getFirst();
  }

  /** The line of the bank with these words. */
  UUID line(String words) {
    return hub.db
        .jdbc()
        .sql("select id from bank_line where words = :words")
        .param("words", words)
        .query(UUID.class)
        .single();
  }

  void pass(Duration time) {
    hub.now.updateAndGet(now -> now.plus(time));
  }

  /** Account and currency to what is on it, debits above zero, in minor units; none at zero. */
  Map<String, Long> balances() {
    Map<String, Long> balances = new TreeMap<>();
    hub.db
        .jdbc()
        .sql("""
            select account || ' ' || currency as name, sum(amount)::bigint as sum from entry_line
             group by 1 having sum(amount) <> 0
            """)
        .query((row, _) -> balances.put(row.getString("name"), row.getLong("sum")))
        .list();
    return balances;
  }

  @Override
  public void close() {
    try {
      if (!NaiveSums.reported(hub.db).equals(NaiveSums.of(hub.db))) {
        throw new IllegalStateException("the trial balance is not the sum of its lines");
      }
    } finally {
      hub.close();
    }
  }
}
