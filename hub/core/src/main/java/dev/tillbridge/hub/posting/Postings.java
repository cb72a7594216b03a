package dev.tillbridge.hub.posting;

import dev.tillbridge.hub.books.Ledger;
import dev.tillbridge.hub.books.SaleRecipe;
import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.delivery.Delivery;
import dev.tillbridge.hub.sales.Sales;
import dev.tillbridge.model.books.Bookkeeping;
import dev.tillbridge.model.books.Document;
import dev.tillbridge.model.books.Effects;
import dev.tillbridge.model.books.Posting;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Brings documents into the accounting software, each once: what may be there is looked for first. */
public final class Postings {

  private static final Duration UNTIL_CONNECTED = Duration.ofMinutes(10);
  private static final Duration UNTIL_ENTERED = Duration.ofSeconds(30);

  private final JdbcClient jdbc;
  private final Sales sales;
  private final Planner planner;
  private final Documents documents;
  private final @Nullable Bookkeeping books;
  private final LookAlikeGuard lookAlikes;
  private final Cases cases;

  /**
   * Begins to post.
   *
   * @param books null while no accounting software is connected
   */
  public Postings(
      JdbcClient jdbc, Sales sales, Planner planner, Cases cases, @Nullable Bookkeeping books) {
    this.jdbc = jdbc;
    this.sales = sales;
    this.planner = planner;
    this.documents = new Documents(jdbc);
    this.books = books;
    this.lookAlikes = new LookAlikeGuard(cases);
    this.cases = cases;
  }

  /**
   * Books the document that the delivery is about.
   *
   * @return the document's id at the books, or that there is nothing to book
   */
  public Outcome<String> deliver(Delivery delivery) {
    var connected = books;
    if (connected == null) {
      return unasked(delivery, "no accounting software is connected", UNTIL_CONNECTED);
    }
    return switch (prepare(delivery)) {
      case Prepared.Ended(var outcome) -> outcome;
      case Prepared.Found found -> deliver(connected, delivery, found);
    };
  }

  /** What there is to send, before anybody was asked about it. */
  sealed interface Prepared {

    /** Nothing is to be sent. */
    record Ended(Outcome<String> outcome) implements Prepared {}

    /**
     * A document.
     *
     * @param adopted it was told before there were documents, and is only looked for
     * @param off why it is not to be sent, because it does not tell what was entered
     */
    record Found(Posting posting, boolean adopted, Optional<String> off) implements Prepared {}
  }

  private Outcome<String> deliver(Bookkeeping connected, Delivery delivery, Prepared.Found found) {
    var posting = found.posting();
    if (delivery.lookFirst() || found.adopted()) {
      var earlier = connected.recall(posting);
      if (!(earlier instanceof NotSent<String>)) {
        return earlier;
      }
    }
    // Here it is certain that no earlier attempt has reached the books.
    if (found.adopted()) {
      return new Refused<>("held: it was booked before there were documents, and is not there any"
          + " more; book it there, or leave it set aside");
    }
    return found
        .off()
        .<Outcome<String>>map(Refused::new)
        .or(() -> lookAlikes.hold(connected, posting))
        .orElseGet(() -> told(connected.book(posting)));
  }

  /** Finds the document that a delivery is about. */
  Prepared prepare(Delivery delivery) {
    UUID id;
    try {
      id = UUID.fromString(delivery.subject());
    } catch (IllegalArgumentException none) {
      return new Prepared.Ended(unknown(delivery.subject()));
    }
    var accounts = Accounts.read(jdbc);
    var known = documents.withSiblings(List.of(id), accounts);
    if (!known.containsKey(id)) {
      // Its sale has just been recorded, and nobody has planned it yet.
      planner.plan(id);
      known = documents.withSiblings(List.of(id), accounts);
    }
    var kept = known.get(id);
    if (kept == null) {
      return new Prepared.Ended(withoutDocument(id, delivery));
    }
    return new Prepared.Found(
        new Posting(
            delivery.key(),
            SentAgain.of(jdbc, kept.document()),
            BooksChoices.ownItems(jdbc),
            BooksTracking.of(jdbc, id)),
        kept.adopted(),
        kept.adopted() ? Optional.empty() : off(known, accounts));
  }

  /** Opens the case that stands for all that are held because an item there is on another account. */
  Outcome<String> told(Outcome<String> outcome) {
    if (outcome instanceof Refused<String>(var ignored, var why)
        && why.startsWith(Bookkeeping.OTHER_ACCOUNT)) {
      BooksChoices.tell(cases, why);
    }
    return outcome;
  }

  /** Why documents of one cause do not tell what was entered; empty when they do. */
  private Optional<String> off(Map<UUID, Documents.Kept> kept, Accounts accounts) {
    var entered = documents.entered(kept.keySet(), accounts);
    for (var currency : entered.entrySet()) {
      var told = new ArrayList<Document>();
      kept.values().stream()
          .map(Documents.Kept::document)
          .filter(d -> d.head().currency().getCurrencyCode().equals(currency.getKey()))
          .forEach(told::add);
      var effect = Effects.of(told);
      if (!effect.equals(currency.getValue())) {
        return Optional.of("held: its documents would move %s, but the ledger has %s"
            .formatted(effect, currency.getValue()));
      }
    }
    return Optional.empty();
  }

  /** Nobody has asked there now, so what was in doubt still is. */
  private static Outcome<String> unasked(Delivery delivery, String why, Duration wait) {
    return delivery.lookFirst() ? new InDoubt<>(why) : new NotSent<>(why, wait);
  }

  private Outcome<String> withoutDocument(UUID id, Delivery delivery) {
    var sale = sales.forBooks(id);
    if (sale.isEmpty()) {
      return unknown(id.toString());
    }
    if (isSummedUp(id)) {
      // What became of it is told by its summary; nobody delivers the sale itself.
      return new Delivered<>("told in the summary of its day");
    }
    if (!new Ledger(jdbc).ofSale(id).isEmpty()) {
      // It was planned above: what was entered had been taken back before anybody was told.
      return new Delivered<>("nothing to book");
    }
    return SaleRecipe.of(sale.get().sale(), Map.of()).isEmpty()
        ? new Delivered<>("nothing to book")
        : unasked(delivery, "the ledger has not entered it yet", UNTIL_ENTERED);
  }

  private boolean isSummedUp(UUID sale) {
    return jdbc.sql("""
            select exists (
              select 1 from entry e
               where e.cause = 'SALE' and e.cause_id = :sale and e.version = 1
                 and (exists (select 1 from summary_entry w where w.entry_id = e.id)
                      or exists (select 1 from book_document_entry b
                                   join book_document d on d.id = b.document_id
                                  where b.entry_id = e.id and d.summary_day is not null)))
            """).param("sale", sale.toString()).query(Boolean.class).single();
  }

  private static Outcome<String> unknown(String subject) {
    return new Refused<>("there is no sale or document " + subject);
  }
}
