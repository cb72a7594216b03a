package dev.tillbridge.sandbox.shopify;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A hub that only listens: takes webhooks in, as they come. */
final class Receiver implements AutoCloseable {

  /** One webhook as it arrived. */
  record Got(
      String topic,
      String id,
      String event,
      String signature,
      String path,
      String shop,
      String body) {}

  private final LinkedBlockingQueue<Got> got = new LinkedBlockingQueue<>();
  private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
  private final HttpServer server;

  Receiver() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", exchange -> {
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      var headers = exchange.getRequestHeaders();
      got.add(new Got(
          String.valueOf(headers.getFirst("X-Shopify-Topic")),
          String.valueOf(headers.getFirst("X-Shopify-Webhook-Id")),
          String.valueOf(headers.getFirst("X-Shopify-Event-Id")),
          String.valueOf(headers.getFirst("X-Shopify-Hmac-Sha256")),
          exchange.getRequestURI().getPath(),
          String.valueOf(headers.getFirst("X-Shopify-Shop-Domain")),
          body));
      var status = statuses.poll();
      exchange.sendResponseHeaders(status == null ? 200 : status, -1);
      exchange.close();
    });
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/webhooks/shopify/{shop}";
  }

  /** The next answers; after them it is always 200. */
  void answers(int... next) {
    for (int status : next) {
      statuses.add(status);
    }
  }

  Got next() throws InterruptedException {
    var next = got.poll(30, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("no webhook came");
    }
    return next;
  }

  /** What comes within a short while; null when nothing does. */
  @Nullable
  Got soon() throws InterruptedException {
    return got.poll(700, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
