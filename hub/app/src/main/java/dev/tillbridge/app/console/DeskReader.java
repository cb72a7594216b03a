package dev.tillbridge.app.console;

import dev.tillbridge.app.console.DeskView.Choice;
import dev.tillbridge.app.console.DeskView.Open;
import dev.tillbridge.app.security.Authorities;
import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.cases.OpenCase;
import dev.tillbridge.hub.desk.CaseView;
import dev.tillbridge.hub.desk.Claimant;
import dev.tillbridge.hub.desk.Desk;
import dev.tillbridge.hub.desk.PickUp;
import dev.tillbridge.hub.desk.PickUps;
import dev.tillbridge.hub.desk.Remedy;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.model.place.Location;
import dev.tillbridge.model.stock.StockLine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what the desk shows and puts it into words. */
@Component
class DeskReader {

  private final Desk desk;
  private final PickUps pickUps;
  private final Places places;
  private final InstantSource clock;

  DeskReader(Desk desk, PickUps pickUps, Places places, InstantSource clock) {
    this.desk = desk;
    this.pickUps = pickUps;
    this.places = places;
    this.clock = clock;
  }

  DeskView.Overview overview(@Nullable String said, Caller caller) {
    var words = words();
    var now = clock.instant();
    var names = places.all().stream().collect(Collectors.toMap(Location::id, Location::name));
    var cases = desk.open();
    return new DeskView.Overview(
        cases.stream()
            .filter(c -> !isAsleep(c, now))
            .map(c -> line(c, age(c.openedAt(), now)))
            .toList(),
        cases.stream()
            .filter(c -> isAsleep(c, now))
            .map(c -> line(c, words.time(sleepsUntil(c))))
            .toList(),
        pickUps.list(true).stream()
            .map(p -> waiting(p, names.getOrDefault(p.location(), p.location().code()), words))
            .toList(),
        said,
        caller.may(Authorities.HOLDS_WRITE));
  }

  private static boolean isAsleep(OpenCase one, Instant now) {
    return sleepsUntil(one).isAfter(now);
  }

  private static Instant sleepsUntil(OpenCase one) {
    var until = one.sleepsUntil();
    return until == null ? Instant.MIN : until;
  }

  private static DeskView.Line line(OpenCase one, String when) {
    var waits = one.waitsFor();
    var affected = waits == null ? one.detail() : one.detail() + " Waits for " + waits + ".";
    return new DeskView.Line(one.id(), Words.kind(one.kind()), one.title(), affected, when);
  }

  private static DeskView.Waiting waiting(PickUp pickup, String place, Words words) {
    var customer = pickup.customer();
    var amount = pickup.amount();
    var paid = switch (pickup.payment()) {
      case NONE -> "Pays at the till";
      case GATEWAY -> "Paid" + (amount == null ? "" : ", " + Words.money(amount));
      case SHOP -> amount == null ? "Not paid yet" : "Paid online, " + Words.money(amount);
      case ELSEWHERE -> "Paid elsewhere" + (amount == null ? "" : ", " + Words.money(amount));
    };
    boolean byButton =
        pickup.payment() == PickUp.Payment.SHOP || pickup.payment() == PickUp.Payment.ELSEWHERE;
    return new DeskView.Waiting(
        pickup.id(),
        pickup.reference(),
        customer == null ? "" : customer,
        pickup.lines().stream().map(DeskReader::units).collect(Collectors.joining(", ")),
        place,
        words.time(pickup.collectBy()),
        paid,
        byButton ? "" : "Sell it at the till");
  }

  private static String units(StockLine line) {
    return line.quantity() + " × " + line.sku();
  }

