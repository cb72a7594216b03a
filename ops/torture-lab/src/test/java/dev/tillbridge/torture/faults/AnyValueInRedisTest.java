package dev.tillbridge.torture.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tillbridge.hub.stock.Answer;
import dev.tillbridge.hub.stock.HoldRequest;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.stock.StockLine;
import dev.tillbridge.torture.lab.RedisBox;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** I9: whatever stands in Redis, decisions are PostgreSQL's, and the reconciler puts Redis right. */
class AnyValueInRedisTest {

  /** Replaces our functions by others of the same name, as a wrong deployment would. */
  private static final String LIAR = """
      #!lua name=tillbridge_gate_2
      redis.register_function('gate2_plenty', function() return {1} end)
      redis.register_function('gate2_reserve', function() return {1, 1, 1, 1} end)
      redis.register_function('gate2_decided', function() return 'done' end)
      redis.register_function('gate2_heal', function() return 0 end)
      """;

  private static final Map<String, Consumer<RedisBox>> WRONGS = Map.of(
      "another type under the key",
      redis -> {
        redis.flush();
        redis.say("SET", "{loc:side}:gate", "once a hash");
      },
      "free units that nobody can count",
      redis -> redis.setAll("f:", "plenty"),
      "a version from the future",
      redis -> redis.setAll("v:", "999999999999"),
      "more free units than there are",
      redis -> redis.setAll("f:", "1000000"),
      "less than nothing free",
      redis -> redis.setAll("f:", "-5"),
      "an asking of the far future",
      redis -> redis.say(
          "HSET", "{loc:side}:asking", "h:x", "99999999999999\u001fMUG\u001f7", "p:MUG", "7"),
      "an asking that is none",
      redis -> redis.say("HSET", "{loc:side}:asking", "h:y", "\u001f\u001f", "p:CUP", "many"),
      "nothing at all",
      RedisBox::flush,
      "no functions",
      RedisBox::forget,
      "other functions under our names",
      redis -> redis.say("FUNCTION", "LOAD", "REPLACE", LIAR));

  @Test
  void a_wrong_value_changes_no_answer_and_is_healed() throws InterruptedException {
    try (var lab = new Rig(109);
        var rig = new CoreRig(
            1, InstantSource.system(), "redis://127.0.0.1:" + lab.lab.redis().port())) {
      var side = rig.location("side");
      var sku = rig.shelf(side, "MUG", 1_000);
      var stock = rig.hubs.getFirst().stock();
      var reconciler = stock.gateReconciler();
      for (var wrong : WRONGS.entrySet()) {
        wrong.getValue().accept(lab.lab.redis());
        for (int units : new int[] {1, 2_000}) {
          var answer = stock
              .reservations()
              .reserve(new HoldRequest(
                  UUID.randomUUID(),
                  side,
                  Channel.COUNTER,
                  List.of(new StockLine(sku, units)),
                  Duration.ofMinutes(10)));
          assertThat(answer)
              .as("%s, %d wished", wrong.getKey(), units)
              .isInstanceOf(units == 1 ? Answer.Granted.class : Answer.Refused.class);
        }
        // A gate that has failed is left alone for a second, then it is healed, once and for all.
        await(wrong.getKey()).atMost(Duration.ofSeconds(15)).until(() -> {
          reconciler.reconcile();
          return rig.gate.isUp() && isRight(lab.lab.redis(), sku.code());
        });
        assertThat(reconciler.reconcile()).as(wrong.getKey()).isZero();
      }
      Rig.say(
          "I9",
          "differences in answers 0 over %d wrong values, each healed".formatted(WRONGS.size()));
    }
  }

  /** Whether Redis knows the SKU, and nothing that is not ours. */
  private static boolean isRight(RedisBox redis, String sku) {
    return fields(redis, "gate").contains("f:" + sku) && fields(redis, "asking").isEmpty();
  }

  private static List<String> fields(RedisBox redis, String key) {
    return redis.say("HGETALL", "{loc:side}:" + key) instanceof List<?> all
        ? all.stream().map(String::valueOf).toList()
        : List.of("not a hash");
  }
}
