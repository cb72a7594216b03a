package dev.tillbridge.launcher;

/** Why the demo cannot go on: one line for a person, and the command's exit code. */
final class DemoException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What was asked for is wrong; nothing was started. */
  static final int USAGE = 2;

  /** What was asked for is right, but it did not work. */
  static final int TROUBLE = 1;

  private final int exitCode;

  private DemoException(String message, int exitCode) {
    super(message);
    this.exitCode = exitCode;
  }

  static DemoException usage(String message) {
    return new DemoException(message, USAGE);
  }

  static DemoException trouble(String message) {
    return new DemoException(message, TROUBLE);
  }

  int exitCode() {
    return exitCode;
  }
}
