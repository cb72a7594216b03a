package dev.tillbridge.hub.desk;

import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.stock.StockLine;
import java.util.List;
import java.util.UUID;

/**
 * The shops that orders came from, as far as the desk has something to tell them. Every method joins
 * the caller's transaction and only queues; none waits for a shop.
 */
public interface ShopErrands {

  /** The customer of the order can come. */
  void ready(UUID pickupId, UUID saleId);

  /** The customer of the order has all that was left of it. */
  void collected(UUID pickupId, UUID saleId, String by);

  /**
   * Has the order's shop give money back, and take units off the order.
   *
   * @param cause made by the caller; asking twice for one cause is asking once
   * @param units by the SKUs that were ordered; empty for all that are neither sent nor taken off
   * @return false when the shop cannot be asked: then a person must do it
   */
  boolean giveBack(UUID cause, UUID saleId, Money amount, List<StockLine> units, String why);

  /** Whether a shop was asked for money for this cause, and has given it. */
  boolean isBack(UUID cause);

  /** For a hub that tells shops nothing. */
  ShopErrands NONE = new ShopErrands() {
    @Override
    public void ready(UUID pickupId, UUID saleId) {}

    @Override
    public void collected(UUID pickupId, UUID saleId, String by) {}

    @Override
    public boolean giveBack(
        UUID cause, UUID saleId, Money amount, List<StockLine> units, String why) {
      return false;
    }

    @Override
    public boolean isBack(UUID cause) {
      return false;
    }
  };
}
