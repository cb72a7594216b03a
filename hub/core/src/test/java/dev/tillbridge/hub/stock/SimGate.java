package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.stock.sim.Dice;
import dev.tillbridge.hub.stock.sim.Fibers;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** A hub's way to Redis, good or bad. */
final class SimGate implements Gate, HealableGate {

  /** How Redis behaves in a history. */
  enum Mood {
    RIGHT,
    /** Sometimes away, slow, wiped, outdated or wrong. */
    MOODY,
    /** Answers anything whatever. */
    MAD,
    AWAY
  }

  private static final List<Verdict> VERDICTS = List.of(Verdict.values());

  private final SimRedis redis;
  private final Fibers fibers;
  private final Dice dice;
  private final Mood mood;
  private final InstantSource clock;

  SimGate(SimRedis redis, Fibers fibers, Dice dice, Mood mood, InstantSource clock) {
    this.clock = clock;
    this.redis = redis;
    this.fibers = fibers;
    this.dice = dice;
    this.mood = mood;
  }

  @Override
  public List<Verdict> reserve(LocationId location, List<HoldRequest> requests) {
    fibers.point("asks Redis");
    if (mood == Mood.AWAY || (mood == Mood.MOODY && dice.oneIn(8))) {
      return requests.stream().map(_ -> Verdict.CANNOT_TELL).toList();
    }
    if (mood == Mood.MOODY && dice.oneIn(8)) {
      redis.upset(dice);
    }
    var answers = mood == Mood.MAD
        ? requests.stream().map(_ -> dice.of(VERDICTS)).toList()
        : answers(location, requests);
    if (fibers.trace().on()) {
      fibers.note("Redis answers " + answers);
    }
    // The effect is there, the answer too late.
    return mood == Mood.MOODY && dice.oneIn(12)
        ? requests.stream().map(_ -> Verdict.CANNOT_TELL).toList()
        : answers;
  }

  private List<Verdict> answers(LocationId location, List<HoldRequest> requests) {
    var units = new TreeMap<Sku, Integer>();
    requests.forEach(request ->
        request.lines().forEach(line -> units.merge(line.sku(), line.quantity(), Integer::sum)));
    var plenty = new TreeSet<Sku>();
    units.forEach((sku, wanted) -> {
      if (redis.isPlenty(location, sku, wanted)) {
        plenty.add(sku);
      }
    });
    return requests.stream()
        .map(request -> request.lines().stream().allMatch(line -> plenty.contains(line.sku()))
            ? Verdict.PLENTY
            : redis.reserve(location, request, clock.millis()))
        .toList();
  }

  @Override
  public void decided(LocationId location, Collection<UUID> noted, Collection<Free> truth) {
    if (mood == Mood.AWAY || (mood == Mood.MOODY && dice.oneIn(6))) {
      return;
    }
    if (dice.oneIn(4)) {
      // Nobody waits for it, so others may be faster.
      fibers.at(fibers.now() + dice.below(30), () -> redis.decided(location, noted, truth));
    } else {
      redis.decided(location, noted, truth);
    }
  }

  @Override
  public Healed heal(LocationId location, Collection<Free> truth) {
    fibers.point("heals Redis");
    return mood == Mood.AWAY ? new Healed(0, Map.of()) : redis.heal(location, truth);
  }

  @Override
  public long overrule(LocationId location, Collection<Free> truth, Map<Sku, String> claims) {
    fibers.point("overrules Redis");
    return mood == Mood.AWAY ? 0 : redis.overrule(location, truth, claims);
  }

  @Override
  public long tidy(LocationId location, Duration oldestAsking) {
    fibers.point("tidies Redis up");
    return mood == Mood.AWAY ? 0 : redis.tidy(location, clock.millis() - oldestAsking.toMillis());
  }
}
