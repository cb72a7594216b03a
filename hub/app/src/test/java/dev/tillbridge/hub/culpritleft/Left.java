package dev.tillbridge.hub.culpritleft;

/** One half of a cycle. */
public final class Left {
  public static final Class<?> WRONG = dev.tillbridge.hub.culpritright.Right.class;
}
