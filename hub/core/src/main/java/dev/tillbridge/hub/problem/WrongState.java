package dev.tillbridge.hub.problem;

/** The thing exists, but as it stands now this cannot be done with it. Nothing was changed. */
public final class WrongState extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Says how it stands, for example {@code transfer 0198... was cancelled}. */
  public WrongState(String how) {
    super(how);
  }
}
