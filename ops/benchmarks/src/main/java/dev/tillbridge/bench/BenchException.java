package dev.tillbridge.bench;

/** Why a bench cannot go on: one line for a person, and the command's exit code. */
final class BenchException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What was asked for is wrong; nothing was started. */
  static final int USAGE = 2;

  /** It broke, or what it measured is wrong. */
  static final int TROUBLE = 1;

  private final int exitCode;

  private BenchException(String message, int exitCode) {
    super(message);
    this.exitCode = exitCode;
  }

  static BenchException usage(String message) {
    return new BenchException(message, USAGE);
  }

  static BenchException trouble(String message) {
    return new BenchException(message, TROUBLE);
  }

  int exitCode() {
    return exitCode;
  }
}
