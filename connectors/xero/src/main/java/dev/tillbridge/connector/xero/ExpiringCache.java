package dev.tillbridge.connector.xero;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what was found for a while. Only what was found is kept: what a person adds after a refusal must be
 * seen at the next try.
 */
final class ExpiringCache<V> {

  private final int most;
  private final Duration keptFor;
  private final InstantSource clock;
  private final Map<String, Entry<V>> entries = new LinkedHashMap<>();

  private record Entry<V>(V value, Instant until) {}

  ExpiringCache(int most, Duration keptFor, InstantSource clock) {
    this.most = most;
    this.keptFor = keptFor;
    this.clock = clock;
  }

  synchronized @Nullable V get(String name) {
    var entry = entries.get(name);
    return entry != null && clock.instant().isBefore(entry.until()) ? entry.value() : null;
  }

  synchronized void put(String name, V value) {
    // Removed first, so that the order of entries is the order of their ends.
    entries.remove(name);
    entries.put(name, new Entry<>(value, clock.instant().plus(keptFor)));
    if (entries.size() > most) {
      entries.remove(entries.keySet().iterator().next());
    }
  }

  synchronized void remove(String name) {
    entries.remove(name);
  }

  synchronized void clear() {
    entries.clear();
  }
}
