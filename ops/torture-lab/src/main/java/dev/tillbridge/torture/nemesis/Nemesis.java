package dev.tillbridge.torture.nemesis;

import dev.tillbridge.torture.lab.Lab;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Lets faults loose on a lab, one after the other in each lane; which ones follows from a seed. */
public final class Nemesis {

  private static final int GAP_MOST_MILLIS = 3_000;

  private final Lab lab;
  private final List<Fault> faults;
  private final Consumer<String> log;
  private final Map<Lane, ReentrantLock> hands = new EnumMap<>(Lane.class);
  private final Map<String, Integer> counts = new ConcurrentHashMap<>();
  private final Queue<Throwable> troubles = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean running;

  /**
   * A nemesis that is not loose yet.
   *
   * @param log told of every fault once it is over
   */
  public Nemesis(Lab lab, List<Fault> faults, Consumer<String> log) {
    this.lab = lab;
    this.faults = List.copyOf(faults);
    this.log = log;
    for (var lane : Lane.values()) {
      hands.put(lane, new ReentrantLock());
    }
  }

  /** Everything that can go wrong. */
  public static List<Fault> everything(Fencing fencing) {
    var all = new ArrayList<>(HubFaults.all());
    all.addAll(PostgresFaults.all());
    all.addAll(RedisFaults.all());
    all.add(fencing.fault());
    return all;
  }

  /** Lets it loose. */
  public void start(long seed) {
    running = true;
    for (var lane : Lane.values()) {
      var mine = faults.stream().filter(f -> f.lanes().getFirst() == lane).toList();
      if (!mine.isEmpty()) {
        var random = new Random(seed * 31 + lane.name().hashCode());
        threads.add(
            Thread.ofPlatform().daemon().name("nemesis-" + lane).start(() -> run(mine, random)));
      }
    }
  }

  /** Lets it finish what it has begun. */
  public void stop() throws InterruptedException {
    running = false;
    for (var thread : threads) {
      thread.join();
    }
    threads.clear();
    var trouble = troubles.poll();
    if (trouble != null) {
      throw new IllegalStateException("the nemesis itself failed", trouble);
    }
  }

  /** How often each fault has struck. */
  public Map<String, Integer> counts() {
    return new TreeMap<>(counts);
  }

  private void run(List<Fault> mine, Random random) {
    try {
      while (running) {
        Thread.sleep(random.nextInt(GAP_MOST_MILLIS));
        if (running) {
          strike(mine.get(random.nextInt(mine.size())), random);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException bug) {
      troubles.add(bug);
    }
  }

  private void strike(Fault fault, Random random) throws InterruptedException {
    for (var lane : fault.lanes()) {
      hand(lane).lockInterruptibly();
    }
    try {
      long begun = System.nanoTime();
      var done = fault.deed().strike(lab, random);
      counts.merge(fault.name(), 1, Integer::sum);
      long millis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
      log.accept("%s: %s (%d ms)".formatted(fault.name(), done, millis));
    } finally {
      fault.lanes().forEach(lane -> hand(lane).unlock());
    }
  }

  private ReentrantLock hand(Lane lane) {
    return java.util.Objects.requireNonNull(hands.get(lane));
  }
}
