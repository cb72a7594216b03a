package dev.tillbridge.routes;

import java.time.Duration;

/**
 * Something done every so often, by every hub: it must bear being done by two at once.
 *
 * @param name unique, lower case letters and hyphens
 */
public record Sweep(String name, Duration every, Runnable deed) {

  public Sweep {
    if (!name.matches("[a-z][a-z-]*") || every.compareTo(Duration.ofMillis(100)) < 0) {
      throw new IllegalArgumentException("not a sweep: " + name + " every " + every);
    }
  }
}
