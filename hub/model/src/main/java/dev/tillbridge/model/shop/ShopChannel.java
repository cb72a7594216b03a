package dev.tillbridge.model.shop;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An online shop, as the hub needs it. Remote trouble comes back as an outcome, never as an
 * exception. One instance speaks for one shop and may be used by many threads.
 */
public interface ShopChannel {

  /** The kind of shop, for example {@code shopify}. */
  String system();

  /** Which shop, for example its domain; unique within the system. */
  String shop();

  /** What this kind of shop can do. */
  Capabilities capabilities();

  /**
   * What a shop can do beyond taking a number.
   *
   * @param compareAndSet refuses a stock number that was decided on an outdated one; without it a
   *     shop can only be pooled
   * @param idempotency answers a repeated key with its first answer
   * @param changesPerCall how many stock numbers it takes at once, all or none; at least 1
   */
  record Capabilities(boolean compareAndSet, boolean idempotency, int changesPerCall) {

    /** Of a shop that takes one number at a time. */
    public Capabilities(boolean compareAndSet, boolean idempotency) {
      this(compareAndSet, idempotency, 1);
    }
  }

  /**
   * The shop's listings of these SKUs. A SKU that is missing in the answer is not in the shop; one
   * that two variants share comes back twice, and the caller sets it aside.
   *
   * @param skus at most 50
   */
  Outcome<List<Listing>> listings(Collection<Sku> skus);

  /**
   * What the shop offers for sale right now.
   *
   * @return units, or empty in the listing's answer when the item is not stocked there
   */
  Outcome<StockNumber> available(String itemId, String locationId);

  /**
   * Changes the number that the shop offers, if it still is what we think. A shop that cannot
   * compare by itself is read just before; an order that comes between the two is overwritten, and
   * only reading the orders and the number again shows it.
   *
   * @return delivered once it stands; refused with STALE when the shop's number was another one
   */
  Outcome<StockNumber> setAvailable(StockChange change);

  /**
   * The same for many items of a location. An item that is missing in the answer is one that the
   * shop does not know. Without a way to ask for many, one is asked for after the other.
   */
  default Outcome<Map<String, StockNumber>> available(
      Collection<String> itemIds, String locationId) {
    var numbers = new HashMap<String, StockNumber>();
    for (var itemId : itemIds) {
      switch (available(itemId, locationId)) {
        case Delivered<StockNumber>(var number) -> numbers.put(itemId, number);
        case Refused<StockNumber>(var reason, var why) -> {
          if (reason != Outcome.Reason.NOT_FOUND) {
            return new Refused<>(reason, why);
          }
        }
        case Outcome.NotSent<StockNumber>(var why, var wait) -> {
          return new Outcome.NotSent<>(why, wait);
        }
        case Outcome.InDoubt<StockNumber>(var why) -> {
          return new Outcome.InDoubt<>(why);
        }
      }
    }
    return new Delivered<>(numbers);
  }

  /**
   * Changes many numbers at once, if each still is what we think; at most {@link
   * Capabilities#changesPerCall}.
   *
   * @return delivered with what the shop said to each; refused when it said no and does not tell to
   *     which: then none stands, and the caller tries fewer
   */
  default Outcome<StockCall.Answer> setAvailable(StockCall call) {
    if (call.changes().size() != 1) {
      throw new IllegalArgumentException(system() + " takes one change at a time");
    }
    var change = call.changes().getFirst();
    var outcome = setAvailable(change);
    return outcome instanceof Refused<StockNumber> no
        ? new Delivered<>(new StockCall.Answer(Map.of(change.key(), no)))
        : outcome.map(_ -> StockCall.Answer.allStand());
  }

  /**
   * How long the next change of stock should wait so that the shop's limit is kept, and something of
   * it is left for everything else; zero when it may go at once.
   */
  default Duration untilNextChange() {
    return Duration.ZERO;
  }

  /**
   * Orders that changed at or after the time, oldest change first. Only those that have taken units
   * from the shop's number, now or before.
   *
   * @param cursor from the page before, or null for the first
   */
  Outcome<OrderPage> ordersChangedSince(Instant since, @Nullable String cursor);

