package dev.tillbridge.hub.sales;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.catalog.TaxCategory;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.sale.Customer;
import dev.tillbridge.model.sale.ExternalRef;
import dev.tillbridge.model.sale.SaleCharge;
import dev.tillbridge.model.sale.SaleLine;
import dev.tillbridge.model.sale.SaleTax;
import dev.tillbridge.model.sale.Tender;
import dev.tillbridge.model.shop.ShopOrder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a recorded sale, each of its own table. */
final class SaleRows {

  private SaleRows() {}

  /** A sale without its parts, which come from other tables. */
  static SaleView header(ResultSet row) throws SQLException {
    var currency = Currency.getInstance(row.getString("currency"));
    var system = row.getString("ref_system");
    var name = row.getString("customer_name");
    var email = row.getString("customer_email");
    return new SaleView(
        row.getObject("id", UUID.class),
        row.getLong("number"),
        row.getString("state"),
        Channel.valueOf(row.getString("channel")),
        new LocationId(row.getString("location")),
        row.getString("register"),
        row.getString("receipt_number"),
        system == null
            ? null
            : new ExternalRef(system, row.getString("ref_account"), row.getString("ref_id")),
        row.getObject("sold_at", OffsetDateTime.class).toInstant(),
        row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
        currency,
        List.of(),
        new Money(row.getLong("shipping"), currency),
        List.of(),
        List.of(),
        new Money(row.getLong("subtotal"), currency),
        new Money(row.getLong("tax"), currency),
        new Money(row.getLong("total"), currency),
        new Money(row.getLong("rounding"), currency),
        name == null && email == null ? null : new Customer(name, email),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        null);
  }

  static SaleLine line(ResultSet row, Currency currency) throws SQLException {
    return new SaleLine(
        new Sku(row.getString("sku")),
        row.getString("title"),
        row.getInt("quantity"),
        new Money(row.getLong("unit_price"), currency),
        new Money(row.getLong("discount"), currency));
  }

  static SaleChange change(ResultSet row, Currency currency) throws SQLException {
    return new SaleChange(
        row.getObject("id", UUID.class),
        row.getInt("position"),
        new Sku(row.getString("sku")),
        SaleChange.Kind.valueOf(row.getString("kind")),
        row.getInt("quantity"),
        new Money(row.getLong("amount"), currency),
        new Money(row.getLong("tax"), currency),
        row.getString("note"),
        row.getString("made_by"),
        row.getObject("made_at", OffsetDateTime.class).toInstant());
  }

  static SaleCharge charge(ResultSet row, Currency currency) throws SQLException {
    return new SaleCharge(
        SaleCharge.Kind.valueOf(row.getString("kind")),
        row.getString("title"),
        new Money(row.getLong("amount"), currency));
  }

  static OrderFacts order(ResultSet row, Currency currency) throws SQLException {
    var risk = row.getString("risk");
    var presentment = row.getString("presentment_currency");
    return new OrderFacts(
        row.getInt("version"),
        row.getObject("updated_at", OffsetDateTime.class).toInstant(),
        new Money(row.getLong("total"), currency),
        new Money(row.getLong("refunded"), currency),
        presentment == null ? null : Money.of(row.getLong("presentment"), presentment),
        risk == null ? null : ShopOrder.Risk.valueOf(risk));
  }

  static SaleTax tax(ResultSet row, Currency currency) throws SQLException {
    return new SaleTax(
        new TaxCategory(row.getString("category")),
        row.getString("name"),
        row.getInt("rate_ppm"),
        row.getBoolean("included"),
        new Money(row.getLong("taxable"), currency),
        new Money(row.getLong("amount"), currency));
  }

  static Tender tender(ResultSet row, Currency currency) throws SQLException {
    return new Tender(
        Tender.Kind.valueOf(row.getString("kind")),
        new Money(row.getLong("amount"), currency),
        money(row, "tendered", currency),
        money(row, "change", currency),
        row.getString("reference"));
  }

  private static @Nullable Money money(ResultSet row, String column, Currency currency)
      throws SQLException {
    long minor = row.getLong(column);
    return row.wasNull() ? null : new Money(minor, currency);
  }
}
