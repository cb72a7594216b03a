package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.stock.SimHub.Reply;
import dev.tillbridge.hub.stock.SimPromises.Promise;
import dev.tillbridge.hub.stock.sim.Dice;
import dev.tillbridge.hub.stock.sim.Fibers;
import dev.tillbridge.hub.stock.sim.Trace;
import dev.tillbridge.hub.stock.sim.Violation;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.stock.Hold;
import dev.tillbridge.model.stock.HoldState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One customer: wishes, is answered or not, and then buys, changes his mind, or walks away. */
final class SimCart {

  private static final int TRIES = 4;

  private final SimWorld world;
  private final SimOptions options;
  private final Fibers fibers;
  private final Dice dice;

  SimCart(SimWorld world) {
    this.world = world;
    this.options = world.options();
    this.fibers = world.fibers();
    this.dice = world.dice();
  }

  void shop() {
    fibers.sleep(dice.below(1_500));
    var promise = world.promises().wished(wish());
    if (dice.permille(options.twice())) {
      world.begin("twin", () -> ask(promise));
    }
    if (dice.oneIn(10)) {
      promise.hasImpostor = true;
      world.begin("impostor", () -> impersonate(promise));
    }
    var answer = ask(promise);
    if (answer instanceof Answer.Granted) {
      goOn(promise);
    } else if (answer == null) {
      if (dice.oneIn(2)) {
        release(promise);
      }
    } else if (dice.permille(options.forced())) {
      till().sell(null, promise.wish);
    }
  }

  private void goOn(Promise promise) {
    int choice = dice.below(8);
    if (dice.permille(options.pays())) {
      till().pay(promise);
      return;
    }
    switch (choice) {
      case 0 -> {}
      case 1, 2 -> release(promise);
      case 3 -> {
        world.begin("twin", () -> release(promise));
        release(promise);
      }
      case 4 -> {
        // Paid with cash in hand, perhaps long after the hold ran out.
        fibers.sleep(dice.below(5_000));
        buy(promise);
      }
      case 5 -> {
        ask(promise);
        buy(promise);
      }
      case 6 -> {
        promise.hasImpostor = true;
        impersonate(promise);
        look(promise);
        release(promise);
      }
      default -> buy(promise);
    }
  }

  private void buy(Promise promise) {
    till().sell(promise, promise.wish);
  }

  private SimTill till() {
    return new SimTill(world);
  }

  private SpreadRequest wish() {
    var location = dice.of(world.locations());
    var lines = new ArrayList<SpreadRequest.Line>();
    lines.add(line(location));
    if (dice.oneIn(3)) {
      lines.add(line(location));
    }
    if (dice.permille(options.spread())) {
      lines.add(line(dice.of(world.locations())));
    }
    var ttl = Duration.ofSeconds(dice.between(1, 4));
    var channel = dice.oneIn(2) ? Channel.COUNTER : Channel.WEB;
    return new SpreadRequest(dice.id(), channel, lines, ttl);
  }

  private SpreadRequest.Line line(LocationId location) {
    int units = dice.oneIn(3) ? 2 : 1;
    return new SpreadRequest.Line(location, dice.of(world.tables().catalogue), units);
  }

  /** Asks, again under the same id when nothing is heard; null when it remains unknown. */
  private @Nullable Answer ask(Promise promise) {
    for (int i = 0; i < TRIES; i++) {
      var hub = world.anyHub();
      if (fibers.trace().on()) {
        fibers.note("wants " + Trace.shortly(promise.id()) + " " + promise.units + " of "
            + hub.host.name());
      }
      var reply = hub.call("reserve", () -> hub.reserve(promise.wish));
      switch (reply) {
        case Reply.Answered<Answer>(var answer) -> {
          world.promises().told(promise, answer);
          return answer;
        }
        case Reply.Failed<Answer>(IdReused why) -> {
          if (!promise.hasImpostor) {
            throw new Violation("I5", "the same wish again is called another: " + why);
          }
          return null;
        }
        case Reply.Failed<Answer> ignored -> fibers.sleep(dice.between(1, 300));
        case Reply.Silence<Answer> ignored -> fibers.sleep(dice.between(1, 300));
      }
    }
    return null;
  }

  private void release(Promise promise) {
    promise.givenUp = true;
    for (int i = 0; i < TRIES; i++) {
      var hub = world.anyHub();
      var reply = hub.call("release", () -> hub.reservations.release(promise.id()));
      if (reply instanceof Reply.Answered<Hold>(var hold)) {
        world.promises().released(promise, hold);
        return;
      }
      fibers.sleep(dice.between(1, 300));
    }
  }

  /** Sends another wish under the same id; one of the two must be told so. */
  private void impersonate(Promise promise) {
    var lines = new ArrayList<>(promise.wish.lines());
    var first = lines.getFirst();
    lines.set(0, new SpreadRequest.Line(first.location(), first.sku(), first.quantity() + 1));
    var other = new SpreadRequest(promise.id(), promise.wish.channel(), lines, promise.wish.ttl());
    var hub = world.anyHub();
    var reply = hub.call("impostor", () -> hub.reserve(other));
    if (reply instanceof Reply.Answered<Answer>(var answer) && !isTombstone(answer)) {
      promise.impostorAnswered = true;
      world.promises().lookForTwoWishes(promise);
    }
  }

  private static boolean isTombstone(Answer answer) {
    return answer instanceof Answer.Ended(var hold) && hold.state() == HoldState.VOID;
  }

  /** Whoever reads a hold sees all of it. */
  private void look(Promise promise) {
    var hub = world.anyHub();
    var reply =
        hub.call("find", () -> hub.reservations.find(promise.id()).stream().toList());
    if (reply instanceof Reply.Answered<List<Hold>>(var holds)
        && (holds.isEmpty() || holds.getFirst().lines().isEmpty())) {
      throw new Violation("I2", "a granted hold reads " + holds);
    }
  }
}
