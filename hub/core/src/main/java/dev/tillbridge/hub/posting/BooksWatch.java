package dev.tillbridge.hub.posting;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.delivery.Delivery;
import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.model.books.Bookkeeping;
import dev.tillbridge.model.books.Contact;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whether the books let us in. While they do not, sales wait: none is tried, none is set aside, and
 * all go on, each once, when they do again. A loss is told within minutes, also when nothing is sold.
 */
public final class BooksWatch {

  /** The kind of the case that tells of it. */
  public static final String LOST = "books-connection-lost";

  /** How often somebody has to run {@link #watch}. */
  public static final Duration EVERY = Duration.ofSeconds(20);

  /** An outage that ends by itself is told when it has lasted so long. */
  static final Duration TOLD_AFTER = Duration.ofMinutes(3);

  private static final List<Destination> TOLD =
      List.of(Destination.BOOKS, Destination.BOOKS_FILE, Destination.BOOKS_MAIL);

  private static final Duration ASK_AFTER = Duration.ofMinutes(2);
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(5);

  private final JdbcClient jdbc;
  private final Cases cases;
  private final Deliveries deliveries;
  private final @Nullable Bookkeeping books;
  private final InstantSource clock;

  // What this hub has heard itself; what all know is in the database.
  private volatile Instant heard = Instant.MIN;
  private volatile Instant restsUntil = Instant.MIN;
  private volatile boolean met;

  private record Lost(Instant since, String why) {}

  /**
   * Begins to watch.
   *
   * @param books null while none are connected
   */
  public BooksWatch(
      JdbcClient jdbc,
      Cases cases,
      Deliveries deliveries,
      @Nullable Bookkeeping books,
      InstantSource clock) {
    this.jdbc = jdbc;
    this.cases = cases;
    this.deliveries = deliveries;
    this.books = books;
    this.clock = clock;
  }

  /** Asks the books whether they let us in, if that is in doubt or was long ago. */
  public void watch() {
    if (books == null) {
      return;
    }
    var now = clock.instant();
    if (lost().isPresent() || heard.isBefore(now.minus(ASK_AFTER))) {
      ask();
    }
  }

  /** Asks the books now, for example because somebody has just connected them. */
  public Contact ask() {
    var connected = books;
    if (connected == null) {
      return new Contact.Revoked("no accounting software is connected");
    }
    var contact = connected.contact();
    switch (contact) {
      case Contact.Open ignored -> found();
      case Contact.Busy ignored -> {
        // A limit says nothing about whether we are let in.
      }
      case Contact.Away(var why) -> missed(why, TOLD_AFTER);
      case Contact.Revoked(var why) -> missed(why, Duration.ZERO);
    }
    return contact;
  }

  /** Takes sales to book; none while the books are away. */
  public List<Delivery> claim(int atMost) {
    return isOpen() ? deliveries.claim(Destination.BOOKS, atMost) : List.of();
  }

  /** Whether anything is to be claimed: not while the books are away. */
  public boolean isOpen() {
    return !clock.instant().isBefore(restsUntil) && lost().isEmpty();
  }

  /**
   * Notes how one ended. What was certainly not sent is tried again for as long as it takes; what is
   * in doubt counts as an attempt only while the books are there, because only then it is the
   * document that fails and not the connection.
   */
  public void settle(Delivery delivery, Outcome<String> outcome) {
    switch (outcome) {
      case Delivered<String> done -> {
        heard = clock.instant();
        deliveries.settle(delivery, done);
      }
      case Refused<String> no -> {
        heard = clock.instant();
        deliveries.settle(delivery, no);
      }
      case NotSent<String>(var why, var wait) -> {
        heard = Instant.MIN; // somebody should ask soon: the sweep does
        var pause = wait == null ? AFTER_TROUBLE : wait;
        deliveries.settleAway(Map.of(delivery, new NotSent<>(why, pause)));
      }
      case InDoubt<String> doubt -> {
        heard = Instant.MIN;
        if (lost().isPresent()) {
          deliveries.settleAway(Map.of(delivery, doubt));
        } else {
          deliveries.settle(delivery, doubt);
        }
      }
    }
  }

  private void found() {
    heard = clock.instant();
    restsUntil = Instant.MIN;
    int ended = jdbc.sql("""
            update books_contact set lost_since = null, lost_why = null
             where company = :company and lost_since is not null
            """).param("company", company()).update();
    // What was sold before there were any books waits, and so does what another hub has set back.
    // At the first contact of a hub all of it is due.
    if (ended > 0 || !met) {
      TOLD.forEach(deliveries::resume);
    }
    met = true;
    cases.close(LOST, company(), "the books answer again");
  }

  private void missed(String why, Duration toldAfter) {
    var now = clock.instant();
    restsUntil = now.plus(AFTER_TROUBLE);
    var since = jdbc.sql("""
            insert into books_contact as c (company, lost_since, lost_why)
            values (:company, :now, :why)
            on conflict (company) do update
               set lost_since = coalesce(c.lost_since, excluded.lost_since),
                   lost_why = excluded.lost_why
            returning lost_since
            """)
        .param("company", company())
        .param("now", now.atOffset(UTC))
        .param("why", why)
        .query((row, _) ->
            row.getObject("lost_since", java.time.OffsetDateTime.class).toInstant())
        .single();
    if (!since.plus(toldAfter).isAfter(now)) {
      tell(why, toldAfter.isZero());
    }
  }

  /** What began as an outage may turn out to be the end of our access: then the case says so. */
  private void tell(String why, boolean revoked) {
    var title = "The connection to the books is lost";
    var detail = "%s. %s What is sold meanwhile waits, and is booked by itself, each sale once."
        .formatted(
            why,
            revoked
                ? "Nothing is booked until an owner connects again, at /console/books/connect."
                : "Nothing is booked until they answer; we ask them three times a minute.");
    cases.open(LOST, company(), title, detail);
    cases.find(LOST, company()).ifPresent(told -> cases.describe(told.id(), title, detail));
  }

  private Optional<Lost> lost() {
    return jdbc.sql("""
            select lost_since, lost_why from books_contact
             where company = :company and lost_since is not null
            """)
        .param("company", company())
        .query((row, _) -> new Lost(
            row.getObject("lost_since", java.time.OffsetDateTime.class).toInstant(),
            row.getString("lost_why")))
        .optional();
  }

  private String company() {
    return books == null ? "" : books.system();
  }
}
