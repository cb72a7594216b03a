package dev.tillbridge.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Runs the sandbox until it is told to stop. */
public final class SandboxMain {

  private static final String USAGE =
      "usage: sandbox [--port N] [--data DIR] [--webhook-url URL] [--seed N] [--reset]";

  private SandboxMain() {}

  /** See the usage line; exit code 1 when it cannot serve, 2 when it was asked wrongly. */
  public static void main(String[] arguments) throws InterruptedException {
    SandboxOptions options;
    try {
      options = options(List.of(arguments));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.println(USAGE);
      System.exit(2);
      return;
    }
    Sandbox sandbox;
    try {
      sandbox = Sandbox.start(options);
    } catch (IOException | java.io.UncheckedIOException e) {
      System.err.println("The sandbox cannot start: " + e.getMessage());
      System.exit(1);
      return;
    }
    if (List.of(arguments).contains("--reset")) {
      sandbox.reset();
    }
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(sandbox::close));
    System.out.println("The sandbox serves at " + sandbox.uri() + "/");
    new CountDownLatch(1).await();
  }

  static SandboxOptions options(List<String> arguments) {
    var options = SandboxOptions.defaults().onPort(8090);
    for (int i = 0; i < arguments.size(); i++) {
      var name = arguments.get(i);
      if (name.equals("--reset")) {
        continue;
      }
      if (i + 1 == arguments.size()) {
        throw new IllegalArgumentException(name + " is unknown or needs a value");
      }
      var value = arguments.get(++i);
      options = switch (name) {
        case "--port" -> options.onPort((int) number(name, value, 0, 65_535));
        case "--data" -> options.keptIn(Path.of(value));
        case "--webhook-url" -> options.webhooksTo(value);
        case "--seed" -> options.seeded(number(name, value, Long.MIN_VALUE, Long.MAX_VALUE));
        default -> throw new IllegalArgumentException("unknown option " + name);
      };
    }
    return options;
  }

  private static long number(String name, String value, long least, long most) {
    try {
      long number = Long.parseLong(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " needs a number, not " + value, e);
    }
    throw new IllegalArgumentException(name + " is out of range: " + value);
  }
}
