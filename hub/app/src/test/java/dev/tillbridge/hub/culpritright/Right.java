package dev.tillbridge.hub.culpritright;

/** The other half of a cycle. */
public final class Right {
  public static final Class<?> WRONG = dev.tillbridge.hub.culpritleft.Left.class;
}
