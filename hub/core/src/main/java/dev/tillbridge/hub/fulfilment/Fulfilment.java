package dev.tillbridge.hub.fulfilment;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.delivery.Delivery;
import dev.tillbridge.hub.desk.PickUps;
import dev.tillbridge.hub.desk.ShopErrands;
import dev.tillbridge.hub.sales.Sales;
import dev.tillbridge.hub.sales.ShopSettings;
import dev.tillbridge.hub.sales.TakenOff;
import dev.tillbridge.hub.stock.OrderMoves;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.ShopChannel;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts the parts of fulfilment together; whoever wires the hub starts here. */
public final class Fulfilment {

  /**
   * What it needs of its neighbours.
   *
   * @param shops by name
   * @param settings which of our locations each knows, by the same names
   */
  public record Neighbours(
      Map<String, ShopChannel> shops,
      Map<String, ShopSettings> settings,
      OrderMoves moves,
      Sales sales,
      PickUps pickUps,
      Deliveries deliveries,
      Cases cases) {}

  private final Plans plans;
  private final Parcels parcels;
  private final Handovers handovers;
  private final Givings givings;
  private final Mirror mirror;
  private final WebOrders orders;
  private final SendingPolicies policies;

  public Fulfilment(JdbcClient jdbc, TransactionTemplate tx, InstantSource clock, Neighbours hub) {
    var shops = new Shops(hub.shops(), hub.settings());
    var orderStore = new OrderStore(jdbc);
    var planStore = new PlanStore(jdbc);
    var parcelStore = new ParcelStore(jdbc);
    var givingStore = new GivingStore(jdbc);
    var errands = new Errands(
        orderStore, parcelStore, givingStore, shops, new TakenOff(jdbc), hub.deliveries(), clock);
    this.policies = new SendingPolicies(jdbc, clock);
    this.plans = new Plans(
        tx,
        clock,
        planStore,
        orderStore,
        shops,
        hub.moves(),
        new Rerouting(tx, clock, planStore, orderStore, hub.moves(), errands, hub.cases()),
        policies,
        errands,
        hub.pickUps());
    this.parcels = new Parcels(tx, parcelStore, shops, hub.deliveries(), hub.cases());
    this.handovers = new Handovers(tx, orderStore, planStore, shops, hub.cases());
    this.givings = new Givings(tx, givingStore, shops, hub.deliveries(), hub.cases(), clock);
    this.mirror = new Mirror(
        tx, clock, new MirrorStore(jdbc), policies, shops, hub.sales(), hub.deliveries());
    this.orders =
        new WebOrders(jdbc, tx, clock, orderStore, planStore, parcelStore, errands, shops);
  }

  /** What the desk tells the shops; made before the desk is, which this stands on. */
  public static ShopErrands shopErrands(
      JdbcClient jdbc,
      InstantSource clock,
      Map<String, ShopChannel> shops,
      Map<String, ShopSettings> settings,
      Deliveries deliveries) {
    return new Errands(
        new OrderStore(jdbc),
        new ParcelStore(jdbc),
        new GivingStore(jdbc),
        new Shops(shops, settings),
        new TakenOff(jdbc),
        deliveries,
        clock);
  }

  /** Orders that leave from here. */
  public WebOrders orders() {
    return orders;
  }

  /** What the merchant decided about sending. */
  public SendingPolicies policies() {
    return policies;
  }

  /** Begins plans for what was paid and ends those of what has left; how many began. */
  public int plan() {
    return plans.sweep();
  }

  /** Queues counter sales for the shops that record them; how many. */
  public int mirror() {
    return mirror.sweep();
  }

  /** Tells a shop how an order leaves, or asks it how it shall. */
  public Outcome<String> deliver(Delivery delivery) {
    var parts = delivery.subject().split("\\|", 3);
    if (parts.length != 3) {
      return new Refused<>("nothing is known of " + delivery.subject());
    }
    var id = UUID.fromString(parts[2]);
    return switch (parts[1]) {
      case Errands.PLAN -> plans.deliver(id);
      case Errands.READY -> handovers.ready(id);
      case Errands.MOVE -> handovers.move(id);
      case Errands.PARCEL -> parcels.deliver(id);
      default -> new Refused<>("nothing is known of " + delivery.subject());
    };
  }

  /** Asks a shop for money. */
  public Outcome<String> giveBack(Delivery delivery) {
    return givings.deliver(delivery);
  }

  /** Has a shop record a counter sale. */
  public Outcome<String> record(Delivery delivery) {
    return mirror.deliver(delivery);
  }
}
