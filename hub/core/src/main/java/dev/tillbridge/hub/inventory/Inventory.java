package dev.tillbridge.hub.inventory;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.stock.Stock;
import java.time.InstantSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts the parts of this package together; whoever wires the hub starts here. */
public final class Inventory {

  private final JdbcClient jdbc;
  private final TransactionTemplate tx;
  private final InstantSource clock;
  private final Neighbours hub;
  private final StocktakeReader stocktakeReader;
  private final CountLimits countLimits;

  /**
   * What it needs from its neighbours.
   *
   * @param sales answers what was sold
   */
  public record Neighbours(Stock stock, Places places, Cases cases, SoldGoods sales) {}

  public Inventory(
      JdbcClient jdbc, TransactionTemplate tx, InstantSource clock, Neighbours neighbours) {
    this.jdbc = jdbc;
    this.tx = tx;
    this.clock = clock;
    this.hub = neighbours;
    this.stocktakeReader = new StocktakeReader(jdbc, hub.stock().shelfCounts());
    this.countLimits = new CountLimits(jdbc, hub.places());
  }

  /** Goods on their way between locations. */
  public Transfers transfers() {
    return new Transfers(
        jdbc, tx, clock, hub.stock().shelves(), hub.stock().reservations(), hub.cases());
  }

  /** Counting while trading goes on. */
  public Stocktakes stocktakes() {
    return new Stocktakes(
        jdbc,
        tx,
        clock,
        hub.stock().shelves(),
        hub.stock().shelfCounts(),
        stocktakeReader,
        countLimits,
        hub.places());
  }

  /** Stocktakes as they stand. */
  public StocktakeReader stocktakeReader() {
    return stocktakeReader;
  }

  /** How much a count may differ. */
  public CountLimits countLimits() {
    return countLimits;
  }

  /** What customers bring back. */
  public GoodsReturns returns() {
    return new GoodsReturns(jdbc, tx, clock, hub.stock().shelves(), hub.sales());
  }

  /** What was ordered from suppliers. */
  public PurchaseOrders purchaseOrders() {
    return new PurchaseOrders(
        jdbc, tx, clock, hub.stock().shelves(), hub.stock().goodsReceipts(), hub.places());
  }

  /** Goods that come in without an order. */
  public Receiving receiving() {
    return new Receiving(jdbc, tx, clock, hub.stock().goodsReceipts());
  }

  /** When to order more. */
  public LowStock lowStock() {
    return new LowStock(jdbc, tx, clock, hub.stock().shelves(), hub.places());
  }

  /** Units that are followed one by one, or lot by lot. */
  public TrackedGoods trackedGoods() {
    return new TrackedGoods(jdbc, tx, clock, hub);
  }

  /** What cannot be sold. */
  public Damages damages() {
    return new Damages(jdbc, tx, clock, hub.stock().shelves());
  }
}
