package dev.tillbridge.hub.stock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.embedded.TestServers;
import dev.tillbridge.hub.cases.OpenCase;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.stock.Shortage;
import dev.tillbridge.model.stock.StockLine;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/** The stock protocol with three registers and a clock that a test moves. */
final class LeaseRig implements AutoCloseable {

  final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.now().truncatedTo(ChronoUnit.MILLIS));
  final StockRig stock =
      new StockRig(TestServers.redis().uri(), () -> Objects.requireNonNull(now.get()));
  final Leases leases = stock.stock.leases(stock.cases);

  LeaseRig() {
    stock.db.jdbc().sql("""
            insert into register (id, location) values ('R1', 'main'), ('R2', 'main'), ('R3', 'main')
            """).update();
  }

  Sku shelf(String name, int units) {
    return stock.shelf(name, units);
  }

  void later(Duration by) {
    now.updateAndGet(t -> t.plus(by));
  }

  /** A till that has just been lent so many. */
  FakeTill lent(String register, Sku sku, int units) {
    var till = new FakeTill(register).wants(sku, units);
    till.talk(leases);
    assertThat(till.remaining(sku)).isEqualTo(units);
    return till;
  }

  /** A till's oldest unsent sale reaches the hub. */
  List<Shortage> send(FakeTill till) {
    return book(till.register, till.unsent.remove());
  }

  /** A sale reaches the hub. */
  List<Shortage> book(String register, FakeTill.Sale sale) {
    var line = List.of(new StockLine(sale.sku(), sale.units()));
    return Objects.requireNonNull(stock
        .db
        .tx()
        .execute(_ -> stock
            .stock
            .saleStock()
            .sellAtCounter(
                sale.id(),
                null,
                new SaleStock.LeaseUse(register, sale.generation(), line),
                StockRig.MAIN,
                line,
                now.get())));
  }

  /** What the register sold on a day in the past, as the hub has it on record. */
  void soldBefore(String register, Sku sku, int units, int daysAgo) {
    var id = UUID.randomUUID();
    var at = now.get().minus(Duration.ofDays(daysAgo)).atOffset(ZoneOffset.UTC);
    stock
        .db
        .jdbc()
        .sql("""
            insert into sale (id, request_hash, channel, location, register, receipt_number, state,
                              sold_at, recorded_at, business_day, currency, subtotal, shipping, tax, total)
            values (:id, '\\x00', 'COUNTER', 'main', :register, :receipt, 'FULFILLED', :at, :at,
                    :at::date, 'USD', 0, 0, 0, 0)
            """)
        .param("id", id)
        .param("register", register)
        .param("receipt", id.toString())
        .param("at", at)
        .update();
    stock
        .db
        .tx()
        .executeWithoutResult(_ -> stock
            .stock
            .saleStock()
            .sellAtCounter(
                id, null, StockRig.MAIN, List.of(new StockLine(sku, units)), at.toInstant()));
  }

  Lease lease(String register, int generation) {
    return leases.at(StockRig.MAIN).stream()
        .filter(l -> l.register().equals(register) && l.generation() == generation)
        .findFirst()
        .orElseThrow();
  }

  String counts(Sku sku) {
    var level = stock.level(sku);
    return "%d = %d free + %d lent + %d suspense"
        .formatted(level.onHand(), level.free(), level.escrowed(), level.suspense());
  }

  List<String> cases() {
    return stock.cases.open().stream().map(OpenCase::kind).sorted().toList();
  }

  @Override
  public void close() {
    stock.close();
  }
}
