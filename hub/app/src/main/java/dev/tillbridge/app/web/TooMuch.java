package dev.tillbridge.app.web;

import java.io.IOException;

/** More than we read, or slower than we wait. */
public final class TooMuch extends IOException {

  private static final long serialVersionUID = 1;

  private final int status;

  TooMuch(int status) {
    super("refused with " + status);
    this.status = status;
  }

  /** 413 or 408. */
  public Problem problem() {
    return Statuses.problem(status);
  }
}
