package dev.tillbridge.sandbox.culprit;

/** A judge who shares code with the judged. */
public final class KnowsUs {
  public static final Class<?> WRONG = dev.tillbridge.model.money.Money.class;
}
