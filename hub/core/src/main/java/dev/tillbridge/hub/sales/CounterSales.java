package dev.tillbridge.hub.sales;

import dev.tillbridge.hub.books.Books;
import dev.tillbridge.hub.catalog.Named;
import dev.tillbridge.hub.credit.Credits;
import dev.tillbridge.hub.credit.ValueKind;
import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.hub.loyalty.Points;
import dev.tillbridge.hub.payments.PaymentView;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.FieldError;
import dev.tillbridge.hub.stock.SaleStock;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.catalog.Variant;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.place.Location;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.sale.Customer;
import dev.tillbridge.model.sale.Sale;
import dev.tillbridge.model.sale.SaleCharge;
import dev.tillbridge.model.sale.SaleLine;
import dev.tillbridge.model.sale.Tender;
import dev.tillbridge.model.stock.Shortage;
import dev.tillbridge.model.stock.StockLine;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns a till's report into a sale: judges it, then writes it in the caller's transaction. */
final class CounterSales {

  /**
   * A report in which nothing is wrong, with what was looked up to find that out.
   *
   * @param weighed which of the SKUs are sold by weight
   */
  record Judged(
      Location location, Map<Sku, Variant> variants, Map<Sku, Named> named, Set<Sku> weighed) {}

  private final SaleStore store;
  private final CardMoney cards;
  private final CounterCases cases;
  private final CounterPrices prices;
  private final Points points;
  private final InstantSource clock;
  private final Sales.Neighbours hub;
  private final Books books;

  CounterSales(
      SaleStore store,
      Credits credits,
      Points points,
      Books books,
      CounterPrices prices,
      InstantSource clock,
      Sales.Neighbours hub) {
    this.store = store;
    this.cards = new CardMoney(credits);
    this.points = points;
    this.cases = new CounterCases(hub.cases());
    this.books = books;
    this.prices = prices;
    this.clock = clock;
    this.hub = hub;
  }

  Judged judge(NewSale sale) {
    var sizes = new Errors();
    if (!SaleCheck.sizes(sale, sizes)) {
      throw new BadInput(sizes.found());
    }
    var location = hub.places().find(sale.location()).orElse(null);
    var skus = sale.lines().stream().map(NewSale.Line::sku).distinct().toList();
    var variants = hub.catalog().variants(skus);
    var hold = sale.holdId() == null ? null : hub.holds().apply(sale.holdId()).orElse(null);
    var facts = new SaleCheck.Facts(
        location, registerLocation(sale), variants.keySet(), hold, clock.instant());
    var faults = SaleCheck.faults(sale, facts);
    if (!faults.isEmpty()) {
      throw new BadInput(faults);
    }
    return new Judged(
        Objects.requireNonNull(location, "checked"),
        variants,
        hub.catalog().named(skus),
        weighed(sale));
  }

  private Set<Sku> weighed(NewSale sale) {
    var named = sale.lines().stream()
        .filter(line -> line.weight() != null)
        .map(NewSale.Line::sku)
        .distinct()
        .toList();
    return named.isEmpty()
        ? Set.of()
        : hub.catalog().asks().of(named).entrySet().stream()
            .filter(one -> one.getValue().unit() != null)
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
  }

  private @Nullable LocationId registerLocation(NewSale sale) {
    var register = sale.register();
    // A name that PostgreSQL cannot even be asked about is no register's.
    return register == null || register.indexOf('\0') >= 0
        ? null
        : hub.places().registerLocation(register).orElse(null);
  }

  /** False when the id is taken; nothing was changed then. */
  boolean write(NewSale report, Judged judged, byte[] hash) {
    var number = report.receiptNumber() == null ? store.drawNumber() : null;
    // Claimed before the payment is looked at, so that of two reports of one sale only one looks.
    var sale = sale(report, judged, number);
    var header = new SaleStore.Header(
        number,
        SaleStore.FULFILLED,
        sale.soldAt().atZone(judged.location().timeZone()).toLocalDate(),
        clock.instant(),
        report.holdId(),
        report.shift());
    var receiptNumber = store.claim(sale, hash, header);
    if (receiptNumber.isEmpty()) {
      return false;
    }
    var paid = paid(sale, report);
    // A card is sold without any goods.
    List<Shortage> shortages = sale.lines().isEmpty()
        ? List.of()
        : hub.stock()
            .sellAtCounter(
                sale.id(),
                report.holdId(),
                leaseUse(report),
                sale.location(),
                units(sale.lines()),
                sale.soldAt());
    hub.soldUnits().sold(sale, report.lines());
    store.write(cards.paid(paid, report));
    if (report.pointCard() != null) {
      // Turnover earns points; money that only changes its form does not.
      points.earned(
          report.pointCard(),
          sale.id(),
          sale.total().minus(Sale.charged(sale.currency(), sale.charges())));
    }
    store.writeShortages(sale.id(), shortages);
    books.enter(SaleEntries.of(
        paid, receiptNumber.get(), judged.location().timeZone(), judged.named(), clock.instant()));
    hub.deliveries().add(Destination.BOOKS, sale.id().toString());
    cases.receipt(sale, receiptNumber.get());
    cases.shortages(sale, judged.location(), shortages);
    prices.look(report, sale, judged);
    cases.rounding(sale, judged.location());
    // Last, when the sale can be seen: a report of the shift may be made at the same time.
    hub.drawer().sold(paid, report.shift());
    return true;
  }

