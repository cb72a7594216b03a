package dev.tillbridge.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The real launcher in a JVM of its own, with stubs for the hub and the sandbox. */
final class DemoUnderTest implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 90;

  private final Process process;
  private final Path output;

  private DemoUnderTest(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** The first argument says whether the stub for the hub shall die, the rest are the demo's. */
  public static void main(String[] args) {
    var stub = List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        Stub.class.getName());
    var hub = new ArrayList<>(stub);
    if (args[0].equals("die")) {
      hub.add("--die");
    }
    var demoArguments = List.of(args).subList(1, args.length);
    System.exit(Demo.run(demoArguments, Path.of("unused"), () -> new Programs(hub, stub)));
  }

  static DemoUnderTest start(Path output, String hubFate, String... arguments) throws IOException {
    var command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        DemoUnderTest.class.getName(),
        hubFate));
    command.addAll(List.of(arguments));
    var process = new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
    return new DemoUnderTest(process, output);
  }

  void awaitServing(Path data) throws InterruptedException {
    await(() -> Files.exists(data.resolve("demo.json")));
  }

  int awaitEnd() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("still running: " + output());
    }
    return process.exitValue();
  }

  /** Waits for the condition, as long as the demo runs. */
  void await(BooleanSupplier condition) throws InterruptedException {
    long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      if (process.waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() > giveUp) {
        throw new AssertionError("waited in vain: " + output());
      }
    }
  }

  void terminate() {
    process.destroy();
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  String output() {
    try {
      return Files.readString(output, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "no output: " + e;
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
