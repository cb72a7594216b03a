package dev.tillbridge.hub.returns;

import dev.tillbridge.hub.returns.NewRefund.Back;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.catalog.TaxCategory;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.sale.Tender;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads refunds as they were given. */
final class RefundReader {

  private static final String HEADER = """
      select r.*, s.business_day as sale_day
        from sale_refund r left join sale s on s.id = r.sale_id
      """;

  private final JdbcClient jdbc;

  RefundReader(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<RefundView> find(UUID id) {
    return jdbc
        .sql(HEADER + "where r.id = :id")
        .param("id", id)
        .query((row, _) -> header(row))
        .list()
        .stream()
        .map(this::complete)
        .findFirst();
  }

  List<RefundView> ofSale(UUID sale) {
    return jdbc
        .sql(HEADER + "where r.sale_id = :sale order by r.recorded_at, r.id")
        .param("sale", sale)
        .query((row, _) -> header(row))
        .list()
        .stream()
        .map(this::complete)
        .toList();
  }

  private static RefundView header(ResultSet row) throws SQLException {
    var currency = Currency.getInstance(row.getString("currency"));
    return new RefundView(
        row.getObject("id", UUID.class),
        row.getObject("sale_id", UUID.class),
        row.getObject("sale_day", LocalDate.class),
        row.getObject("exchange_sale", UUID.class),
        new LocationId(row.getString("location")),
        row.getString("register"),
        row.getString("receipt_number"),
        row.getObject("refunded_at", OffsetDateTime.class).toInstant(),
        row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
        row.getObject("business_day", LocalDate.class),
        new RefundFigures(
            List.of(),
            List.of(),
            new Money(row.getLong("amount"), currency),
            new Money(row.getLong("tax"), currency),
            new Money(row.getLong("rounding"), currency),
            List.of()),
        row.getString("reason"),
        row.getString("made_by"),
        row.getString("approved_by"));
  }

  private RefundView complete(RefundView header) {
    var sums = header.figures();
    var currency = sums.amount().currency();
    var figures = new RefundFigures(
        lines(header.id(), currency),
        taxes(header.id(), currency),
        sums.amount(),
        sums.tax(),
        sums.rounding(),
        tenders(header.id(), currency));
    return new RefundView(
        header.id(),
        header.saleId(),
        header.saleDay(),
        header.exchangeSale(),
        header.location(),
        header.register(),
        header.receiptNumber(),
        header.at(),
        header.recordedAt(),
        header.businessDay(),
        figures,
        header.reason(),
        header.by(),
        header.approvedBy());
  }

  private List<RefundFigures.Line> lines(UUID refund, Currency currency) {
    return jdbc.sql("select * from sale_refund_line where refund_id = :id order by position")
        .param("id", refund)
        .query((row, _) -> new RefundFigures.Line(
            row.getObject("line", Integer.class),
            new Sku(row.getString("sku")),
            row.getString("title"),
            row.getInt("quantity"),
            new Money(row.getLong("discount"), currency),
            new Money(row.getLong("amount"), currency),
            new Money(row.getLong("tax"), currency)))
        .list();
  }

  private List<RefundFigures.Tax> taxes(UUID refund, Currency currency) {
    return jdbc.sql("select * from sale_refund_tax where refund_id = :id order by position")
        .param("id", refund)
        .query((row, _) -> new RefundFigures.Tax(
            new TaxCategory(row.getString("category")),
            row.getString("name"),
            row.getInt("rate_ppm"),
            row.getBoolean("included"),
            new Money(row.getLong("amount"), currency)))
        .list();
  }

  private List<Back> tenders(UUID refund, Currency currency) {
    return jdbc.sql("select * from sale_refund_tender where refund_id = :id order by position")
        .param("id", refund)
        .query((row, _) -> new Back(
            Tender.Kind.valueOf(row.getString("kind")),
            new Money(row.getLong("amount"), currency),
            row.getString("reference")))
        .list();
  }
}