  private static SaleStock.@Nullable LeaseUse leaseUse(NewSale report) {
    var lease = report.lease();
    var register = report.register();
    return lease == null || register == null
        ? null
        : new SaleStock.LeaseUse(register, lease.generation(), lease.lines());
  }

  /** The sale before the gateways were asked: their references come with {@link #paid}. */
  private static Sale sale(NewSale report, Judged judged, @Nullable Long number) {
    var receipt = report.receiptNumber();
    return new Sale(
        report.id(),
        report.channel(),
        report.location(),
        report.register(),
        receipt == null ? String.format(Locale.ROOT, "S-%06d", number) : receipt,
        null,
        report.soldAt(),
        report.currency(),
        report.lines().stream()
            .map(l -> new SaleLine(
                l.sku(), title(judged, l.sku()), l.quantity(), l.unitPrice(), l.discount()))
            .toList(),
        Money.zero(report.currency()),
        report.taxes(),
        report.tenders().stream()
            .map(t -> new Tender(
                t.kind(),
                t.amount(),
                t.tendered(),
                t.change(),
                // The code of a card is as good as its money, and is not kept.
                ValueKind.of(t.kind()).isPresent() ? null : t.reference()))
            .toList(),
        report.invoiceTo() == null ? null : new Customer(null, report.invoiceTo()),
        report.charges().stream()
            .map(c -> new SaleCharge(c.kind(), c.title(), c.amount()))
            .toList(),
        report.rounding());
  }

  private static String title(Judged judged, Sku sku) {
    var named = judged.named().get(sku);
    return named == null ? sku.code() : named.title();
  }

  private Sale paid(Sale sale, NewSale report) {
    var tenders = new ArrayList<Tender>();
    for (int i = 0; i < report.tenders().size(); i++) {
      var tender = sale.tenders().get(i);
      var payment = report.tenders().get(i).paymentId();
      tenders.add(
          payment == null
              ? tender
              : new Tender(
                  tender.kind(),
                  tender.amount(),
                  null,
                  null,
                  reference(sale, report.tenders().get(i), "tenders[" + i + "]")));
    }
    return with(sale, tenders);
  }

  /** The same, with what is now known of what paid for it. */
  static Sale with(Sale sale, List<Tender> tenders) {
    return new Sale(
        sale.id(),
        sale.channel(),
        sale.location(),
        sale.register(),
        sale.receiptNumber(),
        null,
        sale.soldAt(),
        sale.currency(),
        sale.lines(),
        sale.shipping(),
        sale.taxes(),
        tenders,
        sale.customer(),
        sale.charges(),
        sale.rounding());
  }

  private String reference(Sale sale, NewSale.NewTender tender, String field) {
    try {
      var payment =
          hub.payments().check(Objects.requireNonNull(tender.paymentId()), tender.amount());
      if (!payment.saleId().equals(sale.id())) {
        throw BadInput.of(field + ".paymentId", "is a payment of another sale");
      }
      return name(payment);
    } catch (BadInput wrong) {
      // The keeper of payments cannot know under which name the till spoke of it.
      throw new BadInput(wrong.errors().stream()
          .map(e ->
              e.field().startsWith(field) ? e : new FieldError(field + ".paymentId", e.reason()))
          .toList());
    }
  }

  /** What the gateway calls the money; failing that the payment, so that it can be found again. */
  private static String name(PaymentView payment) {
    var captured = payment.captureReference();
    if (captured != null) {
      return captured;
    }
    var reference = payment.reference();
    return reference == null ? payment.id().toString() : reference;
  }

  /** The units of each SKU, in SKU order. */
  static List<StockLine> units(List<SaleLine> lines) {
    var units = new TreeMap<Sku, Integer>();
    lines.forEach(line -> units.merge(line.sku(), line.quantity(), Math::addExact));
    return units.entrySet().stream()
        .map(e -> new StockLine(e.getKey(), e.getValue()))
        .toList();
  }
}
