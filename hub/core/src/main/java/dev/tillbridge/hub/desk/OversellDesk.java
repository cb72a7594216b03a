package dev.tillbridge.hub.desk;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.catalog.Catalog;
import dev.tillbridge.hub.payments.RefundQueue;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.sales.SaleChanges;
import dev.tillbridge.hub.stock.Stock;
import java.time.InstantSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts the parts of the desk together; whoever wires the hub starts here. */
public final class OversellDesk {

  /**
   * What the desk needs from its neighbours.
   *
   * @param shops where orders came from, for telling them what became of them here
   */
  public record Neighbours(
      Catalog catalog,
      Places places,
      Stock stock,
      SaleChanges sales,
      RefundQueue refunds,
      Cases cases,
      ShopErrands shops) {}

  private final DeskParts parts;
  private final OversoldReview review;
  private final PickUps pickUps;
  private final Desk desk;
  private final Overrides overrides;

  public OversellDesk(
      JdbcClient jdbc, TransactionTemplate tx, InstantSource clock, Neighbours hub) {
    var promises = hub.stock().promises();
    var store = new PickUpStore(jdbc);
    var money = new MoneyBack(hub.refunds(), hub.shops());
    this.parts = DeskParts.of(jdbc, hub.cases(), hub.places(), promises, clock);
    this.review = new OversoldReview(tx, parts);
    this.pickUps = new PickUps(
        tx,
        store,
        hub.stock().reservations(),
        hub.stock().pickupStock(),
        parts,
        hub.sales(),
        money,
        hub.shops());
    this.desk = new Desk(
        tx,
        parts,
        review,
        new Remedies(parts, pickUps, hub.sales(), money),
        new CaseReader(jdbc, hub.catalog(), parts));
    this.overrides = new Overrides(tx, hub.stock().forcedHolds(), store, review, parts);
  }

  /** Opens and closes cases; to be called twice a minute. */
  public OversoldReview review() {
    return review;
  }

  /** Cases and their remedies. */
  public Desk desk() {
    return desk;
  }

  /** What customers will come for. */
  public PickUps pickUps() {
    return pickUps;
  }

  /** What a manager lets the till have all the same. */
  public Overrides overrides() {
    return overrides;
  }

  /** What the desk may do without asking. */
  public DeskPolicies policies() {
    return parts.policies();
  }
}
