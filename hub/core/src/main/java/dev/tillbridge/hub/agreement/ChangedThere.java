package dev.tillbridge.hub.agreement;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.agreement.Seen.State;
import dev.tillbridge.hub.books.Takeover;
import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.hub.posting.OurSide;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.problem.NotPossible;
import dev.tillbridge.model.books.BookAccount;
import dev.tillbridge.model.books.Bookkeeping;
import dev.tillbridge.model.books.Document;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What a person does about documents that were changed in other books: takes the change over here, or has
 * one that is gone sent again. The third way is to put it back there, which needs nothing here.
 */
public final class ChangedThere {

  private static final int SHOWN = 200;

  private final JdbcClient jdbc;
  private final TransactionTemplate tx;
  private final InstantSource clock;
  private final Cases cases;
  private final Deliveries deliveries;
  private final @Nullable Bookkeeping books;
  private final OurSide told;
  private final ThereStore store;
  private final Takeover takeover;

  public ChangedThere(
      JdbcClient jdbc,
      TransactionTemplate tx,
      InstantSource clock,
      Cases cases,
      Deliveries deliveries,
      @Nullable Bookkeeping books) {
    this.jdbc = jdbc;
    this.tx = tx;
    this.clock = clock;
    this.cases = cases;
    this.deliveries = deliveries;
    this.books = books;
    this.told = new OurSide(jdbc);
    this.store = new ThereStore(jdbc);
    this.takeover = new Takeover(jdbc);
  }

  /**
   * A document of ours that is not there as it was told.
   *
   * @param what its kind and what it is about, for people
   * @param day as it was told
   * @param words what is different, for people
   * @param gone whether it was voided or deleted, so that it can be sent again
   */
  public record Change(UUID id, String what, LocalDate day, String words, boolean gone) {}

  /** The newest days first; at most 200. */
  public List<Change> all() {
    var rows = jdbc.sql("""
            select t.document_id, t.state, t.differs from book_there t
              join book_document d on d.id = t.document_id
             where t.differs is not null order by d.day desc, d.id limit :most
            """)
        .param("most", SHOWN)
        .query((row, _) -> new Row(
            row.getObject("document_id", UUID.class),
            State.valueOf(row.getString("state")),
            row.getString("differs")))
        .list();
    var documents = told.find(rows.stream().map(Row::id).toList());
    return rows.stream()
        .map(row -> change(row, Objects.requireNonNull(documents.get(row.id()))))
        .toList();
  }

  private record Row(UUID id, State state, String differs) {}

  private static Change change(Row row, Document document) {
    var head = document.head();
    return new Change(
        row.id(),
        Told.kind(document) + ": " + head.note(),
        head.day(),
        row.differs(),
        row.state() != State.PRESENT);
  }

  /**
   * Takes over here what is there: the difference is entered on the same accounts and days, and the
   * books are not told of it.
   *
   * @throws NotFound when nothing is different
   * @throws NotPossible when our ledger cannot have what is there, with the reason
   */
  public void takeOver(UUID document, String by) {
    var ours = accounts();
    tx.executeWithoutResult(_ -> {
      var last = locked(document);
      var known = Objects.requireNonNull(told.find(List.of(document)).get(document));
      var accepted = store.accepted(List.of(document)).get(document);
      var effects = new Effects(known, ours);
      var before = accepted == null ? known.effect() : effects.of(accepted);
      var dayBefore =
          accepted == null || accepted.day() == null ? known.head().day() : accepted.dayThere();
      var seen = last.seen();
      enter(
          known,
          effects.of(seen),
          seen.day() == null ? dayBefore : seen.dayThere(),
          before,
          dayBefore,
          by);
      store.accept(document, seen, by, clock.instant());
      store.settled(document);
      cases.close(Agreement.CHANGED, document.toString(), by);
    });
  }

  private void enter(
      Document document,
      Map<BookAccount, Long> after,
      LocalDate dayAfter,
      Map<BookAccount, Long> before,
      LocalDate dayBefore,
      String by) {
    Map<LocalDate, Map<BookAccount, Long>> days = new TreeMap<>();
    var there = days.computeIfAbsent(dayAfter, _ -> new TreeMap<>());
    after.forEach((account, amount) -> there.merge(account, amount, Math::addExact));
    var here = days.computeIfAbsent(dayBefore, _ -> new TreeMap<>());
    before.forEach((account, amount) -> here.merge(account, -amount, Math::addExact));
    var closed = takeover.closedThrough();
    int number = count(document.head().id());
    days.forEach((day, amounts) -> {
      amounts.values().removeIf(amount -> amount == 0);
      if (amounts.isEmpty()) {
        return;
      }
      if (amounts.containsKey(BookAccount.SPLIT)) {
        throw new NotPossible(
            "its money is parted by a second document of the same sale; put it back there");
      }
      if (closed != null && !day.isAfter(closed)) {
        throw new NotPossible(day + " is closed here; put it back there");
      }
      takeover.enter(
          document.head().id() + "|" + number + "|" + day,
          day,
          "As it is in the books, by %s: %s".formatted(by, document.head().note()),
          document.head().currency(),
          amounts,
          clock.instant());
    });
  }

  private int count(UUID document) {
    return jdbc.sql("select count(*) + 1 from book_accepted where document_id = :id")
        .param("id", document)
        .query(Integer.class)
        .single();
  }

  /** Our accounts by their ids there. */
  private Map<String, BookAccount> accounts() {
    var changes = books == null ? null : books.changes().orElse(null);
    if (changes == null
        || !(changes.accounts(told.chart())
            instanceof Delivered<Map<BookAccount, String>>(var ids))) {
      throw new NotPossible("the books cannot be asked for their accounts now; try again later");
    }
    var ours = new HashMap<String, BookAccount>();
    // Where two of ours are one there, the one that comes first in the chart stands for both.
    new TreeMap<>(ids).forEach((account, id) -> ours.putIfAbsent(id, account));
    return ours;
  }

  /**
   * Sends a document again that was voided or deleted there, under another number.
   *
   * @throws NotFound when nothing is different
   * @throws NotPossible when it is still there
   */
  public void sendAgain(UUID document, String by) {
    tx.executeWithoutResult(_ -> {
      var last = locked(document);
      if (last.seen().state() == State.PRESENT) {
        throw new NotPossible("it is still there; nothing is ever overwritten there");
      }
      if (!store.accepted(List.of(document)).isEmpty()) {
        throw new NotPossible("another state of it was taken over here before");
      }
      // Its file went with it.
      deliveries.again(Destination.BOOKS_FILE, document.toString());
      if (!deliveries.again(Destination.BOOKS, document.toString())) {
        throw new NotPossible("it is on its way already");
      }
      jdbc.sql("""
              insert into book_again (id, document_id, made_by, made_at)
              values (gen_random_uuid(), :document, :by, :now)
              """)
          .param("document", document)
          .param("by", by)
          .param("now", clock.instant().atOffset(UTC))
          .update();
      store.forget(document);
      cases.close(Agreement.CHANGED, document.toString(), by);
    });
  }

  /** Nobody else decides about it meanwhile. */
  private ThereStore.Last locked(UUID document) {
    jdbc.sql("select 1 from book_there where document_id = :id for update")
        .param("id", document)
        .query((_, _) -> 0)
        .list();
    var last = store.last(List.of(document)).get(document);
    if (last == null || last.differs() == null) {
      throw new NotFound("a difference of document " + document);
    }
    return last;
  }
}
