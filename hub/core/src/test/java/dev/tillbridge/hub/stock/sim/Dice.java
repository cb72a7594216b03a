package dev.tillbridge.hub.stock.sim;

import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** All chance of a history comes from here, and here from one seed. */
public final class Dice {

  private final SplittableRandom random;
  private long ids;

  public Dice(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** From zero up to, but not including, the bound. */
  public int below(int bound) {
    return random.nextInt(bound);
  }

  /** Both ends included. */
  public int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  /** Happens so many times of a thousand. */
  public boolean permille(int times) {
    return times > 0 && random.nextInt(1000) < times;
  }

  /** Happens once in so many times; never for zero. */
  public boolean oneIn(int times) {
    return times > 0 && random.nextInt(times) == 0;
  }

  /** One of them. */
  public <T> T of(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** A new id; its place among the others in their order is left to chance. */
  public UUID id() {
    return new UUID(random.nextInt(1 << 20), ++ids);
  }
}
