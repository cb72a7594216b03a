package dev.tillbridge.sandbox.control;

import dev.tillbridge.sandbox.store.Store;
import dev.tillbridge.sandbox.wire.Answer;
import dev.tillbridge.sandbox.wire.Call;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * A system of another company. Everything it does happens under one lock, so its truth is always
 * consistent, and is written down before the answer leaves.
 */
public abstract class SimulatedSystem implements AutoCloseable {

  private final ReentrantLock lock = new ReentrantLock(true);
  private final String name;
  private final Store store;
  private final FaultDesk faults;

  protected SimulatedSystem(String name, Store store, long seed) {
    this.name = name;
    this.store = store;
    this.faults = new FaultDesk(seed);
  }

  /** As it appears in paths: "shopify". */
  public final String name() {
    return name;
  }

  /** How it misbehaves. */
  public final FaultDesk faults() {
    return faults;
  }

  /** A call from outside, with whatever faults are ordered. The path is below {@code /name}. */
  public final Answer outside(Call call) {
    var come = call.together(arrived(call));
    int late = 0;
    try {
      var answer = locked(() -> answered(come));
      late = answer.delayMillis();
      return answer;
    } finally {
      leaves(come, late);
    }
  }

  /** A call of a test, the demo or a person to this system's own control paths; no faults. */
  public final Answer control(Call call) {
    return locked(() -> controlled(call));
  }

  /** What it knows, for comparison with what the hub believes. */
  public final JsonNode truth() {
    return locked(this::tellTruth);
  }

  /** Adds the products it does not have yet; never touches stock or documents that exist. */
  public final void seed(Catalogue catalogue) {
    locked(() -> {
      add(catalogue);
      return null;
    });
  }

  /** Back to the first day. */
  public final void reset() {
    locked(() -> {
      store.clear();
      faults.heal();
      furnish();
      return null;
    });
  }

  @Override
  public void close() {
    lock.lock();
    try {
      store.close();
    } finally {
      lock.unlock();
    }
  }

  /** Runs under the lock and writes what changed, also when the work fails half way. */
  protected final <T extends @org.jspecify.annotations.Nullable Object> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      try {
        store.commit();
      } finally {
        lock.unlock();
      }
    }
  }

  /**
   * A call came in and waits for its turn. Not under the lock.
   *
   * @return how many calls are under way with it, for systems that limit that; else 0
   */
  protected int arrived(Call call) {
    return 0;
  }

  /** The answer to a call will have left after so many milliseconds. Not under the lock. */
  protected void leaves(Call call, int afterMillis) {
    // Most systems do not count.
  }

  /** Answers as the real system would. */
  protected abstract Answer answer(Call call);

  /** Answers "too many" as the real system would. */
  protected abstract Answer throttled(Call call);

  /** Answers a control path below {@code /sandbox/name}; 404 unless overridden. */
  protected Answer controlled(Call call) {
    return Answer.problem(404, "not-found", "no such control: " + call.path());
  }

  protected abstract JsonNode tellTruth();

  protected abstract void add(Catalogue catalogue);

  /** Puts in place what the system has on its first day. */
  protected abstract void furnish();

  /** What a fault's {@code match} is compared with. */
  protected String label(Call call) {
    return call.method() + " /" + name + call.path();
  }

  /** Whether this call asks for an access token. */
  protected abstract boolean isTokenCall(Call call);

  private Answer answered(Call call) {
    var label = label(call);
    boolean token = isTokenCall(call);
    var answer = misbehave(call, label, token);
    if (answer.effect() && faults.loses(label, token)) {
      answer = answer.cut();
    }
    return answer.after(faults.latencyMs(label));
  }

  private Answer misbehave(Call call, String label, boolean token) {
    if (faults.throttles(label, token)) {
      return throttled(call);
    }
    int status = faults.failsWith(label);
    if (status > 0) {
      return Answer.html(status, "<html><body><h1>" + status + "</h1></body></html>");
    }
    return answer(call);
  }
}
