package dev.tillbridge.hub.stock.sim;

/** Unwinds a fiber whose history is over. An error, so that nobody takes it for an answer. */
public final class Stopped extends Error {

  private static final long serialVersionUID = 1;

  Stopped() {
    super("the history is over", null, false, false);
  }
}
