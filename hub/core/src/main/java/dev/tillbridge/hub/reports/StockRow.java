package dev.tillbridge.hub.reports;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A SKU at a place, in units.
 *
 * @param title of product and variant
 * @param escrowed carved out for all sellers who do not ask first
 * @param free may be promised now; below zero after a recorded physical truth
 * @param published of the escrow: what shops show and could give back
 * @param bundle it has no shelf of its own: the figures are whole ones that its parts make up
 */
public record StockRow(
    String location,
    String sku,
    String title,
    int onHand,
    int held,
    int committed,
    int escrowed,
    int suspense,
    int free,
    int published,
    boolean bundle,
    List<ShopShare> shops) {

  public StockRow {
    shops = List.copyOf(shops);
  }

  StockRow with(List<ShopShare> shares, int shown) {
    return new StockRow(
        location,
        sku,
        title,
        onHand,
        held,
        committed,
        escrowed,
        suspense,
        free,
        bundle ? published : shown,
        bundle,
        shares);
  }

  /**
   * What one shop has of it.
   *
   * @param shown the shop's number as last known for sure, or null before it was read
   * @param outstanding what was published to it and is neither sold nor taken back
   * @param pendingTo the number that is being set there, or null
   */
  public record ShopShare(
      String shop,
      @Nullable Integer shown,
      long outstanding,
      @Nullable Integer pendingTo) {}
}
