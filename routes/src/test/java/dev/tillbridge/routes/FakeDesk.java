package dev.tillbridge.routes;

import dev.tillbridge.hub.delivery.Delivery;
import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Shops in memory that are to be told about stock. */
final class FakeDesk implements StockDesk {

  final Map<String, Outcome<String>> settled = new ConcurrentHashMap<>();
  final Map<String, Duration> pauses = new ConcurrentHashMap<>();
  private final Map<String, Deque<Delivery>> due = new TreeMap<>();
  private final Map<String, List<Integer>> batches = new TreeMap<>();
  private final int most;

  /** What happens when a shop is told. */
  volatile Consumer<Collection<Delivery>> telling = _ -> {};

  FakeDesk(int most, String... shops) {
    this.most = most;
    for (var shop : shops) {
      due.put(shop, new ArrayDeque<>());
      batches.put(shop, new ArrayList<>());
    }
  }

  synchronized void add(String shop, String sku) {
    Objects.requireNonNull(due.get(shop))
        .add(new Delivery(
            UUID.randomUUID(),
            Destination.SHOP_STOCK,
            shop + "|main|" + sku,
            UUID.randomUUID(),
            1,
            1,
            1,
            false));
  }

  synchronized List<Integer> batches(String shop) {
    return List.copyOf(Objects.requireNonNull(batches.get(shop)));
  }

  @Override
  public List<String> shops() {
    return List.copyOf(due.keySet());
  }

  @Override
  public Duration pause(String shop) {
    return pauses.getOrDefault(shop, Duration.ZERO);
  }

  @Override
  public synchronized List<Delivery> claim(String shop) {
    var claimed = new ArrayList<Delivery>();
    var queue = Objects.requireNonNull(due.get(shop));
    while (!queue.isEmpty() && claimed.size() < most) {
      claimed.add(queue.poll());
    }
    if (!claimed.isEmpty()) {
      Objects.requireNonNull(batches.get(shop)).add(claimed.size());
    }
    return claimed;
  }

  @Override
  public Map<Delivery, Outcome<String>> deliver(Collection<Delivery> deliveries) {
    telling.accept(deliveries);
    var outcomes = new LinkedHashMap<Delivery, Outcome<String>>();
    deliveries.forEach(d -> outcomes.put(d, new Delivered<>("told " + d.subject())));
    return outcomes;
  }

  @Override
  public void settle(String shop, Map<Delivery, Outcome<String>> outcomes) {
    outcomes.forEach((delivery, outcome) -> settled.put(delivery.subject(), outcome));
  }
}
