package dev.tillbridge.connector.xero;

import dev.tillbridge.model.access.Pace;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Everybody may go at once, unless a test closes it; counts who is under way. */
final class OpenPace implements Pace {

  final AtomicInteger underWay = new AtomicInteger();
  final AtomicInteger turns = new AtomicInteger();
  volatile @Nullable Duration closed;

  @Override
  public Turn next() {
    var wait = closed;
    if (wait != null) {
      return new Turn.Later(wait);
    }
    turns.incrementAndGet();
    underWay.incrementAndGet();
    return new Turn.Go(underWay::decrementAndGet);
  }

  @Override
  public void pause(Duration quiet) {
    closed = quiet;
  }
}
