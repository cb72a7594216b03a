package dev.tillbridge.hub.sales;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.sale.Sale;
import dev.tillbridge.model.sale.SaleCharge;
import dev.tillbridge.model.sale.SaleLine;
import dev.tillbridge.model.sale.SaleTax;
import dev.tillbridge.model.sale.Tender;
import dev.tillbridge.model.stock.Shortage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads recorded sales, many in as many statements as one. */
final class SaleReader {

  private static final String HEADER = """
      select id, number, state, channel, location, register, receipt_number, ref_system,
             ref_account, ref_id, sold_at, recorded_at, currency, subtotal, shipping, tax, total, rounding,
             customer_name, customer_email
        from sale
      """;

  private final JdbcClient jdbc;

  SaleReader(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<SaleView> find(UUID id) {
    return complete(jdbc.sql(HEADER + "where id = :id")
            .param("id", id)
            .query((row, _) -> SaleRows.header(row))
            .list())
        .stream()
        .findFirst();
  }

  List<SaleView> newest(int limit) {
    return complete(jdbc.sql(HEADER + "order by recorded_at desc, number desc limit :limit")
        .param("limit", limit)
        .query((row, _) -> SaleRows.header(row))
        .list());
  }

  Optional<SaleForBooks> forBooks(UUID id) {
    return find(id)
        .map(view -> new SaleForBooks(
            sale(view), businessDay(id), view.state().equals(SaleStore.CANCELLED)));
  }

  private LocalDate businessDay(UUID id) {
    return jdbc.sql("select business_day from sale where id = :id")
        .param("id", id)
        .query((row, _) -> row.getObject(1, LocalDate.class))
        .single();
  }

  private static Sale sale(SaleView view) {
    return new Sale(
        view.id(),
        view.channel(),
        view.location(),
        view.register(),
        view.receiptNumber(),
        view.reference(),
        view.soldAt(),
        view.currency(),
        view.lines(),
        view.shipping(),
        view.taxes(),
        view.tenders(),
        view.customer(),
        view.charges(),
        view.rounding());
  }

  private interface RowOf<T> {
    T read(ResultSet row, Currency currency) throws SQLException;
  }

  private List<SaleView> complete(List<SaleView> headers) {
    if (headers.isEmpty()) {
      return List.of();
    }
    Map<UUID, Currency> currencies = new HashMap<>();
    headers.forEach(h -> currencies.put(h.id(), h.currency()));
    var lines = parts(
        "select * from sale_line where sale_id = any(:sales) order by position",
        currencies,
        SaleRows::line);
    var taxes = parts(
        "select * from sale_tax where sale_id = any(:sales) order by position",
        currencies,
        SaleRows::tax);
    var tenders = parts(
        "select * from tender where sale_id = any(:sales) order by position",
        currencies,
        SaleRows::tender);
    var shortages = parts(
        "select * from sale_shortage where sale_id = any(:sales) order by sku",
        currencies,
        (row, _) -> new Shortage(
            new Sku(row.getString("sku")), row.getInt("wanted"), row.getInt("available")));
    var deliveries = parts(
        """
            select *, subject::uuid as sale_id from sale_booking
             where subject = any(:sales::text[])
            """,
        currencies,
        (row, _) -> new DeliveryState(
            row.getObject("id", UUID.class),
            row.getString("destination"),
            row.getString("state"),
            row.getString("remote_id"),
            row.getString("note")));
    var changes = parts("""
            select c.*, l.sku from sale_change c join sale_line l using (sale_id, position)
             where sale_id = any(:sales) order by c.made_at, c.position
            """, currencies, SaleRows::change);
    var charges = parts(
        "select * from sale_charge where sale_id = any(:sales) order by position",
        currencies,
        SaleRows::charge);
    var orders = parts("""
            select o.*, o.hold_id as sale_id,
                   (select coalesce(sum(amount), 0) from shop_refund r
                     where r.shop = o.shop and r.order_id = o.order_id) as refunded
              from shop_order o where hold_id = any(:sales) and version > 0
            """, currencies, SaleRows::order);
    return headers.stream()
        .map(h -> with(
            h,
            lines.getOrDefault(h.id(), List.of()),
            taxes.getOrDefault(h.id(), List.of()),
            tenders.getOrDefault(h.id(), List.of()),
            shortages.getOrDefault(h.id(), List.of()),
            deliveries.getOrDefault(h.id(), List.of()),
            changes.getOrDefault(h.id(), List.of()),
            charges.getOrDefault(h.id(), List.of()),
            orders.getOrDefault(h.id(), List.of()).stream().findFirst().orElse(null)))
        .toList();
  }

  private <T> Map<UUID, List<T>> parts(
      String sql, Map<UUID, Currency> currencies, RowOf<T> reading) {
    Map<UUID, List<T>> parts = new HashMap<>();
    jdbc.sql(sql).param("sales", currencies.keySet().toArray(UUID[]::new)).query(row -> {
      var sale = row.getObject("sale_id", UUID.class);
      var currency = currencies.get(sale);
      if (currency != null) {
        parts.computeIfAbsent(sale, _ -> new ArrayList<>()).add(reading.read(row, currency));
      }
    });
    return parts;
  }

  private static SaleView with(
      SaleView header,
      List<SaleLine> lines,
      List<SaleTax> taxes,
      List<Tender> tenders,
      List<Shortage> shortages,
      List<DeliveryState> deliveries,
      List<SaleChange> changes,
      List<SaleCharge> charges,
      @Nullable OrderFacts order) {
    return new SaleView(
        header.id(),
        header.number(),
        header.state(),
        header.channel(),
        header.location(),
        header.register(),
        header.receiptNumber(),
        header.reference(),
        header.soldAt(),
        header.recordedAt(),
        header.currency(),
        lines,
        header.shipping(),
        taxes,
        tenders,
        header.subtotal(),
        header.tax(),
        header.total(),
        header.rounding(),
        header.customer(),
        shortages,
        deliveries,
        changes,
        charges,
        order);
  }
}
