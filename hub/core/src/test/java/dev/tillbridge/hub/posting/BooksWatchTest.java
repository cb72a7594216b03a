package dev.tillbridge.hub.posting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.delivery.Delivery;
import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.hub.testing.Db;
import dev.tillbridge.model.books.Bookkeeping;
import dev.tillbridge.model.books.BooksConsent;
import dev.tillbridge.model.books.Contact;
import dev.tillbridge.model.books.LookAlike;
import dev.tillbridge.model.books.Posting;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BooksWatchTest {

  private final Db db = Db.fresh();
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-22T10:00:00Z"));
  private final Deliveries deliveries = new Deliveries(db.jdbc(), this::time);
  private final Cases cases = new Cases(db.jdbc(), this::time);
  private final Door books = new Door();
  private final BooksWatch watch = new BooksWatch(db.jdbc(), cases, deliveries, books, this::time);

  @AfterEach
  void close() {
    db.close();
  }

  @Test
  void revoked_access_is_told_at_once_and_nothing_is_tried_until_a_person_ends_it() {
    deliveries.add(Destination.BOOKS, "s1");
    books.contact = new Contact.Revoked("connect again");
    watch.watch();
    assertThat(told()).isPresent();
    pass(Duration.ofDays(2));
    watch.watch();
    assertThat(watch.claim(10)).isEmpty();
    assertThat(states()).containsExactly("DUE");

    books.contact = new Contact.Open();
    pass(BooksWatch.EVERY);
    watch.watch();
    assertThat(told()).isEmpty();
    assertThat(watch.claim(10)).extracting(Delivery::subject).containsExactly("s1");
  }

  @Test
  void what_found_no_books_is_due_at_the_first_contact_with_them() {
    deliveries.add(Destination.BOOKS, "s1");
    var unconnected = deliveries.claim(Destination.BOOKS, 1).getFirst();
    var none = new BooksWatch(db.jdbc(), cases, deliveries, null, this::time);
    none.settle(
        unconnected, new NotSent<>("no accounting software is connected", Duration.ofMinutes(10)));
    assertThat(watch.claim(10)).as("as long as nobody has heard of any books").isEmpty();

    watch.watch();

    var again = watch.claim(10);
    assertThat(again).extracting(Delivery::subject).containsExactly("s1");
    assertThat(again.getFirst().key()).isEqualTo(unconnected.key());
    // Only then: what they have asked us to wait for is waited for.
    watch.settle(again.getFirst(), new NotSent<>("slow down", Duration.ofMinutes(1)));
    watch.watch();
    assertThat(watch.claim(10)).isEmpty();
  }

  @Test
  void an_outage_is_told_after_three_minutes_within_five_of_its_begin() {
    books.contact = new Contact.Away("no connection");
    long seconds = 0;
    for (; told().isEmpty(); seconds += BooksWatch.EVERY.toSeconds()) {
      watch.watch();
      pass(BooksWatch.EVERY);
    }
    assertThat(seconds).isBetween(180L, 300L);
    watch.watch();
    assertThat(cases.open()).as("told once").hasSize(1);
    books.contact = new Contact.Revoked("the consent was withdrawn");
    watch.watch();
    assertThat(cases.open()).as("one case").hasSize(1);
    assertThat(told().orElse("")).as("that says what it is now").contains("withdrawn", "owner");
  }

  @Test
  void a_limit_is_no_outage() {
    books.contact = new Contact.Busy("slow down");
    for (int i = 0; i < 100; i++) {
      watch.watch();
      pass(BooksWatch.EVERY);
    }
    assertThat(told()).isEmpty();
    deliveries.add(Destination.BOOKS, "s1");
    assertThat(watch.claim(10)).hasSize(1);
  }

  @Test
  void what_was_not_sent_is_tried_for_as_long_as_it_takes() {
    deliveries.add(Destination.BOOKS, "s1");
    for (int i = 0; i < 40; i++) {
      var claimed = watch.claim(1);
      assertThat(claimed).as("attempt %d", i).hasSize(1);
      watch.settle(claimed.getFirst(), new NotSent<>("no connection", null));
      assertThat(watch.claim(1)).as("not in a hot circle").isEmpty();
      pass(Duration.ofSeconds(5));
    }
    assertThat(states()).containsExactly("DUE");
    watch.settle(watch.claim(1).getFirst(), new Delivered<>("doc"));
    assertThat(states()).containsExactly("DONE");
  }

  @Test
  void what_is_in_doubt_while_the_books_are_there_is_set_aside_in_the_end() {
    deliveries.add(Destination.BOOKS, "s1");
    for (int i = 0; i < 12; i++) {
      var claimed = watch.claim(1);
      watch.settle(claimed.getFirst(), new InDoubt<>("500 for this document"));
      pass(Duration.ofHours(1));
    }
    assertThat(states()).containsExactly("PARKED");
  }

  @Test
  void a_doubt_that_is_carried_when_the_books_go_away_does_not_count_and_is_looked_up_later() {
    deliveries.add(Destination.BOOKS, "s1");
    var carried = watch.claim(1).getFirst();
    books.contact = new Contact.Away("no connection");
    watch.watch();
    watch.settle(carried, new InDoubt<>("cut"));
    books.contact = new Contact.Open();
    pass(BooksWatch.EVERY);
    watch.watch();
    var again = watch.claim(1).getFirst();
    assertThat(again.lookFirst()).isTrue();
    assertThat(again.attempts()).isEqualTo(1);
    assertThat(again.key()).isEqualTo(carried.key());
  }

  @Test
  void a_refusal_is_one_as_ever() {
    deliveries.add(Destination.BOOKS, "s1");
    watch.settle(watch.claim(1).getFirst(), new Refused<>("no item"));
    assertThat(states()).containsExactly("PARKED");
  }

  private Instant time() {
    return Objects.requireNonNull(now.get());
  }

  private void pass(Duration by) {
    now.updateAndGet(at -> Objects.requireNonNull(at).plus(by));
  }

  private Optional<String> told() {
    return cases.find(BooksWatch.LOST, "door").map(c -> c.detail());
  }

  private List<String> states() {
    return db.jdbc()
        .sql("select state from delivery")
        .query((row, _) -> String.valueOf(row.getString("state")))
        .list();
  }

  /** Books of which only the door matters. */
  private static final class Door implements Bookkeeping {
    volatile Contact contact = new Contact.Open();

    @Override
    public String system() {
      return "door";
    }

    @Override
    public Capabilities capabilities() {
      return new Capabilities(true, true);
    }

    @Override
    public Outcome<String> book(Posting posting) {
      return new Refused<>("not asked for here");
    }

    @Override
    public Outcome<String> recall(Posting posting) {
      return new Refused<>("not asked for here");
    }

    @Override
    public Contact contact() {
      return contact;
    }

    @Override
    public Outcome<List<LookAlike>> lookAlikes(Posting posting) {
      return new Delivered<>(List.of());
    }

    @Override
    public Optional<BooksConsent> consent() {
      return Optional.empty();
    }
  }
}
