package dev.tillbridge.hub.shift;

import dev.tillbridge.hub.books.Books;
import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.returns.RefundView;
import dev.tillbridge.hub.sales.DrawerNews;
import dev.tillbridge.hub.shift.DrawerEvent.Kind;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.place.Location;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.sale.Sale;
import dev.tillbridge.model.sale.Tender;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Shifts as tills tell of them. A till that was away tells late and in any order; what it tells is taken
 * once. A report is made when beginning and end of a shift are known, and stays as it is for ever; what
 * comes after it becomes an adjustment.
 */
public final class Shifts implements DrawerNews {

  /** The most that {@link #newest} answers. */
  public static final int NEWEST_MOST = 200;

  private final TransactionTemplate tx;
  private final Places places;
  private final InstantSource clock;
  private final EventStore events;
  private final ReportStore reports;
  private final DrawerPolicies policies;
  private final Reporting reporting;
  private final Books books;

  public Shifts(
      JdbcClient jdbc, TransactionTemplate tx, InstantSource clock, Places places, Cases cases) {
    this.tx = tx;
    this.places = places;
    this.clock = clock;
    this.events = new EventStore(jdbc);
    this.reports = new ReportStore(jdbc);
    this.policies = new DrawerPolicies(jdbc, places, clock);
    this.books = new Books(jdbc, clock);
    this.reporting = new Reporting(
        new ShiftSums(jdbc), reports, policies, places, books, new DrawerCases(cases), clock);
  }

  /**
   * Takes what a till says of its drawer.
   *
   * @param by who sent it
   * @return true when it came before, with the same content: nothing was changed
   * @throws BadInput naming every field that makes no sense, or that differs from what came before under
   *     this id; nothing was changed
   */
  public boolean record(DrawerEvent told, String by) {
    var event = toTheMicrosecond(told);
    return Objects.requireNonNull(tx.execute(_ -> {
      events.lock(event.register());
      var known = events.find(event.id());
      if (known.isPresent()) {
        var field = DrawerCheck.differs(known.get(), event);
        if (field != null) {
          throw BadInput.of(field, "is not what came before under this id; use a new id");
        }
        return true;
      }
      var location = places.find(event.location()).orElse(null);
      DrawerCheck.judge(event, facts(event, location));
      var before = events.ofShift(event.shift());
      fits(event, before);
      write(event, Objects.requireNonNull(location, "checked"), by);
      follow(event, before);
      return false;
    }));
  }

  private static DrawerEvent toTheMicrosecond(DrawerEvent told) {
    return new DrawerEvent(
        told.id(),
        told.kind(),
        told.shift(),
        told.register(),
        told.location(),
        told.person(),
        told.at().truncatedTo(ChronoUnit.MICROS),
        told.amount(),
        told.reason(),
        told.close());
  }

  private DrawerCheck.Facts facts(DrawerEvent event, @Nullable Location location) {
    var limit = location == null
        ? Money.zero(event.amount().currency())
        : policies.at(location.id()).limit();
    return new DrawerCheck.Facts(
        location, places.registerLocation(event.register()).orElse(null), limit, clock.instant());
  }

  private static void fits(DrawerEvent event, List<DrawerEvent> before) {
    for (var one : before) {
      if (!one.register().equals(event.register())) {
        throw BadInput.of("register", "the shift is of register " + one.register());
      }
      boolean once = event.kind() == Kind.OPENED || event.kind() == Kind.CLOSED;
      if (once && one.kind() == event.kind()) {
        throw BadInput.of(
            "shift", "was " + (event.kind() == Kind.OPENED ? "opened" : "closed") + " before");
      }
    }
  }

  private void write(DrawerEvent event, Location location, String by) {
    var day = event.at().atZone(location.timeZone()).toLocalDate();
    events.write(event, day, by, clock.instant());
    books.enter(DrawerEntries.moved(event, day, location.timeZone(), clock.instant()));
  }

  private void follow(DrawerEvent event, List<DrawerEvent> before) {
    var made = reports.ofShift(event.shift());
    if (!made.isEmpty()) {
      late(event, made.getFirst().id());
      return;
    }
    var all = events.ofShift(event.shift());
    boolean whole =
        before.stream().anyMatch(one -> one.kind() == Kind.OPENED || one.kind() == Kind.CLOSED)
            && all.getFirst().kind() == Kind.OPENED
            && all.getLast().kind() == Kind.CLOSED;
    if (whole) {
      reporting.close(all);
    }
  }

  private void late(DrawerEvent event, UUID report) {
    var zero = Money.zero(event.amount().currency());
    switch (event.kind()) {
      case PAY_IN -> reporting.late(report, event.shift(), Reporting.item(event, event.amount()));
      case PAY_OUT, DROP ->
        reporting.late(report, event.shift(), Reporting.item(event, zero.minus(event.amount())));
      case OPENED, CLOSED, NO_SALE -> {}
    }
  }

  @Override
  public void sold(Sale sale, @Nullable UUID shift) {
    var register = sale.register();
    if (register == null) {
      return;
    }
    reports.before(register, shift, sale.soldAt()).ifPresent(report -> {
      var cash = sale.tenders().stream()
          .filter(tender -> tender.kind() == Tender.Kind.CASH)
          .map(Tender::amount)
          .reduce(Money.zero(sale.currency()), Money::plus);
      late(report, new Item(sale.id(), "SALE", sale.receiptNumber(), sale.total(), cash, false));
    });
  }

  /** Money went back at the counter; in the transaction of it. */
  public void given(RefundView refund) {
    var register = refund.register();
    if (register == null) {
      return;
    }
    reports.before(register, null, refund.at()).ifPresent(report -> {
      var zero = Money.zero(refund.figures().amount().currency());
      var cash = refund.figures().tenders().stream()
          .filter(back -> back.kind() == Tender.Kind.CASH)
          .map(back -> back.amount())
          .reduce(zero, Money::plus);
      late(
          report,
          new Item(
              refund.id(),
              "REFUND",
              refund.receiptNumber(),
              zero.minus(refund.figures().amount()),
              zero.minus(cash),
              false));
    });
  }

  private void late(UUID report, Item item) {
    reporting.late(report, reports.shiftOf(report), item);
  }

  /** The shift as it stands, if a till has told of it. */
  public Optional<ShiftView> find(UUID shift) {
    return Objects.requireNonNull(tx.execute(_ -> {
      var told = events.ofShift(shift);
      if (told.isEmpty()) {
        return Optional.empty();
      }
      var made = reports.ofShift(shift);
      return Optional.of(
          made.isEmpty()
              ? new ShiftView(reporting.now(told), List.of(), told)
              : new ShiftView(made.getFirst(), made.subList(1, made.size()), told));
    }));
  }

  /**
   * The shifts that began last, the newest first.
   *
   * @param location or null for all
   * @param openOnly those that have not ended
   * @param limit from 1 to {@link #NEWEST_MOST}
   */
  public List<ShiftView> newest(@Nullable LocationId location, boolean openOnly, int limit) {
    return events.newest(location, openOnly, limit).stream()
        .flatMap(shift -> find(shift).stream())
        .toList();
  }

  /** The last number of the register's reports; 0 before its first. */
  public int lastNumber(String register) {
    return reports.lastNumber(register);
  }

  /** How drawers are counted. */
  public DrawerPolicies policies() {
    return policies;
  }
}
