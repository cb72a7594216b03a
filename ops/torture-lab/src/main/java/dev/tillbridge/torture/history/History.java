package dev.tillbridge.torture.history;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Every call of every client, in the order in which they ended. Many may add at a time. */
public final class History {

  private final ConcurrentLinkedQueue<Call> calls = new ConcurrentLinkedQueue<>();

  public void add(Call call) {
    calls.add(call);
  }

  public List<Call> calls() {
    return List.copyOf(calls);
  }

  /** All calls of that kind by their key. */
  public <R extends Request> Map<UUID, List<Call>> byKey(Class<R> kind) {
    var byKey = new LinkedHashMap<UUID, List<Call>>();
    for (var call : calls) {
      if (kind.isInstance(call.request())) {
        byKey
            .computeIfAbsent(call.request().id(), _ -> new java.util.ArrayList<>())
            .add(call);
      }
    }
    return byKey;
  }

  /**
   * Requests of which no client knows what became of them: under their key nothing was ever answered
   * to this content.
   */
  public Collection<Request> unknown() {
    var open = new LinkedHashMap<Request, Boolean>();
    for (var call : calls) {
      open.merge(call.request(), call.reply().isKnown(), Boolean::logicalOr);
    }
    return open.entrySet().stream()
        .filter(e -> !e.getValue())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** How many calls of each kind got which reply, as "Hold Granted". */
  public Map<String, Long> counts() {
    var counts = new TreeMap<String, Long>();
    for (var call : calls) {
      var name = call.request().getClass().getSimpleName() + " "
          + call.reply().getClass().getSimpleName();
      counts.merge(name, 1L, Long::sum);
    }
    return counts;
  }
}
