package dev.tillbridge.hub.desk;

import static dev.tillbridge.hub.sales.SalesRig.MAIN;
import static dev.tillbridge.hub.sales.SalesRig.STRICT;
import static dev.tillbridge.hub.sales.SalesRig.USD;
import static dev.tillbridge.hub.sales.SalesRig.usd;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.cases.OpenCase;
import dev.tillbridge.hub.payments.FakeGateway;
import dev.tillbridge.hub.payments.PaymentView;
import dev.tillbridge.hub.payments.Payments;
import dev.tillbridge.hub.payments.RefundQueue;
import dev.tillbridge.hub.sales.CounterSale;
import dev.tillbridge.hub.sales.OrderShop;
import dev.tillbridge.hub.sales.SaleChanges;
import dev.tillbridge.hub.sales.SaleView;
import dev.tillbridge.hub.sales.SalesRig;
import dev.tillbridge.hub.sales.ShopOrders;
import dev.tillbridge.hub.stock.Answer;
import dev.tillbridge.hub.stock.HoldRequest;
import dev.tillbridge.hub.stock.Holds;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.shop.ShopOrder;
import dev.tillbridge.model.stock.Hold;
import dev.tillbridge.model.stock.StockLevel;
import dev.tillbridge.model.stock.StockLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The desk on a real PostgreSQL, with two shops on the street, one on the net, and a gateway. */
final class DeskRig implements AutoCloseable {

  static final Instant T1 = Instant.parse("2026-11-22T14:00:00Z");

  final SalesRig hub = new SalesRig();
  final ShopOrders orders = new OrderShop().orders(hub);
  final FakeGateway gateway = new FakeGateway();
  final Payments payments = new Payments(
      hub.db.jdbc(),
      hub.db.tx(),
      hub.clock,
      Map.of("PAYPAL", gateway),
      new Holds(hub.db.jdbc()),
      hub.cases,
      () -> "Lark & Linden");
  final RefundQueue refunds = new RefundQueue(hub.db.jdbc(), payments, hub.cases, hub.clock);
  final OversellDesk desk = desk();

  /** Another hub on the same database. */
  OversellDesk desk() {
    return new OversellDesk(
        hub.db.jdbc(),
        hub.db.tx(),
        hub.clock,
        new OversellDesk.Neighbours(
            hub.catalog,
            hub.places,
            hub.stock,
            new SaleChanges(hub.db.jdbc(), hub.catalog, hub.clock),
            refunds,
            hub.cases,
            ShopErrands.NONE));
  }

  /** Something sold for so many cents, with so many here and so many elsewhere. */
  Sku shelf(String code, long price, int here, int elsewhere) {
    var sku = hub.shelf(code, price, 0);
    receive(MAIN, sku, here);
    receive(STRICT, sku, elsewhere);
    return sku;
  }

  void receive(LocationId location, Sku sku, int units) {
    if (units > 0) {
      hub.stock
          .goodsReceipts()
          .receive(UUID.randomUUID(), location, "PO", List.of(new StockLine(sku, units)));
    }
  }

  /** One line of an order to be. */
  record Ordered(Sku sku, int quantity, long price, long discount) {}

  /** A version of an order with 5.00 shipping and 8.25 % tax on its goods. */
  ShopOrder version(
      String name, Instant at, ShopOrder.Payment payment, boolean cancelled, Ordered... lines) {
    var ordered = new ArrayList<ShopOrder.Line>();
    long net = 0;
    for (var line : lines) {
      ordered.add(new ShopOrder.Line(
          "line-" + line.sku(),
          line.sku(),
          "A thing",
          line.quantity(),
          usd(line.price()),
          usd(line.discount()),
          true));
      net += line.price() * line.quantity() - line.discount();
    }
    long tax = (net * 82_500 + 500_000) / 1_000_000;
    return new ShopOrder(
        "gid://shopify/Order/" + name,
        name,
        T1,
        at,
        cancelled ? at : null,
        payment,
        false,
        false,
        USD,
        false,
        null,
        ordered,
        usd(500),
        usd(0),
        List.of(new ShopOrder.Tax("State tax", 82_500, usd(tax))),
        usd(net + tax + 500),
        List.of("shopify_payments"),
        null);
  }

  /** A paid order of the shop; its sale's id. */
  UUID order(String name, Ordered... lines) {
    var taken = orders.take(SalesRig.SHOP, version(name, T1, ShopOrder.Payment.PAID, false, lines));
    assertThat(taken).isInstanceOf(Outcome.Delivered.class);
    return hold(name);
  }

  UUID order(String name, Sku sku, int quantity) {
    return order(name, new Ordered(sku, quantity, 1_000, 0));
  }

