package dev.tillbridge.launcher;

import dev.tillbridge.embedded.Machine;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A shell that ends our children when we were killed and could not do it ourselves. It reads from us
 * until we are gone, however we went.
 */
final class Guardian implements AutoCloseable {

  private static final String SCRIPT = """
      trap '' INT TERM HUP
      all=
      while read -r signal pid; do
        if [ "$signal" = bye ]; then exit 0; fi
        all="kill -s $signal $pid; $all"
      done
      eval "$all" 2>/dev/null
      """;

  private final Process shell;
  private final Writer words;

  private Guardian(Process shell) {
    this.shell = shell;
    this.words = shell.outputWriter(StandardCharsets.US_ASCII);
  }

  static Guardian start() throws IOException {
    var command = new ArrayList<>(Machine.ownSession());
    command.addAll(List.of("sh", "-c", SCRIPT));
    return new Guardian(new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start());
  }

  /** From now on that process ends with us. The last one named is the first to be ended. */
  void watch(String signal, long pid) {
    say(signal + ' ' + pid);
  }

  /** Nothing is left to guard. */
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
      // Without its help a killed demo's children wait for the next start, which ends them.
      return;
    }
  }
}
