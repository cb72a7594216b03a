package dev.tillbridge.hub.sales;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.sale.Sale;
import dev.tillbridge.model.sale.SaleCharge;
import dev.tillbridge.model.sale.SaleLine;
import dev.tillbridge.model.sale.SaleTax;
import dev.tillbridge.model.sale.Tender;
import dev.tillbridge.model.stock.Shortage;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes sales. Every method joins the caller's transaction. */
final class SaleStore {

  /** Paid; the goods have not left. */
  static final String PAID = "PAID";

  /** Paid, and the goods are gone. */
  static final String FULFILLED = "FULFILLED";

  /** Undone before the goods left. */
  static final String CANCELLED = "CANCELLED";

  /**
   * What is written besides the sale itself.
   *
   * @param number drawn before, or null to draw one
   * @param holdId what the till believes to have held; kept only if it is a hold
   * @param shift in which it was sold, as the till says, or null
   */
  record Header(
      @Nullable Long number,
      String state,
      LocalDate businessDay,
      Instant recordedAt,
      @Nullable UUID holdId,
      @Nullable UUID shift) {}

  private final JdbcClient jdbc;

  SaleStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** What was asked under this id, or empty when the id is new. */
  Optional<byte[]> requestHash(UUID id) {
    return jdbc.sql("select request_hash from sale where id = :id")
        .param("id", id)
        .query((row, _) -> row.getBytes(1))
        .optional();
  }

  long drawNumber() {
    return jdbc.sql("select nextval('sale_number')").query(Long.class).single();
  }

  /**
   * Claims the id, and writes the sale's first row under a receipt number that is free.
   *
   * @param requestHash tells this report from another under the same id
   * @return the receipt number it got; empty when the id is taken, by somebody who has committed
   */
  Optional<String> claim(Sale sale, byte[] requestHash, Header header) {
    for (int copy = 1; ; copy++) {
      var receiptNumber = numbered(sale, copy);
      if (insert(sale, requestHash, header, receiptNumber)) {
        return Optional.of(receiptNumber);
      }
      // Unless it is the id, it is the receipt number: the customer has paid, the paper is printed.
      if (requestHash(sale.id()).isPresent()) {
        return Optional.empty();
      }
      if (copy > 10) {
        throw new IllegalStateException("sale " + sale.id() + " can neither be claimed nor found");
      }
    }
  }

  private static String numbered(Sale sale, int copy) {
    return switch (copy) {
      case 1 -> sale.receiptNumber();
      case 10 -> sale.receiptNumber() + "-" + sale.id();
      default -> sale.receiptNumber() + "-" + copy;
    };
  }

  private boolean insert(Sale sale, byte[] requestHash, Header header, String receiptNumber) {
    var reference = sale.reference();
    var customer = sale.customer();
    return jdbc.sql("""
                insert into sale (id, number, request_hash, channel, location, register,
                                  receipt_number, ref_system, ref_account, ref_id, state, sold_at,
                                  recorded_at, business_day, currency, subtotal, shipping, tax, total,
                                  rounding, customer_name, customer_email, hold_id, shift_id)
                values (:id, coalesce(:number::bigint, nextval('sale_number')), :hash, :channel,
                        :location, :register, :receipt, :refSystem, :refAccount, :refId, :state,
                        :soldAt, :recordedAt, :businessDay, :currency, :subtotal, :shipping, :tax,
                        :total, :rounding, :customerName, :customerEmail,
                        (select id from hold where id = :hold::uuid), :shift)
                on conflict do nothing
                """)
            .param("id", sale.id())
            .param("number", header.number())
            .param("hash", requestHash)
            .param("channel", sale.channel().name())
            .param("location", sale.location().code())
            .param("register", sale.register())
            .param("receipt", receiptNumber)
            .param("refSystem", reference == null ? null : reference.system())
            .param("refAccount", reference == null ? null : reference.account())
            .param("refId", reference == null ? null : reference.id())
            .param("state", header.state())
            .param("soldAt", sale.soldAt().atOffset(UTC))
            .param("recordedAt", header.recordedAt().atOffset(UTC))
            .param("businessDay", header.businessDay())
            .param("currency", sale.currency().getCurrencyCode())
            .param("subtotal", sale.subtotal().minor())
            .param("shipping", sale.shipping().minor())
            .param("tax", sale.tax().minor())
            .param("total", sale.total().minor())
            .param("rounding", sale.rounding().minor())
            .param("customerName", customer == null ? null : clean(customer.name()))
            .param("customerEmail", customer == null ? null : clean(customer.email()))
            .param("hold", header.holdId())
            .param("shift", header.shift(), Types.OTHER)
            .update()
        == 1;
  }

  /** The rest of a claimed sale. */
  void write(Sale sale) {
    lines(sale.id(), sale.lines());
    if (!sale.taxes().isEmpty()) {
      taxes(sale.id(), sale.taxes());
    }
    tenders(sale.id(), sale.tenders());
    if (!sale.charges().isEmpty()) {
      charges(sale.id(), sale.charges());
    }
  }

