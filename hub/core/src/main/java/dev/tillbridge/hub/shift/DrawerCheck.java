package dev.tillbridge.hub.shift;

import static java.time.Duration.ofMinutes;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.FieldError;
import dev.tillbridge.hub.shift.DrawerEvent.Close;
import dev.tillbridge.hub.shift.DrawerEvent.Kind;
import dev.tillbridge.hub.shift.DrawerEvent.Pieces;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.place.Location;
import dev.tillbridge.model.place.LocationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is wrong with a report about a drawer. Pure functions. */
final class DrawerCheck {

  private static final Set<String> KINDS = Set.of("SALE", "REFUND", "PAY_IN", "PAY_OUT", "DROP");

  /**
   * What is known.
   *
   * @param location that it names, or null
   * @param stands where its register stands, or null when there is none
   */
  record Facts(
      @Nullable Location location, @Nullable LocationId stands, Money limit, Instant now) {}

  private DrawerCheck() {}

  static List<FieldError> faults(DrawerEvent event, Facts facts) {
    var found = new ArrayList<FieldError>();
    place(event, facts, found);
    require(
        !event.at().isAfter(facts.now().plus(ofMinutes(10))),
        "at",
        "lies in the future, the hub's time is " + facts.now(),
        found);
    amount(event, found);
    boolean needsReason =
        event.kind() == Kind.PAY_IN || event.kind() == Kind.PAY_OUT || event.kind() == Kind.NO_SALE;
    require(!needsReason || event.reason() != null, "reason", "must be given", found);
    var close = event.close();
    require(
        (event.kind() == Kind.CLOSED) == (close != null),
        "close",
        close == null ? "must be given" : "goes with the end of a shift only",
        found);
    // What follows adds amounts up, which it can only when they are of one currency.
    if (close != null && oneCurrency(event, close, found)) {
      close(event, close, facts, found);
    }
    return found;
  }

  private static void place(DrawerEvent event, Facts facts, List<FieldError> found) {
    var location = facts.location();
    if (location == null) {
      found.add(new FieldError("location", "there is no location " + event.location()));
    } else {
      require(
          event.amount().currency().equals(location.currency()),
          "amount.currency",
          location.id() + " sells in " + location.currency(),
          found);
    }
    var stands = facts.stands();
    if (stands == null) {
      found.add(new FieldError("register", "there is no such register"));
    } else {
      require(stands.equals(event.location()), "register", "stands at location " + stands, found);
    }
  }

  private static void amount(DrawerEvent event, List<FieldError> found) {
    long amount = event.amount().minor();
    switch (event.kind()) {
      case OPENED, CLOSED -> require(amount >= 0, "amount", "must not be below zero", found);
      case PAY_IN, PAY_OUT, DROP -> require(amount > 0, "amount", "must be above zero", found);
      case NO_SALE -> require(amount == 0, "amount", "must be zero: nothing moved", found);
    }
    require(amount <= Money.MOST_BOOKED, "amount", "is more than books can hold", found);
  }

  private static boolean oneCurrency(DrawerEvent event, Close close, List<FieldError> found) {
    var currency = event.amount().currency();
    int before = found.size();
    var limit = close.limit();
    require(
        close.expected().currency().equals(currency)
            && Math.abs(close.expected().minor()) <= Money.MOST_BOOKED,
        "close.expected",
        "must be in " + currency,
        found);
    require(
        limit == null || (limit.currency().equals(currency) && limit.minor() >= 0),
        "close.limit",
        "must be in " + currency + ", and not below zero",
        found);
    for (int i = 0; i < close.count().size(); i++) {
      var face = close.count().get(i).face();
      require(
          face.currency().equals(currency)
              && face.minor() > 0
              && face.minor() <= 100_000_000
              && close.count().get(i).pieces() >= 0,
          "close.count[" + i + "]",
          "must be coins or notes in " + currency,
          found);
    }
    for (int i = 0; i < close.underWay().size(); i++) {
      var one = close.underWay().get(i);
      boolean inOne = List.of(one.total(), one.tax(), one.discount(), one.cash()).stream()
          .allMatch(money ->
              money.currency().equals(currency) && Math.abs(money.minor()) <= Money.MOST_BOOKED);
      require(
          inOne && KINDS.contains(one.kind()),
          "close.underWay[" + i + "]",
          "must be a sale, a refund or a movement in " + currency,
          found);
    }
    return found.size() == before;
  }

  private static void close(DrawerEvent event, Close close, Facts facts, List<FieldError> found) {
    require(
        close.count().stream().map(Pieces::face).distinct().count()
            == close.count().size(),
        "close.count",
        "must name each value once",
        found);
    require(
        close.underWay().stream().map(DrawerEvent.UnderWay::id).distinct().count()
            == close.underWay().size(),
        "close.underWay",
        "must name each thing once",
        found);
    long sum = close.count().stream()
        .mapToLong(one -> Math.multiplyExact(one.face().minor(), (long) one.pieces()))
        .sum();
    require(
        close.count().isEmpty() || sum == event.amount().minor(),
        "amount",
        "must be what the coins and notes come to: " + sum,
        found);
    var limit = Objects.requireNonNullElse(close.limit(), facts.limit());
    long off = Math.abs(event.amount().minor() - close.expected().minor());
    require(
        off <= limit.minor() || event.reason() != null,
        "reason",
        "must be given: the drawer is off by " + off + ", more than " + limit.minor(),
        found);
  }

  private static void require(boolean fine, String field, String reason, List<FieldError> found) {
    if (!fine) {
      found.add(new FieldError(field, reason));
    }
  }

  /**
   * The first field in which two reports under one id differ; null when there is none. What is still
   * under way may have become less between them.
   */
  static @Nullable String differs(DrawerEvent known, DrawerEvent again) {
    var one = known.close();
    var other = again.close();
    if (!known.kind().equals(again.kind())) {
      return "kind";
    }
    if (!known.shift().equals(again.shift())) {
      return "shift";
    }
    if (!known.register().equals(again.register())) {
      return "register";
    }
    if (!known.location().equals(again.location())) {
      return "location";
    }
    if (!known.person().equals(again.person())) {
      return "person";
    }
    if (!known.at().equals(again.at())) {
      return "at";
    }
    if (!known.amount().equals(again.amount())) {
      return "amount";
    }
    if (!Objects.equals(known.reason(), again.reason())) {
      return "reason";
    }
    if (one == null || other == null) {
      return one == null && other == null ? null : "close";
    }
    if (!Objects.equals(one.number(), other.number())) {
      return "close.number";
    }
    if (!one.expected().equals(other.expected())) {
      return "close.expected";
    }
    if (!Objects.equals(one.limit(), other.limit())) {
      return "close.limit";
    }
    return Set.copyOf(one.count()).equals(Set.copyOf(other.count())) ? null : "close.count";
  }

  /** Throws when there is a fault. */
  static void judge(DrawerEvent event, Facts facts) {
    var found = faults(event, facts);
    if (!found.isEmpty()) {
      throw new BadInput(found);
    }
  }
}
