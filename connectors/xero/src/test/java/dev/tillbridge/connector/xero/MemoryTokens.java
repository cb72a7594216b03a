package dev.tillbridge.connector.xero;

import dev.tillbridge.model.access.RefreshTokens;
import dev.tillbridge.model.access.TokenStore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Keeps tokens in memory; can be told to fail. */
final class MemoryTokens implements TokenStore {
  private final ReentrantLock lock = new ReentrantLock();
  volatile @Nullable RefreshTokens kept;
  volatile boolean broken;
  volatile Runnable onSave = () -> {};

  MemoryTokens(@Nullable RefreshTokens kept) {
    this.kept = kept;
  }

  @Override
  public @Nullable RefreshTokens load() {
    return kept;
  }

  @Override
  public void save(RefreshTokens tokens) {
    if (!lock.isHeldByCurrentThread()) {
      throw new IllegalStateException("saved outside of the lock");
    }
    if (broken) {
      throw new IllegalStateException("disk full");
    }
    onSave.run();
    kept = tokens;
  }

  @Override
  public void forget() {
    kept = null;
  }

  @Override
  public <T> T alone(Supplier<T> refresh) {
    lock.lock();
    try {
      return refresh.get();
    } finally {
      lock.unlock();
    }
  }
}