  private UUID hold(String name) {
    return hub.db
        .jdbc()
        .sql("select hold_id from shop_order where name = :name")
        .param("name", name)
        .query(UUID.class)
        .single();
  }

  /** Goods that a customer has in his hand. */
  UUID sell(Sku sku, int quantity, @Nullable UUID holdId) {
    var sale = CounterSale.of(sku, quantity, 1_000);
    sale.receiptNumber = "R1-" + sale.id.toString().substring(0, 8);
    sale.holdId = holdId;
    hub.sales.record(sale.report());
    return sale.id;
  }

  UUID hold(Sku sku, int quantity, Channel channel) {
    var id = UUID.randomUUID();
    var answer = hub.stock
        .reservations()
        .reserve(new HoldRequest(
            id, MAIN, channel, List.of(new StockLine(sku, quantity)), Duration.ofMinutes(10)));
    assertThat(answer).isInstanceOf(Answer.Granted.class);
    return id;
  }

  Hold hold(UUID id) {
    return hub.stock.reservations().find(id).orElseThrow();
  }

  /** What is counted on a shelf is less than what we thought. */
  void count(Sku sku, int less) {
    hub.db.tx().executeWithoutResult(_ -> {
      hub.db.jdbc().sql("""
                  insert into stock_ledger (location, sku, on_hand, cause, cause_id, event_at,
                                            recorded_at)
                  values ('main', :sku, -:less, 'COUNT', gen_random_uuid()::text, now(), now())
                  """).param("sku", sku.code()).param("less", less).update();
      hub.db.jdbc().sql("""
                  update stock set on_hand = on_hand - :less, version = version + 1,
                                   short = greatest(0, -(free - :less))
                   where location = 'main' and sku = :sku
                  """).param("sku", sku.code()).param("less", less).update();
    });
  }

  /** A payment through our gateway that was taken. */
  PaymentView captured(UUID holdId, Money amount) {
    var payment = payments.open(UUID.randomUUID(), UUID.randomUUID(), holdId, "PAYPAL", amount);
    gateway.approve(Objects.requireNonNull(payment.reference()));
    return payments.capture(payment.id());
  }

  /** The only oversold case that is open. */
  OpenCase oversold() {
    var open = oversoldCases();
    assertThat(open).hasSize(1);
    return open.getFirst();
  }

  List<OpenCase> oversoldCases() {
    return desk.desk().open().stream()
        .filter(c -> c.kind().equals(OversoldReview.KIND))
        .toList();
  }

  List<UUID> victims() {
    var view = desk.desk().find(oversold().id());
    return Objects.requireNonNull(view.oversold()).victims().stream()
        .map(v -> v.victim().claimant().promise().holdId())
        .toList();
  }

  RemedyDone remedy(Remedy remedy, @Nullable String location, @Nullable String sku) {
    return desk.desk().remedy(oversold().id(), request(remedy, location, sku), "Olivia");
  }

  static RemedyRequest request(Remedy remedy, @Nullable String location, @Nullable String sku) {
    return new RemedyRequest(UUID.randomUUID(), remedy, null, null, location, sku, null, null);
  }

  StockLevel level(Sku sku) {
    return hub.level(sku);
  }

  StockLevel elsewhere(Sku sku) {
    return hub.levels.at(STRICT, sku).orElseThrow();
  }

  SaleView sale(UUID id) {
    return hub.sales.find(id).orElseThrow();
  }

  int refundsDue() {
    return hub.count("refund_due");
  }

  /** Sums of the ledger are the counts, and promises are what holds say, everywhere. */
  private void assertBooksOfStockAreRight() {
    var wrong = hub.db.jdbc().sql("""
                select s.location || '|' || s.sku as shelf
                  from stock s left join (
                    select location, sku, sum(on_hand) as on_hand, sum(held) as held,
                           sum(committed) as committed
                      from stock_ledger group by location, sku) l using (location, sku)
                 where (s.on_hand, s.held, s.committed)
                       is distinct from (coalesce(l.on_hand, 0), coalesce(l.held, 0), coalesce(l.committed, 0))
                union
                select s.location || '|' || s.sku from stock s cross join lateral (
                   select coalesce(sum(l.quantity) filter (where h.state in ('HELD', 'PAYING')), 0) as held,
                          coalesce(sum(l.quantity) filter (where h.state = 'COMMITTED'), 0) as committed
                     from hold h join hold_line l on l.hold_id = h.id
                    where h.location = s.location and l.sku = s.sku) p
                 where s.held <> p.held or s.committed <> p.committed
                """).query((row, _) -> row.getString("shelf")).list();
    assertThat(wrong).isEmpty();
  }

  @Override
  public void close() {
    try (hub) {
      assertBooksOfStockAreRight();
    }
  }
}
