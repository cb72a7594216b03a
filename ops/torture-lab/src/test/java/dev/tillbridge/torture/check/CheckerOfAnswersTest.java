package dev.tillbridge.torture.check;

import static dev.tillbridge.torture.check.Planted.MUG;
import static dev.tillbridge.torture.check.Planted.MUG_NORTH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.torture.history.Line;
import dev.tillbridge.torture.history.Reply;
import dev.tillbridge.torture.history.Request;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** As {@link CheckerTest}, of what clients were told, and of ends that do not last (I2, I3). */
class CheckerOfAnswersTest {

  final Planted world = new Planted();

  @Test
  void i2_an_acknowledged_hold_that_is_gone() {
    world.receive(MUG, 5);
    world.answer(Planted.wish(MUG, 1), new Reply.Granted(Map.of(MUG, 1)));
    world.assertFinds("I2 hold");
  }

  @Test
  void i2_an_acknowledged_hold_that_turned_out_to_be_refused() {
    world.receive(MUG, 1);
    var wish = world.refuse(MUG, 2, 1);
    world.answer(wish, new Reply.Granted(wish.units()));
    world.assertFinds("I2 hold " + wish.id() + ": was granted and is REFUSED");
  }

  @Test
  void i2_a_refusal_that_took_units_after_all() {
    world.receive(MUG, 2);
    var wish = world.hold(MUG, 2);
    world.answer(wish, new Reply.Refused(Map.of(MUG, 1)));
    world.assertFinds("I2 hold " + wish.id() + ": was refused and is HELD");
  }

  @Test
  void i2_an_acknowledged_sale_or_receipt_that_is_gone() {
    world.receive(MUG, 5);
    var sale = Planted.report("main", null, List.of(new Line(MUG, 1)));
    world.answer(sale, new Reply.Recorded());
    var receipt = new Request.Receipt(UUID.randomUUID(), "main", List.of(new Line(MUG, 1)));
    world.answer(receipt, new Reply.Recorded());
    world.assertFinds("I2 sale " + sale.id(), "I2 receipt " + receipt.id());
  }

  @Test
  void i2_a_release_that_was_told_and_did_not_last() {
    world.receive(MUG, 5);
    var wish = world.hold(MUG, 1);
    world.answer(new Request.Release(wish.id()), new Reply.Now("RELEASED"));
    world.assertFinds("I2 hold " + wish.id() + ": was told to be RELEASED");
  }

  @Test
  void i3_a_hold_that_ends_twice() {
    world.receive(MUG, 5);
    world.hold(MUG, 2);
    var wish = world.hold(MUG, 1);
    world.release(wish);
    world.move(MUG, Counts.promised(-1), "EXPIRY", wish.id());
    world.assertFinds("I3 hold " + wish.id() + ": is RELEASED and expired by");
  }

  @Test
  void i3_a_sold_hold_that_is_released_as_well() {
    world.receive(MUG, 5);
    world.hold(MUG, 2);
    var wish = world.hold(MUG, 1);
    world.sell(wish);
    world.move(MUG, Counts.promised(-1), "RELEASE", wish.id());
    world.assertFinds("I3 hold " + wish.id() + ": is FULFILLED and was released by");
  }

  @Test
  void i3_a_hold_that_is_over_and_gave_nothing_back() {
    world.receive(MUG, 5);
    var wish = world.hold(MUG, 1);
    world.set(wish, "EXPIRED", null);
    world.assertFinds("I3 hold " + wish.id() + ": is EXPIRED and expired by {}");
  }

  @Test
  void i3_a_hold_that_was_over_and_is_granted_again() {
    world.receive(MUG, 5);
    var wish = world.hold(MUG, 1);
    world.release(wish);
    world.answer(wish, new Reply.Ended("RELEASED"));
    world.answer(wish, new Reply.Granted(wish.units()));
    world.assertFinds("I3 hold " + wish.id() + ": was over, and granted again");
  }

  @Test
  void i3_a_hold_whose_end_changes() {
    world.receive(MUG, 5);
    var wish = world.hold(MUG, 1);
    world.expire(wish);
    world.answer(wish, new Reply.Ended("RELEASED"));
    world.assertFinds("I3 hold " + wish.id() + ": was told to be RELEASED and is EXPIRED");
  }

  @Test
  void i3_a_part_that_outlives_the_whole() {
    world.receive(MUG, 5);
    world.receive(MUG_NORTH, 5);
    var whole = world.hold(MUG, 1);
    var part = world.hold(MUG_NORTH, 1);
    world.join(part, whole);
    world.release(whole);
    world.assertFinds("I3 hold " + part.id() + ": is HELD, and the whole");
  }

  @Test
  void i2_a_line_of_the_ledger_that_changes_or_vanishes() {
    world.receive(MUG, 5);
    var before = world.books();
    var line = world.ledger.removeLast();
    assertThat(world.grown(before)).anyMatch(words -> words.startsWith("I2 line 1"));
    world.ledger.add(new Books.Entry(
        line.seq(),
        line.place(),
        Counts.goods(4),
        line.cause(),
        line.causeId(),
        line.recordedAt()));
    assertThat(world.grown(before)).anyMatch(words -> words.startsWith("I2 line 1"));
  }

  @Test
  void i3_an_end_that_is_another_one_later() {
    world.receive(MUG, 5);
    var wish = world.hold(MUG, 1);
    world.release(wish);
    var before = world.books();
    world.set(wish, "EXPIRED", null);
    assertThat(world.grown(before)).anyMatch(words -> words.startsWith("I3 hold " + wish.id()));
  }

  @Test
  void i2_a_hold_or_sale_that_vanishes_between_two_looks() {
    world.receive(MUG, 5);
    var wish = world.hold(MUG, 1);
    var sale = world.sell(MUG, 1);
    var before = world.books();
    world.holds.clear();
    world.sales.clear();
    assertThat(world.grown(before))
        .anyMatch(words -> words.startsWith("I2 hold " + wish.id()))
        .anyMatch(words -> words.startsWith("I2 sale " + sale.id()));
  }
}
