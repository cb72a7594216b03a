package dev.tillbridge.hub.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.sales.CounterSale;
import dev.tillbridge.hub.sales.NewSale;
import dev.tillbridge.hub.sales.Sales;
import dev.tillbridge.hub.sales.SalesRig;
import dev.tillbridge.model.catalog.Product;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.catalog.TaxCategory;
import dev.tillbridge.model.catalog.Variant;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.stock.StockLevel;
import dev.tillbridge.model.stock.StockLine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A warehouse and a store on a real PostgreSQL, and a clock that moves when a test says so. */
final class InventoryRig implements AutoCloseable {

  static final LocationId WAREHOUSE = SalesRig.MAIN;
  static final LocationId STORE = SalesRig.STRICT;
  static final String ANN = "Ann";
  static final String BEN = "Ben";

  final SalesRig hub = new SalesRig();
  final Inventory inventory = new Inventory(
      hub.db.jdbc(),
      hub.db.tx(),
      hub.clock,
      new Inventory.Neighbours(
          hub.stock,
          hub.places,
          hub.cases,
          id -> hub.sales
              .find(id)
              .map(sale -> new SoldGoods.Sold(
                  sale.location(),
                  sale.state().equals("FULFILLED"),
                  IntStream.range(0, sale.lines().size())
                      .mapToObj(i -> new SoldGoods.Line(
                          sale.lines().get(i).sku(),
                          sale.lines().get(i).quantity(),
                          sale.kept(i + 1)))
                      .toList()))));
  final Transfers transfers = inventory.transfers();
  final Stocktakes stocktakes = inventory.stocktakes();
  final StocktakeReader reader = inventory.stocktakeReader();
  final GoodsReturns returns = inventory.returns();
  final Damages damages = inventory.damages();
  final PurchaseOrders orders = inventory.purchaseOrders();
  final Receiving receiving = inventory.receiving();
  final LowStock lowStock = inventory.lowStock();
  final TrackedGoods tracked = inventory.trackedGoods();

  /** As the hub's, but one that tells which units were sold. */
  final Sales sales = new Sales(
      hub.db.jdbc(),
      hub.db.tx(),
      hub.clock,
      new Sales.Neighbours(
          hub.catalog,
          hub.places,
          hub.stock.saleStock(),
          (_, _) -> {
            throw new IllegalStateException("all pay in cash");
          },
          hub.stock.reservations()::find,
          hub.deliveries,
          hub.cases,
          (sale, lines) -> tracked()
              .sold(
                  sale.id(),
                  sale.receiptNumber(),
                  sale.location(),
                  sale.soldAt(),
                  lines.stream()
                      .map(l -> new SoldLine(l.sku(), l.quantity(), l.serials(), l.lot()))
                      .toList())));

  private TrackedGoods tracked() {
    return tracked;
  }

  InventoryRig() {
    at("2026-11-22T09:00:00Z");
  }

  /** It is then. */
  void at(String time) {
    hub.now.set(Instant.parse(time));
  }

  void later(Duration by) {
    hub.now.updateAndGet(now -> now.plus(by));
  }

  Instant now() {
    return hub.clock.instant();
  }

  /** A new SKU at 10.00 with so many units at each place. */
  Sku shelf(String code, int warehouse, int store) {
    var sku = new Sku(code);
    hub.catalog.save(new Product(
        UUID.randomUUID(),
        code.toLowerCase(Locale.ROOT),
        "Mug " + code,
        "",
        "",
        List.of(new Variant(
            sku, null, "", List.of(), SalesRig.usd(1_000), TaxCategory.STANDARD, null))));
    hub.stock.goodsReceipts().setOpening(UUID.randomUUID(), WAREHOUSE, sku, warehouse);
    hub.stock.goodsReceipts().setOpening(UUID.randomUUID(), STORE, sku, store);
    return sku;
  }

  /** A customer paid for so many at the store, at that time, and we hear of it now. */
  UUID sell(Sku sku, int units, Instant soldAt) {
    var sale = CounterSale.of(sku, units, 1_000);
    sale.location = STORE;
    sale.register = null;
    sale.receiptNumber = null;
    sale.soldAt = soldAt;
    sales.record(sale.report());
    return sale.id;
  }

  /** A customer paid for units that the till named. */
  UUID sellNamed(Sku sku, int units, List<String> serials, @Nullable String lot) {
    var sale = CounterSale.of(sku, units, 1_000);
    sale.location = STORE;
    sale.register = null;
    sale.receiptNumber = null;
    sale.soldAt = now();
    sale.lines.set(
        0, new NewSale.Line(sku, units, SalesRig.usd(1_000), SalesRig.usd(0), serials, lot));
    sales.record(sale.report());
    return sale.id;
  }

  UUID sell(Sku sku, int units) {
    return sell(sku, units, now());
  }

  StockLevel store(Sku sku) {
    return hub.levels.at(STORE, sku).orElseThrow();
  }

  StockLevel warehouse(Sku sku) {
    return hub.levels.at(WAREHOUSE, sku).orElseThrow();
  }

  /** A transfer from the warehouse to the store that was planned. */
  UUID planned(Sku sku, int units) {
    var draft = new TransferRequest.Draft(
        UUID.randomUUID(), WAREHOUSE, STORE, "T-1", List.of(new StockLine(sku, units)));
    return transfers.draft(draft, ANN).id();
  }

