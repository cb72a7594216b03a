package dev.tillbridge.torture.nemesis;

import dev.tillbridge.torture.lab.Lab;
import dev.tillbridge.torture.lab.Lab.Station;
import dev.tillbridge.torture.wire.Cut;
import dev.tillbridge.torture.wire.FaultyLine;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** What happens to PostgreSQL, and to the lines that lead to it. */
final class PostgresFaults {

  private static final List<Cut> CUTS = List.of(Cut.BEFORE_COMMIT, Cut.AT_COMMIT, Cut.AFTER_COMMIT);

  private PostgresFaults() {}

  static List<Fault> all() {
    return List.of(
        Fault.of("postgres-kill", Lane.POSTGRES, PostgresFaults::kill),
        Fault.of("postgres-pause", Lane.POSTGRES, PostgresFaults::pause),
        Fault.of("commits-cut", Lane.POSTGRES, PostgresFaults::cutCommits),
        Fault.of(
            "postgres-reset", Lane.POSTGRES, lasting("connections broken", FaultyLine::reset, 200)),
        Fault.of("postgres-stall", Lane.POSTGRES, lasting("stalled", FaultyLine::stall, 6_000)),
        Fault.of(
            "postgres-black-hole",
            Lane.POSTGRES,
            lasting("a black hole", FaultyLine::blackHole, 6_000)),
        Fault.of(
            "postgres-slow",
            Lane.POSTGRES,
            lasting("slow", line -> line.slow(Duration.ofMillis(20)), 4_000)));
  }

  private static String kill(Lab lab, Random random) throws InterruptedException {
    lab.postgres().killAll();
    Thread.sleep(random.nextInt(2_000));
    lab.postgres().start();
    return "all of PostgreSQL killed and started again";
  }

  private static String pause(Lab lab, Random random) throws InterruptedException {
    int millis = 200 + random.nextInt(4_000);
    lab.postgres().freeze();
    Thread.sleep(millis);
    lab.postgres().thaw();
    return "all of PostgreSQL paused for %d ms".formatted(millis);
  }

  private static String cutCommits(Lab lab, Random random) throws InterruptedException {
    var cut = CUTS.get(random.nextInt(CUTS.size()));
    int cuts = 1 + random.nextInt(12);
    for (var station : some(lab, random)) {
      station.toPostgres().cutCommits(cut, cuts);
    }
    Thread.sleep(1_500);
    lab.stations().forEach(station -> station.toPostgres().heal());
    return cuts + " COMMITs cut, " + cut;
  }

  /** Something that lasts from a moment to so many milliseconds, on one line or on all. */
  private static Fault.Deed lasting(String words, Consumer<FaultyLine> fault, int mostMillis) {
    return (lab, random) -> {
      int millis = 100 + random.nextInt(mostMillis);
      var hit = some(lab, random);
      hit.forEach(station -> fault.accept(station.toPostgres()));
      Thread.sleep(millis);
      hit.forEach(station -> station.toPostgres().heal());
      return "PostgreSQL %s for %d ms, seen from %d hubs".formatted(words, millis, hit.size());
    };
  }

  private static List<Station> some(Lab lab, Random random) {
    return random.nextBoolean()
        ? lab.stations()
        : List.of(lab.station(random.nextInt(lab.stations().size())));
  }
}
