package dev.tillbridge.sandbox.shopify;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Posts webhooks on a few threads. Those given together go one after the other, so that an order's
 * creation is tried before its payment; nothing else is promised about order.
 */
final class WebhookSender implements AutoCloseable {

  /** Hears whether one attempt was acknowledged with a 2xx. */
  interface Settled {
    void settled(WebhookDelivery sent, boolean acknowledged);
  }

  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(1);
  private static final int THREADS = 4;

  private final ScheduledThreadPoolExecutor executor;
  private final HttpClient http;
  private final String domain;
  private final String secret;
  private final Duration within;

  WebhookSender(String domain, String secret, Duration within) {
    this.domain = domain;
    this.secret = secret;
    this.within = within;
    http = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(CONNECT_WITHIN)
        .followRedirects(HttpClient.Redirect.NEVER)
        .build();
    executor = new ScheduledThreadPoolExecutor(
        THREADS, Thread.ofPlatform().daemon().name("sandbox-webhook-", 1).factory());
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  void schedule(List<WebhookDelivery> inOrder, Duration after, Settled settled) {
    Runnable work = () -> {
      for (var delivery : inOrder) {
        boolean acknowledged = post(delivery);
        if (Thread.currentThread().isInterrupted()) {
          // Closing down: whether it arrived is unknown, so the next start sends it again.
          return;
        }
        settled.settled(delivery, acknowledged);
      }
    };
    try {
      var _ = executor.schedule(work, after.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // Closing down: the store remembers the delivery for the next start.
      return;
    }
  }

  void cancelAll() {
    executor.getQueue().clear();
  }

  private boolean post(WebhookDelivery delivery) {
    HttpRequest request;
    try {
      request = request(delivery);
    } catch (IllegalArgumentException e) {
      return false;
    }
    // The limit covers the whole answer; the client's own would stop at the headers.
    var answer = http.sendAsync(request, BodyHandlers.discarding());
    try {
      int status = answer.get(within.toMillis(), TimeUnit.MILLISECONDS).statusCode();
      return status >= 200 && status < 300;
    } catch (ExecutionException | TimeoutException e) {
      answer.cancel(true);
      return false;
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private HttpRequest request(WebhookDelivery delivery) {
    return HttpRequest.newBuilder(URI.create(delivery.uri()))
        .header("Content-Type", "application/json")
        .header("User-Agent", "Shopify-Captain-Hook")
        .header("X-Shopify-Topic", delivery.topic())
        .header("X-Shopify-Hmac-Sha256", Webhooks.signature(secret, delivery.body()))
        .header("X-Shopify-Shop-Domain", domain)
        .header("X-Shopify-API-Version", delivery.apiVersion())
        .header("X-Shopify-Webhook-Id", delivery.id())
        .header("X-Shopify-Event-Id", delivery.eventId())
        .header("X-Shopify-Triggered-At", delivery.triggeredAt().toString())
        .POST(BodyPublishers.ofString(delivery.body()))
        .build();
  }

  @Override
  public void close() {
    executor.shutdownNow();
    http.shutdownNow();
  }
}
