package dev.tillbridge.hub.comparison;

/** The shop or the database does not answer now: the comparison is begun anew later. */
final class MustWait extends RuntimeException {

  private static final long serialVersionUID = 1;

  MustWait(String why) {
    super(why, null, false, false);
  }
}
