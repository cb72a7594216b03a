package dev.tillbridge.hub.stock.sim;

/** An invariant does not hold. An error, so that no handler of the code under test swallows it. */
public final class Violation extends Error {

  private static final long serialVersionUID = 1;

  /** Names the invariant, for example {@code I4}, and what is wrong. */
  public Violation(String rule, String what) {
    super(rule + ": " + what);
  }
}
