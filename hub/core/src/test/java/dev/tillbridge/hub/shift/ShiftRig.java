package dev.tillbridge.hub.shift;

import static dev.tillbridge.hub.sales.SalesRig.MAIN;
import static dev.tillbridge.hub.sales.SalesRig.NOW;
import static dev.tillbridge.hub.sales.SalesRig.usd;

import dev.tillbridge.hub.books.Books;
import dev.tillbridge.hub.cases.OpenCase;
import dev.tillbridge.hub.closing.DayClose;
import dev.tillbridge.hub.closing.DayVerdict;
import dev.tillbridge.hub.closing.Payouts;
import dev.tillbridge.hub.payments.Payments;
import dev.tillbridge.hub.payments.RefundQueue;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.returns.CounterRefunds;
import dev.tillbridge.hub.returns.NewRefund;
import dev.tillbridge.hub.returns.RefundEntries;
import dev.tillbridge.hub.sales.CounterSale;
import dev.tillbridge.hub.sales.NewSale;
import dev.tillbridge.hub.sales.Sales;
import dev.tillbridge.hub.sales.SalesRig;
import dev.tillbridge.hub.shift.DrawerEvent.Close;
import dev.tillbridge.hub.shift.DrawerEvent.Kind;
import dev.tillbridge.hub.shift.DrawerEvent.Pieces;
import dev.tillbridge.hub.shift.DrawerEvent.UnderWay;
import dev.tillbridge.hub.stock.Holds;
import dev.tillbridge.model.catalog.Sku;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Tills with drawers, on a real database that all tests share: each has a register of its own. Its shift
 * began eight hours ago.
 */
final class ShiftRig implements AutoCloseable {

  static final Instant BEGAN = NOW.minus(Duration.ofHours(8));
  static final String CORA = "Cora";

  final SalesRig hub = new SalesRig();
  final Shifts shifts = new Shifts(hub.db.jdbc(), hub.db.tx(), hub.clock, hub.places, hub.cases);
  final Sales sales = new Sales(
      hub.db.jdbc(),
      hub.db.tx(),
      hub.clock,
      new Sales.Neighbours(
          hub.catalog,
          hub.places,
          hub.stock.saleStock(),
          (_, _) -> {
            throw new IllegalStateException("no gateway here");
          },
          hub.stock.reservations()::find,
          hub.deliveries,
          hub.cases,
          (_, _) -> {},
          shifts));
  final CounterRefunds refunds = new CounterRefunds(
      hub.db.jdbc(),
      hub.db.tx(),
      hub.clock,
      new CounterRefunds.Neighbours(
          hub.catalog,
          hub.places,
          sales,
          new RefundQueue(
              hub.db.jdbc(),
              new Payments(
                  hub.db.jdbc(),
                  hub.db.tx(),
                  hub.clock,
                  Map.of(),
                  new Holds(hub.db.jdbc()),
                  hub.cases,
                  () -> ""),
              hub.cases,
              hub.clock),
          refund -> {
            new RefundEntries(new Books(hub.db.jdbc(), hub.clock), hub.catalog, hub.places)
                .given(refund);
            shifts.given(refund);
          }));
  private final Sku mug = hub.shelf("MUG", 1_000, 10_000);
  private final AtomicInteger receipts = new AtomicInteger(100);
  private final AtomicInteger registers = new AtomicInteger();
  UUID shift = UUID.randomUUID();
  String register = "";

  /** The next test's till. */
  void begin() {
    shift = UUID.randomUUID();
    register = "T" + registers.incrementAndGet();
    hub.places.saveRegister(register, MAIN);
  }

  /** So much of it tax; in cash. */
  NewSale cash(long total, long tax, @Nullable UUID inShift, Instant at) {
    var sale = CounterSale.of(mug, 1, total - tax);
    sale.taxes.set(0, CounterSale.tax(total - tax, tax));
    sale.tenders.set(0, CounterSale.cash(total));
    return of(sale, inShift, at);
  }

  NewSale card(long total, @Nullable UUID inShift, Instant at) {
    var sale = CounterSale.of(mug, 1, total);
    sale.taxes.clear();
    sale.tenders.set(0, CounterSale.card(usd(total), "slip 1"));
    return of(sale, inShift, at);
  }

