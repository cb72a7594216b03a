package dev.tillbridge.hub.culprit;

/** A core with a clock of its own. */
public final class AsksTheClock {
  /** What time it is, by nobody's leave. */
  public static java.time.Instant wrong() {
    return java.time.Instant.now();
  }
}
