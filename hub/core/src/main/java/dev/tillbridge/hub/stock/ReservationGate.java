package dev.tillbridge.hub.stock;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The gate in Redis before PostgreSQL: it turns away a crowd and carries the news of changed stock.
 * It can refuse, it cannot grant, and every value it might hold is survivable. When Redis is away
 * or slow the gate stands open: each method then answers "cannot tell" within {@link #PATIENCE}.
 */
public final class ReservationGate implements Gate, HealableGate, AutoCloseable {

  /** Longer than this nobody waits for Redis; see STOCK.md. */
  static final Duration PATIENCE = Duration.ofMillis(20);

  /** Healing is nobody's customer: a busy Redis may take its time. */
  static final Duration HEALING_PATIENCE = Duration.ofSeconds(2);

  private static final String NEWS = ":news";

  private final RedisLink redis;
  private final InstantSource clock;

  public ReservationGate(String redisUrl, InstantSource clock) {
    this.redis = new RedisLink(redisUrl, "{loc:*}" + NEWS, clock);
    this.clock = clock;
  }

  /** Calls with each location whose stock changed anywhere, while Redis is there. Call once. */
  public void onNews(Consumer<LocationId> newsListener) {
    redis.onNews(channel -> newsListener.accept(
        new LocationId(channel.substring("{loc:".length(), channel.length() - NEWS.length() - 1))));
  }

  /** True while Redis answers. */
  public boolean isUp() {
    return redis.isUp();
  }

  @Override
  public List<Verdict> reserve(LocationId location, List<HoldRequest> requests) {
    var keys = List.of(gate(location), asking(location));
    var plenty = plenty(keys, requests);
    if (plenty == null) {
      return Collections.nCopies(requests.size(), Verdict.CANNOT_TELL);
    }
    var asking = requests.stream().filter(request -> !isPlenty(plenty, request)).toList();
    if (asking.isEmpty()) {
      return Collections.nCopies(requests.size(), Verdict.PLENTY);
    }
    var answers = ask(keys, asking).iterator();
    return requests.stream()
        .map(request -> isPlenty(plenty, request) ? Verdict.PLENTY : answers.next())
        .toList();
  }

  private static boolean isPlenty(Set<Sku> plenty, HoldRequest request) {
    return request.lines().stream().allMatch(line -> plenty.contains(line.sku()));
  }

  /** SKUs of which there is so much that nobody needs to ask for his units; null without an answer. */
  private @Nullable Set<Sku> plenty(List<String> keys, List<HoldRequest> requests) {
    var units = new LinkedHashMap<Sku, Integer>();
    for (var request : requests) {
      request.lines().forEach(line -> units.merge(line.sku(), line.quantity(), Integer::sum));
    }
    var args = new ArrayList<String>(2 * units.size());
    units.forEach((sku, wanted) -> {
      args.add(sku.code());
      args.add(Integer.toString(wanted));
    });
    var answers = list("gate2_plenty", keys, args, units.size());
    if (answers.isEmpty()) {
      return null;
    }
    var said = answers.iterator();
    var plenty = new HashSet<Sku>();
    for (var sku : units.keySet()) {
      if (said.next() instanceof Long yes && yes == 1) {
        plenty.add(sku);
      }
    }
    return plenty;
  }

  private List<Verdict> ask(List<String> keys, List<HoldRequest> requests) {
    var args = new ArrayList<String>(1 + 4 * requests.size());
    args.add(Long.toString(clock.millis()));
    for (var request : requests) {
      args.add(request.id().toString());
      args.add(Integer.toString(request.lines().size()));
      for (var line : request.lines()) {
        args.add(line.sku().code());
        args.add(Integer.toString(line.quantity()));
      }
    }
    var answers = list("gate2_reserve", keys, args, requests.size());
    if (answers.isEmpty()) {
      return Collections.nCopies(requests.size(), Verdict.CANNOT_TELL);
    }
    return answers.stream()
        .map(one -> switch (one) {
          case Long yes when yes == 1 -> Verdict.ENOUGH;
          case Long no when no == 0 -> Verdict.SHORT;
          case null, default -> Verdict.CANNOT_TELL;
        })
        .toList();
  }

  /** An answer of so many parts; none when Redis does not answer, or not as our functions do. */
  private List<?> list(String function, List<String> keys, List<String> args, int size) {
    var answer = redis.call(function, ScriptOutputType.MULTI, keys, args, PATIENCE);
    if (answer instanceof List<?> answers && answers.size() == size) {
      return answers;
    }
    if (answer != null) {
      redis.distrust(function);
    }
    return List.of();
  }

  @Override
  public void decided(LocationId location, Collection<UUID> noted, Collection<Free> truth) {
    if (noted.isEmpty() && truth.isEmpty()) {
      return;
    }
    var args = new ArrayList<String>(1 + noted.size() + 3 * truth.size());
    args.add(Integer.toString(noted.size()));
    noted.forEach(id -> args.add(id.toString()));
    truth.forEach(free -> add(args, free));
    var keys = List.of(gate(location), asking(location), "{loc:" + location.code() + "}" + NEWS);
    var ignored = redis.send("gate2_decided", ScriptOutputType.INTEGER, keys, args);
  }

  @Override
  public Healed heal(LocationId location, Collection<Free> truth) {
    redis.refreshLibrary(HEALING_PATIENCE);
    var args = new ArrayList<String>(3 * truth.size());
    truth.forEach(free -> add(args, free));
    var answer = redis.call(
        "gate2_heal", ScriptOutputType.MULTI, List.of(gate(location)), args, HEALING_PATIENCE);
    if (!(answer instanceof List<?> found)
        || found.isEmpty()
        || !(found.getFirst() instanceof Long wrong)) {
      if (answer != null) {
        redis.distrust("gate2_heal");
      }
      return new Healed(0, Map.of());
    }
    var ahead = new HashMap<Sku, String>();
    for (int i = 1; i + 1 < found.size(); i += 2) {
      ahead.put(new Sku(String.valueOf(found.get(i))), String.valueOf(found.get(i + 1)));
    }
    return new Healed(wrong, ahead);
  }

  @Override
  public long overrule(LocationId location, Collection<Free> truth, Map<Sku, String> claims) {
    var args = new ArrayList<String>();
    for (var free : truth) {
      var claim = claims.get(free.sku());
      if (claim != null && !isReached(claim, free.version())) {
        args.add(free.sku().code());
        args.add(claim);
        args.add(Integer.toString(free.free()));
        args.add(Long.toString(free.version()));
      }
    }
    return args.isEmpty() ? 0 : count("gate2_overrule", gate(location), args).orElse(0);
  }

  private static boolean isReached(String claim, long version) {
    try {
      return Long.parseLong(claim) <= version;
    } catch (NumberFormatException notOurs) {
      return false;
    }
  }

  @Override
  public long tidy(LocationId location, Duration oldestAsking) {
    long now = clock.millis();
    var oldest = Long.toString(now - oldestAsking.toMillis());
    var newest = Long.toString(now + oldestAsking.toMillis());
    return count("gate2_tidy", asking(location), List.of(oldest, newest)).orElse(0);
  }

  private OptionalLong count(String function, String key, List<String> args) {
    var answer =
        redis.call(function, ScriptOutputType.INTEGER, List.of(key), args, HEALING_PATIENCE);
    if (answer instanceof Long count) {
      return OptionalLong.of(count);
    }
    if (answer != null) {
      redis.distrust(function);
    }
    return OptionalLong.empty();
  }

  private static void add(List<String> args, Free truth) {
    args.add(truth.sku().code());
    args.add(Integer.toString(truth.free()));
    args.add(Long.toString(truth.version()));
  }

  // The braces make all keys of a location share a hash slot, should Redis be a cluster.
  private static String gate(LocationId location) {
    return "{loc:" + location.code() + "}:gate";
  }

  private static String asking(LocationId location) {
    return "{loc:" + location.code() + "}:asking";
  }

  @Override
  public void close() {
    redis.close();
  }
}