  DeskView.Case read(UUID id, @Nullable String said, @Nullable String fault, Caller caller) {
    var view = desk.find(id);
    var of = view.of();
    var words = words();
    var now = clock.instant();
    var oversold = view.oversold();
    var latest = view.done().isEmpty() ? null : view.done().getLast();
    return new DeskView.Case(
        of.id(),
        Words.kind(of.kind()),
        of.title(),
        of.detail(),
        age(of.openedAt(), now),
        isAsleep(of, now)
            ? "Sleeps until " + words.time(sleepsUntil(of)) + ": " + of.waitsFor()
            : of.waitsFor() == null ? null : "Has waited for " + of.waitsFor(),
        closed(of, words),
        oversold == null ? null : shelf(oversold, words),
        view.done().stream()
            .map(d -> new DeskView.Done(words.time(d.at()), d.by(), d.words()))
            .toList(),
        said == null || latest == null ? said : latest.words(),
        fault,
        new DeskView.Rights(
            caller.may(Authorities.STOCK_WRITE),
            caller.may(Authorities.PAYMENTS_REFUND),
            caller.may(Authorities.OPERATIONS)));
  }

  private static @Nullable String closed(OpenCase of, Words words) {
    var at = of.closedAt();
    if (at == null) {
      return null;
    }
    return "recovered".equals(of.closedBy())
        ? "The shelf has recovered, " + words.time(at)
        : "Closed by " + of.closedBy() + ", " + words.time(at);
  }

  private DeskView.Shelf shelf(CaseView.Oversold o, Words words) {
    var zone =
        places.find(o.shelf().location()).<ZoneId>map(Location::timeZone).orElse(ZoneOffset.UTC);
    return new DeskView.Shelf(
        o.shelf().sku().code(),
        o.title(),
        o.place(),
        o.missing(),
        ExplainPages.address(o.shelf().location().code(), o.shelf().sku().code()),
        LocalDate.ofInstant(clock.instant(), zone).plusDays(1).toString(),
        o.victims().stream().map(v -> victim(v, words)).toList(),
        o.others().stream()
            .map(c -> new Choice(
                c.promise().holdId().toString(),
                "%s, %s since %s"
                    .formatted(
                        Words.sentence(c.name()),
                        Words.units(c.promise().units()),
                        words.time(c.promise().since()))))
            .toList(),
        o.places().stream()
            .map(p -> new Choice(p.location().code(), p.name() + ", " + p.free() + " free"))
            .toList(),
        o.substitutes().stream()
            .map(s -> new Choice(s.sku().code(), s.title() + ", " + s.free() + " free"))
            .toList());
  }

  private static DeskView.Victim victim(CaseView.Options options, Words words) {
    var victim = options.victim();
    var who = victim.claimant();
    var by = victim.chosenBy();
    return new DeskView.Victim(
        who.promise().holdId(),
        Words.sentence(who.name()),
        Words.units(victim.units()),
        victim.units(),
        words.time(who.promise().since()),
        by != null
            ? by + " decided so"
            : who.paid() ? "The newest that was paid for" : "The newest that nobody paid for",
        cancel(who, victim.units()),
        open(options, Remedy.OTHER_LOCATION),
        open(options, Remedy.SUBSTITUTE),
        open(options, Remedy.CANCEL_AND_REFUND),
        open(options, Remedy.RELEASE));
  }

  private static String cancel(Claimant who, int units) {
    return who.promise().isCommitted()
        ? "%s will not be sent; the customer gets his share back, tax included."
            .formatted(Words.units(units))
        : "All of it is given up; the customer gets back what he paid.";
  }

  private static Open open(CaseView.Options options, Remedy remedy) {
    return options.options().stream()
        .filter(o -> o.remedy() == remedy)
        .findFirst()
        .map(o -> {
          var why = o.whyNot();
          return why == null ? new Open(true, "") : new Open(false, Words.sentence(why) + ".");
        })
        .orElseGet(() -> new Open(false, ""));
  }

  private static String age(Instant since, Instant now) {
    var age = Duration.between(since, now);
    if (age.toMinutes() < 1) {
      return "just now";
    }
    if (age.toHours() < 1) {
      return age.toMinutes() + " min";
    }
    return age.toDays() < 1
        ? age.toHours() + " h"
        : age.toDays() + (age.toDays() == 1 ? " day" : " days");
  }

  private Words words() {
    var zone = places.all().stream().findFirst().<ZoneId>map(Location::timeZone);
    return new Words(zone.orElse(ZoneOffset.UTC), clock.instant());
  }
}
