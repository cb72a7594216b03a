package dev.tillbridge.torture.lab;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** Sends signals to processes of ours, by their ids. */
final class Signals {

  private Signals() {}

  static void send(String signal, List<Long> pids) {
    if (pids.isEmpty()) {
      return;
    }
    var all = pids.stream().map(String::valueOf).collect(Collectors.joining(" "));
    try {
      // The shell's own kill: a machine need not have the program of that name.
      var kill = new ProcessBuilder("sh", "-c", "kill -s " + signal + " " + all)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
      kill.waitFor();
    } catch (IOException e) {
      throw new LabTrouble("cannot send SIG" + signal, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabTrouble("interrupted");
    }
  }
}
