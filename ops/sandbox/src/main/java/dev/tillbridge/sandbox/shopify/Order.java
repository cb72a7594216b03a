package dev.tillbridge.sandbox.shopify;

import dev.tillbridge.sandbox.wire.Cents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An order. Amounts are in the smallest unit of the currency. Nothing is ever taken out of it:
 * what was taken off or came back stands in its refunds.
 *
 * @param number what a shopper sees after the hash sign
 * @param taxRatePpm the rate the shop used, in millionths
 * @param extras what comes with some orders only
 */
record Order(
    long id,
    long number,
    String currency,
    int taxRatePpm,
    @Nullable String email,
    @Nullable String customer,
    List<OrderLine> lines,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant cancelledAt,
    @Nullable Instant fulfilledAt,
    List<Refund> refunds,
    List<Return> returns,
    Extras extras) {

  /**
   * What comes with some orders only.
   *
   * @param giftCard what a gift card pays of it, at most
   * @param test an order that nobody means
   * @param unpaid nobody has paid yet
   * @param risk as Shopify says it: HIGH, MEDIUM, LOW, NONE or PENDING
   * @param buyers the currency of the buyer, or null when it is the shop's
   * @param ratePpm how much of it the shop's unit is, in millionths
   */
  record Extras(
      long shipping,
      long tip,
      long duties,
      long giftCard,
      boolean test,
      boolean unpaid,
      String risk,
      @Nullable String buyers,
      long ratePpm,
      List<String> tags) {
    static final Extras NONE =
        new Extras(0, 0, 0, 0, false, false, "LOW", null, 1_000_000, List.of());

    Extras {
      tags = List.copyOf(tags);
    }

    Extras paid() {
      return new Extras(shipping, tip, duties, giftCard, test, false, risk, buyers, ratePpm, tags);
    }

    Extras tagged(String tag) {
      var all = new ArrayList<>(tags);
      all.add(tag);
      return new Extras(shipping, tip, duties, giftCard, test, unpaid, risk, buyers, ratePpm, all);
    }

    long sum() {
      return shipping + tip + duties;
    }
  }

  /**
   * Units that were taken off or came back, and their money.
   *
   * @param free nothing was paid, so nothing goes back
   * @param shipping what of it was charged for shipping
   * @param returnId the return that it belongs to, or 0
   * @param note of whoever gave it back through the API
   */
  record Refund(
      long id,
      Instant at,
      List<Back> lines,
      boolean free,
      long shipping,
      long returnId,
      @Nullable String note) {
    Refund {
      lines = List.copyOf(lines);
    }

    Refund(long id, Instant at, List<Back> lines, boolean free, long shipping) {
      this(id, at, lines, free, shipping, 0, null);
    }

    /** What the units and the shipping cost, whether or not it was paid. */
    long value() {
      return shipping
          + lines.stream().mapToLong(line -> line.net() + line.tax()).sum();
    }

    long amount() {
      return free ? 0 : value();
    }
  }

  /**
   * Units of one line.
   *
   * @param restock cancel, return or no_restock
   */
  record Back(long lineId, int quantity, String restock, long net, long tax) {}

  /**
   * Units that came back, whether or not any money goes back for them.
   *
   * @param restocked they are on the shelf again
   */
  record Return(long id, Instant at, long lineId, int units, boolean restocked) {}

  @SuppressWarnings("ConstantValue") // An older store does not have it.
  Order {
    lines = List.copyOf(lines);
    refunds = refunds == null ? List.of() : List.copyOf(refunds);
    returns = returns == null ? List.of() : List.copyOf(returns);
    extras = Objects.requireNonNullElse(extras, Extras.NONE);
  }

  String name() {
    return "#" + number;
  }

  long subtotal() {
    return lines.stream().mapToLong(OrderLine::net).reduce(0, Math::addExact);
  }

  long tax() {
    return lines.stream().mapToLong(OrderLine::tax).reduce(0, Math::addExact);
  }

  long total() {
    return Math.addExact(Math.addExact(subtotal(), tax()), extras.sum());
  }

  long discounts() {
    return lines.stream().mapToLong(OrderLine::discount).sum();
  }

  /** The total without what was taken off or went back. */
  long current() {
    return total() - refunds.stream().mapToLong(Refund::value).sum();
  }

  /** What was paid, before anything went back. */
  long received() {
    return extras.unpaid() ? 0 : current() + refunded();
  }

  /** What gift cards paid of it. */
  long byGiftCard() {
    return Math.min(extras.giftCard(), received());
  }

  List<String> gateways() {
    if (byGiftCard() == 0) {
      return List.of("shopify_payments");
    }
    return byGiftCard() == received()
        ? List.of("gift_card")
        : List.of("gift_card", "shopify_payments");
  }

  /** An amount in the buyer's currency. */
  long presented(long minor) {
    return Cents.share(minor, extras.ratePpm());
  }

  String buyers() {
    return Objects.requireNonNullElse(extras.buyers(), currency);
  }

  long refunded() {
    return refunds.stream().mapToLong(Refund::amount).sum();
  }

  /** Units of a line that went back in this way. */
  int unitsBack(long lineId, String restock) {
    return refunds.stream()
        .flatMap(refund -> refund.lines().stream())
        .filter(line -> line.lineId() == lineId && line.restock().equals(restock))
        .mapToInt(Back::quantity)
        .sum();
  }

  long refundedTax() {
    return refunds.stream()
        .flatMap(refund -> refund.lines().stream())
        .mapToLong(Back::tax)
        .sum();
  }

  /** What of the units that went back is not tax. */
  long refundedNet() {
    return refunds.stream()
        .flatMap(refund -> refund.lines().stream())
        .mapToLong(Back::net)
        .sum();
  }

  boolean open() {
    return cancelledAt == null && fulfilledAt == null;
  }

  String financialStatus() {
    if (extras.unpaid()) {
      return cancelledAt == null ? "pending" : "voided";
    }
    if (refunded() == 0) {
      return "paid";
    }
    return refunded() == received() ? "refunded" : "partially_refunded";
  }

  /** As GraphQL says it; REST leaves out what nothing was sent of. */
  String fulfilment() {
    if (fulfilledAt != null) {
      return "FULFILLED";
    }
    return lines.stream().anyMatch(line -> line.done().sent() > 0)
        ? "PARTIALLY_FULFILLED"
        : "UNFULFILLED";
  }

  String status() {
    if (cancelledAt != null) {
      return "cancelled";
    }
    if (fulfilledAt != null) {
      return "fulfilled";
    }
    return extras.unpaid() ? "open" : "paid";
  }

  /** With other lines and one more refund; sent as a whole once nothing is left to be sent. */
  Order with(List<OrderLine> next, @Nullable Refund refund, Instant now) {
    boolean all = next.stream().allMatch(line -> line.open() == 0)
        && next.stream().anyMatch(line -> line.done().sent() > 0);
    var back = new ArrayList<>(refunds);
    if (refund != null) {
      back.add(refund);
    }
    Instant sent = fulfilledAt == null ? now : fulfilledAt;
    var end = all && cancelledAt == null ? sent : null;
    return next(next, now, cancelledAt, end, back, returns, extras);
  }

  /** With goods that came back. */
  Order with(Return back, Instant now) {
    var all = new ArrayList<>(returns);
    all.add(back);
    return next(lines, now, cancelledAt, fulfilledAt, refunds, all, extras);
  }

  Order paid(Instant now) {
    return with(extras.paid(), now);
  }

  Order tagged(String tag, Instant now) {
    return with(extras.tagged(tag), now);
  }

  private Order with(Extras next, Instant now) {
    return next(lines, now, cancelledAt, fulfilledAt, refunds, returns, next);
  }

  Order cancelled(Instant now) {
    return next(lines, now, now, fulfilledAt, refunds, returns, extras);
  }

  private Order next(
      List<OrderLine> nextLines,
      Instant now,
      @Nullable Instant cancelled,
      @Nullable Instant fulfilled,
      List<Refund> nextRefunds,
      List<Return> nextReturns,
      Extras nextExtras) {
    return new Order(
        id,
        number,
        currency,
        taxRatePpm,
        email,
        customer,
        nextLines,
        createdAt,
        now,
        cancelled,
        fulfilled,
        nextRefunds,
        nextReturns,
        nextExtras);
  }
}
