package dev.tillbridge.model.shop;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.outcome.Outcome;
import java.time.Instant;
import java.util.Collection;
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
   */
  record Capabilities(boolean compareAndSet, boolean idempotency) {}

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
   * Changes the number that the shop offers, if it still is what we think.
   *
   * @return delivered once it stands; refused with STALE when the shop's number was another one
   */
  Outcome<StockNumber> setAvailable(StockChange change);

  /**
   * Orders that changed at or after the time, oldest change first.
   *
   * @param cursor from the page before, or null for the first
   */
  Outcome<OrderPage> ordersChangedSince(Instant since, @Nullable String cursor);

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
   * Reads the order out of a genuine event.
   *
   * @return refused, naming the field and the reason, when the body is not an order as documented
   */
  Outcome<ShopOrder> order(ShopEvent event);

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

  /** An order that the shop told in a way we cannot read: the shop's id of it, and why. */
  record Unreadable(String id, String why) {}
}
