package dev.tillbridge.torture.check;

import static dev.tillbridge.torture.check.Planted.CUP;
import static dev.tillbridge.torture.check.Planted.MUG;
import static dev.tillbridge.torture.check.Planted.MUG_NORTH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.torture.check.Books.Shelf;
import dev.tillbridge.torture.check.Books.Shortage;
import dev.tillbridge.torture.history.Line;
import dev.tillbridge.torture.history.Place;
import dev.tillbridge.torture.history.Reply;
import dev.tillbridge.torture.history.Request;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Each test plants one fault into books that are right, and the checker must name its rule. */
class CheckerTest {

  final Planted world = new Planted();

  @Test
  void a_day_on_which_all_went_well_breaks_nothing() {
    world.receive(MUG, 10);
    world.receive(CUP, 1);
    world.release(world.hold(MUG, 2));
    world.expire(world.hold(MUG, 3));
    world.sell(world.hold(MUG, 4));
    world.refuse(CUP, 2, 1);
    world.sell(CUP, 1);
    world.sell(CUP, 2);
    world.openCase("oversold", "main|CUP");
    var nobodyKnows = Planted.wish(MUG, 1);
    world.answer(nobodyKnows, new Reply.Unknown("timed out"));
    assertThat(world.found()).isEmpty();
    assertThat(world.foundWhenQuiet()).isEmpty();
  }

  @Test
  void i1_a_promise_beyond_the_shelf() {
    world.receive(MUG, 1);
    world.hold(MUG, 1);
    world.hold(MUG, 1);
    world.assertFinds("I1 MUG at main: promised what is not there: free went from 0 to -1");
  }

  @Test
  void i1_a_promise_beyond_the_shelf_is_seen_although_all_was_given_back_since() {
    world.receive(MUG, 1);
    var first = world.hold(MUG, 1);
    var second = world.hold(MUG, 1);
    world.release(first);
    world.release(second);
    world.assertFinds("I1 MUG at main");
  }

  @Test
  void i1_a_forced_sale_without_a_record() {
    world.receive(MUG, 1);
    var sale = world.sell(MUG, 3);
    world.record(sale, Map.of());
    world.assertFinds("I1 MUG at main: sale " + sale.id() + " sold 3 of 1");
  }

  @Test
  void i1_a_record_of_a_shortage_that_was_none() {
    world.receive(MUG, 5);
    var sale = world.sell(MUG, 3);
    world.record(sale, Map.of("MUG", new Shortage(3, 1)));
    world.assertFinds("I1 MUG at main: sale " + sale.id() + " was covered");
  }

  @Test
  void i1_free_below_its_licence() {
    world.receive(MUG, 1);
    world.sell(MUG, 3);
    world.shelves.put(MUG, new Shelf(Counts.goods(-2), 0));
    world.assertFinds("I1 MUG at main: free is -2 with a licence for 0");
  }

  @Test
  void i4_a_row_that_is_not_the_sum_of_its_ledger() {
    world.receive(MUG, 5);
    world.shelves.put(MUG, new Shelf(Counts.goods(6), 0));
    world.assertFinds("I4 MUG at main: the row says on hand 6");
  }

  @Test
  void i4_a_ledger_without_a_row() {
    world.line(CUP, Counts.goods(1), "COUNT", "c1");
    world.assertFinds("I4 CUP at main");
  }

  @Test
  void i4_less_than_nothing_held_at_one_prefix() {
    world.receive(MUG, 5);
    var wish = Planted.wish(MUG, 1);
    world.record(wish, "RELEASED", null, Map.of());
    world.move(MUG, Counts.promised(-1), "RELEASE", wish.id());
    world.move(MUG, Counts.promised(1), "HOLD", wish.id());
    world.assertFinds("I4 MUG at main: below zero after line 2 (RELEASE");
  }

  @Test
  void i5_one_cause_that_moves_units_twice() {
    world.receive(MUG, 5);
    var wish = world.hold(MUG, 1);
    world.move(MUG, Counts.promised(1), "HOLD", wish.id());
    world.assertFinds("I5 MUG at main: moved twice", "I5 hold " + wish.id() + ": should take");
  }

  @Test
  void i5_a_refused_hold_that_took_units() {
    world.receive(MUG, 5);
    var wish = world.refuse(MUG, 6, 5);
    world.move(MUG, Counts.promised(1), "HOLD", wish.id());
    world.assertFinds("I5 hold " + wish.id() + ": is REFUSED and took");
  }

  @Test
  void i5_a_hold_that_took_half_of_its_lines() {
    world.receive(MUG, 5);
    world.receive(CUP, 5);
    var wish = new Request.Hold(
        UUID.randomUUID(),
        "main",
        "COUNTER",
        List.of(new Line(MUG, 1), new Line(CUP, 1)),
        Planted.TTL);
    world.record(wish, "HELD", null, Map.of());
    world.move(MUG, Counts.promised(1), "HOLD", wish.id());
    world.assertFinds("I5 hold " + wish.id() + ": should take");
  }

