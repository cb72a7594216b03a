package dev.tillbridge.torture.check;

import java.util.stream.LongStream;

/** The units at a place by what is known about them, or a change of these. */
public record Counts(
    long onHand,
    long held,
    long committed,
    long escrowed,
    long suspense,
    long damaged,
    long inTransit) {

  public static final Counts ZERO = new Counts(0, 0, 0, 0, 0, 0, 0);

  /** Goods that came, or left when negative. */
  public static Counts goods(long units) {
    return new Counts(units, 0, 0, 0, 0, 0, 0);
  }

  /** Units set aside, or given back when negative. */
  public static Counts promised(long units) {
    return new Counts(0, units, 0, 0, 0, 0, 0);
  }

  /** What may be promised. */
  public long free() {
    return onHand - held - committed - escrowed - suspense;
  }

  /** Both together. */
  public Counts plus(Counts other) {
    return new Counts(
        onHand + other.onHand,
        held + other.held,
        committed + other.committed,
        escrowed + other.escrowed,
        suspense + other.suspense,
        damaged + other.damaged,
        inTransit + other.inTransit);
  }

  /** Whether a count that can never be is below zero; on hand may be, by a recorded sale. */
  boolean isImpossible() {
    return LongStream.of(held, committed, escrowed, suspense, damaged, inTransit)
        .anyMatch(count -> count < 0);
  }

  @Override
  public String toString() {
    return "on hand %d, held %d, committed %d, escrowed %d, suspense %d, damaged %d, in transit %d"
        .formatted(onHand, held, committed, escrowed, suspense, damaged, inTransit);
  }
}
