package dev.tillbridge.torture.nemesis;

import dev.tillbridge.torture.lab.Lab;
import java.util.List;
import java.util.Random;

/**
 * Something that goes wrong, for a while.
 *
 * @param name as on the command line
 * @param lanes what it lays hands on, in the order of {@link Lane}; the first is its own
 */
public record Fault(String name, List<Lane> lanes, Deed deed) {

  public Fault {
    lanes = List.copyOf(lanes);
  }

  /** Does it and, unless it ends by itself, ends it. */
  @FunctionalInterface
  public interface Deed {
    /**
     * Strikes.
     *
     * @return what was done, for the log
     */
    String strike(Lab lab, Random random) throws InterruptedException;
  }

  static Fault of(String name, Lane lane, Deed deed) {
    return new Fault(name, List.of(lane), deed);
  }
}
