package dev.tillbridge.hub.inventory;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.inventory.SoldTracked.SaleOf;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.stock.Shelves;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.stock.StockMovement.Cause;
import dev.tillbridge.model.stock.UnitName;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Units that are followed one by one, or lot by lot. */
public final class TrackedGoods {

  private final JdbcClient jdbc;
  private final TransactionTemplate tx;
  private final InstantSource clock;
  private final Requests requests;
  private final Tracked tracked;
  private final Serials serials;
  private final Lots lots;
  private final SoldTracked sold;
  private final Shelves shelves;
  private final Places places;
  private final SoldGoods sales;
  private final Cases cases;

  TrackedGoods(
      JdbcClient jdbc, TransactionTemplate tx, InstantSource clock, Inventory.Neighbours hub) {
    this.jdbc = jdbc;
    this.tx = tx;
    this.clock = clock;
    this.requests = new Requests(jdbc, clock);
    this.tracked = new Tracked(jdbc);
    this.serials = new Serials(jdbc);
    this.lots = new Lots(jdbc);
    this.sold = new SoldTracked(serials, lots, hub.cases());
    this.shelves = hub.stock().shelves();
    this.places = hub.places();
    this.sales = hub.sales();
    this.cases = hub.cases();
  }

  /** How the SKU is tracked. */
  public Tracking tracking(Sku sku) {
    return tracked.kinds(Set.of(sku)).getOrDefault(sku, Tracking.NONE);
  }

  /** How each of the SKUs is tracked; those that are not are absent. */
  public Map<Sku, Tracking> trackings(Collection<Sku> skus) {
    return tracked.kinds(skus);
  }

  /**
   * Says how a SKU is tracked from now on. What was written down of its units stays.
   *
   * @throws NotFound when the catalogue does not know it
   * @throws BadInput when it is a bundle: its parts are tracked
   */
  public void track(Sku sku, Tracking tracking) {
    if (!shelves.unknown(Set.of(sku)).isEmpty()) {
      throw new NotFound("SKU " + sku);
    }
    var bundle = shelves.withoutShelf(Set.of(sku)).get(sku);
    if (bundle != null && tracking != Tracking.NONE) {
      throw BadInput.of("sku", bundle);
    }
    set(List.of(sku.code()), tracking);
  }

  /**
   * Says how every variant that a product has now is tracked.
   *
   * @param handle the product's
   * @return its SKUs
   * @throws NotFound when there is no such product
   */
  public List<Sku> trackProduct(String handle, Tracking tracking) {
    var skus = jdbc.sql("""
            select v.sku from variant v join product p on p.id = v.product_id
             where p.handle = :handle order by v.sku
            """)
        .param("handle", handle)
        .query((row, _) -> row.getString("sku"))
        .list();
    if (skus.isEmpty()) {
      throw new NotFound("product " + handle);
    }
    set(skus, tracking);
    return skus.stream().map(Sku::new).toList();
  }

  private void set(List<String> skus, Tracking tracking) {
    if (tracking == Tracking.NONE) {
      jdbc.sql("delete from tracked_sku where sku = any(:skus)")
          .param("skus", skus.toArray(String[]::new))
          .update();
      return;
    }
    jdbc.sql("""
            insert into tracked_sku (sku, tracking) select s, :tracking from unnest(:skus) s
            on conflict (sku) do update set tracking = excluded.tracking
            """)
        .param("tracking", tracking.name())
        .param("skus", skus.toArray(String[]::new))
        .update();
  }

