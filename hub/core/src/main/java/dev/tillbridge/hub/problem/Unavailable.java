package dev.tillbridge.hub.problem;

import org.jspecify.annotations.Nullable;

/** We cannot answer now, and nothing is known to have changed. The same request may come again. */
public final class Unavailable extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Says what is in the way. */
  public Unavailable(String why, @Nullable Throwable cause) {
    super(why, cause);
  }
}