  @Test
  void i5_another_wish_under_the_same_id_that_is_granted() {
    world.receive(MUG, 5);
    var wish = world.hold(MUG, 1);
    var other =
        new Request.Hold(wish.id(), "main", "COUNTER", List.of(new Line(MUG, 2)), Planted.TTL);
    world.answer(other, new Reply.Granted(wish.units()));
    world.assertFinds("I5 hold " + wish.id() + ": Hold[");
  }

  @Test
  void i5_the_same_wish_that_is_told_to_be_another() {
    world.receive(MUG, 5);
    var wish = world.hold(MUG, 1);
    world.answer(wish, new Reply.Reused());
    world.assertFinds("I5 hold " + wish.id() + ": was told to be another wish");
  }

  @Test
  void i5_another_sale_under_the_same_id_that_is_acknowledged() {
    world.receive(MUG, 5);
    var sale = world.sell(MUG, 1);
    world.answer(
        new Request.Sale(sale.id(), "main", null, List.of(new Line(MUG, 2)), Planted.START),
        new Reply.Recorded());
    world.assertFinds("I5 sale " + sale.id() + ": another content was acknowledged");
  }

  @Test
  void i5_a_sale_that_moved_something_else() {
    world.receive(MUG, 5);
    var sale = world.sell(MUG, 1);
    world.record(
        new Request.Sale(sale.id(), "main", null, List.of(new Line(MUG, 2)), Planted.START),
        Map.of());
    world.assertFinds("I5 sale " + sale.id() + ": should move");
  }

  @Test
  void i5_units_that_nobody_asked_to_move() {
    world.receive(MUG, 5);
    world.move(MUG, Counts.goods(5), "RECEIPT", UUID.randomUUID());
    world.move(MUG, Counts.promised(1), "HOLD", UUID.randomUUID());
    world.assertFinds("I5 RECEIPT", "I5 HOLD");
  }

  @Test
  void i9_a_refusal_for_a_reason_that_never_was() {
    world.receive(MUG, 50);
    var wish = world.refuse(MUG, 2, 0);
    // Before the first line nothing was there; long after it, something always was.
    world.ledger.replaceAll(entry -> new Books.Entry(
        entry.seq(),
        entry.place(),
        entry.change(),
        entry.cause(),
        entry.causeId(),
        entry.recordedAt().minusSeconds(600)));
    world.assertFinds("I9 hold " + wish.id() + ": was refused because only 0 of MUG were free");
  }

  @Test
  void i9_a_refusal_of_what_was_there() {
    world.receive(MUG, 5);
    var wish = world.refuse(MUG, 2, 5);
    world.assertFinds("I9 hold " + wish.id() + ": was refused, and there was enough");
  }

  @Test
  void an_answer_that_nobody_should_get_is_named() {
    world.answer(Planted.wish(MUG, 1), new Reply.Wrong(500, "internal"));
    world.assertFinds("answer Hold[");
  }

  @Test
  void i5_units_of_a_spread_hold_that_leave_from_where_they_were_not_held() {
    world.receive(MUG, 5);
    world.receive(MUG_NORTH, 5);
    var right = soldAtMain(MUG_NORTH);
    assertThat(world.found()).isEmpty();
    var wrong = soldAtMain(MUG);
    assertThat(world.found())
        .noneMatch(words -> words.contains(right.toString()))
        .anyMatch(words -> words.startsWith("I5 sale " + wrong + ": should move"));
  }

  /** A sale of two, one held here and one elsewhere; the second leaves from the given place. */
  private UUID soldAtMain(Place second) {
    var whole = Planted.wish(MUG, 1);
    var part = Planted.wish(MUG_NORTH, 1);
    var sale = Planted.report("main", whole.id(), List.of(new Line(MUG, 2)));
    world.record(whole, "FULFILLED", sale.id(), Map.of());
    world.record(part, "FULFILLED", sale.id(), Map.of());
    world.join(part, whole);
    world.move(MUG, Counts.promised(1), "HOLD", whole.id());
    world.move(MUG_NORTH, Counts.promised(1), "HOLD", part.id());
    boolean fromHere = second.equals(MUG);
    world.move(MUG, Counts.goods(fromHere ? -2 : -1).plus(Counts.promised(-1)), "SALE", sale.id());
    world.move(
        MUG_NORTH, Counts.goods(fromHere ? 0 : -1).plus(Counts.promised(-1)), "SALE", sale.id());
    world.record(sale, Map.of());
    return sale.id();
  }
}
