package dev.tillbridge.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs TLC, the model checker of TLA+, each time in a JVM of its own: it keeps its state in static
 * fields and ends by leaving the JVM.
 */
final class ModelChecker {

  private static final long MINUTES_MOST = 5;

  private final Path workplace;

  /**
   * Makes a model checker.
   *
   * @param workplace an empty folder for whatever TLC writes
   */
  ModelChecker(Path workplace) {
    this.workplace = workplace;
  }

  /** Looks at every state that the protocol can reach, on two cores. */
  Verdict.Sound checkAll(Model model) throws IOException, InterruptedException {
    var verdict = run(model, List.of("-XX:+UseParallelGC"), List.of("-workers", "2"));
    if (verdict instanceof Verdict.Sound sound) {
      return sound;
    }
    throw new AssertionError("the protocol is broken: " + verdict);
  }

  /** Looks for the shortest way to a broken rule; one worker, so that it is always the same. */
  Verdict.Broken findFault(Model model) throws IOException, InterruptedException {
    var quick = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    var verdict = run(model, quick, List.of("-workers", "1"));
    if (verdict instanceof Verdict.Broken broken) {
      return broken;
    }
    throw new AssertionError("the fault was not found: " + verdict);
  }

  private Verdict run(Model model, List<String> jvm, List<String> options)
      throws IOException, InterruptedException {
    var folder = Files.createTempDirectory(workplace, model.module());
    var specification = folder.resolve(model.module() + ".tla");
    Files.copy(model.specification(), specification);
    Files.writeString(folder.resolve("model.cfg"), model.text());
    var output = folder.resolve("output.txt");
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "-Djava.io.tmpdir=" + folder));
    command.addAll(jvm);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "tlc2.TLC"));
    command.addAll(options);
    // That nothing is left to do is how a history ends, so "deadlock" is not looked for.
    command.addAll(List.of("-tool", "-deadlock", "-fp", "0", "-coverage", "1"));
    command.addAll(List.of("-metadir", folder.resolve("states").toString()));
    // TLC looks for the configuration beside the specification.
    command.addAll(List.of("-config", "model.cfg", specification.getFileName().toString()));
    var process = new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
    try {
      if (!process.waitFor(MINUTES_MOST, TimeUnit.MINUTES)) {
        throw new AssertionError("TLC takes too long: " + Files.readString(output));
      }
    } finally {
      process.destroyForcibly();
    }
    return TlcReport.read(Files.readString(output), process.exitValue(), model.only());
  }
}
