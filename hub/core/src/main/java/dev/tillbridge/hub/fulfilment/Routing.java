package dev.tillbridge.hub.fulfilment;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * Decides from where an order leaves, by the merchant's rules. A pure function. Every set of
 * locations that has the whole order is a way to send it; the rules, in the merchant's order, choose
 * one, and what they leave open is decided by where the order is now, then by the locations' names.
 */
final class Routing {

  /** So many locations are looked at together; 2 to the 10th ways are tried in a moment. */
  static final int PLACES_MOST = 10;

  /**
   * A location that could send.
   *
   * @param rank lower is better
   * @param metres to the customer; {@link Long#MAX_VALUE} when unknown
   * @param has units, those of this order that lie there included
   * @param now the order's units are here
   */
  record Place(LocationId id, int rank, long metres, Map<Sku, Integer> has, boolean now) {}

  /**
   * From where, and why.
   *
   * @param units by location, the first parcel first
   */
  record Route(SequencedMap<LocationId, Map<Sku, Integer>> units, String why) {}

  private final SendingPolicy policy;

  Routing(SendingPolicy policy) {
    this.policy = policy;
  }

  /** Empty when there are no rules, or no way that the rules allow. */
  Optional<Route> route(Map<Sku, Integer> wanted, List<Place> places) {
    if (policy.rules().isEmpty() || wanted.isEmpty()) {
      return Optional.empty();
    }
    var order = new ArrayList<Comparator<List<Place>>>();
    policy.rules().forEach(rule -> order.add(by(rule)));
    order.add(Comparator.comparingLong(
        way -> way.stream().filter(place -> !place.now()).count()));
    order.add(Comparator.comparing(
        way -> way.stream().map(p -> p.id().code()).toList().toString()));
    var best = order.stream().reduce(Comparator::thenComparing).orElseThrow();
    return ways(wanted, places).stream()
        .min(best)
        .map(way -> new Route(share(wanted, way), why(way)));
  }

  private Comparator<List<Place>> by(SendingRule rule) {
    return switch (rule) {
      case HAS_ALL -> Comparator.comparing(way -> way.size() > 1);
      case FEWEST_PARCELS -> Comparator.comparingInt(List::size);
      case NEAREST -> Comparator.comparingLong(Routing::metres);
      case RANKING -> Comparator.comparing(Routing::ranks, Routing::firstLower);
    };
  }

  private static long metres(List<Place> way) {
    long all = 0;
    for (var place : way) {
      all = place.metres() == Long.MAX_VALUE || all == Long.MAX_VALUE
          ? Long.MAX_VALUE
          : all + place.metres();
    }
    return all;
  }

  private static List<Integer> ranks(List<Place> way) {
    return way.stream().map(Place::rank).sorted(Comparator.reverseOrder()).toList();
  }

  /** The worst of each way first: a way is as good as its worst location. */
  private static int firstLower(List<Integer> one, List<Integer> other) {
    for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
      int compared = one.get(i).compareTo(other.get(i));
      if (compared != 0) {
        return compared;
      }
    }
    return Integer.compare(one.size(), other.size());
  }

  /** Every set of locations that has all of it, of which none is there in vain. */
  private List<List<Place>> ways(Map<Sku, Integer> wanted, List<Place> places) {
    var sorted = places.stream()
        .filter(place ->
            wanted.keySet().stream().anyMatch(sku -> place.has().getOrDefault(sku, 0) > 0))
        .sorted(preferred())
        .limit(PLACES_MOST)
        .toList();
    var ways = new ArrayList<List<Place>>();
    for (int set = 1; set < (1 << sorted.size()); set++) {
      if (!policy.splitting() && Integer.bitCount(set) > 1) {
        continue;
      }
      var way = new ArrayList<Place>();
      for (int i = 0; i < sorted.size(); i++) {
        if ((set & (1 << i)) != 0) {
          way.add(sorted.get(i));
        }
      }
      var share = share(wanted, way);
      if (share.size() == way.size() && units(share).equals(new TreeMap<>(wanted))) {
        ways.add(way);
      }
    }
    return ways;
  }

  /** Which location gives first when several have a unit: by the rules about single ones. */
  private Comparator<Place> preferred() {
    Comparator<Place> order = Comparator.comparingInt(_ -> 0);
    for (var rule : policy.rules()) {
      order = switch (rule) {
        case NEAREST -> order.thenComparingLong(Place::metres);
        case RANKING -> order.thenComparingInt(Place::rank);
        case HAS_ALL, FEWEST_PARCELS -> order;
      };
    }
    return order
        .thenComparing(place -> !place.now())
        .thenComparingInt(Place::rank)
        .thenComparing(Place::id);
  }

  private static SequencedMap<LocationId, Map<Sku, Integer>> share(
      Map<Sku, Integer> wanted, List<Place> way) {
    var left = new TreeMap<>(wanted);
    var share = new LinkedHashMap<LocationId, Map<Sku, Integer>>();
    for (var place : way) {
      var part = new TreeMap<Sku, Integer>();
      wanted.keySet().forEach(sku -> {
        int some = Math.min(left.getOrDefault(sku, 0), place.has().getOrDefault(sku, 0));
        if (some > 0) {
          part.put(sku, some);
          left.merge(sku, -some, Integer::sum);
        }
      });
      if (!part.isEmpty()) {
        share.put(place.id(), part);
      }
    }
    return share;
  }

  private static Map<Sku, Integer> units(SequencedMap<LocationId, Map<Sku, Integer>> share) {
    var units = new TreeMap<Sku, Integer>();
    share
        .values()
        .forEach(part -> part.forEach((sku, some) -> units.merge(sku, some, Integer::sum)));
    return units;
  }

  private String why(List<Place> way) {
    var first = switch (policy.rules().getFirst()) {
      case HAS_ALL -> way.size() == 1 ? "has all of it" : "nobody has all of it";
      case FEWEST_PARCELS -> way.size() == 1 ? "one parcel" : way.size() + " parcels, the fewest";
      case NEAREST -> metres(way) == Long.MAX_VALUE ? "no distance is known" : "the nearest";
      case RANKING -> "ranked highest";
    };
    return String.join(" and ", way.stream().map(place -> place.id().code()).toList())
        + ": "
        + first;
  }
}
