package dev.tillbridge.hub.stock;

import dev.tillbridge.model.place.LocationId;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gate in Redis before PostgreSQL: it turns away a crowd and carries the news of changed stock.
 * It can refuse, it cannot grant, and every value it might hold is survivable. When Redis is away
 * or slow the gate stands open: each method then answers "cannot tell" within {@link #PATIENCE}.
 */
public final class ReservationGate implements Gate, AutoCloseable {

  /** Longer than this nobody waits for Redis; see STOCK.md. */
  static final Duration PATIENCE = Duration.ofMillis(20);

  /** After a failure Redis is left alone for this long, so that its trouble costs nothing. */
  static final Duration BYPASS = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(ReservationGate.class);
  private static final String NEWS = ":news";

  private final RedisClient client;
  private final RedisURI address;
  private final InstantSource clock;
  private final AtomicLong bypassUntil = new AtomicLong();
  private final ReentrantLock connecting = new ReentrantLock();
  private volatile @Nullable StatefulRedisConnection<String, String> connection;
  private volatile @Nullable StatefulRedisPubSubConnection<String, String> news;
  private volatile @Nullable Consumer<LocationId> listener;

  public ReservationGate(String redisUrl, InstantSource clock) {
    this.address = RedisURI.create(redisUrl);
    this.clock = clock;
    this.client = RedisClient.create();
    client.setOptions(ClientOptions.builder()
        // Commands must not pile up while Redis is away and run later, when they mean nothing.
        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
        .requestQueueSize(10_000)
        .socketOptions(
            SocketOptions.builder().connectTimeout(Duration.ofMillis(500)).build())
        .timeoutOptions(TimeoutOptions.enabled(PATIENCE))
        .build());
  }

  /** Calls with each location whose stock changed anywhere, while Redis is there. Call once. */
  public void onNews(Consumer<LocationId> newsListener) {
    listener = newsListener;
  }

  /** True while Redis answers. */
  public boolean isUp() {
    return connection != null && clock.millis() >= bypassUntil.get();
  }

  @Override
  public List<Verdict> reserve(LocationId location, List<HoldRequest> requests) {
    var args = new ArrayList<String>();
    args.add(Long.toString(clock.millis()));
    for (var request : requests) {
      args.add(request.id().toString());
      args.add(Integer.toString(request.lines().size()));
      for (var line : request.lines()) {
        args.add(line.sku().code());
        args.add(Integer.toString(line.quantity()));
      }
    }
    var answer = call("gate1_reserve", ScriptOutputType.MULTI, List.of(key(location)), args);
    if (!(answer instanceof List<?> answers) || answers.size() != requests.size()) {
      return requests.stream().map(_ -> Verdict.CANNOT_TELL).toList();
    }
    return answers.stream()
        .map(one -> switch (one) {
          case Long yes when yes == 1 -> Verdict.ENOUGH;
          case Long no when no == 0 -> Verdict.SHORT;
          case null, default -> Verdict.CANNOT_TELL;
        })
        .toList();
  }

  @Override
  public void decided(LocationId location, Collection<UUID> requests, Collection<Free> truth) {
    if (requests.isEmpty() && truth.isEmpty()) {
      return;
    }
    var args = new ArrayList<String>();
    args.add(Integer.toString(requests.size()));
    requests.forEach(id -> args.add(id.toString()));
    addTruth(args, truth);
    var ignored = send("gate1_decided", ScriptOutputType.INTEGER, keys(location), args);
  }

  /**
   * Sets the truth, whatever stands there.
   *
   * @return how many entries were wrong, or -1 when Redis did not answer
   */
  long heal(LocationId location, Collection<Free> truth, Duration oldestAsking) {
    var args = new ArrayList<String>();
    args.add(Long.toString(clock.millis() - oldestAsking.toMillis()));
    addTruth(args, truth);
    var wrong = call("gate1_heal", ScriptOutputType.INTEGER, List.of(key(location)), args);
    return wrong instanceof Long count ? count : -1;
  }

  /** What the gate believes: free units and version per SKU; empty when Redis does not answer. */
  Map<String, String> snapshot(LocationId location) {
    var open = open();
    if (open == null) {
      return Map.of();
    }
    var all = await(open.async().hgetall(key(location)), Duration.ofSeconds(5));
    return all == null ? Map.of() : all;
  }

  private static void addTruth(List<String> args, Collection<Free> truth) {
    for (var one : truth) {
      args.add(one.sku().code());
      args.add(Integer.toString(one.free()));
      args.add(Long.toString(one.version()));
    }
  }

  private @Nullable Object call(
      String function, ScriptOutputType type, List<String> keys, List<String> args) {
    var answer = send(function, type, keys, args);
    return answer == null ? null : await(answer, PATIENCE);
  }

  private @Nullable RedisFuture<Object> send(
      String function, ScriptOutputType type, List<String> keys, List<String> args) {
    var open = open();
    if (open == null) {
      return null;
    }
    try {
      return open.async()
          .fcall(function, type, keys.toArray(String[]::new), args.toArray(String[]::new));
    } catch (RedisException away) {
      stepAside(away);
      return null;
    }
  }

  private <T> @Nullable T await(RedisFuture<T> answer, Duration atMost) {
    try {
      return answer.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException slow) {
      answer.cancel(true);
      stepAside(slow);
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private void stepAside(Exception why) {
    long now = clock.millis();
    if (bypassUntil.getAndSet(now + BYPASS.toMillis()) <= now) {
      LOG.warn("Redis does not answer; PostgreSQL serves alone: {}", String.valueOf(why));
    }
    var cause = why.getCause();
    if (cause != null && String.valueOf(cause.getMessage()).contains("Function not found")) {
      forget(); // A fresh or emptied server: the next use loads the library again.
    }
  }

  private @Nullable StatefulRedisConnection<String, String> open() {
    if (clock.millis() < bypassUntil.get()) {
      return null;
    }
    var open = connection;
    if (open != null) {
      return open;
    }
    if (!connecting.tryLock()) {
      return null; // Somebody else is connecting; nobody queues for that.
    }
    try {
      if (connection == null) {
        connection = connect();
      }
      return connection;
    } catch (RedisException away) {
      stepAside(away);
      return null;
    } finally {
      connecting.unlock();
    }
  }

  private StatefulRedisConnection<String, String> connect() {
    var fresh = client.connect(address);
    fresh.setTimeout(Duration.ofSeconds(2));
    fresh.sync().functionLoad(library(), true);
    if (news == null && listener != null) {
      var subscription = client.connectPubSub(address);
      subscription.addListener(new RedisPubSubAdapter<>() {
        @Override
        public void message(String pattern, String channel, String message) {
          heard(channel);
        }
      });
      subscription.sync().psubscribe("{loc:*}" + NEWS);
      news = subscription;
    }
    return fresh;
  }

  private void heard(String channel) {
    var hearer = listener;
    if (hearer != null) {
      hearer.accept(new LocationId(
          channel.substring("{loc:".length(), channel.length() - NEWS.length() - 1)));
    }
  }

  private void forget() {
    var old = connection;
    connection = null;
    if (old != null) {
      var ignored = old.closeAsync();
    }
  }

  private static String library() {
    try (var in = ReservationGate.class.getResourceAsStream("gate.lua")) {
      if (in == null) {
        throw new IllegalStateException("gate.lua is missing in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // The braces make all keys of a location share a hash slot, should Redis be a cluster.
  private static String key(LocationId location) {
    return "{loc:" + location.code() + "}:gate";
  }

  private static List<String> keys(LocationId location) {
    return List.of(key(location), "{loc:" + location.code() + "}" + NEWS);
  }

  @Override
  public void close() {
    client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
  }
}
