package dev.tillbridge.hub.returns;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.returns.NewRefund.Back;
import dev.tillbridge.model.money.Money;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes refunds, and keeps count of what of a sale went back. Joins the caller's transaction. */
final class RefundStore {

  /** Units of a line that were refunded at the counter before, and their money. */
  record Gone(int units, long amount) {}

  /**
   * Cash of a sale that went back before.
   *
   * @param due before it was rounded
   * @param given in coins and notes
   */
  record CashBack(long due, long given) {}

  private final JdbcClient jdbc;

  RefundStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Refunds of one sale come one after the other. False when there is no such sale. */
  boolean lock(UUID sale) {
    return jdbc.sql("select 1 from sale where id = :id for no key update")
        .param("id", sale)
        .query((_, _) -> 0)
        .optional()
        .isPresent();
  }

  /** What was asked under this id, or empty when the id is new. */
  Optional<byte[]> requestHash(UUID id) {
    return jdbc.sql("select request_hash from sale_refund where id = :id")
        .param("id", id)
        .query((row, _) -> row.getBytes(1))
        .optional();
  }

  String number() {
    long number = jdbc.sql("select nextval('refund_number')").query(Long.class).single();
    return String.format(Locale.ROOT, "RF-%06d", number);
  }

  /** By line, from one. */
  Map<Integer, Gone> gone(UUID sale) {
    var gone = new HashMap<Integer, Gone>();
    jdbc.sql("select line, units, amount from refunded_line where sale_id = :sale")
        .param("sale", sale)
        .query(row -> {
          gone.put(row.getInt("line"), new Gone(row.getInt("units"), row.getLong("amount")));
        });
    return gone;
  }

  /** By the position of the tender. */
  Map<Integer, Long> back(UUID sale) {
    var back = new HashMap<Integer, Long>();
    jdbc.sql("select position, back from refunded_tender where sale_id = :sale")
        .param("sale", sale)
        .query(row -> {
          back.put(row.getInt("position"), row.getLong("back"));
        });
    return back;
  }

  CashBack cash(UUID sale) {
    return jdbc.sql("""
            select coalesce(sum(r.rounding), 0)::bigint as rounding,
                   coalesce(sum((select sum(t.amount) from sale_refund_tender t
                                  where t.refund_id = r.id and t.kind = 'CASH')), 0)::bigint as given
              from sale_refund r where r.sale_id = :sale
            """)
        .param("sale", sale)
        .query((row, _) -> new CashBack(
            Math.addExact(row.getLong("given"), row.getLong("rounding")), row.getLong("given")))
        .single();
  }

  /**
   * Counts units of a line as refunded. The table's constraints refuse more than was sold or charged.
   *
   * @param elsewhere units whose money went back before, but not at a counter
   */
  void take(UUID sale, int line, int sold, Money charged, int elsewhere, int units, Money amount) {
    jdbc.sql("""
            insert into refunded_line (sale_id, line, sold, charged, gone, units, amount)
            values (:sale, :line, :sold, :charged, :gone, :units, :amount)
            on conflict (sale_id, line) do update
               set gone = excluded.gone, units = refunded_line.units + excluded.units,
                   amount = refunded_line.amount + excluded.amount
            """)
        .param("sale", sale)
        .param("line", line)
        .param("sold", sold)
        .param("charged", charged.minor())
        .param("gone", elsewhere)
        .param("units", units)
        .param("amount", amount.minor())
        .update();
  }

  /** Counts money as gone back the way it came. */
  void takeBack(UUID sale, Originals.Part part) {
    jdbc.sql("""
            insert into refunded_tender (sale_id, position, paid, back)
            values (:sale, :position, :paid, :back)
            on conflict (sale_id, position) do update
               set back = refunded_tender.back + excluded.back
            """)
        .param("sale", sale)
        .param("position", part.original().position())
        .param("paid", part.original().paid().minor())
        .param("back", part.amount().minor())
        .update();
  }

