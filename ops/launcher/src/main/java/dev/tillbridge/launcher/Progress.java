package dev.tillbridge.launcher;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.Supplier;

/** Tells the person in front of the terminal what happens. One line a step. */
final class Progress {

  private final PrintStream out;

  Progress(PrintStream out) {
    this.out = out;
  }

  void say(String line) {
    out.println(line);
    out.flush();
  }

  /** Does it and says how long it took. */
  <T> T timed(String what, Supplier<T> deed) {
    long begun = System.nanoTime();
    var result = deed.get();
    long tenths = (System.nanoTime() - begun) / 100_000_000;
    say(String.format(Locale.ROOT, "Starting %s ... %d.%d s", what, tenths / 10, tenths % 10));
    return result;
  }
}
