package dev.tillbridge.torture.check;

import static dev.tillbridge.torture.check.Planted.CUP;
import static dev.tillbridge.torture.check.Planted.MUG;
import static dev.tillbridge.torture.check.Planted.MUG_NORTH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.torture.check.Books.Escrow;
import dev.tillbridge.torture.check.Books.Shelf;
import dev.tillbridge.torture.check.Books.Shortage;
import dev.tillbridge.torture.history.Line;
import dev.tillbridge.torture.history.Reply;
import dev.tillbridge.torture.history.Request;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Each test plants one fault into books that are right, and the checker must name its rule. */
class CheckerTest {

  final Planted world = new Planted();

  private void assertFinds(String... beginnings) {
    var found = world.found();
    for (var beginning : beginnings) {
      assertThat(found).as("%s", found).anyMatch(words -> words.startsWith(beginning));
    }
  }

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
    assertFinds("I1 MUG at main: promised what is not there: free went from 0 to -1");
  }

  @Test
  void i1_a_promise_beyond_the_shelf_is_seen_although_all_was_given_back_since() {
    world.receive(MUG, 1);
    var first = world.hold(MUG, 1);
    var second = world.hold(MUG, 1);
    world.release(first);
    world.release(second);
    assertFinds("I1 MUG at main");
  }

  @Test
  void i1_a_forced_sale_without_a_record() {
    world.receive(MUG, 1);
    var sale = world.sell(MUG, 3);
    world.record(sale, Map.of());
    assertFinds("I1 MUG at main: sale " + sale.id() + " sold 3 of 1");
  }

  @Test
  void i1_a_record_of_a_shortage_that_was_none() {
    world.receive(MUG, 5);
    var sale = world.sell(MUG, 3);
    world.record(sale, Map.of("MUG", new Shortage(3, 1)));
    assertFinds("I1 MUG at main: sale " + sale.id() + " was covered");
  }

  @Test
  void i1_free_below_its_licence() {
    world.receive(MUG, 1);
    world.sell(MUG, 3);
    world.shelves.put(MUG, new Shelf(Counts.goods(-2), 0));
    assertFinds("I1 MUG at main: free is -2 with a licence for 0");
  }

  @Test
  void i2_an_acknowledged_hold_that_is_gone() {
    world.receive(MUG, 5);
    world.answer(Planted.wish(MUG, 1), new Reply.Granted(Map.of(MUG, 1)));
    assertFinds("I2 hold");
  }

  @Test
  void i2_an_acknowledged_hold_that_turned_out_to_be_refused() {
    world.receive(MUG, 1);
    var wish = world.refuse(MUG, 2, 1);
    world.answer(wish, new Reply.Granted(wish.units()));
    assertFinds("I2 hold " + wish.id() + ": was granted and is REFUSED");
  }

  @Test
  void i2_a_refusal_that_took_units_after_all() {
    world.receive(MUG, 2);
    var wish = world.hold(MUG, 2);
    world.answer(wish, new Reply.Refused(Map.of(MUG, 1)));
    assertFinds("I2 hold " + wish.id() + ": was refused and is HELD");
  }

  @Test
  void i2_an_acknowledged_sale_or_receipt_that_is_gone() {
    world.receive(MUG, 5);
    var sale = Planted.report("main", null, List.of(new Line(MUG, 1)));
    world.answer(sale, new Reply.Recorded());
    var receipt = new Request.Receipt(UUID.randomUUID(), "main", List.of(new Line(MUG, 1)));
    world.answer(receipt, new Reply.Recorded());
    assertFinds("I2 sale " + sale.id(), "I2 receipt " + receipt.id());
  }

  @Test
  void i2_a_release_that_was_told_and_did_not_last() {
    world.receive(MUG, 5);
    var wish = world.hold(MUG, 1);
    world.answer(new Request.Release(wish.id()), new Reply.Now("RELEASED"));
    assertFinds("I2 hold " + wish.id() + ": was told to be RELEASED");
  }

  @Test
  void i3_a_hold_that_ends_twice() {
    world.receive(MUG, 5);
    world.hold(MUG, 2);
    var wish = world.hold(MUG, 1);
    world.release(wish);
    world.move(MUG, Counts.promised(-1), "EXPIRY", wish.id());
    assertFinds("I3 hold " + wish.id() + ": is RELEASED and expired by");
  }

  @Test
  void i3_a_sold_hold_that_is_released_as_well() {
    world.receive(MUG, 5);
    world.hold(MUG, 2);
    var wish = world.hold(MUG, 1);
    world.sell(wish);
    world.move(MUG, Counts.promised(-1), "RELEASE", wish.id());
    assertFinds("I3 hold " + wish.id() + ": is FULFILLED and was released by");
  }

  @Test
  void i3_a_hold_that_is_over_and_gave_nothing_back() {
    world.receive(MUG, 5);
    var wish = world.hold(MUG, 1);
    world.set(wish, "EXPIRED", null);
    assertFinds("I3 hold " + wish.id() + ": is EXPIRED and expired by {}");
  }

  @Test
  void i3_a_hold_that_was_over_and_is_granted_again() {
    world.receive(MUG, 5);
    var wish = world.hold(MUG, 1);
    world.release(wish);
    world.answer(wish, new Reply.Ended("RELEASED"));
    world.answer(wish, new Reply.Granted(wish.units()));
    assertFinds("I3 hold " + wish.id() + ": was over, and granted again");
  }

  @Test
  void i3_a_hold_whose_end_changes() {
    world.receive(MUG, 5);
    var wish = world.hold(MUG, 1);
    world.expire(wish);
    world.answer(wish, new Reply.Ended("RELEASED"));
    assertFinds("I3 hold " + wish.id() + ": was told to be RELEASED and is EXPIRED");
  }

  @Test
  void i3_a_part_that_outlives_the_whole() {
    world.receive(MUG, 5);
    world.receive(MUG_NORTH, 5);
    var whole = world.hold(MUG, 1);
    var part = world.hold(MUG_NORTH, 1);
    var hold = java.util.Objects.requireNonNull(world.holds.get(part.id()));
    world.holds.put(
        part.id(),
        new Books.Hold(
            hold.location(),
            hold.channel(),
            hold.state(),
            hold.epoch(),
            null,
            hold.createdAt(),
            hold.ttlSeconds(),
            whole.id(),
            hold.units(),
            hold.available()));
    world.release(whole);
    assertFinds("I3 hold " + part.id() + ": is HELD, and the whole");
  }

  @Test
  void i4_a_row_that_is_not_the_sum_of_its_ledger() {
    world.receive(MUG, 5);
    world.shelves.put(MUG, new Shelf(Counts.goods(6), 0));
    assertFinds("I4 MUG at main: the row says on hand 6");
  }

  @Test
  void i4_a_ledger_without_a_row() {
    world.line(CUP, Counts.goods(1), "COUNT", "c1");
    assertFinds("I4 CUP at main");
  }

  @Test
  void i4_less_than_nothing_held_at_one_prefix() {
    world.receive(MUG, 5);
    var wish = Planted.wish(MUG, 1);
    world.record(wish, "RELEASED", null, Map.of());
    world.move(MUG, Counts.promised(-1), "RELEASE", wish.id());
    world.move(MUG, Counts.promised(1), "HOLD", wish.id());
    assertFinds("I4 MUG at main: below zero after line 2 (RELEASE");
  }

  @Test
  void i5_one_cause_that_moves_units_twice() {
    world.receive(MUG, 5);
    var wish = world.hold(MUG, 1);
    world.move(MUG, Counts.promised(1), "HOLD", wish.id());
    assertFinds("I5 MUG at main: moved twice", "I5 hold " + wish.id() + ": should take");
  }

  @Test
  void i5_a_refused_hold_that_took_units() {
    world.receive(MUG, 5);
    var wish = world.refuse(MUG, 6, 5);
    world.move(MUG, Counts.promised(1), "HOLD", wish.id());
    assertFinds("I5 hold " + wish.id() + ": is REFUSED and took");
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
    assertFinds("I5 hold " + wish.id() + ": should take");
  }

  @Test
  void i5_another_wish_under_the_same_id_that_is_granted() {
    world.receive(MUG, 5);
    var wish = world.hold(MUG, 1);
    var other =
        new Request.Hold(wish.id(), "main", "COUNTER", List.of(new Line(MUG, 2)), Planted.TTL);
    world.answer(other, new Reply.Granted(wish.units()));
    assertFinds("I5 hold " + wish.id() + ": Hold[");
  }

  @Test
  void i5_the_same_wish_that_is_told_to_be_another() {
    world.receive(MUG, 5);
    var wish = world.hold(MUG, 1);
    world.answer(wish, new Reply.Reused());
    assertFinds("I5 hold " + wish.id() + ": was told to be another wish");
  }

  @Test
  void i5_another_sale_under_the_same_id_that_is_acknowledged() {
    world.receive(MUG, 5);
    var sale = world.sell(MUG, 1);
    world.answer(
        new Request.Sale(sale.id(), "main", null, List.of(new Line(MUG, 2)), Planted.START),
        new Reply.Recorded());
    assertFinds("I5 sale " + sale.id() + ": another content was acknowledged");
  }

  @Test
  void i5_a_sale_that_moved_something_else() {
    world.receive(MUG, 5);
    var sale = world.sell(MUG, 1);
    world.record(
        new Request.Sale(sale.id(), "main", null, List.of(new Line(MUG, 2)), Planted.START),
        Map.of());
    assertFinds("I5 sale " + sale.id() + ": should move");
  }

  @Test
  void i5_units_that_nobody_asked_to_move() {
    world.receive(MUG, 5);
    world.move(MUG, Counts.goods(5), "RECEIPT", UUID.randomUUID());
    world.move(MUG, Counts.promised(1), "HOLD", UUID.randomUUID());
    assertFinds("I5 RECEIPT", "I5 HOLD");
  }

  @Test
  void i6_a_sale_that_was_not_covered_and_nobody_is_told() {
    world.receive(MUG_NORTH, 1);
    var sale = world.sell(MUG_NORTH, 2);
    assertFinds("I6 sale " + sale.id());
    world.openCase("sold-against-policy", sale.id().toString());
    assertThat(world.found()).isEmpty();
    assertThat(world.foundWhenQuiet())
        .containsExactly("I6 MUG at north: is oversold by 1 and nobody is told");
  }

  @Test
  void i6_a_case_that_vanishes() {
    world.openCase("oversold", "main|MUG");
    var before = world.books();
    world.cases.clear();
    assertThat(grown(before)).anyMatch(words -> words.startsWith("I6 case"));
  }

  @Test
  void i7_a_hold_of_an_old_epoch_after_the_fence() {
    world.receive(MUG, 5);
    world.hold(MUG, 1);
    var fell = world.tick();
    world.fences.add(new Fence("main", 1, fell, world.tick(), 1));
    var late = world.hold(MUG, 1);
    assertFinds(
        "I7 fence of main after epoch 1: hold " + late.id(),
        "I7 fence of main after epoch 1: 1 holds of old epochs when it fell, 2 now");
  }

  @Test
  void i7_anything_that_is_written_while_the_fence_stands() {
    world.receive(MUG, 5);
    var fell = world.tick();
    world.receive(MUG_NORTH, 5);
    var wrong = world.receive(MUG, 5);
    world.fences.add(new Fence("main", 1, fell, world.tick(), 0));
    assertThat(world.found())
        .singleElement()
        .asString()
        .startsWith("I7 fence of main")
        .contains(wrong.id().toString());
  }

  @Test
  void i8_escrow_that_no_seller_has_or_that_a_seller_has_twice() {
    world.receive(MUG, 5);
    world.move(MUG, new Counts(0, 0, 0, 2, 0, 0, 0), "PUBLISH", "p1");
    assertFinds("I8 MUG at main: escrowed is 2, sellers may sell 0");
    world.escrow.add(new Escrow("shop:a", MUG, 2));
    assertThat(world.found()).isEmpty();
    world.escrow.add(new Escrow("shop:b", MUG, 1));
    assertFinds("I8 MUG at main: escrowed is 2, sellers may sell 3");
  }

  @Test
  void i8_a_seller_who_owes_units() {
    world.escrow.add(new Escrow("till:1", MUG, -1));
    assertFinds("I8 MUG at main: till:1 may sell -1");
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
    assertFinds("I9 hold " + wish.id() + ": was refused because only 0 of MUG were free");
  }

  @Test
  void i9_a_refusal_of_what_was_there() {
    world.receive(MUG, 5);
    var wish = world.refuse(MUG, 2, 5);
    assertFinds("I9 hold " + wish.id() + ": was refused, and there was enough");
  }

  @Test
  void i2_a_line_of_the_ledger_that_changes_or_vanishes() {
    world.receive(MUG, 5);
    var before = world.books();
    var line = world.ledger.removeLast();
    assertThat(grown(before)).anyMatch(words -> words.startsWith("I2 line 1"));
    world.ledger.add(new Books.Entry(
        line.seq(),
        line.place(),
        Counts.goods(4),
        line.cause(),
        line.causeId(),
        line.recordedAt()));
    assertThat(grown(before)).anyMatch(words -> words.startsWith("I2 line 1"));
  }

  @Test
  void i3_an_end_that_is_another_one_later() {
    world.receive(MUG, 5);
    var wish = world.hold(MUG, 1);
    world.release(wish);
    var before = world.books();
    world.set(wish, "EXPIRED", null);
    assertThat(grown(before)).anyMatch(words -> words.startsWith("I3 hold " + wish.id()));
  }

  @Test
  void i2_a_hold_or_sale_that_vanishes_between_two_looks() {
    world.receive(MUG, 5);
    var wish = world.hold(MUG, 1);
    var sale = world.sell(MUG, 1);
    var before = world.books();
    world.holds.clear();
    world.sales.clear();
    assertThat(grown(before))
        .anyMatch(words -> words.startsWith("I2 hold " + wish.id()))
        .anyMatch(words -> words.startsWith("I2 sale " + sale.id()));
  }

  private List<String> grown(Books before) {
    return Checker.check(world.history, world.books(), List.of(), Set.of(), before).stream()
        .map(Violation::toString)
        .toList();
  }

  @Test
  void l1_a_hold_that_never_ends_and_an_outcome_that_nobody_can_find_out() {
    world.receive(MUG, 5);
    var wish = world.hold(MUG, 1);
    assertThat(world.foundWhenQuiet(wish))
        .anyMatch(words -> words.startsWith("L1 hold " + wish.id() + ": is still HELD"))
        .anyMatch(words -> words.startsWith("L1 Hold["))
        .anyMatch(words -> words.startsWith("L2 MUG at main: nothing is promised"));
  }

  @Test
  void l3_a_fence_that_stays() {
    world.states.put("main", "FENCED");
    assertThat(world.foundWhenQuiet()).containsExactly("L3 location main: is FENCED");
  }

  @Test
  void an_answer_that_nobody_should_get_is_named() {
    world.answer(Planted.wish(MUG, 1), new Reply.Wrong(500, "internal"));
    assertFinds("answer Hold[");
  }
}
