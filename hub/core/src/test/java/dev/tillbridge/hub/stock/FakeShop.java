package dev.tillbridge.hub.stock;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Reason;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.Listing;
import dev.tillbridge.model.shop.ShopChannel;
import dev.tillbridge.model.shop.ShopEvent;
import dev.tillbridge.model.shop.ShopOrder;
import dev.tillbridge.model.shop.StockCall;
import dev.tillbridge.model.shop.StockChange;
import dev.tillbridge.model.shop.StockNumber;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A shop with a number per item, compare-and-set, keys that are remembered, and bad days. */
final class FakeShop implements ShopChannel {

  /** What can go wrong with one call. */
  enum Trouble {
    NONE,
    LOSE_ANSWER_AFTER_EFFECT,
    LOSE_REQUEST,
    UNREACHABLE,
    REFUSE
  }

  /** How many numbers it takes at once. */
  int perCall = 1;

  /** Calls with many changes, as they came. */
  final List<StockCall> calls = new ArrayList<>();

  /** Items that it refuses, and calls with one of them without saying which. */
  final Set<String> unspeakable = new HashSet<>();

  /** Nothing gets through to it, and nothing comes back. */
  boolean away;

  /** Items of which no call is ever answered, or carried out. */
  final Set<String> unanswered = new HashSet<>();

  final Map<String, Integer> numbers = new HashMap<>();
  final List<StockChange> changes = new ArrayList<>();
  final List<Integer> stood = new ArrayList<>();
  final Deque<Trouble> troubles = new ArrayDeque<>();
  private final Map<UUID, Outcome<StockNumber>> answered = new HashMap<>();
  private final Map<UUID, Answered> answeredCalls = new HashMap<>();
  private final String name;
  private final boolean compareAndSet;

  FakeShop() {
    this(StockRig.SHOP, true);
  }

  /** One of several shops; or one that takes any number, whatever stood there. */
  FakeShop(String name, boolean compareAndSet) {
    this.name = name;
    this.compareAndSet = compareAndSet;
  }

  /** What it shows at a location. */
  int number(Sku sku, String place) {
    return numbers.getOrDefault(key("item-" + sku.code(), place), 0);
  }

  /** The first place is known by the item alone. */
  private static String key(String itemId, String place) {
    return place.equals("place-1") ? itemId : itemId + "@" + place;
  }

  int number(Sku sku) {
    return number(sku, "place-1");
  }

  /** A shopper buys, if the shop shows enough. */
  boolean buy(Sku sku, int units) {
    if (numbers.getOrDefault("item-" + sku.code(), 0) < units) {
      return false;
    }
    numbers.merge("item-" + sku.code(), -units, Integer::sum);
    return true;
  }

  @Override
  public Outcome<StockNumber> setAvailable(StockChange change) {
    changes.add(change);
    var trouble = Objects.requireNonNullElse(troubles.poll(), Trouble.NONE);
    return switch (trouble) {
      case UNREACHABLE -> new NotSent<>("no connection", null);
      case LOSE_REQUEST -> new InDoubt<>("no answer");
      case REFUSE -> new Refused<>("no such item");
      case LOSE_ANSWER_AFTER_EFFECT -> {
        apply(change);
        yield new InDoubt<>("no answer");
      }
      case NONE -> apply(change);
    };
  }

  private Outcome<StockNumber> apply(StockChange change) {
    return answered.computeIfAbsent(change.key(), _ -> {
      var key = key(change.itemId(), change.locationId());
      int now = numbers.getOrDefault(key, 0);
      if (compareAndSet && now != change.from()) {
        return new Refused<>(Reason.STALE, "it is " + now);
      }
      numbers.put(key, change.to());
      return new Delivered<>(new StockNumber(change.to()));
    });
  }

  @Override
  public Outcome<StockCall.Answer> setAvailable(StockCall call) {
    if (perCall == 1) {
      return ShopChannel.super.setAvailable(call);
    }
    if (away) {
      return new NotSent<>("no connection", null);
    }
    calls.add(call);
    if (call.changes().stream().anyMatch(change -> unanswered.contains(change.itemId()))) {
      return new InDoubt<>("no answer");
    }
    var trouble = Objects.requireNonNullElse(troubles.poll(), Trouble.NONE);
    return switch (trouble) {
      case UNREACHABLE -> new NotSent<>("no connection", null);
      case LOSE_REQUEST -> new InDoubt<>("no answer");
      case REFUSE -> new Refused<>("not like this");
      case LOSE_ANSWER_AFTER_EFFECT -> {
        apply(call);
        yield new InDoubt<>("no answer");
      }
      case NONE -> apply(call);
    };
  }

  private Outcome<StockCall.Answer> apply(StockCall call) {
    var known = answeredCalls.get(call.key());
    if (known != null) {
      if (!known.call().equals(call)) {
        throw new AssertionError("another content under the same key: " + known + ", " + call);
      }
      return known.answer();
    }
    var refused = new HashMap<UUID, Refused<StockNumber>>();
    boolean unspoken = false;
    for (var change : call.changes()) {
      unspoken |= unspeakable.contains(change.itemId());
      int now = numbers.getOrDefault(key(change.itemId(), change.locationId()), 0);
      if (now != change.from()) {
        refused.put(change.key(), new Refused<>(Reason.STALE, "it is " + now));
      }
    }
    Outcome<StockCall.Answer> answer = unspoken
        ? new Refused<>("one of them is wrong")
        : new Delivered<>(new StockCall.Answer(refused));
    if (!unspoken && refused.isEmpty()) {
      for (var change : call.changes()) {
        numbers.put(key(change.itemId(), change.locationId()), change.to());
      }
    }
    answeredCalls.put(call.key(), new Answered(call, answer));
    return answer;
  }

  private record Answered(StockCall call, Outcome<StockCall.Answer> answer) {}

  @Override
  public Outcome<StockNumber> available(String itemId, String locationId) {
    if (away) {
      return new NotSent<>("no connection", null);
    }
    return new Delivered<>(new StockNumber(numbers.getOrDefault(key(itemId, locationId), 0)));
  }

  @Override
  public String system() {
    return "fake";
  }

  @Override
  public String shop() {
    return name;
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(compareAndSet, true, perCall);
  }

  @Override
  public Outcome<List<Listing>> listings(Collection<Sku> skus) {
    return new Delivered<>(List.of());
  }

  @Override
  public Outcome<OrderPage> ordersChangedSince(Instant since, @Nullable String cursor) {
    return new Delivered<>(new OrderPage(List.of(), null));
  }

  @Override
  public Outcome<Integer> subscribe(String address) {
    return new Delivered<>(0);
  }

  @Override
  public @Nullable ShopEvent receive(byte[] body, Map<String, String> headers) {
    return null;
  }

  @Override
  public Outcome<ShopOrder> order(ShopEvent event) {
    return new Refused<>("no orders here");
  }
}
