package dev.tillbridge.hub.culprit;

/** Money that is almost right. */
public final class Floats {
  public static final double WRONG = 0.1;
}
