package dev.tillbridge.torture.nemesis;

import dev.tillbridge.torture.lab.Lab;
import java.nio.file.Files;
import java.util.List;
import java.util.Random;

/** What happens to Redis, and what stands in it. */
final class RedisFaults {

  private RedisFaults() {}

  static List<Fault> all() {
    return List.of(
        Fault.of("redis-kill", Lane.REDIS, RedisFaults::kill),
        Fault.of("redis-pause", Lane.REDIS, RedisFaults::pause),
        Fault.of("redis-flush", Lane.REDIS, RedisFaults::flush),
        Fault.of("redis-lies", Lane.REDIS, RedisFaults::lie),
        Fault.of("redis-older-copy", Lane.REDIS, RedisFaults::goBack),
        Fault.of("redis-tail-cut", Lane.REDIS, RedisFaults::cutTail),
        Fault.of("redis-full", Lane.REDIS, RedisFaults::full),
        Fault.of("redis-line", Lane.REDIS, RedisFaults::line));
  }

  private static String kill(Lab lab, Random random) throws InterruptedException {
    lab.redis().kill();
    Thread.sleep(random.nextInt(3_000));
    lab.redis().start();
    return "Redis killed and started again";
  }

  private static String pause(Lab lab, Random random) throws InterruptedException {
    int millis = 300 + random.nextInt(4_000);
    lab.redis().freeze();
    Thread.sleep(millis);
    lab.redis().thaw();
    return "Redis paused for " + millis + " ms";
  }

  private static String flush(Lab lab, Random random) {
    if (random.nextBoolean()) {
      lab.redis().flush();
      return "Redis emptied";
    }
    lab.redis().forget();
    return "Redis emptied of data and functions";
  }

  private static String lie(Lab lab, Random random) throws InterruptedException {
    if (random.nextInt(3) == 0) {
      // Plausible and wrong: everything is there, or nothing.
      var value = random.nextBoolean() ? "1000000" : "0";
      for (int i = 0; i < 20; i++) {
        lab.redis().setAll("f:", value);
        Thread.sleep(100);
      }
      return "Redis says that " + value + " are free of everything";
    }
    int lies = 0;
    for (int i = 0; i < 20; i++) {
      lies += lab.redis().lie(random, 10);
      Thread.sleep(100);
    }
    return lies + " values in Redis replaced by others";
  }

  private static String goBack(Lab lab, Random random) throws InterruptedException {
    var copy = lab.folder().resolve("redis-copy");
    if (!Files.exists(copy) || random.nextInt(3) == 0) {
      lab.redis().copy(copy);
      Thread.sleep(1_000 + random.nextInt(3_000));
    }
    lab.redis().goBackTo(copy);
    return "Redis replaced by an older copy of itself";
  }

  private static String cutTail(Lab lab, Random random) {
    return lab.redis().cutTail(random.nextInt(20_000)) + " bytes cut off the end of Redis' file";
  }

  private static String full(Lab lab, Random random) throws InterruptedException {
    lab.redis().full(true);
    Thread.sleep(500 + random.nextInt(3_000));
    lab.redis().full(false);
    return "Redis full: it took no write";
  }

  private static String line(Lab lab, Random random) throws InterruptedException {
    var line = lab.station(random.nextInt(lab.stations().size())).toRedis();
    int millis = 200 + random.nextInt(4_000);
    var what = random.nextInt(3);
    switch (what) {
      case 0 -> line.stall();
      case 1 -> line.blackHole();
      default -> line.refuse();
    }
    Thread.sleep(millis);
    line.heal();
    return "the line to Redis %s for %d ms"
        .formatted(List.of("stalled", "a black hole", "cut").get(what), millis);
  }
}