  void write(RefundView refund, byte[] hash) {
    var figures = refund.figures();
    jdbc.sql("""
            insert into sale_refund (id, request_hash, sale_id, exchange_sale, location, register,
                                     receipt_number, refunded_at, recorded_at, business_day,
                                     currency, amount, tax, rounding, reason, made_by, approved_by)
            values (:id, :hash, :sale, :exchange, :location, :register, :receipt, :at, :recordedAt,
                    :day, :currency, :amount, :tax, :rounding, :reason, :by, :approvedBy)
            """)
        .param("id", refund.id())
        .param("hash", hash)
        .param("sale", refund.saleId())
        .param("exchange", refund.exchangeSale())
        .param("location", refund.location().code())
        .param("register", refund.register())
        .param("receipt", refund.receiptNumber())
        .param("at", refund.at().atOffset(UTC))
        .param("recordedAt", refund.recordedAt().atOffset(UTC))
        .param("day", refund.businessDay())
        .param("currency", figures.amount().currency().getCurrencyCode())
        .param("amount", figures.amount().minor())
        .param("tax", figures.tax().minor())
        .param("rounding", figures.rounding().minor())
        .param("reason", refund.reason())
        .param("by", refund.by())
        .param("approvedBy", refund.approvedBy())
        .update();
    lines(refund.id(), figures.lines());
    taxes(refund.id(), figures.taxes());
    tenders(refund.id(), figures.tenders());
  }

  private void lines(UUID refund, List<RefundFigures.Line> lines) {
    jdbc.sql("""
            insert into sale_refund_line (refund_id, position, line, sku, title, quantity, discount,
                                          amount, tax)
            select :refund, position, line, sku, title, quantity, discount, amount, tax
              from unnest(:lines::int[], :skus::text[], :titles::text[], :quantities::int[],
                          :discounts::bigint[], :amounts::bigint[], :taxes::bigint[])
                with ordinality
                  as l(line, sku, title, quantity, discount, amount, tax, position)
            """)
        .param("refund", refund)
        .param("lines", lines.stream().map(RefundFigures.Line::line).toArray(Integer[]::new))
        .param("skus", texts(lines, l -> l.sku().code()))
        .param("titles", texts(lines, RefundFigures.Line::title))
        .param(
            "quantities", lines.stream().mapToInt(RefundFigures.Line::quantity).toArray())
        .param("discounts", minors(lines, RefundFigures.Line::discount))
        .param("amounts", minors(lines, RefundFigures.Line::amount))
        .param("taxes", minors(lines, RefundFigures.Line::tax))
        .update();
  }

  private void taxes(UUID refund, List<RefundFigures.Tax> taxes) {
    jdbc.sql("""
            insert into sale_refund_tax (refund_id, position, category, name, rate_ppm, included,
                                         amount)
            select :refund, position, category, name, rate_ppm, included, amount
              from unnest(:categories::text[], :names::text[], :rates::int[], :included::boolean[],
                          :amounts::bigint[])
                with ordinality as t(category, name, rate_ppm, included, amount, position)
            """)
        .param("refund", refund)
        .param("categories", texts(taxes, t -> t.category().code()))
        .param("names", texts(taxes, RefundFigures.Tax::name))
        .param("rates", taxes.stream().mapToInt(RefundFigures.Tax::ratePpm).toArray())
        .param("included", taxes.stream().map(RefundFigures.Tax::included).toArray(Boolean[]::new))
        .param("amounts", minors(taxes, RefundFigures.Tax::amount))
        .update();
  }

  private void tenders(UUID refund, List<Back> tenders) {
    jdbc.sql("""
            insert into sale_refund_tender (refund_id, position, kind, amount, reference)
            select :refund, position, kind, amount, reference
              from unnest(:kinds::text[], :amounts::bigint[], :references::text[])
                with ordinality as t(kind, amount, reference, position)
            """)
        .param("refund", refund)
        .param("kinds", texts(tenders, t -> t.kind().name()))
        .param("amounts", minors(tenders, Back::amount))
        .param("references", texts(tenders, Back::reference))
        .update();
  }

  private static <T> @Nullable String[] texts(List<T> rows, Function<T, @Nullable String> text) {
    return rows.stream().map(text).toArray(String[]::new);
  }

  private static <T> long[] minors(List<T> rows, Function<T, Money> amount) {
    return rows.stream().mapToLong(row -> amount.apply(row).minor()).toArray();
  }
}