  /** One that has left. */
  UUID shipped(Sku sku, int units) {
    var id = planned(sku, units);
    assertThat(ship(id)).isInstanceOf(Shipping.Shipped.class);
    return id;
  }

  Shipping ship(UUID transfer) {
    return transfers.ship(new TransferRequest.Ship(UUID.randomUUID(), transfer, List.of()), ANN);
  }

  TransferView receive(
      UUID transfer, Sku sku, int good, int damaged, int missing, @Nullable String reason) {
    var line = new TransferRequest.Arrived(sku, good, damaged, missing, Named.NOTHING);
    return transfers.receive(
        new TransferRequest.Receive(UUID.randomUUID(), transfer, reason, List.of(line)), BEN);
  }

  /** A stocktake of the store. */
  UUID stocktake(StocktakeRequest.Kind kind) {
    return stocktakes
        .open(new StocktakeRequest.Open(UUID.randomUUID(), STORE, "Shelf 1", kind, false), ANN)
        .id();
  }

  CountView count(UUID stocktake, Sku sku, int counted, Instant at, String by) {
    return stocktakes
        .count(
            stocktake, List.of(new StocktakeRequest.Count(UUID.randomUUID(), sku, counted, at)), by)
        .getFirst();
  }

  StocktakeView submit(UUID stocktake) {
    return stocktakes.submit(new StocktakeRequest.Submit(UUID.randomUUID(), stocktake), ANN);
  }

  StocktakeView approve(UUID stocktake, Sku sku, @Nullable Integer variance, String by) {
    return stocktakes.approve(
        new StocktakeRequest.Approve(
            UUID.randomUUID(), stocktake, List.of(new StocktakeRequest.Agreed(sku, variance))),
        by);
  }

  /** What was counted of the SKU last. */
  CountView counted(UUID stocktake, Sku sku) {
    return reader.counts(stocktake, null, null, 500).rows().stream()
        .filter(c -> c.sku().equals(sku))
        .toList()
        .getLast();
  }

  /** Everything counted, submitted and posted at this moment. */
  UUID countedAndPosted(Sku sku, int counted, Instant at) {
    var stocktake = stocktake(StocktakeRequest.Kind.PARTIAL);
    count(stocktake, sku, counted, at, ANN);
    assertThat(submit(stocktake).state()).isEqualTo(StocktakeView.State.CLOSED);
    return stocktake;
  }

  int ledgerLines() {
    return hub.count("stock_ledger");
  }

  List<String> causes(Sku sku, LocationId location) {
    return hub.db
        .jdbc()
        .sql("select cause from stock_ledger where sku = :sku and location = :at order by seq")
        .param("sku", sku.code())
        .param("at", location.code())
        .query((row, _) -> row.getString(1))
        .list();
  }

  /** At every prefix of the ledger no count lies below zero; its end is the stock row. */
  void assertLedgerExplainsEverything() {
    var wrong = hub.db.jdbc().sql("""
            with running as (
              select location, sku, seq,
                     sum(on_hand) over w as on_hand, sum(held) over w as held,
                     sum(committed) over w as committed, sum(escrowed) over w as escrowed,
                     sum(suspense) over w as suspense, sum(damaged) over w as damaged,
                     sum(in_transit) over w as in_transit
                from stock_ledger
              window w as (partition by location, sku order by seq)),
            last as (select distinct on (location, sku) * from running order by location, sku, seq desc)
            select 'below zero: ' || sku as what from running
             where least(on_hand, held, committed, escrowed, suspense, damaged, in_transit) < 0
            union all
            select 'row of ' || s.sku from stock s left join last l using (location, sku)
             where (s.on_hand, s.held, s.committed, s.escrowed, s.suspense, s.damaged, s.in_transit)
                   is distinct from
                   (coalesce(l.on_hand, 0), coalesce(l.held, 0), coalesce(l.committed, 0),
                    coalesce(l.escrowed, 0), coalesce(l.suspense, 0), coalesce(l.damaged, 0),
                    coalesce(l.in_transit, 0))
            union all
            select 'in transit: ' || s.sku from stock s
             where s.in_transit <> (
               select coalesce(sum(greatest(0, l.shipped - l.good - l.damaged - l.missing)), 0)
                 from transfer t join transfer_line l on l.transfer_id = t.id
                where t.destination = s.location and l.sku = s.sku)
            union all
            select 'count of ' || c.sku from shelf_count c
             where c.counted <> (select sum(on_hand) from stock_ledger l
                                  where l.location = c.location and l.sku = c.sku
                                    and l.event_at <= c.counted_at)
               and not exists (select 1 from shelf_count o
                                where (o.location, o.sku, o.counted_at) = (c.location, c.sku, c.counted_at)
                                  and o.seq > c.seq)
            union all
            select 'variance of ' || c.sku from shelf_count c
             where c.counted - c.expected <> (
               select coalesce(sum(on_hand), 0) from stock_ledger l
                where l.location = c.location and l.sku = c.sku
                  and ((l.cause = 'COUNT' and l.cause_id = c.id::text)
                    or (l.cause = 'COUNT_CORRECTION' and l.cause_id like '%:' || c.id)))
            """).query((row, _) -> row.getString(1)).list();
    assertThat(wrong).isEmpty();
  }

  @Override
  public void close() {
    hub.close();
  }
}
