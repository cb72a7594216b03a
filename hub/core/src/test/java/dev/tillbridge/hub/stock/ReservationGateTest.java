package dev.tillbridge.hub.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tillbridge.embedded.RedisServer;
import dev.tillbridge.hub.stock.Gate.Free;
import dev.tillbridge.hub.stock.Gate.Verdict;
import dev.tillbridge.model.catalog.Sku;
import io.lettuce.core.FlushMode;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gate beside a Redis of its own, in which anything may stand. */
class ReservationGateTest {

  private static final Sku MUG = new Sku("MUG");
  private static final List<Free> TRUTH = List.of(new Free(MUG, 5, 7));
  private static final String GATE = "{loc:main}:gate";
  private static final String ASKING = "{loc:main}:asking";

  @TempDir
  static Path folder;

  static RedisServer server;
  static RedisClient client;
  static RedisCommands<String, String> redis;

  @BeforeAll
  static void start() throws Exception {
    server = RedisServer.start(folder, 0);
    client = RedisClient.create(server.uri());
    redis = client.connect().sync();
  }

  @AfterAll
  static void stop() {
    client.shutdown();
    server.close();
  }

  @BeforeEach
  void empty() {
    redis.flushall();
    redis.functionFlush(FlushMode.SYNC);
  }

  private static ReservationGate gate() {
    return new ReservationGate(server.uri(), InstantSource.system());
  }

  private static Verdict ask(ReservationGate gate, int units) {
    return gate.reserve(StockRig.MAIN, List.of(StockRig.wish(UUID.randomUUID(), MUG, units)))
        .getFirst();
  }

  @Test
  void a_key_of_another_type_is_removed_and_filled_again() {
    try (var gate = gate()) {
      redis.set(GATE, "once a hash");
      redis.lpush(ASKING, "once a hash");
      assertThat(gate.heal(StockRig.MAIN, TRUTH).wrong()).isEqualTo(2);
      assertThat(gate.tidy(StockRig.MAIN, Duration.ofSeconds(30))).isEqualTo(1);
      assertThat(gate.heal(StockRig.MAIN, TRUTH).wrong()).isZero();
      assertThat(ask(gate, 5)).isEqualTo(Verdict.ENOUGH);
      assertThat(ask(gate, 1)).isEqualTo(Verdict.SHORT);
    }
  }

  @Test
  void an_asking_of_no_time_of_ours_is_forgotten_with_its_units() {
    try (var gate = gate()) {
      gate.heal(StockRig.MAIN, TRUTH);
      redis.hset(ASKING, "h:future", "99999999999999\u001fMUG\u001f5");
      redis.hset(ASKING, "h:none", "\u001f\u001f");
      redis.hset(ASKING, "p:MUG", "5");
      redis.hset(ASKING, "p:CUP", "many");
      redis.hset(ASKING, "what", "ever");
      assertThat(ask(gate, 1)).isEqualTo(Verdict.SHORT);
      assertThat(gate.tidy(StockRig.MAIN, Duration.ofSeconds(30))).isEqualTo(5);
      assertThat(redis.hgetall(ASKING)).isEmpty();
      assertThat(ask(gate, 1)).isEqualTo(Verdict.ENOUGH);
    }
  }

  @Test
  void an_asking_of_this_moment_is_kept() {
    try (var gate = gate()) {
      gate.heal(StockRig.MAIN, TRUTH);
      assertThat(ask(gate, 5)).isEqualTo(Verdict.ENOUGH);
      assertThat(gate.tidy(StockRig.MAIN, Duration.ofSeconds(30))).isZero();
      assertThat(ask(gate, 1)).isEqualTo(Verdict.SHORT);
    }
  }

  @Test
  void functions_that_vanished_are_loaded_again() {
    try (var gate = gate()) {
      gate.heal(StockRig.MAIN, TRUTH);
      redis.functionFlush(FlushMode.SYNC);
      assertThat(ask(gate, 1)).isEqualTo(Verdict.CANNOT_TELL);
      await().until(() -> ask(gate, 1) == Verdict.ENOUGH);
    }
  }

  @Test
  void functions_that_answer_otherwise_than_ours_are_replaced() {
    try (var gate = gate()) {
      gate.heal(StockRig.MAIN, TRUTH);
      load("return {1, 1, 1, 1}");
      assertThat(ask(gate, 1_000)).isEqualTo(Verdict.CANNOT_TELL);
      await().until(() -> ask(gate, 1_000) == Verdict.SHORT);
    }
  }

  @Test
  void functions_that_lie_in_our_manner_are_replaced_in_time() {
    try (var gate = gate()) {
      gate.heal(StockRig.MAIN, TRUTH);
      load("return {1}");
      assertThat(ask(gate, 1_000)).isEqualTo(Verdict.PLENTY);
      await().atMost(Duration.ofSeconds(20)).until(() -> {
        gate.heal(StockRig.MAIN, TRUTH);
        return ask(gate, 1_000) == Verdict.SHORT;
      });
    }
  }

  private static void load(String body) {
    var code = new StringBuilder("#!lua name=tillbridge_gate_2\n");
    for (var name : List.of("plenty", "reserve", "decided", "heal", "overrule", "tidy")) {
      code.append("redis.register_function('gate2_%s', function() %s end)\n".formatted(name, body));
    }
    redis.functionLoad(code.toString(), true);
  }

  @Test
  void a_redis_that_takes_no_writes_collects_no_connections() {
    redis.configSet("maxmemory", "1");
    try (var gate = gate()) {
      long before = redis.clientList().lines().count();
      for (int i = 0; i < 3; i++) {
        assertThat(gate.heal(StockRig.MAIN, TRUTH).wrong()).isZero();
        await().until(() -> redis.clientList().lines().count() <= before);
        await().pollDelay(RedisLink.BYPASS.plusMillis(100)).until(() -> true);
      }
      redis.configSet("maxmemory", "0");
      await().until(() -> gate.heal(StockRig.MAIN, TRUTH).wrong() == 1);
      assertThat(ask(gate, 5)).isEqualTo(Verdict.ENOUGH);
    } finally {
      redis.configSet("maxmemory", "0");
    }
  }

  @Test
  void nobody_waits_for_a_redis_that_accepts_and_says_nothing() throws Exception {
    try (var deaf = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var gate = new ReservationGate(
            "redis://127.0.0.1:" + deaf.getLocalPort(), InstantSource.system())) {
      long slowest = 0;
      for (int i = 0; i < 20; i++) {
        long begun = System.nanoTime();
        assertThat(ask(gate, 1)).isEqualTo(Verdict.CANNOT_TELL);
        slowest = Math.max(slowest, System.nanoTime() - begun);
      }
      // Its patience is 20 ms; a machine that does other things as well may take a breath.
      assertThat(Duration.ofNanos(slowest)).isLessThan(Duration.ofMillis(500));
    }
  }
}
