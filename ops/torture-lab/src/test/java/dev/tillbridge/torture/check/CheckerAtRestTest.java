package dev.tillbridge.torture.check;

import static dev.tillbridge.torture.check.Planted.MUG;
import static dev.tillbridge.torture.check.Planted.MUG_NORTH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.torture.check.Books.Escrow;
import org.junit.jupiter.api.Test;

/** As {@link CheckerTest}, of people, fences and sellers, and of what must be over in the end (I6 to I8, L). */
class CheckerAtRestTest {

  final Planted world = new Planted();

  @Test
  void i6_a_sale_that_was_not_covered_and_nobody_is_told() {
    world.receive(MUG_NORTH, 1);
    var sale = world.sell(MUG_NORTH, 2);
    world.assertFinds("I6 sale " + sale.id());
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
    assertThat(world.grown(before)).anyMatch(words -> words.startsWith("I6 case"));
  }

  @Test
  void i7_a_hold_of_an_old_epoch_after_the_fence() {
    world.receive(MUG, 5);
    world.hold(MUG, 1);
    var fell = world.tick();
    world.fences.add(new Fence("main", 1, fell, world.tick(), 1));
    var late = world.hold(MUG, 1);
    world.assertFinds(
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
    world.assertFinds("I8 MUG at main: escrowed is 2, sellers may sell 0");
    world.escrow.add(new Escrow("shop:a", MUG, 2));
    assertThat(world.found()).isEmpty();
    world.escrow.add(new Escrow("shop:b", MUG, 1));
    world.assertFinds("I8 MUG at main: escrowed is 2, sellers may sell 3");
  }

  @Test
  void i8_a_seller_who_owes_units() {
    world.escrow.add(new Escrow("till:1", MUG, -1));
    world.assertFinds("I8 MUG at main: till:1 may sell -1");
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
}
