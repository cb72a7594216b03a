package dev.tillbridge.bench;

import dev.tillbridge.bench.Report.Goal;
import dev.tillbridge.model.catalog.Sku;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Webhooks at a fixed rate to a real hub, which stores each, answers, and makes sales of them
 * meanwhile; then the same again while the hub is killed (kill -9) in the middle and started again,
 * and whatever was not answered comes again, as Shopify does it. In the end every order is one sale.
 */
final class WebhookFlood implements Part {

  private static final double A_SECOND = 500;
  private static final Sku SKU = new Sku("HOOK-000001");
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /** Letters that nobody has acknowledged yet. */
  private final Queue<Integer> unanswered = new ConcurrentLinkedQueue<>();

  private final Queue<HttpConnection> idle = new ConcurrentLinkedQueue<>();
  private final AtomicInteger sent = new AtomicInteger();

  @Override
  public void run(Servers servers, Scale scale, Report report) {
    var time = scale.told().dividedBy(3);
    var url = servers.postgres().createDatabase("webhooks");
    int port = HubProcess.freePort();
    try (var news = OrderNews.of(SKU)) {
      try (var hub = HubProcess.start(servers, url, port, news.settings());
          var pool = servers.pool("webhooks")) {
        Rig.shelves(JdbcClient.create(pool), "HOOK", 1, HotSku.PLENTY);
        OpenLoop.run(A_SECOND, time.dividedBy(2), _ -> tell(news, port));
        report.sample("webhooks: turned away by a cold hub", (double) tellAgain(news, port));
        var seen = OpenLoop.run(A_SECOND, time, _ -> tell(news, port));
        report.sample("webhooks: turned away", (double) tellAgain(news, port));
        report.sample("webhooks: answered", (double) seen.count());
        report.sample("webhooks: p50", seen.millis(0.5));
        report.sample("webhooks: p99", seen.millis(0.99));
        report.sample("webhooks: longest", seen.millis(1));
        killInTheMidst(hub, news, port, time);
      }
      try (var hub = HubProcess.start(servers, url, port, news.settings());
          var pool = servers.pool("webhooks")) {
        report.sample("webhooks: unanswered when it was killed", unanswered.size());
        tellAgain(news, port);
        settle(hub, JdbcClient.create(pool), report);
      }
    }
    report.enter("webhooks: answered", "", null);
    report.enter("webhooks: p50", "ms", null);
    report.enter("webhooks: p99", "ms", Goal.below(50));
    report.enter("webhooks: longest", "ms", null);
    report.enter("webhooks: turned away", "", Goal.atMost(0));
    report.enter("webhooks: turned away by a cold hub", "", null);
    report.enter("webhooks: unanswered when it was killed", "", null);
    report.enter("webhooks: orders", "", null);
    report.enter("webhooks: all worked through after", "s", null);
    report.enter("webhooks: orders lost", "", Goal.atMost(0));
    report.enter("webhooks: sales too many", "", Goal.atMost(0));
    report.enter("webhooks: set aside", "", Goal.atMost(0));
  }

  private void tell(OrderNews news, int port) {
    tell(news, port, sent.getAndIncrement());
  }

  /** Whatever is not acknowledged is to come again. */
  private void tell(OrderNews news, int port, int number) {
    var letter = news.letter(number);
    try {
      var free = idle.poll();
      var connection = free == null ? new HttpConnection(port) : free;
      if (status(connection, letter) == 200) {
        idle.add(connection);
      } else {
        unanswered.add(number);
        connection.close();
      }
    } catch (IOException e) {
      unanswered.add(number);
    }
  }

  private static int status(HttpConnection connection, OrderNews.Letter letter) throws IOException {
    try {
      return connection.letter(OrderNews.path(), letter.headers(), letter.body());
    } catch (IOException e) {
      connection.close();
      throw e;
    }
  }

  /** As a shop does, until all are acknowledged; how many there were to be told again at first. */
  private int tellAgain(OrderNews news, int port) {
    int first = unanswered.size();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!unanswered.isEmpty()) {
      if (System.nanoTime() > end) {
        throw BenchException.trouble(unanswered.size() + " webhooks were not acknowledged");
      }
      var again = List.copyOf(unanswered);
      unanswered.clear();
      again.forEach(number -> tell(news, port, number));
    }
    return first;
  }

  private void killInTheMidst(HubProcess hub, OrderNews news, int port, Duration time) {
    var killer = Thread.ofPlatform().start(() -> {
      LockSupport.parkNanos(time.toNanos() / 4);
      hub.kill();
    });
    OpenLoop.run(A_SECOND, time.dividedBy(2), _ -> tell(news, port));
    try {
      killer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw BenchException.trouble("interrupted");
    }
    // They lead to a hub that is gone.
    idle.clear();
  }

  /** Every letter was acknowledged, before the kill or after it. */
  private void settle(HubProcess hub, JdbcClient jdbc, Report report) {
    long begun = System.nanoTime();
    while (count(jdbc, "select count(*) from inbox where state = 'DUE'") > 0) {
      if (System.nanoTime() - begun > PATIENCE.toNanos() || !hub.isAlive()) {
        throw BenchException.trouble("the hub does not work through what it was told");
      }
      LockSupport.parkNanos(100_000_000);
    }
    long orders = OrderNews.order(sent.get() - 1) - OrderNews.order(0) + 1;
    var ours = " from sale where ref_id like 'gid://shopify/Order/8000000%'";
    long sales = count(jdbc, "select count(*)" + ours);
    long distinct = count(jdbc, "select count(distinct ref_id)" + ours);
    // The poll may have found the one real order of the sandbox as well.
    report.sample("webhooks: orders", (double) orders);
    report.sample("webhooks: all worked through after", (System.nanoTime() - begun) / 1e9);
    report.sample("webhooks: orders lost", (double) (orders - distinct));
    report.sample("webhooks: sales too many", (double) (sales - distinct));
    report.sample("webhooks: set aside", (double)
        count(jdbc, "select count(*) from inbox where state = 'PARKED'"));
  }

  private static long count(JdbcClient jdbc, String question) {
    return jdbc.sql(question).query(Long.class).single();
  }
}
