package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.model.shop.ShopChannel;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts the parts of the stock protocol together; whoever wires the hub starts here. */
public final class Stock implements AutoCloseable {

  private final JdbcClient jdbc;
  private final ReservationGate gate;
  private final StockParts parts;
  private final ShopPlaces places;
  private final KnownBundles knownBundles;
  private final TakingApart takingApart;
  private final Reservations reservations;

  /**
   * Assembles the protocol.
   *
   * @param shopPlaces which shop sells from which location
   */
  public Stock(
      JdbcClient jdbc,
      TransactionTemplate tx,
      Deliveries deliveries,
      ReservationGate gate,
      List<ShopPlaces.ShopPlace> shopPlaces,
      InstantSource clock) {
    this(jdbc, tx, deliveries, gate, shopPlaces, Set.of(), clock);
  }

  /**
   * The same, with shops that cannot compare and set.
   *
   * @param onlyPooled their names
   */
  public Stock(
      JdbcClient jdbc,
      TransactionTemplate tx,
      Deliveries deliveries,
      ReservationGate gate,
      List<ShopPlaces.ShopPlace> shopPlaces,
      Set<String> onlyPooled,
      InstantSource clock) {
    this.places = new ShopPlaces(jdbc, deliveries, shopPlaces);
    this.jdbc = jdbc;
    this.gate = gate;
    this.parts = new StockParts(
        tx,
        new JdbcHoldStore(jdbc),
        new JdbcStockLedger(jdbc, places),
        new JdbcShopWindowStore(jdbc, deliveries),
        new JdbcLeaseBook(jdbc),
        new JdbcLeaseShares(jdbc),
        gate,
        new TakeBacks(),
        UUID::randomUUID,
        clock,
        new JdbcBundleBook(jdbc),
        new JdbcPublishRules(jdbc, onlyPooled),
        new JdbcCountBook(jdbc));
    this.knownBundles = new KnownBundles(jdbc, new JdbcBundleBook(jdbc));
    this.takingApart = new TakingApart(parts.bundles(), knownBundles);
    this.reservations = new Reservations(parts, takingApart);
  }

  /** Holds. */
  public Reservations reservations() {
    return reservations;
  }

  /** Which shop sells from where. */
  public ShopPlaces places() {
    return places;
  }

  /** What shops are believed to show. */
  public ShopNumbers shopNumbers(Deliveries deliveries) {
    return new ShopNumbers(jdbc, parts.tx(), deliveries, places);
  }

  /** What sales do to the shelf. */
  public SaleStock saleStock() {
    return new SaleStock(parts);
  }

  /** What newer versions of a shop's order do to the shelf. */
  public OrderChanges orderChanges() {
    return new OrderChanges(new PromiseStore(jdbc), parts);
  }

  /** Orders of shops that leave from another location. */
  public OrderMoves orderMoves() {
    return new OrderMoves(jdbc, new PromiseStore(jdbc), parts);
  }

  /** What is sold as one and held as its parts. */
  public Bundles bundles() {
    return new Bundles(jdbc, parts, knownBundles, places);
  }

  /**
   * What the merchant keeps back from his channels.
   *
   * @param channels by shop
   */
  public ChannelPolicies policies(Map<String, ShopChannel> channels) {
    return new ChannelPolicies(jdbc, parts, places, channels);
  }

  /** What a channel may be promised. */
  public Availability availability() {
    return new Availability(parts, places);
  }

  /** How other features move units. */
  public Shelves shelves() {
    return new Shelves(jdbc, parts);
  }

  /** Counts of shelves. */
  public ShelfCounts shelfCounts() {
    return new ShelfCounts(parts.ledger(), shelves(), parts.counts());
  }

  /** Goods that come in. */
  public GoodsReceipts goodsReceipts() {
    return new GoodsReceipts(jdbc, parts, shelves());
  }

  /**
   * Stock lent to registers.
   *
   * @param cases where a person must look
   */
  public Leases leases(Cases cases) {
    return new Leases(parts, cases);
  }

  /** What was promised, and what a person may do about it. */
  public Promises promises() {
    return new Promises(new PromiseStore(jdbc), parts, reservations);
  }

  /** Units that customers come for. */
  public PickupStock pickupStock() {
    return new PickupStock(new PromiseStore(jdbc), parts, reservations);
  }

  /** Holds of units that were promised to somebody else. */
  public ForcedHolds forcedHolds() {
    return new ForcedHolds(parts, takingApart);
  }

  /** Parked sales that are taken up again. */
  public Recalls recalls() {
    return new Recalls(jdbc, reservations);
  }

  /** Heals Redis. */
  public GateReconciler gateReconciler() {
    return new GateReconciler(parts.ledger(), gate);
  }

  /**
   * What shops show.
   *
   * @param channels by shop
   * @param orders reads a shop's orders when its number is not what we thought
   */
  public ShopWindow shopWindow(Map<String, ShopChannel> channels, OrderReader orders) {
    return new ShopWindow(parts, places, channels, orders);
  }

  /** What is to be told to shops, the most urgent first. */
  public DueStock dueStock(Deliveries deliveries) {
    return new DueStock(jdbc, parts.tx(), deliveries);
  }

  @Override
  public void close() {
    reservations.close();
  }
}
