package dev.tillbridge.model.pricing;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What one promotion would do to the units: which it needs, which it makes cheaper, by how much. */
final class Cut {

  /** A part of a run. */
  private static final class Piece {
    private final Run run;
    private final boolean used;
    private final boolean given;
    private long off;

    Piece(Run run, boolean used, boolean given) {
      this.run = run;
      this.used = used;
      this.given = given;
    }
  }

  private final List<Piece> pieces = new ArrayList<>();

  /**
   * Takes runs apart.
   *
   * @param used how many units of each run are needed
   * @param given how many of these are made cheaper
   */
  Cut(List<Run> runs, int[] used, int[] given) {
    for (int i = 0; i < runs.size(); i++) {
      var run = runs.get(i);
      long upToGiven = Whole.part(run.left(), given[i], run.count());
      long upToUsed = Whole.part(run.left(), used[i], run.count());
      add(run, given[i], upToGiven, true, true);
      add(run, used[i] - given[i], upToUsed - upToGiven, true, false);
      add(run, run.count() - used[i], run.left() - upToUsed, false, false);
    }
  }

  private void add(Run run, int count, long left, boolean used, boolean given) {
    if (count > 0) {
      pieces.add(
          new Piece(new Run(run.line(), count, left, run.touched(), run.alone()), used, given));
    }
  }

  /** A percentage of what is given, rounded once a line. */
  Cut percentOfLines(int ppm) {
    for (int line : given().stream().mapToInt(p -> p.run.line()).distinct().toArray()) {
      var ofLine = given().stream().filter(p -> p.run.line() == line).toList();
      spread(Whole.share(left(ofLine), ppm), ofLine);
    }
    return this;
  }

  /** A percentage of all that is given together. */
  Cut percentOfAll(int ppm) {
    spread(Whole.share(left(given()), ppm), given());
    return this;
  }

  /** An amount off all that is given together, at most what it costs. */
  Cut amountOffAll(long amount) {
    spread(Math.min(amount, left(given())), given());
    return this;
  }

  /** An amount off each unit that is given, at most what it costs. */
  Cut amountOffEach(long amount) {
    for (var piece : given()) {
      boolean more = amount > piece.run.left() / piece.run.count();
      piece.off = more ? piece.run.left() : amount * piece.run.count();
    }
    return this;
  }

  /** All that is given costs only so much together. */
  Cut costsTogether(long price) {
    spread(left(given()) - price, given());
    return this;
  }

  /** What the customer gains. */
  long gain() {
    return pieces.stream().mapToLong(p -> p.off).sum();
  }

  /** What the customer gains on each of so many lines. */
  long[] gains(int lines) {
    var gains = new long[lines];
    pieces.forEach(p -> gains[p.run.line()] += p.off);
    return gains;
  }

  /** The units as they stand after it. */
  List<Run> after(boolean combinable) {
    return pieces.stream()
        .map(p -> new Run(
            p.run.line(),
            p.run.count(),
            p.run.left() - p.off,
            p.used || p.run.touched(),
            (p.used && !combinable) || p.run.alone()))
        .toList();
  }

  private List<Piece> given() {
    return pieces.stream().filter(p -> p.given).toList();
  }

  private static long left(List<Piece> pieces) {
    return pieces.stream().mapToLong(p -> p.run.left()).reduce(0, Math::addExact);
  }

  private static void spread(long amount, List<Piece> pieces) {
    var parts =
        Whole.spread(amount, pieces.stream().mapToLong(p -> p.run.left()).toArray());
    IntStream.range(0, parts.length).forEach(i -> pieces.get(i).off = parts[i]);
  }
}