  /**
   * Which orders changed at or after the time, oldest change first, at the least price: a shop that
   * can say so tells only that they changed, and whoever does not know them so asks for them.
   *
   * @param cursor from the page before, or null for the first
   */
  default Outcome<ChangePage> changesSince(Instant since, @Nullable String cursor) {
    return ordersChangedSince(since, cursor)
        .map(page -> new ChangePage(page.orders(), List.of(), page.unreadable(), page.cursor()));
  }

  /**
   * Reads orders as they are now, each by itself; a shop that can be asked for many at once is asked
   * for many at once.
   *
   * @return of each order how the question ended; refused with NOT_FOUND when the shop does not have
   *     it
   */
  default Map<String, Outcome<ShopOrder>> ordersNow(Collection<String> orderIds) {
    var answers = new LinkedHashMap<String, Outcome<ShopOrder>>();
    orderIds.forEach(id -> answers.put(id, order(id)));
    return answers;
  }

  /**
   * How long a question about so many orders should wait that is not urgent, so that something of
   * the shop's limit is left for what is; zero when it may be asked at once.
   */
  default Duration untilNextQuestion(int orders) {
    return Duration.ZERO;
  }

  /** What a genuine event only hints at; null when it tells all of its order, or of none. */
  default @Nullable OrderHint hint(ShopEvent event) {
    return null;
  }

  /**
   * Makes sure that the shop tells us about orders at this address.
   *
   * @return how many subscriptions had to be made
   */
  Outcome<Integer> subscribe(String address);

  /**
   * Judges a webhook by its raw bytes and reads it.
   *
   * @param headers names in any case
   * @return null unless the signature is right
   */
  @Nullable
  ShopEvent receive(byte[] body, Map<String, String> headers);

  /**
   * Reads the order out of a genuine event. What a shop calls an order before it has taken units for
   * it (WooCommerce: pending) is none of ours, and its events are not about an order.
   *
   * @return refused, naming the field and the reason, when the body is not an order as documented
   */
  Outcome<ShopOrder> order(ShopEvent event);

  /**
   * Reads an order as it is now, for when what we were told is old, or not enough.
   *
   * @param orderId the shop's id, in its global form
   * @return refused by a shop that cannot be asked for one order, or does not have it
   */
  default Outcome<ShopOrder> order(String orderId) {
    return new Outcome.Refused<>(system() + " cannot be asked for one order");
  }

  /** How it is told that goods leave; null when it is not. */
  default @Nullable ShopFulfilment fulfilment() {
    return null;
  }

  /** How it is asked to give money back; null when people do that there. */
  default @Nullable ShopRefunds refunds() {
    return null;
  }

  /** How it records what was sold elsewhere; null when it does not. */
  default @Nullable ShopMirror mirror() {
    return null;
  }

  /**
   * One page of orders and how to go on; the cursor is null on the last page.
   *
   * @param unreadable orders that are not as documented: one of them must not hide the others
   */
  record OrderPage(
      List<ShopOrder> orders,
      List<Unreadable> unreadable,
      @Nullable String cursor) {
    public OrderPage {
      orders = List.copyOf(orders);
      unreadable = List.copyOf(unreadable);
    }

    /** A page on which every order could be read. */
    public OrderPage(List<ShopOrder> orders, @Nullable String cursor) {
      this(orders, List.of(), cursor);
    }
  }

  /**
   * One page of changed orders and how to go on; the cursor is null on the last page.
   *
   * @param told those that were told whole
   * @param changes those of which only the change was told
   * @param unreadable orders that are not as documented
   */
  record ChangePage(
      List<ShopOrder> told,
      List<ChangedOrder> changes,
      List<Unreadable> unreadable,
      @Nullable String cursor) {
    public ChangePage {
      told = List.copyOf(told);
      changes = List.copyOf(changes);
      unreadable = List.copyOf(unreadable);
    }
  }

  /**
   * An order and, as far as it costs nothing, what tells its versions apart.
   *
   * @param updatedAt by the shop's clock, which may be coarse
   */
  record ChangedOrder(
      String orderId,
      Instant updatedAt,
      ShopOrder.Payment payment,
      boolean fulfilled,
      boolean test,
      boolean cancelled) {}

  /** An order that the shop told in a way we cannot read: the shop's id of it, and why. */
  record Unreadable(String id, String why) {}
}
