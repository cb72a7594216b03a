package dev.tillbridge.bench;

import dev.tillbridge.model.catalog.Sku;
import io.lettuce.core.RedisClient;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/** What Redis alone reaches with the hub's own functions: asking, and telling what was decided. */
final class RedisFloor {

  private static final String[] KEYS = {"{loc:floor}:gate", "{loc:floor}:asking", "{loc:floor}:news"
  };

  private static final AtomicLong VERSION = new AtomicLong();

  private RedisFloor() {}

  /**
   * Requests a second for one SKU.
   *
   * @param atOnce requests in one call, as a batch of the hub has them, or 1
   */
  static double requests(Rig rig, String redisUri, Sku sku, int atOnce, Duration time) {
    try (var client = RedisClient.create(redisUri);
        var connection = client.connect()) {
      var redis = connection.sync();
      // The hub loads the library; asking once makes sure that it has.
      redis.fcall(
          "gate2_decided", ScriptOutputType.INTEGER, KEYS, "0", sku.code(), "1000000000", "1");
      return atOnce
          * Callers.run(1, time, rig.cpu(), _ -> random -> once(redis, random, sku, atOnce))
              .perSecond();
    }
  }

  private static void once(
      RedisCommands<String, String> redis, SplittableRandom random, Sku sku, int atOnce) {
    var ask = new ArrayList<String>(1 + 4 * atOnce);
    ask.add(Long.toString(System.currentTimeMillis()));
    for (int i = 0; i < atOnce; i++) {
      ask.addAll(List.of(Ids.next(random).toString(), "1", sku.code(), "1"));
    }
    List<Object> answers = redis.fcall(
        "gate2_reserve",
        ScriptOutputType.MULTI,
        new String[] {KEYS[0], KEYS[1]},
        ask.toArray(String[]::new));
    if (answers.size() != atOnce || !answers.stream().allMatch(one -> one.equals(1L))) {
      throw new IllegalStateException("the gate answers " + answers);
    }
    var tell = new ArrayList<String>();
    tell.add(Integer.toString(atOnce));
    for (int i = 0; i < atOnce; i++) {
      tell.add(ask.get(1 + 4 * i));
    }
    var version = Long.toString(VERSION.incrementAndGet());
    tell.addAll(List.of(sku.code(), "1000000000", version));
    redis.fcall("gate2_decided", ScriptOutputType.INTEGER, KEYS, tell.toArray(String[]::new));
  }
}
