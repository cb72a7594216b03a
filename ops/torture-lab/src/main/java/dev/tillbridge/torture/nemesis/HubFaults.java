package dev.tillbridge.torture.nemesis;

import dev.tillbridge.torture.lab.Lab;
import dev.tillbridge.torture.lab.Lab.Station;
import java.util.List;
import java.util.Random;

/** What happens to hubs. */
final class HubFaults {

  private static final int ANSWER_BYTES = 400;

  private HubFaults() {}

  static List<Fault> all() {
    return List.of(
        Fault.of("hub-kill", Lane.HUB, HubFaults::kill),
        Fault.of("hub-pause", Lane.HUB, HubFaults::pause),
        Fault.of("hub-roll", Lane.HUB, HubFaults::roll),
        Fault.of("hub-answers-cut", Lane.HUB, HubFaults::cutAnswers),
        new Fault("redis-away-at-boot", List.of(Lane.HUB, Lane.REDIS), HubFaults::bootAlone));
  }

  private static Station any(Lab lab, Random random) {
    return lab.station(random.nextInt(lab.stations().size()));
  }

  private static String kill(Lab lab, Random random) throws InterruptedException {
    var station = any(lab, random);
    station.hub().kill();
    Thread.sleep(random.nextInt(1_500));
    station.hub().startUntilHealthy();
    return station.hub().name() + " killed and started again";
  }

  private static String pause(Lab lab, Random random) throws InterruptedException {
    var station = any(lab, random);
    // Mostly some seconds; now and then longer than any patience of those who wait for it.
    int millis =
        random.nextInt(5) == 0 ? 8_000 + random.nextInt(12_000) : 1_000 + random.nextInt(5_000);
    station.hub().freeze();
    Thread.sleep(millis);
    station.hub().thaw();
    return "%s paused for %d ms".formatted(station.hub().name(), millis);
  }

  private static String roll(Lab lab, Random random) {
    for (var station : lab.stations()) {
      station.hub().stop();
      station.hub().startUntilHealthy();
    }
    return "one hub after the other stopped in order and started again";
  }

  private static String cutAnswers(Lab lab, Random random) throws InterruptedException {
    var station = any(lab, random);
    int bytes = random.nextInt(ANSWER_BYTES);
    int cuts = 1 + random.nextInt(8);
    station.door().cutAnswers(bytes, cuts);
    Thread.sleep(1_000);
    station.door().heal();
    return "%d answers of %s cut after %d bytes".formatted(cuts, station.hub().name(), bytes);
  }

  private static String bootAlone(Lab lab, Random random) throws InterruptedException {
    var station = any(lab, random);
    boolean deaf = random.nextBoolean();
    if (deaf) {
      lab.redis().freeze();
    } else {
      lab.redis().kill();
    }
    station.hub().kill();
    station.hub().startUntilHealthy();
    Thread.sleep(1_000);
    lab.redis().thaw();
    lab.redis().start();
    return station.hub().name() + " started while Redis was " + (deaf ? "deaf" : "down");
  }
}
