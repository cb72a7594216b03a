package dev.tillbridge.hub.problem;

/** What was asked for made sense but cannot be done as things stand. Nothing was changed. */
public final class NotPossible extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Says in a sentence what is in the way. */
  public NotPossible(String why) {
    super(why);
  }
}
