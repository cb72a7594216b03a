package dev.tillbridge.sandbox.shopify;

import dev.tillbridge.sandbox.wire.Cents;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One line.
 *
 * @param discount off the whole line
 * @param tax for the whole quantity, rounded by line
 */
record OrderLine(
    long id,
    long variantId,
    long productId,
    long itemId,
    long placeId,
    String sku,
    String title,
    String variantTitle,
    String vendor,
    int quantity,
    long price,
    long discount,
    long tax,
    boolean taxable,
    Done done) {

  /** How many units of a line have left, were taken off with or without restock, or came back. */
  record Done(int sent, int cancelled, int writtenOff, int refundedSent) {
    static final Done NOTHING = new Done(0, 0, 0, 0);

    int all() {
      return sent + cancelled + writtenOff;
    }
  }

  @SuppressWarnings("ConstantValue") // An older store does not have it.
  OrderLine {
    done = Objects.requireNonNullElse(done, Done.NOTHING);
  }

  /** Which variant, or null where the product has no choice. */
  @Nullable
  String choice() {
    return variantTitle.isBlank() || variantTitle.equals(Variant.NO_CHOICE) ? null : variantTitle;
  }

  /** As a person reads it. */
  String name() {
    return choice() == null ? title : title + " - " + variantTitle;
  }

  long net() {
    return netOf(quantity);
  }

  /** What so many units cost after discounts, the first ones. */
  long netOf(int units) {
    return Math.multiplyExact(price, (long) units) - discount * units / quantity;
  }

  /** Units that were neither sent nor taken off. */
  int open() {
    return quantity - done.all();
  }

  /** Units that the customer has, or will have. */
  int current() {
    return open() + done.sent() - done.refundedSent();
  }

  /** The tax on so many units, the first ones. */
  long taxOf(int units, int taxRatePpm) {
    return taxable ? Cents.share(netOf(units), taxRatePpm) : 0;
  }

  /** With money given back for so many more units that had left. */
  OrderLine withRefundedSent(int units) {
    return with(
        new Done(done.sent(), done.cancelled(), done.writtenOff(), done.refundedSent() + units));
  }

  OrderLine with(Done next) {
    return new OrderLine(
        id,
        variantId,
        productId,
        itemId,
        placeId,
        sku,
        title,
        variantTitle,
        vendor,
        quantity,
        price,
        discount,
        tax,
        taxable,
        next);
  }
}