  private NewSale of(CounterSale sale, @Nullable UUID inShift, Instant at) {
    sale.soldAt = at;
    sale.register = register;
    sale.receiptNumber = register + "-%06d".formatted(receipts.incrementAndGet());
    var report = sale.report();
    return new NewSale(
        report.id(),
        report.channel(),
        report.location(),
        report.register(),
        report.receiptNumber(),
        report.soldAt(),
        null,
        null,
        report.currency(),
        report.lines(),
        report.taxes(),
        report.tenders(),
        report.charges(),
        null,
        report.rounding(),
        report.invoiceTo(),
        inShift,
        report.pricing(),
        report.sender());
  }

  /** All of the sale's only line goes back in cash. */
  void refund(NewSale sale, Instant at) {
    refunds.give(
        new NewRefund(
            UUID.randomUUID(),
            sale.id(),
            MAIN,
            register,
            null,
            at,
            "did not fit",
            List.of(new NewRefund.Units(1, 1)),
            List.of(),
            List.of(),
            false,
            null),
        CORA,
        "Olivia");
  }

  DrawerEvent event(Kind kind, long amount, @Nullable String reason, int minutes) {
    return new DrawerEvent(
        UUID.randomUUID(),
        kind,
        shift,
        register,
        MAIN,
        CORA,
        BEGAN.plus(Duration.ofMinutes(minutes)),
        usd(amount),
        reason,
        null);
  }

  /** Counted in cents, at the end of the eight hours. */
  DrawerEvent close(long counted, long expected, @Nullable String reason, UnderWay... underWay) {
    return close(shift, NOW, 42, counted, expected, reason, underWay);
  }

  DrawerEvent close(
      UUID shift,
      Instant at,
      int number,
      long counted,
      long expected,
      @Nullable String reason,
      UnderWay... underWay) {
    return new DrawerEvent(
        UUID.randomUUID(),
        Kind.CLOSED,
        shift,
        register,
        MAIN,
        CORA,
        at,
        usd(counted),
        reason,
        new Close(
            number,
            usd(expected),
            null,
            List.of(new Pieces(usd(1), (int) counted)),
            List.of(underWay)));
  }

  void take(DrawerEvent... events) {
    for (var event : events) {
      shifts.record(event, CORA);
    }
  }

  ShiftView view() {
    return shifts.find(shift).orElseThrow();
  }

  /** What this till has brought onto an account, in cents; debits are above zero. */
  long balance(String account) {
    return hub.db
        .jdbc()
        .sql("""
            select coalesce(sum(l.amount), 0) from entry e join entry_line l on l.entry_id = e.id
             where e.source = :register and l.account = :account
            """)
        .param("register", register)
        .param("account", account)
        .query(Long.class)
        .single();
  }

  long count(String table) {
    return hub.db
        .jdbc()
        .sql("select count(*) from " + table)
        .param("register", register)
        .query(Long.class)
        .single();
  }

  /** What is open about this till's drawer. */
  List<OpenCase> cases() {
    return hub.cases.open().stream()
        .filter(one -> one.subject().startsWith(register + " "))
        .toList();
  }

  List<String> caseKinds() {
    return cases().stream().map(OpenCase::kind).toList();
  }

  /** What the daily close says of this till. */
  DayVerdict.Part drawers(LocalDate day) {
    var part = new DayClose(
            hub.db.jdbc(),
            hub.db.tx(),
            hub.clock,
            new Payouts(hub.db.jdbc(), hub.db.tx(), hub.clock, hub.cases),
            false)
        .all(day).parts().stream()
            .filter(one -> one.topic() == DayVerdict.Topic.DRAWERS)
            .findFirst()
            .orElseThrow();
    return new DayVerdict.Part(
        part.topic(),
        part.state(),
        part.sums().stream()
            .filter(sum -> sum.what().contains(" " + register + ","))
            .toList(),
        part.points().stream()
            .filter(point ->
                point.subject().equals(register) || point.subject().contains(" " + register + ","))
            .toList(),
        0);
  }

  static String fault(Runnable work) {
    try {
      work.run();
    } catch (BadInput wrong) {
      return wrong.errors().getFirst().field();
    }
    return "";
  }

  @Override
  public void close() {
    hub.close();
  }
}
