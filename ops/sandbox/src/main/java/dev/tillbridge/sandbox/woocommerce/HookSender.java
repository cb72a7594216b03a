package dev.tillbridge.sandbox.woocommerce;

import dev.tillbridge.sandbox.control.FaultDesk;
import dev.tillbridge.sandbox.wire.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;

/**
 * Posts webhooks, each once: WooCommerce never tries a delivery again, and what was under way when
 * the shop stopped is lost.
 */
final class HookSender implements AutoCloseable {

  private static final int THREADS = 2;

  /** One delivery, with the bytes as they were when the order changed. */
  private record Post(
      long hookId, String topic, String url, String secret, String deliveryId, String body) {}

  private final WooData data;
  private final FaultDesk faults;
  private final String source;
  private final Duration within;
  private final Executor underLock;
  private final ScheduledThreadPoolExecutor executor;
  private final HttpClient http;

  /**
   * What it needs.
   *
   * @param underLock runs work under the shop's lock and commits
   */
  HookSender(WooData data, FaultDesk faults, String source, Duration within, Executor underLock) {
    this.data = data;
    this.faults = faults;
    this.source = source;
    this.within = within;
    this.underLock = underLock;
    http = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(1))
        .followRedirects(HttpClient.Redirect.NEVER)
        .build();
    executor = new ScheduledThreadPoolExecutor(
        THREADS, Thread.ofPlatform().daemon().name("sandbox-woo-", 1).factory());
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** One piece of news. */
  record News(String topic, JsonNode body) {}

  /** Tells all active webhooks of these topics, in this order. */
  void announce(List<News> all) {
    var posts = new ArrayList<Post>();
    int delay = 0;
    boolean reordered = false;
    for (var news : all) {
      var fate = faults.webhook(news.topic());
      for (var hook : data.hooks.all()) {
        if (!hook.topic().equals(news.topic()) || !hook.status().equals("active")) {
          continue;
        }
        if (fate.dropped()) {
          data.counters.up("webhooks.dropped");
          continue;
        }
        posts.addAll(Collections.nCopies(fate.copies(), post(hook, hook.secret(), news.body())));
      }
      delay = Math.max(delay, fate.delayMs());
      reordered |= fate.reordered();
    }
    if (reordered) {
      Collections.reverse(posts);
    }
    schedule(posts, Duration.ofMillis(delay));
  }

  /** Somebody else tells the same, who does not know the secret. */
  void forge(JsonNode body) {
    var posts =
        data.hooks.all().stream().map(hook -> post(hook, "a guess", body)).toList();
    schedule(posts, Duration.ZERO);
  }

  void cancelAll() {
    executor.getQueue().clear();
  }

  /** The delivery id is of the webhook and the second, so deliveries within one share it. */
  private Post post(Hook hook, String secret, JsonNode body) {
    var id = Long.toHexString(hook.id() * 1_000_003L + data.now().getEpochSecond());
    return new Post(hook.id(), hook.topic(), hook.url(), secret, id, Json.write(body));
  }

  private void schedule(List<Post> posts, Duration after) {
    if (posts.isEmpty()) {
      return;
    }
    try {
      var _ = executor.schedule(() -> send(posts), after.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // Closing down: as in the real shop, what is under way is lost.
      return;
    }
  }

  private void send(List<Post> posts) {
    for (var post : posts) {
      int status = status(post);
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
      underLock.execute(() -> settle(post, status));
    }
  }

  private void settle(Post post, int status) {
    boolean acknowledged = status >= 200 && status < 303;
    data.counters.up("webhooks.sent");
    data.counters.up(acknowledged ? "webhooks.acked" : "webhooks.failed");
    if (status == 401) {
      data.counters.up("webhooks.turnedAway");
    }
    var hook = data.hooks.get(post.hookId());
    if (hook != null) {
      data.hooks.put(hook.id(), hook.settled(acknowledged));
    }
  }

  private int status(Post post) {
    HttpRequest request;
    try {
      request = request(post);
    } catch (IllegalArgumentException e) {
      return 0;
    }
    var answer = http.sendAsync(request, BodyHandlers.discarding());
    try {
      return answer.get(within.toMillis(), TimeUnit.MILLISECONDS).statusCode();
    } catch (ExecutionException | TimeoutException e) {
      answer.cancel(true);
      return 0;
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private HttpRequest request(Post post) {
    var parts = post.topic().split("\\.", 2);
    return HttpRequest.newBuilder(URI.create(post.url()))
        .header("Content-Type", "application/json")
        .header("User-Agent", "WooCommerce/10.3 Hookshot (WordPress/6.8)")
        .header("X-WC-Webhook-Source", source)
        .header("X-WC-Webhook-Topic", post.topic())
        .header("X-WC-Webhook-Resource", parts[0])
        .header("X-WC-Webhook-Event", parts[1])
        .header("X-WC-Webhook-Signature", signature(post.secret(), post.body()))
        .header("X-WC-Webhook-ID", Long.toString(post.hookId()))
        .header("X-WC-Webhook-Delivery-ID", post.deliveryId())
        .POST(BodyPublishers.ofString(post.body()))
        .build();
  }

  static String signature(String secret, String body) {
    try {
      var mac = javax.crypto.Mac.getInstance("HmacSHA256");
      mac.init(new javax.crypto.spec.SecretKeySpec(
          secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
    http.shutdownNow();
  }
}
