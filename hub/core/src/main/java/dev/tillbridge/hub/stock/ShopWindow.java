package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.delivery.Delivery;
import dev.tillbridge.hub.problem.Unavailable;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.shop.ShopChannel;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedRuntimeException;
import org.springframework.dao.DataIntegrityViolationException;

/**
 * Decides the numbers that a shop shows, and keeps them honest. To publish more, units are carved
 * out here first and then the shop's number is raised; to take back, the shop's number is lowered
 * first and only its definite success frees the units here. Each change is a compare-and-set; many
 * travel in one call under one key, and while its answer is unknown, the same call is repeated and
 * no other is decided for what is in it.
 */
public final class ShopWindow {

  private static final Logger LOG = LoggerFactory.getLogger(ShopWindow.class);

  /** A worker that makes one call after the other finishes so many well within its lease. */
  private static final int ONE_BY_ONE = 4;

  private final StockParts parts;
  private final ShopPlaces places;
  private final Map<String, ShopChannel> channels;
  private final SharedReading orders;
  private final Map<String, ShopReach> reaches = new ConcurrentHashMap<>();

  ShopWindow(
      StockParts parts, ShopPlaces places, Map<String, ShopChannel> channels, OrderReader orders) {
    this.parts = parts;
    this.places = places;
    this.channels = Map.copyOf(channels);
    this.orders = new SharedReading(orders, parts.clock());
  }

  /** The shops that are connected, in the order of their names. */
  public List<String> shops() {
    return channels.keySet().stream().sorted().toList();
  }

  /**
   * How long the next batch for this shop should wait: for the sake of the shop's limit, or because
   * it does not answer at present.
   */
  public Duration pause(String shop) {
    var channel = channels.get(shop);
    if (channel == null) {
      return Duration.ZERO;
    }
    var limit = channel.untilNextChange();
    var away = reach(shop).untilNextTry();
    return limit.compareTo(away) > 0 ? limit : away;
  }

  /** Why the shop does not answer at present; null when it did the last time, or was never asked. */
  public @Nullable String trouble(String shop) {
    return reach(shop).trouble();
  }

  private ShopReach reach(String shop) {
    return reaches.computeIfAbsent(shop, _ -> new ShopReach(parts.clock()));
  }

  /** How many deliveries for this shop are worth carrying together. */
  public int batch(String shop) {
    var channel = channels.get(shop);
    return channel == null
        ? ONE_BY_ONE
        : Math.max(ONE_BY_ONE, channel.capabilities().changesPerCall());
  }

  /** Brings the shop's number to what it shall be; the subject is {@code shop|location|sku}. */
  public Outcome<String> deliver(Delivery delivery) {
    return deliver(List.of(delivery)).getOrDefault(delivery, new Delivered<>(""));
  }

  /** Brings many numbers to what they shall be; every delivery gets its own outcome. */
  public Map<Delivery, Outcome<String>> deliver(Collection<Delivery> deliveries) {
    record Place(String shop, LocationId location) {}
    var outcomes = new LinkedHashMap<Delivery, Outcome<String>>();
    var groups = new LinkedHashMap<Place, Map<Sku, Delivery>>();
    for (var delivery : deliveries) {
      var names = ShopWindowStore.split(delivery.subject());
      var place = new Place(names.get(0), new LocationId(names.get(1)));
      groups.computeIfAbsent(place, _ -> new TreeMap<>()).put(new Sku(names.get(2)), delivery);
    }
    groups.forEach((place, group) -> {
      var ended = keep(place.shop(), place.location(), group.keySet());
      group.forEach((sku, delivery) ->
          outcomes.put(delivery, ended.getOrDefault(sku, new InDoubt<>("nothing is known of it"))));
    });
    return outcomes;
  }

  private Map<Sku, Outcome<String>> keep(String shop, LocationId location, Set<Sku> skus) {
    var channel = channels.get(shop);
    var ended = new TreeMap<Sku, Outcome<String>>();
    if (channel == null) {
      skus.forEach(sku -> ended.put(
          sku, new NotSent<>("shop " + shop + " is not connected", Duration.ofMinutes(10))));
      return ended;
    }
    var remoteLocation = places.remoteId(shop, location).orElse(null);
    var items =
        remoteLocation == null ? Map.<Sku, String>of() : parts.windows().itemIds(shop, skus);
    for (var sku : skus) {
      if (!items.containsKey(sku)) {
        ended.put(sku, new Delivered<>("not in this shop"));
      }
    }
    if (remoteLocation != null && !items.isEmpty()) {
      var round =
          new WindowRounds(parts, places, channel, reach(shop), location, remoteLocation, orders);
      ended.putAll(keep(round, List.copyOf(items.keySet())));
      parts.takeBacks().happened();
    }
    return ended;
  }

  /** One SKU whose row cannot be written must not keep back the others. */
  private Map<Sku, Outcome<String>> keep(WindowRounds rounds, List<Sku> skus) {
    try {
      return rounds.keep(skus);
    } catch (RuntimeException bug) {
      if (isOfTheWhole(bug)) {
        throw bug;
      }
      if (skus.size() > 1) {
        int half = skus.size() / 2;
        var outcomes = new TreeMap<>(keep(rounds, skus.subList(0, half)));
        outcomes.putAll(keep(rounds, skus.subList(half, skus.size())));
        return outcomes;
      }
      LOG.error("the shop's number of {} cannot be decided", skus.getFirst(), bug);
      // It may have reached the shop before it hit the bug.
      return Map.of(skus.getFirst(), new InDoubt<>("bug: " + bug));
    }
  }

  /** Nobody's row is to blame when the database or the location is away. */
  private static boolean isOfTheWhole(RuntimeException e) {
    return e instanceof Unavailable
        || (e instanceof NestedRuntimeException && !(e instanceof DataIntegrityViolationException));
  }

  /** Shows again what was taken back for customers who did not take it. */
  public void endWants() {
    parts.tx().executeWithoutResult(_ -> parts.windows().endWants());
  }
}
