package dev.tillbridge.hub.books;

import dev.tillbridge.hub.testing.Db;
import dev.tillbridge.model.books.Role;
import dev.tillbridge.model.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A ledger of its own. */
final class BooksRig implements AutoCloseable {

  static final Instant NOW = Instant.parse("2026-11-22T15:00:00Z");
  static final LocalDate TODAY = LocalDate.parse("2026-11-22");

  final Db db = Db.fresh();
  final Books books = new Books(db.jdbc(), () -> NOW);
  final Ledger ledger = new Ledger(db.jdbc());
  final RollUp rollUp = new RollUp(db.jdbc(), db.tx());

  /** Cash for goods, of this day. */
  static Draft sale(LocalDate day, long cents) {
    return draft(day, List.of(line(Role.CASH, cents), line(Role.SALES, -cents)));
  }

  static Draft draft(LocalDate day, List<DraftLine> lines) {
    return new Draft(event(UUID.randomUUID().toString(), day), "Sale R1-1", lines);
  }

  static Event event(String id, LocalDate day) {
    return new Event(Cause.SALE, id, day, TODAY, NOW, "main", "COUNTER", "R1");
  }

  static DraftLine line(Role role, long cents) {
    return new DraftLine(role, "", "", Money.of(cents, "USD"));
  }

  static List<DraftLine> lines(DraftLine... lines) {
    return new ArrayList<>(List.of(lines));
  }

  long enter(Draft draft) {
    Long id = db.tx().execute(_ -> books.enter(draft).orElseThrow());
    return java.util.Objects.requireNonNull(id);
  }

  @Override
  public void close() {
    db.close();
  }
}