  private void charges(UUID sale, List<SaleCharge> charges) {
    jdbc.sql("""
            insert into sale_charge (sale_id, position, kind, title, amount)
            select :sale, position, kind, title, amount
              from unnest(:kinds::text[], :titles::text[], :amounts::bigint[])
                with ordinality as c(kind, title, amount, position)
            """)
        .param("sale", sale)
        .param("kinds", texts(charges, c -> c.kind().name()))
        .param("titles", texts(charges, c -> clean(c.title())))
        .param("amounts", amounts(charges, SaleCharge::amount))
        .update();
  }

  private void lines(UUID sale, List<SaleLine> lines) {
    jdbc.sql("""
            insert into sale_line (sale_id, position, sku, title, quantity, unit_price, discount)
            select :sale, position, sku, title, quantity, unit_price, discount
              from unnest(:skus::text[], :titles::text[], :quantities::int[], :prices::bigint[],
                          :discounts::bigint[])
                with ordinality as l(sku, title, quantity, unit_price, discount, position)
            """)
        .param("sale", sale)
        .param("skus", texts(lines, l -> l.sku().code()))
        .param("titles", texts(lines, l -> clean(l.title())))
        .param("quantities", lines.stream().mapToInt(SaleLine::quantity).toArray())
        .param("prices", amounts(lines, SaleLine::unitPrice))
        .param("discounts", amounts(lines, SaleLine::discount))
        .update();
  }

  private void taxes(UUID sale, List<SaleTax> taxes) {
    jdbc.sql("""
            insert into sale_tax (sale_id, position, category, name, rate_ppm, included, taxable,
                                  amount)
            select :sale, position, category, name, rate_ppm, included, taxable, amount
              from unnest(:categories::text[], :names::text[], :rates::int[], :included::boolean[],
                          :taxables::bigint[], :amounts::bigint[])
                with ordinality
                  as t(category, name, rate_ppm, included, taxable, amount, position)
            """)
        .param("sale", sale)
        .param("categories", texts(taxes, t -> t.category().code()))
        .param("names", texts(taxes, t -> clean(t.name())))
        .param("rates", taxes.stream().mapToInt(SaleTax::ratePpm).toArray())
        .param("included", taxes.stream().map(SaleTax::included).toArray(Boolean[]::new))
        .param("taxables", amounts(taxes, SaleTax::taxable))
        .param("amounts", amounts(taxes, SaleTax::amount))
        .update();
  }

  private void tenders(UUID sale, List<Tender> tenders) {
    jdbc.sql("""
            insert into tender (sale_id, position, kind, amount, tendered, change, reference)
            select :sale, position, kind, amount, tendered, change, reference
              from unnest(:kinds::text[], :amounts::bigint[], :tendered::bigint[],
                          :change::bigint[], :references::text[])
                with ordinality as t(kind, amount, tendered, change, reference, position)
            """)
        .param("sale", sale)
        .param("kinds", texts(tenders, t -> t.kind().name()))
        .param("amounts", amounts(tenders, Tender::amount))
        .param("tendered", amounts(tenders, Tender::tendered))
        .param("change", amounts(tenders, Tender::change))
        .param("references", texts(tenders, t -> clean(t.reference())))
        .update();
  }

  /** What the shelf did not cover; of a web order this is known before its sale is made. */
  void writeShortages(UUID sale, List<Shortage> shortages) {
    if (shortages.isEmpty()) {
      return;
    }
    jdbc.sql("""
            insert into sale_shortage (sale_id, sku, wanted, available)
            select :sale, sku, wanted, available
              from unnest(:skus::text[], :wanted::int[], :available::int[])
                as s(sku, wanted, available)
            on conflict (sale_id, sku) do update
               set wanted = sale_shortage.wanted + excluded.wanted,
                   available = sale_shortage.available + excluded.available
            """)
        .param("sale", sale)
        .param("skus", texts(shortages, s -> s.sku().code()))
        .param("wanted", shortages.stream().mapToInt(Shortage::wanted).toArray())
        .param(
            "available",
            shortages.stream().mapToInt(s -> Math.max(0, s.available())).toArray())
        .update();
  }

  /** Moves the sale on; the states before are the caller's business, under his lock. */
  void setState(UUID sale, String state) {
    jdbc.sql("update sale set state = :state where id = :id")
        .param("state", state)
        .param("id", sale)
        .update();
  }

  private static <T> @Nullable String[] texts(List<T> rows, Function<T, @Nullable String> text) {
    return rows.stream().map(text).toArray(String[]::new);
  }

  private static <T> @Nullable Long[] amounts(List<T> rows, Function<T, @Nullable Money> amount) {
    return rows.stream()
        .map(row -> {
          var money = amount.apply(row);
          return money == null ? null : Long.valueOf(money.minor());
        })
        .toArray(Long[]::new);
  }

  /** PostgreSQL's text cannot hold U+0000, and outside systems put anything into a name. */
  static @Nullable String clean(@Nullable String text) {
    return text == null ? null : text.replace('\0', '\uFFFD');
  }
}
