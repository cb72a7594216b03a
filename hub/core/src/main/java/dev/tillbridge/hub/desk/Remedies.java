package dev.tillbridge.hub.desk;

import dev.tillbridge.hub.desk.Claimant.Kind;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.NotPossible;
import dev.tillbridge.hub.sales.SaleChange;
import dev.tillbridge.hub.sales.SaleChanges;
import dev.tillbridge.hub.stock.Promises;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.stock.StockLine;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Carries remedies out, in the caller's transaction. Each either does all of what it says, or throws
 * {@link NotPossible} and does nothing.
 */
final class Remedies {

  /** The kind of a case about money that a person must give back; its subject: the cause. */
  static final String REFUND = "refund-due";

  private final DeskParts parts;
  private final Promises promises;
  private final PickUps pickUps;
  private final SaleChanges sales;
  private final MoneyBack money;

  Remedies(DeskParts parts, PickUps pickUps, SaleChanges sales, MoneyBack money) {
    this.parts = parts;
    this.promises = parts.promises();
    this.pickUps = pickUps;
    this.sales = sales;
    this.money = money;
  }

  /** What was done, in words, and what the customer gets back, if anything. */
  record Effect(String words, @Nullable Money amount) {
    Effect(String words) {
      this(words, null);
    }
  }

  /**
   * Whose units, and how many of them.
   *
   * @param change under which it stands in the ledger and on the sale
   */
  record Target(UUID change, Claimant who, int units, String by) {
    UUID hold() {
      return who.promise().holdId();
    }

    Sku sku() {
      return who.promise().sku();
    }
  }

  Effect otherLocation(Target target, LocationId to) {
    var place = parts
        .places()
        .find(to)
        .orElseThrow(() -> BadInput.of("location", "there is no location " + to));
    var who = target.who();
    if (who.promise().isCommitted()) {
      // A customer who comes for it comes for all of it.
      var units = who.kind() == Kind.PICKUP
          ? promises.lines(target.hold())
          : List.of(new StockLine(target.sku(), target.units()));
      promises.reroute(target.change(), target.hold(), units, to);
      note(target, SaleChange.Kind.REROUTED, "comes from " + place.name());
      return new Effect(Words.sentence(
          who.kind() == Kind.PICKUP
              ? who.name() + " waits at " + place.name() + " now"
              : "%s of %s for %s come from %s"
                  .formatted(Words.units(target.units()), target.sku(), who.name(), place.name())));
    }
    if (who.kind() != Kind.PICKUP) {
      throw new NotPossible("a cart cannot be moved to another location; end it instead");
    }
    promises.relocate(target.change(), target.hold(), to);
    return new Effect(Words.sentence(who.name() + " waits at " + place.name() + " now"));
  }

  Effect substitute(Target target, Sku by) {
    var who = target.who();
    if (!who.promise().isCommitted() && who.kind() != Kind.PICKUP) {
      throw new NotPossible("a cart gets no substitute; its customer is still choosing");
    }
    promises.substitute(target.change(), target.hold(), target.sku(), target.units(), by);
    var words = "%s gets %s of %s in place of %s"
        .formatted(who.name(), Words.units(target.units()), by, target.sku());
    note(target, SaleChange.Kind.SUBSTITUTED, by + " instead, at the price that was paid");
    return new Effect(Words.sentence(words));
  }

  Effect cancel(Target target) {
    var who = target.who();
    var pickup = who.pickupId();
    if (!who.promise().isCommitted()) {
      if (pickup == null) {
        throw new NotPossible("nobody has bought it yet; end the cart instead");
      }
      var ended = pickUps.cancel(pickup, "its units were sold elsewhere", target.by());
      return new Effect(
          Words.sentence(who.name() + " is cancelled") + " " + after(ended.note()), ended.amount());
    }
    if (pickup != null) {
      pickUps.keep(pickup);
    }
    var ordered = promises.ordered(target.hold(), target.sku());
    promises.callOff(target.change(), target.hold(), target.sku(), target.units());
    var what = "%s of %s of %s".formatted(Words.units(target.units()), ordered, who.name());
    var cancelled =
        sales.cancel(target.change(), who.promise().whole(), ordered, target.units(), target.by());
    if (pickup != null) {
      pickUps.endIfCalledOff(pickup);
    }
    if (cancelled.isEmpty()) {
      task(target, "Cancel " + what + " at its shop", "It was not paid yet.");
      return new Effect(Words.sentence(what + " are cancelled, nothing had been paid"));
    }
    var done = cancelled.get();
    var back = money.of(
        target.change(),
        done.sale(),
        done.amount(),
        List.of(new StockLine(ordered, target.units())),
        what + " was cancelled");
    if (back.byPerson() != null) {
      task(
          target,
          "Give back %s for %s".formatted(back.byPerson(), what),
          back.words() + " Cancel it there too, and book the refund.");
    }
    return new Effect(Words.sentence(what + " are cancelled") + " " + back.words(), done.amount());
  }

  Effect release(Target target, String by) {
    if (!target.who().isUnpaidCart()) {
      throw new NotPossible(target.who().name() + " is no cart that could simply end");
    }
    promises.giveUp(
        target.who().promise().whole(),
        "its units of " + target.sku() + " were sold elsewhere, says " + by);
    return new Effect(Words.sentence(target.who().name() + " was ended"));
  }

  private void task(Target target, String title, String detail) {
    parts.cases().open(REFUND, target.change().toString(), title, detail);
  }

  /** On the sale, if there is one already; its line is that of what was ordered. */
  private void note(Target target, SaleChange.Kind kind, String note) {
    // The part that was just made knows what it stands in for.
    var ordered = promises.ordered(target.hold(), target.sku());
    sales.note(
        target.change(),
        target.who().promise().whole(),
        ordered,
        target.units(),
        kind,
        note,
        target.by());
  }

  private static String after(@Nullable String note) {
    if (note == null) {
      return "";
    }
    int sentence = note.indexOf(". ");
    return sentence < 0 ? note : note.substring(sentence + 2);
  }
}
