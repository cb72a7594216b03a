package dev.tillbridge.hub.stock.sim;

import java.util.UUID;

/** What happened, line by line, for people; costs nothing until somebody wants to read it. */
public final class Trace {

  private final StringBuilder text = new StringBuilder();
  private final boolean on;

  public Trace(boolean on) {
    this.on = on;
  }

  /** Ask before putting a line together. */
  public boolean on() {
    return on;
  }

  /** Adds a line. */
  public void line(long now, String who, String what) {
    if (on) {
      // Formatting by hand: String.format would ask for a locale.
      var seconds = Long.toString(now / 1000);
      var millis = Long.toString(1000 + now % 1000).substring(1);
      text.append("    ".substring(Math.min(4, seconds.length())))
          .append(seconds)
          .append('.')
          .append(millis)
          .append("  ")
          .append(who)
          .append(" ".repeat(Math.max(1, 26 - who.length())))
          .append(what)
          .append('\n');
    }
  }

  /** A short name of an id made by {@link Dice#id}. */
  public static String shortly(UUID id) {
    return "#" + Long.toHexString(id.getLeastSignificantBits());
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
