package dev.tillbridge.hub.stock.sim;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A virtual thread whose every next step is a choice of {@link Fibers}. It is its own scheduler: the
 * JDK hands it the continuation, and it waits until it is chosen. Uses a private interface of the
 * JDK, see the argLine of surefire.
 */
public final class Fiber implements Executor {

  private static final MethodHandle NEW_VIRTUAL_THREAD = newVirtualThread();

  private final Fibers fibers;
  private final String name;
  private final Host host;
  private final Runnable work;
  private final Thread thread;
  private boolean woken;
  boolean stopping;
  boolean slow;
  int number;
  boolean done;

  @Nullable
  Runnable continuation;

  @Nullable
  Tx tx;

  Fiber(Fibers fibers, String name, Host host, Runnable work) {
    this.fibers = fibers;
    this.name = name;
    this.host = host;
    this.work = work;
    try {
      this.thread =
          (Thread) NEW_VIRTUAL_THREAD.invoke(this, (String) null, 0, (Runnable) this::run);
    } catch (Throwable e) {
      throw new IllegalStateException("no virtual thread with a scheduler of our own", e);
    }
  }

  private static MethodHandle newVirtualThread() {
    try {
      var builders = Class.forName("java.lang.ThreadBuilders");
      return MethodHandles.privateLookupIn(builders, MethodHandles.lookup())
          .findStatic(
              builders,
              "newVirtualThread",
              MethodType.methodType(
                  Thread.class, Executor.class, String.class, int.class, Runnable.class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("start with --add-opens java.base/java.lang=ALL-UNNAMED", e);
    }
  }

  private void run() {
    try {
      work.run();
    } catch (Stopped end) {
      // As wished.
    } catch (Throwable failure) {
      fibers.failed(this, failure);
    } finally {
      done = true;
    }
  }

  /** Called by the JDK when the thread can go on. */
  @Override
  public void execute(Runnable next) {
    continuation = next;
    fibers.ready(this);
  }

  void start() {
    thread.start();
  }

  /** Sleeps until somebody wakes it; a wake before counts. */
  void park() {
    while (!woken && !stopping) {
      LockSupport.park();
    }
    woken = false;
  }

  void wake() {
    woken = true;
    LockSupport.unpark(thread);
  }

  public Host host() {
    return host;
  }

  @Override
  public String toString() {
    return name + "@" + host.name();
  }
}
