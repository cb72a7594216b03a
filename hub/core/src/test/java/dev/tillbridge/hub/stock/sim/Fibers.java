package dev.tillbridge.hub.stock.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs fibers one at a time on the caller's thread; which one goes on, and when time passes, the
 * dice decide. The same seed plays the same history.
 */
public final class Fibers {

  private record Timer(long at, long order, Runnable action) implements Comparable<Timer> {
    @Override
    public int compareTo(Timer other) {
      int byTime = Long.compare(at, other.at);
      return byTime == 0 ? Long.compare(order, other.order) : byTime;
    }
  }

  private final Dice dice;
  private final Trace trace;
  private final int calm;
  private int haste;
  private final List<Fiber> all = new ArrayList<>();
  private final ArrayList<Fiber> ready = new ArrayList<>();
  private final List<Fiber> dead = new ArrayList<>();
  private final PriorityQueue<Timer> timers = new PriorityQueue<>();
  private @Nullable Fiber current;
  private @Nullable Throwable failure;
  private long now = 1_000;
  private long timersSet;
  private int steps;
  private long fingerprint;

  /**
   * Begins at one second after zero.
   *
   * @param calm in so many of a hundred points a fiber goes on and nobody comes between
   * @param haste time jumps ahead once in so many steps even though fibers could go on; 0 for never
   */
  public Fibers(Dice dice, Trace trace, int calm, int haste) {
    this.dice = dice;
    this.trace = trace;
    this.calm = calm;
    this.haste = haste;
  }

  /** From now on time passes only when nobody can go on. */
  public void noMoreHaste() {
    haste = 0;
  }

  /** The true time, in milliseconds. */
  public long now() {
    return now;
  }

  public int steps() {
    return steps;
  }

  /** Tells histories apart that took other ways. */
  public long fingerprint() {
    return fingerprint;
  }

  /** Begins a fiber; its first step is one of those to choose from. */
  public Fiber start(String name, Host host, Runnable work) {
    var fiber = new Fiber(this, name, host, work);
    fiber.slow = dice.oneIn(6);
    fiber.number = all.size();
    all.add(fiber);
    fiber.start();
    return fiber;
  }

  /** The fiber that is running. */
  public Fiber current() {
    return Objects.requireNonNull(current, "not in a fiber");
  }

  /** Anything may happen here: others go on, this host dies. */
  @SuppressWarnings("ThreadPriorityCheck") // The scheduler that hears of it is this one.
  public void point(String what) {
    var me = current();
    refuseIfStopping(me);
    if (dice.below(100) >= calm) {
      Thread.yield();
      refuseIfStopping(me);
    }
    if (trace.on()) {
      trace.line(now, me.toString(), what);
    }
  }

  /** Waits for {@link #wake}. */
  public void park() {
    var me = current();
    refuseIfStopping(me);
    me.park();
    refuseIfStopping(me);
  }

  /** Lets a parked fiber go on. */
  public void wake(Fiber fiber) {
    fiber.wake();
  }

  /** Lets time pass for the running fiber. */
  public void sleep(long millis) {
    var me = current();
    at(now + millis, () -> wake(me));
    park();
  }

  /** Something that happens by itself at a time. */
  public void at(long time, Runnable action) {
    timers.add(new Timer(time, ++timersSet, action));
  }

  /** A line of the trace in the name of the running fiber. */
  public void note(String what) {
    trace.line(now, current == null ? "world" : current.toString(), what);
  }

  public Trace trace() {
    return trace;
  }

  private static void refuseIfStopping(Fiber me) {
    if (me.stopping) {
      throw new Stopped();
    }
  }

  void ready(Fiber fiber) {
    (fiber.host().isAlive() ? ready : dead).add(fiber);
  }

  void failed(Fiber fiber, Throwable thrown) {
    if (failure == null) {
      trace.line(now, fiber.toString(), "fails: " + thrown);
      failure = thrown;
    }
  }

  /** Notes a broken rule from wherever it was seen; the history ends with this step. */
  public void fail(Throwable thrown) {
    if (failure == null) {
      trace.line(now, current == null ? "world" : current.toString(), String.valueOf(thrown));
      failure = thrown;
    }
  }

  /**
   * Goes on until the goal is reached.
   *
   * @throws Violation when a fiber saw one, or when the goal is still far after so many steps
   */
  public void run(BooleanSupplier goal, int stepsMost) {
    int end = steps + stepsMost;
    while (!goal.getAsBoolean()) {
      if (steps++ >= end || (ready.isEmpty() && timers.isEmpty())) {
        throw new Violation("L1", "not quiet after " + stepsMost + " steps");
      }
      if (ready.isEmpty() || (haste > 0 && !timers.isEmpty() && dice.oneIn(haste))) {
        var timer = timers.remove();
        now = Math.max(now, timer.at());
        timer.action().run();
      } else {
        step(choose());
      }
      if (failure instanceof Violation seen) {
        throw seen;
      }
      if (failure != null) {
        throw new IllegalStateException("a fiber failed: " + failure, failure);
      }
    }
  }

  private Fiber choose() {
    int index = dice.below(ready.size());
    if (ready.get(index).slow && ready.size() > 1 && !dice.oneIn(8)) {
      index = dice.below(ready.size());
    }
    var last = ready.removeLast();
    return index == ready.size() ? last : ready.set(index, last);
  }

  private void step(Fiber fiber) {
    if (!fiber.host().isAlive() && !fiber.stopping) {
      dead.add(fiber);
      return;
    }
    fingerprint = (fingerprint * 31 + fiber.number) * 31 + now;
    var next = Objects.requireNonNull(fiber.continuation);
    fiber.continuation = null;
    current = fiber;
    next.run();
    current = null;
  }

  /** Ends every fiber, so that nothing of this history is left. */
  public void stopAll() {
    for (var fiber : all) {
      fiber.stopping = true;
    }
    ready.addAll(dead);
    dead.clear();
    for (var fiber : List.copyOf(all)) {
      if (!fiber.done && fiber.continuation == null) {
        fiber.wake();
      }
    }
    while (!ready.isEmpty() || !dead.isEmpty()) {
      ready.addAll(dead);
      dead.clear();
      step(ready.removeLast());
    }
  }
}
