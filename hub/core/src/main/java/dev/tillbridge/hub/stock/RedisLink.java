package dev.tillbridge.hub.stock;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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
 * The line to a Redis that may be away or slow at any time: nobody waits for it longer than he said,
 * and after a failure it is left alone for a moment. Loads our functions into it.
 */
final class RedisLink implements AutoCloseable {

  /** After a failure Redis is left alone for this long, so that its trouble costs nothing. */
  static final Duration BYPASS = Duration.ofSeconds(1);

  /** A Redis that accepts and says nothing keeps whoever connects no longer than this. */
  private static final Duration CONNECT_MOST = Duration.ofSeconds(1);

  /** So long our functions are taken to be ours; then they are loaded again, whatever is there. */
  private static final Duration LIBRARY_HOLDS = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);

  private final RedisClient client;
  private final RedisURI address;
  private final String newsPattern;
  private final InstantSource clock;
  private final AtomicLong bypassUntil = new AtomicLong();
  private final ReentrantLock turn = new ReentrantLock();
  private final AtomicLong libraryLoadedAt = new AtomicLong();
  private CompletableFuture<?> connecting = CompletableFuture.completedFuture(null);
  private volatile @Nullable StatefulRedisConnection<String, String> connection;
  private volatile @Nullable StatefulRedisPubSubConnection<String, String> news;
  private volatile @Nullable Consumer<String> listener;

  /**
   * Connects when it is first used.
   *
   * @param newsPattern channels to listen to, if there is a listener
   */
  RedisLink(String url, String newsPattern, InstantSource clock) {
    this.address = RedisURI.create(url);
    address.setTimeout(CONNECT_MOST);
    this.newsPattern = newsPattern;
    this.clock = clock;
    this.client = RedisClient.create();
    client.setOptions(ClientOptions.builder()
        // Commands must not pile up while Redis is away and run later, when they mean nothing.
        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
        .requestQueueSize(10_000)
        .socketOptions(
            SocketOptions.builder().connectTimeout(Duration.ofMillis(500)).build())
        .build());
  }

  /** Calls with the channel of each message, while Redis is there. Call once. */
  void onNews(Consumer<String> newsListener) {
    listener = newsListener;
  }

  /** True while Redis answers. */
  boolean isUp() {
    return connection != null && clock.millis() >= bypassUntil.get();
  }

  /** Calls a function and waits; null when Redis is away or takes longer. */
  @Nullable
  Object call(
      String function,
      ScriptOutputType type,
      List<String> keys,
      List<String> args,
      Duration patience) {
    var answer = send(open(patience), function, type, keys, args);
    return answer == null ? null : await(answer, patience);
  }

  /** Calls a function and does not wait for anything; null when Redis is away. */
  @Nullable
  RedisFuture<Object> send(
      String function, ScriptOutputType type, List<String> keys, List<String> args) {
    return send(open(Duration.ZERO), function, type, keys, args);
  }

  /** Says that an answer was none that our function gives: somebody has put others in its place. */
  void distrust(String function) {
    stepAside(new RedisException(function + " gave an answer that is not ours"));
    forget();
  }

  /** Loads our functions again now and then: others in their place may even look like ours. */
  void refreshLibrary(Duration patience) {
    long now = clock.millis();
    long loadedAt = libraryLoadedAt.get();
    var open = Math.abs(now - loadedAt) < LIBRARY_HOLDS.toMillis() ? null : open(patience);
    if (open != null && libraryLoadedAt.compareAndSet(loadedAt, now)) {
      var ignored = await(open.async().functionLoad(library(), true), patience);
    }
  }

  private @Nullable RedisFuture<Object> send(
      @Nullable StatefulRedisConnection<String, String> open,
      String function,
      ScriptOutputType type,
      List<String> keys,
      List<String> args) {
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

  /** The connection; null when Redis is left alone, or takes longer to connect than anybody waits. */
  private @Nullable StatefulRedisConnection<String, String> open(Duration patience) {
    if (clock.millis() < bypassUntil.get()) {
      return null;
    }
    if (connection == null) {
      try {
        connecting().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException | ExecutionException notYet) {
        return null;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return null;
      }
    }
    return connection;
  }

  /** The attempt to connect that is under way, on a thread of its own; begins one if need be. */
  private CompletableFuture<?> connecting() {
    turn.lock();
    try {
      if (connection == null && connecting.isDone()) {
        connecting = CompletableFuture.runAsync(this::tryToConnect, Thread::startVirtualThread);
      }
      return connecting;
    } finally {
      turn.unlock();
    }
  }

  private void tryToConnect() {
    try {
      connection = connect();
    } catch (RedisException | IllegalStateException away) {
      stepAside(away);
    }
  }

  private StatefulRedisConnection<String, String> connect() {
    var fresh = client.connect(address);
    try {
      fresh.sync().functionLoad(library(), true);
      libraryLoadedAt.set(clock.millis());
      listen();
      return fresh;
    } catch (RedisException useless) {
      // A Redis that is full or still loading would collect one connection of ours a second.
      fresh.close();
      throw useless;
    }
  }

  private void listen() {
    var hearer = listener;
    if (news != null || hearer == null) {
      return;
    }
    var subscription = client.connectPubSub(address);
    subscription.addListener(new RedisPubSubAdapter<>() {
      @Override
      public void message(String pattern, String channel, String message) {
        hearer.accept(channel);
      }
    });
    try {
      subscription.sync().psubscribe(newsPattern);
      news = subscription;
    } catch (RedisException useless) {
      subscription.close();
      throw useless;
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
    try (var in = RedisLink.class.getResourceAsStream("gate.lua")) {
      if (in == null) {
        throw new IllegalStateException("gate.lua is missing in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
  }
}
