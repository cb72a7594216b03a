package dev.tillbridge.hub.fulfilment;

import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.hub.desk.ShopErrands;
import dev.tillbridge.hub.fulfilment.OrderStore.Order;
import dev.tillbridge.hub.sales.TakenOff;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.shop.ShopFulfilment.Tracking;
import dev.tillbridge.model.stock.StockLine;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;

/** What shops are to be told or asked for, queued in the transaction of its cause. */
final class Errands implements ShopErrands {

  /** Kinds of news about an order, between the shop's name and an id in a delivery's subject. */
  static final String PLAN = "plan";

  static final String READY = "ready";
  static final String PARCEL = "parcel";
  static final String MOVE = "move";

  private final OrderStore orders;
  private final ParcelStore parcels;
  private final GivingStore givings;
  private final Shops shops;
  private final TakenOff takenOff;
  private final Deliveries deliveries;
  private final InstantSource clock;

  Errands(
      OrderStore orders,
      ParcelStore parcels,
      GivingStore givings,
      Shops shops,
      TakenOff takenOff,
      Deliveries deliveries,
      InstantSource clock) {
    this.orders = orders;
    this.parcels = parcels;
    this.givings = givings;
    this.shops = shops;
    this.takenOff = takenOff;
    this.deliveries = deliveries;
    this.clock = clock;
  }

  void tell(String shop, String kind, UUID id) {
    tell(shop, kind, List.of(id));
  }

  void tell(String shop, String kind, List<UUID> ids) {
    deliveries.addAll(
        Destination.SHOP_FULFILMENT,
        ids.stream().map(id -> shop + "|" + kind + "|" + id).toList());
  }

  @Override
  public void ready(UUID pickupId, UUID saleId) {
    told(saleId).ifPresent(order -> tell(order.shop(), READY, saleId));
  }

  @Override
  public void collected(UUID pickupId, UUID saleId, String by) {
    var order = told(saleId);
    if (order.isEmpty()) {
      return;
    }
    var units = new LinkedHashMap<String, Integer>();
    orders.open(saleId).forEach(line -> units.put(line.lineId(), line.units()));
    if (units.isEmpty()) {
      return;
    }
    var id = named("collected:" + pickupId);
    var location = orders.home(saleId);
    // The customer stands at the counter: nobody need write to him.
    var parcel = new ParcelRequest(id, saleId, location, List.of(), Tracking.NONE, false);
    parcels.add(order.get(), parcel, units, "collected", by, clock.instant());
    tell(order.get().shop(), PARCEL, id);
  }

  /** The order, when its shop is told how it leaves. */
  private Optional<Order> told(UUID saleId) {
    return orders.find(saleId).filter(order -> shops.withFulfilment().contains(order.shop()));
  }

  @Override
  public boolean giveBack(
      UUID cause, UUID saleId, Money amount, List<StockLine> units, String why) {
    var order = orders.find(saleId);
    if (order.isEmpty() || !shops.canRefund(order.get().shop())) {
      return false;
    }
    var id = named("given:" + cause);
    var lines = lines(saleId, units);
    if (givings.add(id, cause, order.get(), amount, lines, why, clock.instant())) {
      takenOff.note(saleId, lines);
      deliveries.add(Destination.SHOP_REFUND, order.get().shop() + "|" + id);
    }
    return true;
  }

  /** By the shop's lines: the last first, as the hub cancels them on the sale. */
  private SequencedMap<String, Integer> lines(UUID saleId, List<StockLine> units) {
    var lines = new LinkedHashMap<String, Integer>();
    var open = orders.open(saleId);
    if (units.isEmpty()) {
      open.forEach(line -> lines.put(line.lineId(), line.units()));
      return lines;
    }
    for (var wanted : units) {
      int left = wanted.quantity();
      for (var line : open.reversed()) {
        int some = line.sku().equals(wanted.sku()) ? Math.min(left, line.units()) : 0;
        if (some > 0) {
          lines.merge(line.lineId(), some, Integer::sum);
          left -= some;
        }
      }
    }
    return lines;
  }

  @Override
  public boolean isBack(UUID cause) {
    return givings.isDone(cause);
  }

  /** The same for the same name, so that asking twice is asking once. */
  static UUID named(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }
}
