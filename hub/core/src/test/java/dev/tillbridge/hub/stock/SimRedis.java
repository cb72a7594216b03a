package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.stock.Gate.Free;
import dev.tillbridge.hub.stock.Gate.Verdict;
import dev.tillbridge.hub.stock.HealableGate.Healed;
import dev.tillbridge.hub.stock.sim.Dice;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.stock.StockLine;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What gate.lua does with a location's hash, and what may happen to the server that keeps it. */
final class SimRedis {

  private static final int PLENTY = 16;

  private record Known(int free, long version) {}

  /** A wish that is being decided, and since when. */
  private record Asking(long at, List<StockLine> lines) {}

  /** One location's hashes. */
  private record Hash(Map<Sku, Known> known, Map<Sku, Integer> pending, Map<UUID, Asking> asking) {

    Hash() {
      this(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    }

    Hash copy() {
      return new Hash(new TreeMap<>(known), new TreeMap<>(pending), new TreeMap<>(asking));
    }
  }

  private final Map<LocationId, Hash> hashes = new TreeMap<>();
  private final Map<LocationId, Hash> older = new TreeMap<>();

  /** Where there is so much more than a whole batch asks for, nobody is noted. */
  boolean isPlenty(LocationId location, Sku sku, int units) {
    var known = hash(location).known().get(sku);
    return known != null && left(hash(location), sku) >= PLENTY * units;
  }

  private static int left(Hash hash, Sku sku) {
    var known = hash.known().get(sku);
    return known == null ? 0 : known.free() - hash.pending().getOrDefault(sku, 0);
  }

  Verdict reserve(LocationId location, HoldRequest request, long now) {
    var hash = hash(location);
    var verdict = Verdict.ENOUGH;
    for (var line : request.lines()) {
      if (!hash.known().containsKey(line.sku())) {
        return Verdict.CANNOT_TELL;
      }
      if (left(hash, line.sku()) < line.quantity()) {
        verdict = Verdict.SHORT;
      }
    }
    if (hash.asking().containsKey(request.id())) {
      return Verdict.ENOUGH;
    }
    if (verdict == Verdict.ENOUGH) {
      request.lines().forEach(l -> hash.pending().merge(l.sku(), l.quantity(), Integer::sum));
      hash.asking().put(request.id(), new Asking(now, request.lines()));
    }
    return verdict;
  }

  void decided(LocationId location, Collection<UUID> noted, Collection<Free> truth) {
    var hash = hash(location);
    for (var one : truth) {
      var known = hash.known().get(one.sku());
      if (known == null || known.version() < one.version()) {
        hash.known().put(one.sku(), new Known(one.free(), one.version()));
      }
    }
    for (var id : noted) {
      var asking = hash.asking().remove(id);
      if (asking != null) {
        asking.lines().forEach(l -> hash.pending().merge(l.sku(), -l.quantity(), Integer::sum));
        hash.pending().values().removeIf(left -> left <= 0);
      }
    }
  }

  Healed heal(LocationId location, Collection<Free> truth) {
    var known = hash(location).known();
    var ahead = new TreeMap<Sku, String>();
    long wrong = 0;
    for (var one : truth) {
      var stands = known.get(one.sku());
      if (stands != null && stands.version() > one.version()) {
        ahead.put(one.sku(), Long.toString(stands.version()));
      } else if (!new Known(one.free(), one.version()).equals(stands)) {
        known.put(one.sku(), new Known(one.free(), one.version()));
        wrong++;
      }
    }
    return new Healed(wrong, ahead);
  }

  long overrule(LocationId location, Collection<Free> truth, Map<Sku, String> claims) {
    var known = hash(location).known();
    long wrong = 0;
    for (var one : truth) {
      var claim = claims.get(one.sku());
      var stands = known.get(one.sku());
      if (claim != null
          && Long.parseLong(claim) > one.version()
          && stands != null
          && Long.toString(stands.version()).equals(claim)) {
        known.put(one.sku(), new Known(one.free(), one.version()));
        wrong++;
      }
    }
    return wrong;
  }

  long tidy(LocationId location, long oldest) {
    var hash = hash(location);
    long before = hash.asking().size();
    hash.asking().values().removeIf(asking -> asking.at() < oldest);
    var pending = new TreeMap<Sku, Integer>();
    hash.asking()
        .values()
        .forEach(asking ->
            asking.lines().forEach(l -> pending.merge(l.sku(), l.quantity(), Integer::sum)));
    boolean same = pending.equals(hash.pending());
    hash.pending().clear();
    hash.pending().putAll(pending);
    return before - hash.asking().size() + (same ? 0 : 1);
  }

  /** What it believes to be free; null when it does not know. */
  @Nullable
  Integer free(LocationId location, Sku sku) {
    var known = hash(location).known().get(sku);
    return known == null ? null : known.free();
  }

  private Hash hash(LocationId location) {
    return hashes.computeIfAbsent(location, _ -> new Hash());
  }

  /** The server is wiped, falls back to an older copy, or holds anything whatever. */
  void upset(Dice dice) {
    switch (dice.below(4)) {
      case 0 -> hashes.clear();
      case 1 -> {
        hashes.clear();
        older.forEach((location, hash) -> hashes.put(location, hash.copy()));
      }
      case 2 -> hashes.forEach((location, hash) -> older.put(location, hash.copy()));
      default ->
        hashes
            .values()
            .forEach(hash -> hash.known()
                .replaceAll((_, known) ->
                    new Known(dice.between(-3, 9), known.version() + dice.between(-2, 9))));
    }
  }
}