  /**
   * Names units that lie on the shelf already. No stock moves.
   *
   * @param id made by the caller; carried out once
   * @param quantity how many are named
   * @throws BadInput when more would be named than lie there, or the SKU is not tracked
   * @throws IdReused when the id stands for another request
   */
  public void name(UUID id, LocationId location, Sku sku, int quantity, Named named, String by) {
    var fingerprint = Fingerprint.of(location, sku, quantity);
    named.addTo(fingerprint);
    tx.executeWithoutResult(_ -> {
      if (!requests.claim(id, "naming of units", by, fingerprint)) {
        return;
      }
      var faults = new Faults();
      var kind = tracking(sku);
      faults.require(kind != Tracking.NONE, "sku", sku + " is not tracked");
      faults.check();
      var shelf = Objects.requireNonNull(shelves.lock(location, List.of(sku)).get(sku));
      int namedBefore = kind == Tracking.SERIAL
          ? serials.inStock(location, sku)
          : lots.at(location, sku).stream().mapToInt(LotView::units).sum();
      faults.require(
          namedBefore + (long) quantity <= shelf.onHand(),
          "quantity",
          "%d of the %d on hand have names already".formatted(namedBefore, shelf.onHand()));
      var why = new Why(Cause.OPENING, id.toString(), null, clock.instant(), by);
      Objects.requireNonNull(tracked.followers(List.of(sku)).get(sku))
          .arrive(
              new Follower.Units("", sku, quantity, 0, 0, named, Follower.SERIALS, why, faults),
              location);
      faults.check();
    });
  }

  /**
   * What a till sold. Joins the transaction of the sale, in which the stock rows are locked; nothing
   * about it is refused.
   *
   * @param receipt what the customer's paper says
   */
  public void sold(
      UUID sale, String receipt, LocationId location, Instant soldAt, List<SoldLine> lines) {
    var kinds = tracked.kinds(lines.stream().map(SoldLine::sku).toList());
    if (!kinds.isEmpty()) {
      var day = soldAt.atZone(places.get(location).timeZone()).toLocalDate();
      sold.sold(new SaleOf(sale, receipt, location, soldAt, day), lines, kinds);
    }
  }

  /**
   * Where a sale was made, for whoever must know before its units are named.
   *
   * @throws NotFound when there is no such sale
   */
  public LocationId placeOf(UUID sale) {
    return sold(sale).location();
  }

  private SoldGoods.Sold sold(UUID sale) {
    return sales.find(sale).orElseThrow(() -> new NotFound("sale " + sale));
  }

  /**
   * Names units of a sale that the till did not name. When all are named, its case closes.
   *
   * @param id made by the caller; carried out once
   * @param line of the sale; the first is 1
   * @throws NotFound when there is no such sale
   * @throws BadInput when they are not in stock there, or more than the line has
   */
  public void nameSold(UUID id, UUID sale, int line, List<String> names, String by) {
    var fingerprint = Fingerprint.of(sale, line).add(names.toArray());
    tx.executeWithoutResult(_ -> {
      if (!requests.claim(id, "naming of sold units", by, fingerprint)) {
        return;
      }
      var found = sold(sale);
      var faults = new Faults();
      faults.require(
          line >= 1 && line <= found.lines().size(),
          "line",
          "the sale has lines 1 to " + found.lines().size());
      faults.check();
      var sku = found.lines().get(line - 1).sku();
      faults.require(
          tracking(sku) == Tracking.SERIAL, "line", sku + " is not tracked by serial number");
      faults.check();
      shelves.lock(found.location(), List.of(sku));
      int wanted = found.lines().stream()
          .filter(l -> l.sku().equals(sku))
          .mapToInt(SoldGoods.Line::handedOver)
          .sum();
      int left = wanted - serials.soldIn(sale, sku);
      faults.require(
          names.size() <= left, "serials", "of " + sku + " " + left + " are not named yet");
      var why = new Why(Cause.SALE, sale.toString(), sale, clock.instant(), by);
      new FollowSerials(serials)
          .leave(
              new Follower.Units(
                  "", sku, names.size(), 0, 0, Named.good(names), Follower.SERIALS, why, faults),
              found.location());
      faults.check();
      if (names.size() == left) {
        cases.close(SoldTracked.UNNAMED, sale.toString(), by);
      }
    });
  }

  /**
   * Everything with this serial number; makers do not agree with one another on numbers.
   *
   * @return empty when there is none
   */
  public List<SerialView> find(String serial) {
    return UnitName.isValid(serial) ? serials.find(serial) : List.of();
  }

  /** What is left of each lot of the SKU at a place, first to expire first. */
  public List<LotView> lots(LocationId location, Sku sku) {
    return lots.at(location, sku);
  }
}
