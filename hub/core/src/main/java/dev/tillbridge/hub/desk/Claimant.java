package dev.tillbridge.hub.desk;

import dev.tillbridge.hub.stock.Promise;
import dev.tillbridge.model.stock.HoldState;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who counts on units of an oversold shelf.
 *
 * @param kind what kind of promise he has
 * @param name as people call it, for example {@code order #1001}
 * @param pickupId his pick-up, or null
 * @param paid he has paid for it, as far as we know, or is paying
 */
public record Claimant(
    Promise promise, Kind kind, String name, @Nullable UUID pickupId, boolean paid) {

  /** What was promised to whom. */
  public enum Kind {
    /** A cart in a web shop that asks us before it sells. */
    WEB_CART,
    /** A cart at the till, or a parked sale. */
    TILL_CART,
    /** A customer will come for it. */
    PICKUP,
    /** An order of an outside shop. */
    ORDER
  }

  /** True when nothing but the cart is lost if it ends. */
  boolean isUnpaidCart() {
    return (kind == Kind.WEB_CART || kind == Kind.TILL_CART) && promise.state() == HoldState.HELD;
  }
}
