package dev.tillbridge.hub.problem;

/** The id is known already, with another content. Nothing was changed. */
public final class IdReused extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Names what exists, for example {@code hold 0198...}. */
  public IdReused(String what) {
    super(what + " exists already with another content; use a new id");
  }
}
