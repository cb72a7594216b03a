package dev.tillbridge.app.api;

import dev.tillbridge.hub.shift.DrawerEvent;
import dev.tillbridge.hub.shift.Item;
import dev.tillbridge.hub.shift.ShiftReport;
import dev.tillbridge.hub.shift.ShiftView;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A shift on the wire: its X while it is open, its Z and what came after it afterwards. */
record ShiftJson(
    UUID id, boolean open, ReportJson report, List<ReportJson> adjustments, List<DoneJson> done) {

  /** A report; number, counted and what follows from them are null of an X. */
  record ReportJson(
      String name,
      String register,
      String location,
      LocalDate businessDay,
      Instant openedAt,
      String openedBy,
      @Nullable Instant closedAt,
      @Nullable String closedBy,
      CashJson cash,
      @Nullable MoneyJson expected,
      @Nullable MoneyJson counted,
      @Nullable MoneyJson difference,
      MoneyJson limit,
      boolean withinLimit,
      @Nullable String reason,
      List<FigureJson> figures,
      List<PiecesJson> count,
      List<ItemJson> items,
      List<ItemJson> awaited) {}

  /** What should be in the drawer, or null while it must not be told. */
  record CashJson(
      MoneyJson began,
      @Nullable MoneyJson sales,
      @Nullable MoneyJson refunds,
      MoneyJson paidIn,
      MoneyJson paidOut,
      MoneyJson dropped) {}

  record FigureJson(String section, String name, int pieces, MoneyJson amount) {}

  record PiecesJson(MoneyJson face, int pieces) {}

  record ItemJson(UUID id, String kind, String number, MoneyJson total, MoneyJson cash) {}

  /** What was done with the drawer beside selling. */
  record DoneJson(
      UUID id,
      DrawerEvent.Kind kind,
      Instant at,
      String person,
      @Nullable MoneyJson amount,
      @Nullable String reason) {}

  /**
   * As it stands.
   *
   * @param blind whoever reads this will count the drawer, and must not know what should be there
   */
  static ShiftJson of(ShiftView view, boolean blind) {
    var report = view.report();
    boolean open = report.number() == null;
    return new ShiftJson(
        report.shift(),
        open,
        json(report, blind && open),
        view.adjustments().stream().map(one -> json(one, false)).toList(),
        view.movements().stream().map(ShiftJson::done).toList());
  }

  private static ReportJson json(ShiftReport report, boolean blind) {
    var cash = report.cash();
    return new ReportJson(
        report.name(),
        report.register(),
        report.location().code(),
        report.businessDay(),
        report.openedAt(),
        report.openedBy(),
        report.closedAt(),
        report.closedBy(),
        new CashJson(
            MoneyJson.of(cash.began()),
            blind ? null : MoneyJson.of(cash.sales()),
            blind ? null : MoneyJson.of(cash.refunds()),
            MoneyJson.of(cash.paidIn()),
            MoneyJson.of(cash.paidOut()),
            MoneyJson.of(cash.dropped())),
        blind ? null : MoneyJson.of(report.expected()),
        MoneyJson.orNull(report.counted()),
        MoneyJson.orNull(report.difference()),
        MoneyJson.of(report.limit()),
        report.isWithinLimit(),
        report.reason(),
        blind
            ? List.of()
            : report.figures().stream()
                .map(one -> new FigureJson(
                    one.section().name(), one.name(), one.pieces(), MoneyJson.of(one.amount())))
                .toList(),
        report.count().stream()
            .map(one -> new PiecesJson(MoneyJson.of(one.face()), one.pieces()))
            .toList(),
        report.items().stream().map(ShiftJson::item).toList(),
        report.awaited().stream().map(ShiftJson::item).toList());
  }

  private static ItemJson item(Item one) {
    return new ItemJson(
        one.id(), one.kind(), one.number(), MoneyJson.of(one.total()), MoneyJson.of(one.cash()));
  }

  private static DoneJson done(DrawerEvent event) {
    return new DoneJson(
        event.id(),
        event.kind(),
        event.at(),
        event.person(),
        MoneyJson.of(event.amount()),
        event.reason());
  }
}
