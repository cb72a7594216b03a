package dev.tillbridge.torture;

import dev.tillbridge.torture.check.Books;
import dev.tillbridge.torture.check.BooksReader;
import dev.tillbridge.torture.check.Checker;
import dev.tillbridge.torture.check.Violation;
import dev.tillbridge.torture.history.History;
import dev.tillbridge.torture.history.Request;
import dev.tillbridge.torture.lab.Lab;
import dev.tillbridge.torture.nemesis.Fencing;
import dev.tillbridge.torture.workload.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What comes after faults: everything is healed, what nobody knows is found out, what was to run out
 * runs out, what was forgotten is given back, and then the books are held against what clients were
 * told.
 */
public final class Aftermath {

  /** So long after the last fault may a hub take until it decides about holds. */
  private static final Duration HEALTHY_MAX = Duration.ofSeconds(60);

  /** So long after they ran out may holds still be held. */
  private static final Duration EXPIRED_MAX = Duration.ofSeconds(60);

  /** So long may an oversold shelf wait for its case. */
  private static final Duration CASE_MAX = Duration.ofSeconds(60);

  private static final Set<String> STRICT = Set.of(Lab.NORTH);

  private final Lab lab;
  private final History history;
  private final Workload workload;
  private final Fencing fencing;
  private final List<Violation> violations = new ArrayList<>();
  private Collection<Request> unknown = List.of();
  private @Nullable Books last;

  public Aftermath(Lab lab, History history, Workload workload, Fencing fencing) {
    this.lab = lab;
    this.history = history;
    this.workload = workload;
    this.fencing = fencing;
  }

  /** What was found broken so far. */
  public List<Violation> violations() {
    return List.copyOf(violations);
  }

  /** The books as they were last read, or null. */
  public @Nullable Books books() {
    return last;
  }

  /**
   * Ends all faults.
   *
   * @return how long each hub then took until it decided about a hold
   */
  public List<Duration> heal(Random random) throws InterruptedException {
    for (var station : lab.stations()) {
      if (station.hub().hasDied()) {
        broken("L2", station.hub().name(), "ended by itself");
      }
    }
    lab.heal();
    lab.stations().forEach(station -> station.hub().startUntilHealthy());
    var healthy = new ArrayList<Duration>();
    for (int hub = 0; hub < lab.stations().size(); hub++) {
      try {
        healthy.add(workload.awaitDeciding(hub, random, HEALTHY_MAX));
      } catch (IllegalStateException never) {
        broken("L2", "hub" + (hub + 1), String.valueOf(never.getMessage()));
      }
    }
    return healthy;
  }

  /** Finds out what nobody knows; how many requests remain unknown all the same. */
  public int resolve() throws InterruptedException {
    unknown = workload.resolve();
    return unknown.size();
  }

  /** Waits for what runs out by itself and gives back the rest. */
  public void quieten() throws InterruptedException {
    var overdue = "select count(*) from hold where state = 'HELD' and expires_at < now()";
    if (!comesTrue(() -> lab.postgres().number(overdue) == 0, EXPIRED_MAX)) {
      broken("L1", "holds", lab.postgres().number(overdue) + " have run out and are held");
    }
    workload.release(BooksReader.read(lab.postgres()).holds().entrySet().stream()
        .filter(entry -> entry.getValue().isOpen() && !entry.getValue().isPart(entry.getKey()))
        .map(Map.Entry::getKey)
        .toList());
    resolve();
  }

  /** Holds the books against the history. */
  public void check() {
    var books = BooksReader.read(lab.postgres());
    violations.addAll(Checker.check(history, books, fencing.fences(), STRICT, last));
    last = books;
  }

  /** After {@link #quieten}: nothing leaks, and whatever a person must know he is told. */
  public void checkQuiet() throws InterruptedException {
    comesTrue(
        () -> Checker.checkQuiet(BooksReader.read(lab.postgres()), List.of()).isEmpty(), CASE_MAX);
    violations.addAll(Checker.checkQuiet(BooksReader.read(lab.postgres()), unknown));
  }

  private interface Fact {
    boolean holds();
  }

  private static boolean comesTrue(Fact fact, Duration atMost) throws InterruptedException {
    long giveUp = System.nanoTime() + atMost.toNanos();
    while (!fact.holds()) {
      if (System.nanoTime() > giveUp) {
        return false;
      }
      Thread.sleep(200);
    }
    return true;
  }

  private void broken(String rule, String subject, String words) {
    violations.add(new Violation(rule, subject, words));
  }
}
