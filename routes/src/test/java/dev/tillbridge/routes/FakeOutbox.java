package dev.tillbridge.routes;

import dev.tillbridge.hub.delivery.Delivery;
import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.model.outcome.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Deliveries in memory; can be told that its table is away. */
final class FakeOutbox implements Outbox {

  final Map<String, Outcome<String>> settled = new ConcurrentHashMap<>();
  final AtomicInteger claims = new AtomicInteger();
  private final Deque<Delivery> due = new ArrayDeque<>();
  private final List<Integer> batches = new ArrayList<>();
  volatile boolean away;

  synchronized void add(Destination destination, String subject) {
    due.add(
        new Delivery(UUID.randomUUID(), destination, subject, UUID.randomUUID(), 1, 1, 1, false));
  }

  @Override
  public synchronized List<Delivery> claim(Destination destination, int atMost) {
    claims.incrementAndGet();
    if (away) {
      throw new IllegalStateException("no connection");
    }
    var claimed =
        due.stream().filter(d -> d.destination() == destination).limit(atMost).toList();
    due.removeAll(claimed);
    if (!claimed.isEmpty()) {
      batches.add(claimed.size());
    }
    return claimed;
  }

  @Override
  public void settle(Delivery delivery, Outcome<String> outcome) {
    settled.put(delivery.subject(), outcome);
  }

  synchronized List<Integer> batches() {
    return List.copyOf(batches);
  }
}
