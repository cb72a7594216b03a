package dev.tillbridge.hub.stock.sim;

import java.util.ArrayList;
import java.util.List;

/** A process that can die: its fibers stop where they are, and nobody is told but who waits. */
public final class Host {

  private final String name;
  private final List<Runnable> onDeath = new ArrayList<>();
  private boolean alive = true;

  public Host(String name) {
    this.name = name;
  }

  public String name() {
    return name;
  }

  public boolean isAlive() {
    return alive;
  }

  /** Runs when it dies. */
  public void onDeath(Runnable reaction) {
    onDeath.add(reaction);
  }

  /** No fiber of it takes another step. */
  public void die() {
    if (alive) {
      alive = false;
      onDeath.forEach(Runnable::run);
    }
  }
}
