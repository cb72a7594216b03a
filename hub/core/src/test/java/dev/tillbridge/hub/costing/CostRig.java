package dev.tillbridge.hub.costing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.testing.Db;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/** A stock's ledger of its own, and what its goods cost. */
final class CostRig implements AutoCloseable {

  static final Currency USD = Currency.getInstance("USD");
  static final LocalDate TODAY = LocalDate.parse("2026-11-22");

  final Db db = Db.fresh();
  final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T15:00:00Z"));
  final CostMethods methods = new CostMethods(db.jdbc(), db.tx(), now::get);
  final CostOfGoods costs = hub();
  final StockValue value = new StockValue(db.jdbc());

  CostRig() {
    db.jdbc().sql("""
            insert into location (id, name, time_zone, currency, tax_mode, stock_policy)
            values ('main', 'Main', 'UTC', 'USD', 'EXCLUSIVE', 'WARN'),
                   ('north', 'North', 'UTC', 'USD', 'EXCLUSIVE', 'WARN')
            """).update();
  }

  /** Another hub on the same database. */
  CostOfGoods hub() {
    return new CostOfGoods(db.jdbc(), db.tx(), now::get, new Cases(db.jdbc(), now::get));
  }

  void choose(CostMethod method) {
    choose(method, TODAY);
  }

  void choose(CostMethod method, LocalDate from) {
    methods.choose(UUID.randomUUID(), method, USD, from, "Mira");
  }

  /** A SKU that there is. */
  String sku(String sku) {
    var product = UUID.randomUUID();
    db.jdbc()
        .sql("insert into product (id, handle, title, type) values (:id, :sku, :sku, 'Mugs')")
        .param("id", product)
        .param("sku", sku)
        .update();
    db.jdbc().sql("""
            insert into variant (sku, product_id, position, price, currency, tax_category, search)
            values (:sku, :id, 1, 1000, 'USD', 'standard', '')
            """).param("sku", sku).param("id", product).update();
    return sku;
  }

  /** Goods of an order come, for so much each. */
  void receive(String sku, int units, long each) {
    receive(sku, units, each, "USD");
  }

  void receive(String sku, int units, long each, String currency) {
    var order = UUID.randomUUID();
    var receipt = UUID.randomUUID();
    db.tx().executeWithoutResult(_ -> {
      db.jdbc()
          .sql("insert into inventory_request (id, kind, hash, made_by, made_at)"
              + " select i, 'test', '', 'Mira', now() from unnest(array[:order, :receipt]) i")
          .param("order", order)
          .param("receipt", receipt)
          .update();
      db.jdbc().sql("""
              insert into purchase_order (id, supplier, location, reference, currency, state, ordered_by,
                                          ordered_at)
              values (:order, 'Potter', 'main', 'PO', :currency, 'ORDERED', 'Mira', clock_timestamp())
              """).param("order", order).param("currency", currency).update();
      db.jdbc()
          .sql("insert into purchase_order_line (order_id, sku, ordered, unit_cost, good)"
              + " values (:order, :sku, :units, :each, :units)")
          .param("order", order)
          .param("sku", sku)
          .param("units", units)
          .param("each", each)
          .update();
      db.jdbc()
          .sql("with r as (insert into purchase_receipt (id, order_id, received_by, received_at)"
              + " values (:id, :order, 'Mira', :now) returning id)"
              + " insert into purchase_receipt_line (receipt_id, sku, good, damaged)"
              + " values (:id, :sku, :units, 0)")
          .param("id", receipt)
          .param("order", order)
          .param("sku", sku)
          .param("units", units)
          .param("now", now.get().atOffset(java.time.ZoneOffset.UTC))
          .update();
      move("RECEIPT", receipt.toString(), "main", sku, units, 0, 0);
    });
  }

  /** Goods are sold; the sale's id. */
  UUID sell(String sku, int units) {
    var sale = UUID.randomUUID();
    move("SALE", sale.toString(), "main", sku, -units, 0, 0);
    return sale;
  }

  void move(String cause, String sku, int units) {
    move(cause, UUID.randomUUID().toString(), "main", sku, units, 0, 0);
  }

  void move(
      String cause, String id, String location, String sku, int onHand, int damaged, int transit) {
    move(cause, id, location, sku, onHand, damaged, transit, now.get());
  }

  void move(
      String cause,
      String id,
      String location,
      String sku,
      int onHand,
      int damaged,
      int transit,
      Instant at) {
    db.jdbc()
        .sql("""
            insert into stock_ledger (location, sku, on_hand, damaged, in_transit, cause, cause_id, event_at,
                                      recorded_at)
            values (:location, :sku, :onHand, :damaged, :transit, :cause, :id, :at, :now)
            """)
        .param("location", location)
        .param("sku", sku)
        .param("onHand", onHand)
        .param("damaged", damaged)
        .param("transit", transit)
        .param("cause", cause)
        .param("id", id)
        .param("at", at.atOffset(java.time.ZoneOffset.UTC))
        .param("now", now.get().atOffset(java.time.ZoneOffset.UTC))
        .update();
  }

  /** What is on an account, debits above zero. */
  long balance(String account) {
    return number("select coalesce(sum(amount), 0)::bigint from entry_line where account = '"
        + account + "'");
  }

  long number(String sql) {
    return db.jdbc().sql(sql).query(Long.class).single();
  }

  /** What is on the account of stock is what is left of all layers, and every unit is in one. */
  void isTrue() {
    costs.work();
    assertThat(balance("1300")).isEqualTo(value.page(USD, "", 1).total().minor());
    assertThat(number("""
            select count(*) from (
              select sku, sum(on_hand + damaged + in_transit) as units
                from stock_ledger group by sku) s
              full join (
                select sku, sum(u) as units from (
                  select sku, left_units as u from cost_layer
                  union all
                  select sku, back_units - units from cost_use where layer is null) v group by sku) c
                using (sku)
             where coalesce(s.units, 0) <> coalesce(c.units, 0)
            """)).isZero();
    assertThat(number("select count(*) from cost_due")).isZero();
  }

  @Override
  public void close() {
    db.close();
  }
}
