package dev.tillbridge.hub.stock.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Transactions, the one clock they share, and those who look at every commit. */
public final class Database {

  private final Fibers fibers;
  private final Dice dice;
  private final List<BiConsumer<Tx, List<Tx.Change<?, ?>>>> witnesses = new ArrayList<>();
  private int begun;
  private long commits;

  public Database(Fibers fibers, Dice dice) {
    this.fibers = fibers;
    this.dice = dice;
  }

  /** The database's own clock: the true time. */
  public long now() {
    return fibers.now();
  }

  /** How many transactions have changed anything so far. */
  public long commits() {
    return commits;
  }

  /** Called at every commit that changes something, at the moment when it can be seen. */
  public void onCommit(BiConsumer<Tx, List<Tx.Change<?, ?>>> witness) {
    witnesses.add(witness);
  }

  Tx begin() {
    return new Tx(this, ++begun);
  }

  Fibers fibers() {
    return fibers;
  }

  Dice dice() {
    return dice;
  }

  void committed(Tx tx, List<Tx.Change<?, ?>> changes) {
    if (changes.isEmpty()) {
      return;
    }
    commits++;
    if (fibers.trace().on()) {
      for (var change : changes) {
        fibers.note(tx + " commits " + change.table() + " " + change.key() + ": " + change.after());
      }
    }
    try {
      witnesses.forEach(witness -> witness.accept(tx, changes));
    } catch (Violation seen) {
      fibers.fail(seen);
      throw seen;
    }
  }
}
