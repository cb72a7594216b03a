package dev.tillbridge.hub.posting;

import static dev.tillbridge.hub.sales.SalesRig.usd;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.books.Batches;
import dev.tillbridge.hub.books.Books;
import dev.tillbridge.hub.books.Cause;
import dev.tillbridge.hub.books.Draft;
import dev.tillbridge.hub.books.DraftLine;
import dev.tillbridge.hub.books.Event;
import dev.tillbridge.hub.books.Opening;
import dev.tillbridge.hub.cases.OpenCase;
import dev.tillbridge.hub.sales.CounterSale;
import dev.tillbridge.hub.sales.SalesRig;
import dev.tillbridge.model.books.Role;
import dev.tillbridge.model.catalog.Sku;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PlannerTest {

  private static final LocalDate TODAY = LocalDate.parse("2026-11-22");

  private final SalesRig hub = new SalesRig();
  private final Sku mug = hub.shelf("MUG", 1_000, 100);
  private final Planner planner = new Planner(
      hub.db.jdbc(), hub.db.tx(), hub.clock, hub.sales, hub.catalog, hub.deliveries, hub.cases);
  private final Books books = new Books(hub.db.jdbc(), hub.clock);

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void what_was_there_before_is_kept_and_never_sent_nor_is_its_end() {
    var batches = new Batches(hub.db.jdbc(), hub.db.tx(), hub.clock);
    var opening = UUID.randomUUID();
    batches.open(
        opening,
        new Opening(
            TODAY,
            List.of(new Opening.Line("1150", usd(90_000)), new Opening.Line("2200", usd(-4_000)))),
        "As the old books end",
        "Ann");
    batches.work(Duration.ofSeconds(10));
    enter(Cause.OPENING_STOCK, "main", Role.STOCK, Role.OPENING, null);
    planner.plan();
    batches.undo(UUID.randomUUID(), opening, "Twice", "Ann");
    batches.work(Duration.ofSeconds(10));
    planner.plan();

    assertThat(hub.count("entry where cause = 'OPENING_BALANCE'")).isEqualTo(2);
    assertThat(hub.count("book_document where adopted and kind = 'JOURNAL'")).isEqualTo(3);
    assertThat(hub.count("book_document where not adopted")).isZero();
    assertThat(hub.count("delivery where destination = 'BOOKS'")).isZero();
    assertThat(hub.count("entry_untold")).isZero();
  }

  @Test
  void an_entry_of_which_nothing_can_be_made_holds_up_no_other_and_is_told_to_a_person() {
    enter(Cause.GIFT, "before", Role.GIFT_CARD_GIVEN, Role.GIFT_CARD, "COUNTER");
    enter(Cause.GIFT, "broken", Role.GIFT_CARD_GIVEN, Role.GIFT_CARD, "a door nobody knows");
    enter(Cause.GIFT, "after", Role.GIFT_CARD_GIVEN, Role.GIFT_CARD, "COUNTER");

    planner.plan();
    planner.plan();

    assertThat(documents()).containsExactlyInAnyOrder("before", "after");
    assertThat(hub.count("delivery where destination = 'BOOKS'")).isEqualTo(2);
    assertThat(hub.count("entry_untold")).isEqualTo(1);
    var open = hub.cases.open();
    assertThat(open).extracting(OpenCase::kind).containsExactly(Planner.NOT_PLANNED);
    assertThat(open.getFirst().detail()).contains("entered for broken");

    // It is tried again in its time, and what comes later does not wait for it.
    enter(Cause.GIFT, "later", Role.GIFT_CARD_GIVEN, Role.GIFT_CARD, null);
    hub.now.updateAndGet(now -> Objects.requireNonNull(now).plus(Duration.ofMinutes(11)));
    planner.plan();
    assertThat(documents()).containsExactlyInAnyOrder("before", "after", "later");
    assertThat(hub.cases.open()).hasSize(1);
  }

  @Test
  void what_was_set_aside_is_told_as_soon_as_it_can_be_and_its_case_ends() {
    enter(Cause.GIFT, "slow", Role.GIFT_CARD_GIVEN, Role.GIFT_CARD, "COUNTER");
    hub.db
        .jdbc()
        .sql("update entry_untold set next_at = :at")
        .param("at", later())
        .update();
    var entry = hub.db
        .jdbc()
        .sql("select entry_id::text from entry_untold")
        .query((row, _) -> row.getString(1))
        .single();
    hub.cases.open(Planner.NOT_PLANNED, entry, "not planned", "");

    planner.plan();
    assertThat(documents()).isEmpty();
    hub.now.updateAndGet(now -> Objects.requireNonNull(now).plus(Duration.ofMinutes(11)));
    planner.plan();

    assertThat(documents()).containsExactly("slow");
    assertThat(hub.cases.open()).isEmpty();
  }

  @Test
  void a_plan_that_was_rolled_back_and_done_again_has_made_everything_once() {
    hub.db.tx().begin();
    var sale = hub.sales.record(CounterSale.of(mug, 2, 1_000).report()).view().id();
    enter(Cause.GIFT, "gift", Role.GIFT_CARD_GIVEN, Role.GIFT_CARD, "COUNTER");

    planner.plan();

    assertThat(documents()).containsExactlyInAnyOrder(sale.toString(), "gift");
    assertThat(hub.count("book_document_entry")).isEqualTo(2);
    assertThat(hub.count("delivery where destination = 'BOOKS'")).isEqualTo(2);
  }

  private java.time.OffsetDateTime later() {
    return hub.clock.instant().plus(Duration.ofMinutes(10)).atOffset(java.time.ZoneOffset.UTC);
  }

  private List<String> documents() {
    return hub.db
        .jdbc()
        .sql("select cause_id from book_document")
        .query((row, _) -> row.getString(1))
        .list();
  }

  private void enter(
      Cause cause,
      String id,
      Role debit,
      Role credit,
      @org.jspecify.annotations.Nullable String channel) {
    var draft = new Draft(
        new Event(cause, id, TODAY, TODAY, SalesRig.NOW, "main", channel, "R1"),
        "entered for " + id,
        List.of(
            new DraftLine(debit, "", "", usd(1_500)), new DraftLine(credit, "", "", usd(-1_500))));
    hub.db.tx().executeWithoutResult(_ -> books.enter(draft));
  }
}
