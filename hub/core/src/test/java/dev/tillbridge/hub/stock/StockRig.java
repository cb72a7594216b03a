package dev.tillbridge.hub.stock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.embedded.TestServers;
import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.catalog.Catalog;
import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.desk.OversellDesk;
import dev.tillbridge.hub.desk.OversoldReview;
import dev.tillbridge.hub.payments.Payments;
import dev.tillbridge.hub.payments.RefundQueue;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.sales.SaleChanges;
import dev.tillbridge.hub.testing.Db;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.stock.StockLevel;
import dev.tillbridge.model.stock.StockLine;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** The stock protocol on real servers, with one location and as many SKUs as a test wants. */
final class StockRig implements AutoCloseable {

  static final String SHOP = "test-shop";
  static final LocationId MAIN = new LocationId("main");

  final Db db = Db.fresh();
  final InstantSource clock;
  final ReservationGate gate;
  final Deliveries deliveries;
  final Cases cases;
  final Stock stock;
  final StockLevels levels = new StockLevels(db.jdbc());

  StockRig() {
    this(TestServers.redis().uri());
  }

  StockRig(String redisUrl) {
    this(redisUrl, InstantSource.system());
  }

  StockRig(String redisUrl, InstantSource clock) {
    this.clock = clock;
    deliveries = new Deliveries(db.jdbc(), clock);
    cases = new Cases(db.jdbc(), clock);
    gate = new ReservationGate(redisUrl, clock);
    stock = new Stock(
        db.jdbc(),
        db.tx(),
        deliveries,
        gate,
        List.of(new ShopPlaces.ShopPlace(SHOP, MAIN, "place-1")),
        clock);
    db.jdbc().sql("""
            insert into location (id, name, time_zone, currency, tax_mode, stock_policy)
            values ('main', 'Main Street', 'America/New_York', 'USD', 'EXCLUSIVE', 'WARN')
            """).update();
  }

  /** Who looks for oversold shelves. */
  OversoldReview oversold() {
    var catalog = new Catalog(db.jdbc(), db.tx());
    var payments =
        new Payments(db.jdbc(), db.tx(), clock, Map.of(), new Holds(db.jdbc()), cases, () -> "");
    return new OversellDesk(
            db.jdbc(),
            db.tx(),
            clock,
            new OversellDesk.Neighbours(
                catalog,
                new Places(db.jdbc(), db.tx()),
                stock,
                new SaleChanges(db.jdbc(), catalog, clock),
                new RefundQueue(db.jdbc(), payments, cases, clock),
                cases,
                dev.tillbridge.hub.desk.ShopErrands.NONE))
        .review();
  }

  /** As if all that stands in the ledger had been written so long ago. */
  void letLedgerAge(Duration by) {
    db.jdbc().sql("alter table stock_ledger disable trigger user").update();
    db.jdbc()
        .sql("update stock_ledger set recorded_at = recorded_at - :by * interval '1 second'")
        .param("by", by.toSeconds())
        .update();
    db.jdbc().sql("alter table stock_ledger enable trigger user").update();
  }

  /** A new SKU with so many units on the shelf. */
  Sku shelf(String name, int units) {
    // Redis is shared by all tests, so a SKU's name must be nobody else's.
    var sku = new Sku(name + "-" + UUID.randomUUID());
    var product = UUID.randomUUID();
    db.jdbc()
        .sql("insert into product (id, handle, title) values (:id, :handle, :title)")
        .param("id", product)
        .param("handle", sku.code())
        .param("title", name)
        .update();
    db.jdbc().sql("""
            insert into variant (sku, product_id, position, price, currency, tax_category, search)
            values (:sku, :product, 0, 1000, 'USD', 'standard', '')
            """).param("sku", sku.code()).param("product", product).update();
    stock.goodsReceipts().setOpening(UUID.randomUUID(), MAIN, sku, units);
    return sku;
  }

  /** A new SKU that is a bundle of these parts. */
  Sku bundle(String name, Map<Sku, Integer> parts) {
    var sku = shelf(name, 0);
    define(sku, parts);
    return sku;
  }

  /** Puts a bundle together differently from now on. */
  void define(Sku sku, Map<Sku, Integer> parts) {
    var lines = new TreeMap<>(parts)
        .entrySet().stream().map(p -> new StockLine(p.getKey(), p.getValue())).toList();
    stock.bundles().define(sku, lines, null, "test");
  }

  /** The shop lists the SKU. */
  void list(Sku sku) {
    db.jdbc()
        .sql("""
            insert into listing (shop, sku, item_id, variant_id) values (:shop, :sku, :item, :item)
            """)
        .param("shop", SHOP)
        .param("sku", sku.code())
        .param("item", "item-" + sku.code())
        .update();
    stock.places().listed(SHOP, sku);
  }

  static HoldRequest wish(UUID id, Sku sku, int units) {
    return new HoldRequest(
        id, MAIN, Channel.COUNTER, List.of(new StockLine(sku, units)), Duration.ofMinutes(10));
  }

  Answer hold(Sku sku, int units) {
    return stock.reservations().reserve(wish(UUID.randomUUID(), sku, units));
  }

  StockLevel level(Sku sku) {
    return levels.at(MAIN, sku).orElseThrow();
  }

  /** I4: at every prefix of the ledger all counts add up and free is licensed; the end is the row. */
  void assertLedgerExplainsEverything() {
    var wrong = db.jdbc().sql("""
                with sums as (
                  select location, sku, sum(on_hand) as on_hand, sum(held) as held,
                         sum(committed) as committed, sum(escrowed) as escrowed,
                         sum(suspense) as suspense
                    from stock_ledger group by location, sku),
                running as (
                  select location, sku, seq, min(held_so_far) over w as low_held
                    from (select *, sum(held) over (partition by location, sku order by seq) as held_so_far
                            from stock_ledger) l
                  window w as (partition by location, sku))
                select s.sku from stock s join sums using (location, sku)
                 where (s.on_hand, s.held, s.committed, s.escrowed, s.suspense)
                       is distinct from (sums.on_hand, sums.held, sums.committed, sums.escrowed, sums.suspense)
                union select sku from running where low_held < 0
                union select s.sku from stock s left join (
                         select location, sku, sum(u) filter (where state <> 'SUSPENSE') as lent,
                                sum(u) filter (where state = 'SUSPENSE') as suspense
                           from (select *, granted_total - sold_total - returned_total as u
                                   from escrow) e
                          group by location, sku) e using (location, sku)
                 where (s.escrowed, s.suspense)
                       is distinct from (coalesce(e.lent, 0), coalesce(e.suspense, 0))
                union select s.sku from stock s
                 where s.held <> (select coalesce(sum(l.quantity), 0)
                                    from hold h join hold_line l on l.hold_id = h.id
                                   where h.location = s.location and l.sku = s.sku
                                     and h.state in ('HELD', 'PAYING'))
                """).query((row, _) -> row.getString("sku")).list();
    assertThat(wrong).isEmpty();
  }

  @Override
  public void close() {
    stock.close();
    gate.close();
    db.close();
  }
}
