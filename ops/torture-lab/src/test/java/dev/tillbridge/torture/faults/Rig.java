package dev.tillbridge.torture.faults;

import dev.tillbridge.embedded.Folders;
import dev.tillbridge.torture.Aftermath;
import dev.tillbridge.torture.check.Violation;
import dev.tillbridge.torture.history.Call;
import dev.tillbridge.torture.history.History;
import dev.tillbridge.torture.history.Reply;
import dev.tillbridge.torture.history.Request;
import dev.tillbridge.torture.lab.Lab;
import dev.tillbridge.torture.lab.Programs;
import dev.tillbridge.torture.nemesis.Fencing;
import dev.tillbridge.torture.workload.HubClient;
import dev.tillbridge.torture.workload.Shelf;
import dev.tillbridge.torture.workload.Workload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * One experiment on the lab that all tests of this JVM share: its clients, its history, its figures.
 * Whatever it breaks is healed when it is over.
 */
final class Rig implements AutoCloseable {

  static final int CLIENTS = 12;
  static final int RATE = 80;

  private static @Nullable Lab shared;

  final Lab lab;
  final History history = new History();
  final Fencing fencing = new Fencing();
  final Workload load;
  final Random random;
  private final Aftermath aftermath;
  private final long seed;

  Rig(long seed) {
    this.seed = seed;
    this.random = new Random(seed);
    this.lab = lab();
    this.load = new Workload(lab, history, CLIENTS, RATE);
    this.aftermath = new Aftermath(lab, history, load, fencing);
    Shelf.fill(lab, load.hubs(), random);
  }

  private static synchronized Lab lab() {
    var lab = shared;
    if (lab == null) {
      try {
        var folder = Files.createTempDirectory("tillbridge-torture-");
        lab = Lab.start(programs(), folder, 2);
        var ours = lab;
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(ours), "torture-end"));
        shared = lab;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return lab;
  }

  static Programs programs() {
    return Programs.of(
        Path.of(System.getProperty("tillbridge.root", "../..")).toAbsolutePath(),
        Path.of(System.getProperty("torture.target", "target")).toAbsolutePath());
  }

  private static void end(Lab lab) {
    lab.close();
    try {
      Folders.delete(lab.folder());
    } catch (IOException e) {
      System.err.println("torture: " + e);
    }
  }

  HubClient hubs() {
    return load.hubs();
  }

  /** Lets the clients loose. */
  void begin() {
    load.start(seed);
  }

  /** Ends faults and clients, finds out what nobody knows, and checks everything. */
  void settle() throws InterruptedException {
    aftermath.heal(random);
    load.stop();
    aftermath.resolve();
    aftermath.quieten();
    aftermath.check();
  }

  /** What was found broken. */
  List<Violation> violations() {
    return aftermath.violations();
  }

  /** Acknowledged and not there. */
  long lostAcks() {
    return violations().stream().filter(v -> v.rule().equals("I2")).count();
  }

  /** Done more than once, or ended more than once. */
  long duplicates() {
    return violations().stream()
        .filter(v -> v.rule().equals("I5") || v.rule().equals("I3"))
        .count();
  }

  /** Calls that were answered as they should. */
  long acknowledged() {
    return history.calls().stream().filter(call -> call.reply().isKnown()).count();
  }

  /** Calls to that hub that got no answer, or none that says anything. */
  long failures() {
    return history.calls().stream().filter(call -> !call.reply().isKnown()).count();
  }

  /** How long it takes until that hub takes a sale, which needs no stock. */
  Duration untilFirstSale(int hub) throws InterruptedException {
    long begun = System.nanoTime();
    var sale = Sales.one(random);
    while (!(hubs().ask(sale, hub) instanceof Reply.Recorded)) {
      if (System.nanoTime() - begun > Duration.ofSeconds(90).toNanos()) {
        throw new IllegalStateException("hub " + hub + " takes no sale");
      }
      Thread.sleep(10);
    }
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  /** A figure as the fault matrix wants it. */
  static void say(String row, String figure) {
    System.out.println(row + ": " + figure);
  }

  static double seconds(Duration duration) {
    return duration.toMillis() / 1_000.0;
  }

  static double millis(long nanos) {
    return nanos / 1_000_000.0;
  }

  /** The value below which that share of them lies; zero when there are none. */
  static long percentile(long[] values, double share) {
    if (values.length == 0) {
      return 0;
    }
    var sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * sorted.length))];
  }

  /** How long calls of that kind took that got an answer. */
  long[] nanos(Class<? extends Request> kind) {
    return history.calls().stream()
        .filter(call -> kind.isInstance(call.request()) && call.reply().isKnown())
        .mapToLong(call -> call.answeredAt() - call.askedAt())
        .toArray();
  }

  /** Calls whose answer was neither a decision nor a plain "later". */
  List<Call> wrong() {
    return history.calls().stream()
        .filter(call -> call.reply() instanceof Reply.Wrong)
        .toList();
  }

  @Override
  public void close() {
    try {
      load.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    lab.heal();
    lab.stations().forEach(station -> station.hub().startUntilHealthy());
  }
}
