package dev.tillbridge.app.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** The real time, and as much more as a test has let pass. */
public final class WorldTime implements InstantSource {

  private final AtomicLong passed = new AtomicLong();

  /** So much time goes by at once. */
  public void pass(Duration time) {
    passed.addAndGet(time.toMillis());
  }

  @Override
  public Instant instant() {
    return InstantSource.system().instant().plusMillis(passed.get());
  }
}
