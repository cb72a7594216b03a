package dev.tillbridge.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.testing.Db;
import dev.tillbridge.model.shop.ShopEvent;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InboxTest {

  final Db db = Db.fresh();
  final DeliveriesTest.Clock clock = new DeliveriesTest.Clock();
  final Inbox inbox = new Inbox(db.jdbc(), clock);

  @AfterEach
  void close() {
    db.close();
  }

  @Test
  void the_same_event_three_times_is_one_event_and_another_shops_is_another() {
    assertThat(inbox.receive("a.example", event("e1", 0))).isTrue();
    assertThat(inbox.receive("a.example", event("e1", 0))).isFalse();
    assertThat(inbox.receive("b.example", event("e1", 0))).isTrue();
    assertThat(inbox.claim(10)).hasSize(2);
  }

  @Test
  void events_are_worked_on_in_the_order_in_which_they_happened() {
    inbox.receive("a.example", event("late", 30));
    inbox.receive("a.example", event("early", 10));
    assertThat(inbox.claim(10)).extracting(r -> r.event().id()).containsExactly("early", "late");
  }

  @Test
  void what_is_set_aside_waits_for_a_person_and_the_others_go_on() {
    inbox.receive("a.example", event("bad", 1));
    inbox.receive("a.example", event("good", 2));
    var claimed = inbox.claim(10);
    inbox.park(claimed.get(0), "line_items[0].sku: is missing");
    inbox.done(claimed.get(1), null);
    clock.tick(Duration.ofDays(1));
    assertThat(inbox.claim(10)).isEmpty();
    assertThat(inbox.retry(claimed.get(0).id())).isTrue();
    assertThat(inbox.claim(10)).extracting(r -> r.event().id()).containsExactly("bad");
  }

  @Test
  void what_a_crashed_worker_held_comes_back_and_its_late_word_changes_nothing() {
    inbox.receive("a.example", event("e1", 1));
    var lost = inbox.claim(1).getFirst();
    clock.tick(Deliveries.LEASE);
    var again = inbox.claim(1).getFirst();
    assertThat(again.attempts()).isEqualTo(2);
    inbox.park(lost, "too late");
    inbox.done(again, null);
    assertThat(db.jdbc().sql("select state from inbox").query(String.class).single())
        .isEqualTo("DONE");
  }

  @Test
  void a_body_with_a_zero_byte_is_stored_and_not_lost() {
    var odd = new ShopEvent("e1", "orders/create", clock.instant(), "{\"a\":\"\0\"}");
    assertThat(inbox.receive("a.example", odd)).isTrue();
    assertThat(inbox.claim(1)).hasSize(1);
  }

  private static ShopEvent event(String id, int second) {
    return new ShopEvent(
        id, "orders/create", Instant.parse("2026-03-01T09:00:00Z").plusSeconds(second), "{}");
  }
}
