package dev.tillbridge.hub.payments;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.cases.OpenCase;
import dev.tillbridge.hub.stock.Holds;
import dev.tillbridge.hub.testing.Db;
import dev.tillbridge.model.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Payments on a real database, with a gateway that does what a test says. */
final class PaymentRig implements AutoCloseable {

  static final Money TEN = Money.of(1000, "USD");

  final Db db = Db.fresh();
  final FakeGateway gateway = new FakeGateway();
  volatile Instant now = Instant.parse("2026-11-22T14:00:00Z");
  final Cases cases = new Cases(db.jdbc(), () -> now);
  final Payments payments = payments();
  final UUID sale = UUID.randomUUID();
  final UUID hold = UUID.randomUUID();

  PaymentRig() {
    db.jdbc().sql("""
            insert into location (id, name, time_zone, currency, tax_mode, stock_policy)
            values ('main', 'Main', 'UTC', 'USD', 'EXCLUSIVE', 'WARN')
            """).update();
    addHold(hold);
  }

  void addHold(UUID id) {
    db.jdbc().sql("""
            insert into hold (id, request_hash, location, channel, state, epoch, created_at,
                              expires_at)
            values (:id, '', 'main', 'COUNTER', 'HELD', 1, :now, :now)
            """).param("id", id).param("now", now.atOffset(UTC)).update();
  }

  /** A hub of its own on the same database, as after a restart. */
  Payments payments() {
    return new Payments(
        db.jdbc(),
        db.tx(),
        () -> now,
        Map.of("PAYPAL", gateway),
        new Holds(db.jdbc()),
        cases,
        () -> "Lark & Linden");
  }

  PaymentView open() {
    return payments.open(UUID.randomUUID(), sale, hold, "PAYPAL", TEN);
  }

  /** A payment that the customer agreed to. */
  PaymentView approved() {
    var payment = open();
    gateway.approve(reference(payment));
    return payments.look(payment.id());
  }

  PaymentView captured() {
    return payments.capture(approved().id());
  }

  static String reference(PaymentView payment) {
    return java.util.Objects.requireNonNull(payment.reference());
  }

  String holdState() {
    return db.jdbc()
        .sql("select state from hold where id = :id")
        .param("id", hold)
        .query((row, _) -> row.getString(1))
        .single();
  }

  List<String> openCases() {
    return cases.open().stream().map(OpenCase::kind).toList();
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  void recordSale(UUID id) {
    db.jdbc()
        .sql("""
            insert into sale (id, request_hash, channel, location, receipt_number, state, sold_at,
                              recorded_at, business_day, currency, subtotal, shipping, tax, total)
            values (:id, '', 'COUNTER', 'main', :receipt, 'PAID', :now, :now, '2026-11-22', 'USD',
                    1000, 0, 0, 1000)
            """)
        .param("id", id)
        .param("receipt", id.toString())
        .param("now", now.atOffset(UTC))
        .update();
  }

  void recordTender(UUID saleId, String reference) {
    db.jdbc().sql("""
            insert into tender (sale_id, position, kind, amount, reference)
            values (:sale, 0, 'PAYPAL', 1000, :reference)
            """).param("sale", saleId).param("reference", reference).update();
  }

  @Override
  public void close() {
    db.close();
  }
}
