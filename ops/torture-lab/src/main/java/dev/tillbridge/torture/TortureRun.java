package dev.tillbridge.torture;

import dev.tillbridge.torture.history.History;
import dev.tillbridge.torture.lab.Lab;
import dev.tillbridge.torture.nemesis.Fencing;
import dev.tillbridge.torture.nemesis.Nemesis;
import dev.tillbridge.torture.workload.Shelf;
import dev.tillbridge.torture.workload.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Rounds of faults under load, each followed by its {@link Aftermath}: everything since the beginning
 * is checked.
 */
public final class TortureRun {

  private static final Duration ROUND = Duration.ofSeconds(45);

  private final Lab lab;
  private final TortureOptions options;
  private final Consumer<String> log;
  private final long begun = System.nanoTime();
  private final History history = new History();
  private final Fencing fencing = new Fencing();
  private final Workload workload;
  private final Nemesis nemesis;
  private final Aftermath aftermath;
  private final List<Duration> healthy = new ArrayList<>();

  /**
   * A run on a lab that serves and has nothing in it.
   *
   * @param log told what happens, line by line
   */
  public TortureRun(Lab lab, TortureOptions options, Consumer<String> log) {
    this.lab = lab;
    this.options = options;
    this.log = log;
    this.workload = new Workload(lab, history, options.clients(), options.rate());
    this.nemesis = new Nemesis(
        lab,
        Nemesis.everything(fencing).stream()
            .filter(fault -> options.faults().contains(fault.name()))
            .toList(),
        this::say);
    this.aftermath = new Aftermath(lab, history, workload, fencing);
  }

  /** Tortures until the time is over or something is broken. */
  public Report run() throws InterruptedException {
    Shelf.fill(lab, workload.hubs(), new Random(options.seed()));
    var left = options.time();
    int round = 0;
    while (left.isPositive() && aftermath.violations().isEmpty()) {
      var time = left.compareTo(ROUND.multipliedBy(2)) < 0 ? left : ROUND;
      left = left.minus(time);
      round++;
      say("round %d: %d s of faults".formatted(round, time.toSeconds()));
      hurt(round, time);
      settle(round);
    }
    return new Report(
        options,
        round,
        nemesis.counts(),
        history.counts(),
        figures(),
        healthy,
        fencing.slowest(),
        aftermath.violations());
  }

  private void hurt(int round, Duration time) throws InterruptedException {
    long seed = options.seed() * 7_919 + round;
    workload.start(seed);
    nemesis.start(seed);
    Thread.sleep(time);
    nemesis.stop();
  }

  private void settle(int round) throws InterruptedException {
    healthy.addAll(aftermath.heal(new Random(options.seed() + round)));
    workload.stop();
    int unknown = aftermath.resolve();
    say("%d calls, %d still unknown; waiting for quiet"
        .formatted(history.calls().size(), unknown));
    aftermath.quieten();
    aftermath.check();
    aftermath.checkQuiet();
    var broken = aftermath.violations();
    say(broken.isEmpty() ? "nothing broken" : broken.size() + " broken");
  }

  private Map<String, Long> figures() {
    var figures = new LinkedHashMap<String, Long>();
    var books = aftermath.books();
    if (books != null) {
      figures.put("ledger lines", (long) books.ledger().size());
      figures.put("holds", (long) books.holds().size());
      figures.put("sales", (long) books.sales().size());
      figures.put(
          "sales not covered",
          books.sales().values().stream().filter(s -> !s.shortages().isEmpty()).count());
      figures.put("goods receipts", (long) books.receipts().size());
      figures.put("fences", (long) fencing.fences().size());
      figures.put("cases", (long) books.cases().size());
    }
    return figures;
  }

  private void say(String line) {
    long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
    log.accept(String.format(Locale.ROOT, "%4d s  %s", seconds, line));
  }
}
