package dev.tillbridge.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waiting for processes. An interrupt ends the start of a server, and stays set. */
public final class Waiting {

  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private Waiting() {}

  static int exitOf(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw interrupted(e);
    }
  }

  /** True when the process has ended, false when it is still there after that time. */
  public static boolean forEndOf(ProcessHandle process, Duration atMost) {
    long giveUp = System.nanoTime() + atMost.toNanos();
    while (!isOver(process)) {
      long left = Math.min(giveUp - System.nanoTime(), LOOK_EVERY.toNanos());
      if (left <= 0) {
        return false;
      }
      waitALittle(process, left);
    }
    return true;
  }

  private static void waitALittle(ProcessHandle process, long nanos) {
    try {
      process.onExit().get(nanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      // The caller looks again: it sees ends that onExit() cannot.
      return;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /**
   * Gone, or dead and never fetched by its parent: in a container whose first process is no init, a
   * leftover stays in the list for ever after its end.
   */
  public static boolean isOver(ProcessHandle process) {
    if (!process.isAlive()) {
      return true;
    }
    try {
      var stat = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat"));
      // The state follows the name in brackets, and a name may contain anything.
      return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
    } catch (IOException e) {
      return !process.isAlive();
    }
  }

  private static ServerStartException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new ServerStartException("interrupted while waiting for a server", e);
  }
}
