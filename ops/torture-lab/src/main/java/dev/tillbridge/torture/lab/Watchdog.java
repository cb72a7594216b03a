package dev.tillbridge.torture.lab;

import dev.tillbridge.embedded.Machine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A shell that kills our processes when we were killed and could not do it ourselves. It reads from
 * us until we are gone, however we went.
 */
final class Watchdog implements AutoCloseable {

  private static final String SCRIPT = """
      trap '' INT TERM HUP
      all=' '
      while read -r what pid; do
        case $what in
          watch) all="$all$pid " ;;
          forget) all="${all%% $pid *} ${all#* $pid }" ;;
          bye) exit 0 ;;
        esac
      done
      for pid in $all; do kill -s KILL "$pid"; done 2>/dev/null
      """;

  private final Process shell;
  private final Writer words;

  private Watchdog(Process shell) {
    this.shell = shell;
    this.words = shell.outputWriter(StandardCharsets.US_ASCII);
  }

  static Watchdog start() {
    var command = new ArrayList<>(Machine.ownSession());
    command.addAll(List.of("sh", "-c", SCRIPT));
    try {
      return new Watchdog(new ProcessBuilder(command)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From now on that process dies with us. */
  void watch(long pid) {
    say("watch " + pid);
  }

  /** It has ended; its number may be another's soon. */
  void forget(long pid) {
    say("forget " + pid);
  }

  @Override
  public void close() {
    say("bye 0");
    shell.destroyForcibly();
  }

  private synchronized void say(String line) {
    try {
      words.write(line + '\n');
      words.flush();
    } catch (IOException e) {
      // Only if we are killed now does anything outlive us.
      return;
    }
  }
}
