package dev.tillbridge.torture.workload;

import dev.tillbridge.torture.history.Reply;
import dev.tillbridge.torture.history.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/**
 * One client. It asks as clients do: impatient, twice, through whichever hub answers, at the same
 * time, and now and then something else under an id that it has used.
 */
final class Shopper implements Runnable {

  private static final int TRIES = 3;

  private final HubClient hubs;
  private final Pacer pacer;
  private final BooleanSupplier goOn;
  private final Random random;
  private final Wishes wishes;

  Shopper(HubClient hubs, Pacer pacer, BooleanSupplier goOn, Random random) {
    this.hubs = hubs;
    this.pacer = pacer;
    this.goOn = goOn;
    this.random = random;
    this.wishes = new Wishes(random);
  }

  @Override
  public void run() {
    try {
      while (goOn.getAsBoolean()) {
        int what = random.nextInt(100);
        if (what < 68) {
          cart();
        } else if (what < 78) {
          buy(wishes.sale());
        } else if (what < 89) {
          receive(wishes.receipt());
        } else if (what < 93) {
          barredBeforeItCame();
        } else {
          lateSale();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Units are held, and then sold, given back, or forgotten. */
  private void cart() throws InterruptedException {
    var hold = wishes.hold();
    if (!(oftenTwice(hold, wishes.other(hold)) instanceof Reply.Granted)) {
      return;
    }
    switch (random.nextInt(10)) {
      case 0, 1, 2 -> buy(wishes.saleOf(hold));
      case 3, 4 -> oftenTwice(new Request.Release(hold.id()), null);
      case 5 -> atOnce(List.of(wishes.saleOf(hold), new Request.Release(hold.id())));
      case 6 -> atOnce(List.of(wishes.saleOf(hold), wishes.saleOf(hold)));
      default -> {
        // Forgotten: it runs out, or is given back when everything is over.
      }
    }
    if (random.nextInt(10) == 0) {
      ask(hold);
    }
  }

  /** The hold has run out, or is about to, when the customer pays. */
  private void lateSale() throws InterruptedException {
    var hold = wishes.hold();
    if (ask(hold) instanceof Reply.Granted && hold.ttlSeconds() < 10) {
      Thread.sleep(hold.ttlSeconds() * 1_000L + random.nextInt(1_500) - 500);
      buy(wishes.saleOf(hold));
    }
  }

  /** A customer leaves before his wish has arrived. */
  private void barredBeforeItCame() throws InterruptedException {
    var hold = wishes.hold();
    if (random.nextBoolean()) {
      ask(new Request.Release(hold.id()));
      ask(hold);
    } else {
      atOnce(List.of(hold, new Request.Release(hold.id())));
    }
  }

  private void buy(Request.Sale sale) throws InterruptedException {
    oftenTwice(sale, wishes.other(sale));
  }

  private void receive(Request.Receipt receipt) throws InterruptedException {
    oftenTwice(receipt, wishes.other(receipt));
  }

  /** Asks; now and then twice, at once, or for something else under the same id. */
  private Reply oftenTwice(Request request, @org.jspecify.annotations.Nullable Request other)
      throws InterruptedException {
    int how = random.nextInt(100);
    if (how < 8) {
      return atOnce(List.of(request, request, request));
    }
    if (how < 14 && other != null) {
      return atOnce(List.of(request, other));
    }
    var reply = ask(request);
    if (how < 24) {
      reply = ask(request);
    } else if (how < 30 && other != null) {
      ask(other);
    }
    return reply;
  }

  /** Asks until there is an answer, a few times, through either hub. */
  private Reply ask(Request request) throws InterruptedException {
    int hub = random.nextInt(hubs.hubs());
    Reply reply = new Reply.Unknown("not asked");
    for (int tries = 0; tries < TRIES && !reply.isKnown(); tries++) {
      pacer.take();
      reply = hubs.ask(request, (hub + tries) % hubs.hubs());
      // Some never ask again: what became of their wish is found out at the end.
      if (!goOn.getAsBoolean() || random.nextInt(4) == 0) {
        break;
      }
    }
    return reply;
  }

  /** Asks everything at the same time, through different hubs; the answer to the first. */
  private Reply atOnce(List<Request> requests) throws InterruptedException {
    int hub = random.nextInt(hubs.hubs());
    pacer.take();
    var replies = new ArrayList<java.util.concurrent.Future<Reply>>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < requests.size(); i++) {
        var request = requests.get(i);
        // Also through the same hub at once: two in one batch are another case than two hubs.
        int through = (hub + (random.nextBoolean() ? i : 0)) % hubs.hubs();
        replies.add(threads.submit(() -> hubs.ask(request, through)));
      }
    }
    return replies.getFirst().resultNow();
  }
}
