package dev.tillbridge.hub.problem;

/** The thing that was named does not exist, or is none of the sender's business. */
public final class NotFound extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Names what was looked for, for example {@code sale 0198...}. */
  public NotFound(String what) {
    super(what + " does not exist");
  }
}
