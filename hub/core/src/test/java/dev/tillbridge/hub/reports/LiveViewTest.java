package dev.tillbridge.hub.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.catalog.Catalog;
import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.hub.testing.Db;
import dev.tillbridge.model.catalog.Product;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.catalog.TaxCategory;
import dev.tillbridge.model.catalog.Variant;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.Refused;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveViewTest {

  private final Db db = Db.fresh();
  private final InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-22T14:00:00Z"));
  private final LiveView view = new LiveView(db.jdbc());

  @BeforeEach
  void fill() {
    run("""
        insert into location (id, name, time_zone, currency, tax_mode, stock_policy)
        values ('main', 'Main', 'UTC', 'USD', 'EXCLUSIVE', 'WARN')
        """);
    var catalog = new Catalog(db.jdbc(), db.tx());
    for (var sku : List.of("MUG", "JUG")) {
      var variant = new Variant(
          new Sku(sku), null, "Blue", List.of(), Money.of(1, "USD"), TaxCategory.STANDARD, null);
      catalog.save(new Product(UUID.randomUUID(), sku, sku + " title", "", "", List.of(variant)));
    }
  }

  @AfterEach
  void close() {
    db.close();
  }

  @Test
  void an_empty_hub_has_empty_lists() {
    assertThat(view.sales(10)).isEmpty();
    assertThat(view.stock(10, "")).isEmpty();
    assertThat(view.deliveries(10)).isEmpty();
    assertThat(view.parkedInbox(10)).isEmpty();
    assertThat(view.waiting().lanes()).hasSize(Destination.values().length);
  }

  @Test
  void sales_come_newest_first_with_their_books() {
    for (int i = 1; i <= 3; i++) {
      run("""
          insert into sale (id, request_hash, channel, location, register, receipt_number, state,
                            sold_at, recorded_at, business_day, currency, subtotal, shipping, tax,
                            total)
          values (gen_random_uuid(), '', 'COUNTER', 'main', 'R1', 'R1-%d', 'PAID', now(),
                  now() + interval '%d s', '2026-11-22', 'USD', 1000, 0, 83, 1083)
          """.formatted(i, i));
    }
    run("insert into sale_line select id, 0, 'MUG', 'Mug', 2, 500, 0 from sale");
    run(
        "insert into tender (sale_id, position, kind, amount) select id, 0, 'CASH', 1083 from sale");
    var newest = view.sales(2).getFirst();
    var deliveries = new Deliveries(db.jdbc(), clock);
    deliveries.add(Destination.BOOKS, newest.id().toString());
    deliveries.settle(deliveries.claim(Destination.BOOKS, 1).getFirst(), new Delivered<>("42"));
    var rows = view.sales(2);
    assertThat(rows).extracting(SaleRow::receiptNumber).containsExactly("R1-3", "R1-2");
    assertThat(rows.getFirst().total()).isEqualTo(Money.of(1083, "USD"));
    assertThat(rows.getFirst().units()).isEqualTo(2);
    assertThat(rows.getFirst().tenders()).containsExactly("CASH");
    assertThat(rows.getFirst().books()).isEqualTo("DONE");
    assertThat(rows.getFirst().booksId()).isEqualTo("42");
    assertThat(rows.getLast().books()).isNull();
  }

  @Test
  void stock_shows_what_each_shop_has() {
    run("""
        insert into stock (location, sku, on_hand, held, committed, escrowed)
        values ('main', 'MUG', 10, 1, 2, 4), ('main', 'JUG', 3, 0, 0, 0)
        """);
    run("""
        insert into escrow (holder, location, sku, granted_total, sold_total, returned_total)
        values ('shop:x.example', 'main', 'MUG', 6, 1, 1), ('register:R1', 'main', 'MUG', 1, 0, 0)
        """);
    run("""
        insert into shop_window (shop, location, sku, shown, pending_key, pending_from, pending_to)
        values ('x.example', 'main', 'MUG', 4, gen_random_uuid(), 4, 3)
        """);
    var rows = view.stock(10, "");
    assertThat(rows).extracting(StockRow::sku).containsExactly("JUG", "MUG");
    var mug = view.stock(10, "mug blue").getFirst();
    assertThat(mug.title()).isEqualTo("MUG title - Blue");
    assertThat(mug.free()).isEqualTo(3);
    assertThat(mug.shops()).containsExactly(new StockRow.ShopShare("x.example", 4, 4, 3));
    assertThat(view.stock(10, "' or 1=1 --")).isEmpty();
    assertThat(view.stock(1, "")).hasSize(1);
  }

  @Test
  void what_waits_is_counted_by_lane() {
    var deliveries = new Deliveries(db.jdbc(), clock);
    deliveries.add(Destination.BOOKS, "s1");
    deliveries.settle(
        deliveries.claim(Destination.BOOKS, 1).getFirst(), new Refused<>("no such account"));
    deliveries.add(Destination.SHOP_STOCK, "x|main|MUG");
    run("""
        insert into inbox (source, event_id, topic, triggered_at, received_at, body, state, next_at,
                           note)
        values ('x', 'e1', 'orders/create', now(), now(), '{}', 'PARKED', now(), 'odd'),
               ('x', 'e2', 'orders/create', now(), now(), '{}', 'DUE', now(), null)
        """);
    new Cases(db.jdbc(), clock).open("k", "s", "t", "d");
    var waiting = view.waiting();
    assertThat(waiting.inboxDue()).isEqualTo(1);
    assertThat(waiting.inboxParked()).isEqualTo(1);
    assertThat(waiting.openCases()).isEqualTo(1);
    assertThat(waiting.lanes())
        .contains(
            new Waiting.Lane("BOOKS", 0, 1, null),
            new Waiting.Lane("SHOP_STOCK", 1, 0, clock.instant()),
            new Waiting.Lane("SHOP_ORDERS", 0, 0, null));
    assertThat(view.deliveries(10)).extracting(DeliveryRow::state).containsExactly("DUE", "PARKED");
    assertThat(view.deliveries(10).getLast().note()).isEqualTo("no such account");
    assertThat(view.parkedInbox(10)).extracting(InboxRow::eventId).containsExactly("e1");
  }

  private void run(String statement) {
    db.jdbc().sql(statement).update();
  }
}
