package dev.tillbridge.torture.workload;

import dev.tillbridge.torture.history.History;
import dev.tillbridge.torture.history.Reply;
import dev.tillbridge.torture.history.Request;
import dev.tillbridge.torture.lab.Lab;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/** Many clients at once, and afterwards the finding out of what nobody knows. */
public final class Workload {

  /** So long an unknown outcome may stay unknown once everything works again. */
  private static final Duration RESOLVED_MAX = Duration.ofSeconds(60);

  private static final int AT_ONCE = 16;

  private final HubClient hubs;
  private final History history;
  private final int clients;
  private final int callsPerSecond;
  private volatile boolean running;
  private List<Thread> shoppers = List.of();

  public Workload(Lab lab, History history, int clients, int callsPerSecond) {
    this.hubs = new HubClient(lab, history);
    this.history = history;
    this.clients = clients;
    this.callsPerSecond = callsPerSecond;
  }

  public HubClient hubs() {
    return hubs;
  }

  /** Lets the clients loose; what they want follows from the seed. */
  public void start(long seed) {
    running = true;
    var pacer = new Pacer(callsPerSecond);
    var started = new ArrayList<Thread>();
    for (int i = 0; i < clients; i++) {
      var random = new Random(seed * 1_000_003 + i);
      var shopper = new Shopper(hubs, pacer, () -> running, random);
      started.add(Thread.ofVirtual().name("shopper-" + i).start(shopper));
    }
    shoppers = started;
  }

  /** Lets them finish what they have begun. */
  public void stop() throws InterruptedException {
    running = false;
    for (var shopper : shoppers) {
      shopper.join();
    }
  }

  /**
   * Asks again, with the same ids, whatever nobody knows the outcome of. Everything must work.
   *
   * @return what is unknown all the same
   */
  public Collection<Request> resolve() throws InterruptedException {
    long giveUp = System.nanoTime() + RESOLVED_MAX.toNanos();
    var open = history.unknown();
    while (!open.isEmpty() && System.nanoTime() < giveUp) {
      askAll(open);
      open = history.unknown();
      if (!open.isEmpty()) {
        Thread.sleep(200);
      }
    }
    return open;
  }

  /** Gives back holds that their clients have forgotten. */
  public void release(Collection<UUID> holds) throws InterruptedException {
    askAll(holds.stream().map(Request.Release::new).toList());
  }

  private void askAll(Collection<? extends Request> requests) throws InterruptedException {
    var places = new Semaphore(AT_ONCE);
    int hub = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var request : requests) {
        places.acquire();
        int through = hub++ % hubs.hubs();
        threads.execute(() -> {
          try {
            hubs.ask(request, through);
          } finally {
            places.release();
          }
        });
      }
    }
  }

  /**
   * Waits until that hub decides about holds again; what it grants is given back at once.
   *
   * @return how long it took
   */
  public Duration awaitDeciding(int hub, Random random, Duration atMost)
      throws InterruptedException {
    long begun = System.nanoTime();
    while (System.nanoTime() - begun < atMost.toNanos()) {
      var probe = new Wishes(random).hold();
      var reply = hubs.ask(probe, hub);
      var took = Duration.ofNanos(System.nanoTime() - begun);
      if (reply instanceof Reply.Granted) {
        hubs.ask(new Request.Release(probe.id()), hub);
      }
      if (reply instanceof Reply.Granted || reply instanceof Reply.Refused) {
        return took;
      }
      Thread.sleep(20);
    }
    throw new IllegalStateException("hub " + hub + " decides nothing within " + atMost);
  }
}
