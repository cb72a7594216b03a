package dev.tillbridge.launcher;

/**
 * Ends everything in order when this JVM ends, be it by Ctrl-C, SIGTERM or by itself. It also decides
 * the exit code: that of a JVM ended by a signal is fixed, unless its hook halts with another.
 */
final class OrderlyEnd {

  private final Stack stack;
  private final DataFolder folder;
  private volatile boolean begun;
  private volatile int exitCode;

  private OrderlyEnd(Stack stack, DataFolder folder) {
    this.stack = stack;
    this.folder = folder;
  }

  static OrderlyEnd of(Stack stack, DataFolder folder) {
    var end = new OrderlyEnd(stack, folder);
    Runtime.getRuntime().addShutdownHook(new Thread(end::run, "orderly-end"));
    return end;
  }

  /** Whether a person is ending the demo: what breaks from now on is no trouble. */
  boolean hasBegun() {
    return begun;
  }

  /** The exit code if nobody sends a signal before. */
  void exitWith(int code) {
    if (!begun) {
      exitCode = code;
    }
  }

  private void run() {
    begun = true;
    folder.forgetDemoFile();
    stack.end();
    System.out.flush();
    Runtime.getRuntime().halt(exitCode);
  }
}
