package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.stock.sim.Dice;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Everything that shapes a history, but for its seed. Drawn anew for each history, so that the
 * histories differ in kind and not only in order.
 *
 * @param units on each shelf at the beginning
 * @param carts customers at tills and web checkouts
 * @param buyers customers of the outside shop
 * @param tills registers that sell without asking
 * @param breaks the line to the database breaks at so many of a thousand statements
 * @param doubts so many of a thousand commits end in the dark
 * @param deadlocks so many of a thousand statements are called a deadlock's victim
 * @param calls so many of a thousand calls to the shop go wrong
 * @param refusals so many of a thousand changes the shop refuses for reasons of its own
 * @param lag so many milliseconds at most the shop's list of orders lags behind
 * @param skew so many milliseconds at most a hub's clock is wrong
 * @param silence so many of a thousand answers of a hub do not reach the caller
 * @param forced so many of a thousand refused customers take the goods all the same
 * @param pays so many of a thousand customers pay through a gateway
 * @param twice so many of a thousand wishes are sent twice at once
 * @param spread so many of a thousand wishes are for several locations
 * @param calm in so many of a hundred steps nobody comes between
 * @param haste time jumps ahead once in so many steps although somebody could go on
 */
record SimOptions(
    int hubs,
    int locations,
    int skus,
    int units,
    int carts,
    int buyers,
    int tills,
    int receipts,
    int fences,
    int crashes,
    int breaks,
    int doubts,
    int deadlocks,
    SimGate.Mood gate,
    int calls,
    int refusals,
    int lag,
    int skew,
    int silence,
    int forced,
    int pays,
    int twice,
    int spread,
    int calm,
    int haste,
    SimFault fault) {

  /** Draws the options of one history. */
  static SimOptions draw(Dice dice, SimFault fault) {
    boolean shop = dice.oneIn(2);
    int locations = dice.oneIn(4) ? 2 : 1;
    return new SimOptions(
        dice.oneIn(5) ? 1 : 2,
        locations,
        dice.oneIn(3) ? 2 : 1,
        dice.between(1, 4),
        dice.between(2, 6),
        shop ? dice.between(1, 3) : 0,
        dice.oneIn(3) ? 1 : 0,
        dice.oneIn(4) ? 1 : 0,
        dice.oneIn(4) ? 1 : 0,
        dice.oneIn(3) ? 1 : 0,
        some(dice, 12),
        some(dice, 150),
        some(dice, 10),
        dice.of(List.of(SimGate.Mood.values())),
        shop ? some(dice, 300) : 0,
        shop ? some(dice, 60) : 0,
        shop ? some(dice, 1500) : 0,
        some(dice, 900),
        some(dice, 200),
        some(dice, 500),
        some(dice, 600),
        some(dice, 400),
        locations > 1 ? some(dice, 600) : 0,
        dice.of(List.of(0, 40, 70, 85)),
        dice.between(10, 80),
        fault);
  }

  // Half of the time nothing of the kind happens, so that faults cannot hide behind each other.
  private static int some(Dice dice, int most) {
    return dice.oneIn(2) ? dice.between(1, most) : 0;
  }

  boolean hasShop() {
    return buyers > 0;
  }

  /** The same history with another mistake, or none. */
  SimOptions with(SimFault other) {
    return parse(toString().replace("fault=" + fault, "fault=" + other));
  }

  /** Reads what {@link #toString} wrote. */
  static SimOptions parse(String text) {
    Map<String, String> values = Arrays.stream(text.strip().split(","))
        .map(pair -> pair.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0].strip(), pair -> pair[1].strip()));
    var parts = SimOptions.class.getRecordComponents();
    var arguments = Arrays.stream(parts).map(part -> value(part, values)).toArray();
    try {
      return SimOptions.class
          .getDeclaredConstructor(
              Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new))
          .newInstance(arguments);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("not the options of a history: " + text, e);
    }
  }

  private static Object value(RecordComponent part, Map<String, String> values) {
    var value = values.get(part.getName());
    if (value == null) {
      throw new IllegalArgumentException("the option " + part.getName() + " is missing");
    }
    if (part.getType() == SimGate.Mood.class) {
      return SimGate.Mood.valueOf(value.toUpperCase(Locale.ROOT));
    }
    return part.getType() == SimFault.class
        ? SimFault.valueOf(value.toUpperCase(Locale.ROOT))
        : Integer.valueOf(value);
  }

  @Override
  public String toString() {
    return Arrays.stream(SimOptions.class.getRecordComponents())
        .map(part -> part.getName() + "=" + read(part))
        .collect(Collectors.joining(","));
  }

  private Object read(RecordComponent part) {
    try {
      return part.getAccessor().invoke(this);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
