package dev.tillbridge.model.pricing;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Finds out which units an offer needs and which it makes cheaper. */
final class Offering {

  private final List<Run> runs;
  private final List<Basket.Line> lines;
  private final int[] used;
  private final int[] given;

  private Offering(List<Run> runs, List<Basket.Line> lines) {
    this.runs = runs;
    this.lines = lines;
    this.used = new int[runs.size()];
    this.given = new int[runs.size()];
  }

  /** What the promotion would do now; its gain is zero when it does not apply. */
  static Cut of(Promotion promotion, List<Run> runs, List<Basket.Line> lines) {
    Predicate<Run> free = run -> !run.alone() && (promotion.combinable() || !run.touched());
    var offering = new Offering(runs, lines);
    var target = offering.those(free, promotion.target());
    return switch (promotion.offer()) {
      case Offer.PercentOff(var ppm) -> offering.all(target).percentOfLines(ppm);
      case Offer.AmountOff(var amount) -> offering.all(target).amountOffEach(amount);
      case Offer.CartPercent(var ppm) -> offering.all(target).percentOfAll(ppm);
      case Offer.CartAmount(var amount) -> offering.all(target).amountOffAll(amount);
      case Offer.BuyGet buyGet
      when buyGet.reward() == null -> offering.groups(buyGet, target).percentOfLines(buyGet.ppm());
      case Offer.BuyGet buyGet ->
        offering.rewards(buyGet, target, free).percentOfLines(buyGet.ppm());
      case Offer.SetPrice setPrice -> offering.sets(setPrice, target);
    };
  }

  /** Their places among the runs. */
  private List<Integer> those(Predicate<Run> free, Target target) {
    return IntStream.range(0, runs.size())
        .filter(
            i -> free.test(runs.get(i)) && target.covers(lines.get(runs.get(i).line())))
        .boxed()
        .toList();
  }

  private List<Integer> dearestFirst(List<Integer> places) {
    return places.stream()
        .sorted((a, b) -> Run.dearest(runs.get(a), runs.get(b)))
        .toList();
  }

  private List<Integer> cheapestFirst(List<Integer> places) {
    return places.stream()
        .sorted((a, b) -> Run.dearest(runs.get(b), runs.get(a)))
        .toList();
  }

  private long units(List<Integer> places) {
    return places.stream().mapToLong(i -> runs.get(i).count()).sum();
  }

  private Cut all(List<Integer> target) {
    for (int i : target) {
      used[i] = runs.get(i).count();
      given[i] = used[i];
    }
    return new Cut(runs, used, given);
  }

  private static long most(long possible, @Nullable Integer times) {
    return times == null ? possible : Math.min(possible, times);
  }

  /** Groups of bought and given units, the dearest first; the last of each group are given. */
  private Cut groups(Offer.BuyGet offer, List<Integer> target) {
    long size = (long) offer.buy() + offer.get();
    long end = most(units(target) / size, offer.times()) * size;
    long at = 0;
    for (int i : dearestFirst(target)) {
      long next = Math.min(at + runs.get(i).count(), end);
      used[i] = (int) (next - at);
      given[i] = (int) (givenUpTo(next, offer) - givenUpTo(at, offer));
      at = next;
    }
    return new Cut(runs, used, given);
  }

  private static long givenUpTo(long at, Offer.BuyGet offer) {
    long size = (long) offer.buy() + offer.get();
    return at / size * offer.get() + Math.max(0, at % size - offer.buy());
  }

  private Cut rewards(Offer.BuyGet offer, List<Integer> target, Predicate<Run> free) {
    var reward = Objects.requireNonNull(offer.reward());
    var rewarded = those(free, reward);
    var bought = target.stream().filter(i -> !rewarded.contains(i)).toList();
    long times =
        most(Math.min(units(bought) / offer.buy(), units(rewarded) / offer.get()), offer.times());
    take(dearestFirst(bought), times * offer.buy());
    for (int i : take(cheapestFirst(rewarded), times * offer.get())) {
      given[i] = used[i];
    }
    return new Cut(runs, used, given);
  }

  /** Needs so many units of them, in their order; the places that it took any from. */
  private List<Integer> take(List<Integer> places, long units) {
    var taken = new ArrayList<Integer>();
    long open = units;
    for (int i : places) {
      used[i] = (int) Math.min(open, runs.get(i).count());
      open -= used[i];
      taken.add(i);
    }
    return taken;
  }

  private Cut sets(Offer.SetPrice offer, List<Integer> target) {
    var sorted = dearestFirst(target);
    long possible = most(units(target) / offer.size(), offer.times());
    var walk = new Walk(sorted);
    long times = 0;
    // Sorted as they are, no later set is dearer than an earlier one.
    while (times < possible && walk.next(offer.size()) > offer.price()) {
      times++;
    }
    for (int i : take(sorted, times * offer.size())) {
      given[i] = used[i];
    }
    var cut = new Cut(runs, used, given);
    return times == 0 ? cut : cut.costsTogether(Math.multiplyExact(times, offer.price()));
  }

  /** Goes along the runs and says what the next units cost together. */
  private final class Walk {
    private final List<Integer> places;
    private int place;
    private int taken;

    Walk(List<Integer> places) {
      this.places = places;
    }

    long next(int units) {
      long cost = 0;
      int open = units;
      while (open > 0) {
        var run = runs.get(places.get(place));
        int step = Math.min(open, run.count() - taken);
        cost += Whole.part(run.left(), taken + step, run.count())
            - Whole.part(run.left(), taken, run.count());
        open -= step;
        taken += step;
        if (taken == run.count()) {
          place++;
          taken = 0;
        }
      }
      return cost;
    }
  }
}
