package dev.tillbridge.hub.sales;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.books.Books;
import dev.tillbridge.hub.catalog.Catalog;
import dev.tillbridge.hub.problem.NotPossible;
import dev.tillbridge.hub.sales.RefundShare.Part;
import dev.tillbridge.hub.sales.SaleChange.Kind;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.catalog.TaxCategory;
import dev.tillbridge.model.catalog.Variant;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.sale.SaleLine;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Writes down what became of lines after they were sold. Stock and money are moved by whoever calls,
 * in the same transaction; every method joins it and locks the sale.
 */
public final class SaleChanges {

  private final JdbcClient jdbc;
  private final SaleReader reader;
  private final SaleStore store;
  private final BooksWithdrawal books;
  private final CancelledUnits entries;
  private final Catalog catalog;
  private final InstantSource clock;

  public SaleChanges(JdbcClient jdbc, Catalog catalog, InstantSource clock) {
    this.jdbc = jdbc;
    this.reader = new SaleReader(jdbc);
    this.store = new SaleStore(jdbc);
    this.books = new BooksWithdrawal(jdbc);
    this.entries = new CancelledUnits(new Books(jdbc, clock), catalog, clock);
    this.catalog = catalog;
    this.clock = clock;
  }

  /**
   * Units that were cancelled.
   *
   * @param amount what the customer gets back for them
   * @param whole nothing is left of the sale
   */
  public record Cancelled(SaleView sale, Money amount, Money tax, boolean whole) {}

  /**
   * Cancels units of a SKU. When nothing is left of the sale it is cancelled, and the customer gets
   * back what he paid for shipping as well.
   *
   * @param by who decided it
   * @return empty when there is no sale of this id, for example because it is not paid yet
   * @throws NotPossible when the sale has fewer units of the SKU left
   */
  public Optional<Cancelled> cancel(UUID change, UUID saleId, Sku sku, int units, String by) {
    return locked(saleId).map(sale -> cancel(change, sale, share(sale, sku, units, true), by));
  }

  /** Cancels all that is left of a sale; otherwise as {@link #cancel}. */
  public Optional<Cancelled> cancelAll(UUID change, UUID saleId, String by) {
    return locked(saleId).map(sale -> {
      var gone = cancelled(sale);
      var left = new TreeMap<Integer, Integer>();
      for (int i = 0; i < sale.lines().size(); i++) {
        int units = sale.lines().get(i).quantity() - gone.getOrDefault(i, 0);
        if (units > 0) {
          left.put(i, units);
        }
      }
      return cancel(change, sale, left, by);
    });
  }

  private Cancelled cancel(UUID change, SaleView sale, Map<Integer, Integer> units, String by) {
    var gone = new HashMap<>(cancelled(sale));
    var shares = new RefundShare(sale, categories(sale));
    var given = given(sale);
    var now = new Part(Money.zero(sale.currency()), Money.zero(sale.currency()));
    var parts = new TreeMap<Integer, Part>();
    boolean whole = false;
    for (var one : units.entrySet()) {
      int line = one.getKey();
      int before = gone.getOrDefault(line, 0);
      gone.merge(line, one.getValue(), Integer::sum);
      whole = isWhole(sale, gone);
      var part = whole ? shares.rest(plus(given, now)) : shares.of(line, before, one.getValue());
      now = plus(now, part);
      parts.put(line, part);
      write(change, sale, line, Kind.CANCELLED, one.getValue(), part, "cancelled", by);
    }
    if (!parts.isEmpty()) {
      entries.enter(change, sale, parts, whole, clock.instant());
    }
    if (whole) {
      end(sale);
    }
    return new Cancelled(sale, now.amount(), now.tax(), whole);
  }

  private void end(SaleView sale) {
    store.setState(sale.id(), SaleStore.CANCELLED);
    books.withdraw(sale.id(), clock.instant());
  }

  /** The customer has what he paid for. A sale that was cancelled stays so. */
  public void fulfilled(UUID saleId) {
    locked(saleId)
        .filter(sale -> sale.state().equals(SaleStore.PAID))
        .ifPresent(sale -> store.setState(sale.id(), SaleStore.FULFILLED));
  }

  /**
   * Notes on the sale that something else was or will be handed over, or from elsewhere.
   *
   * @param note for people
   */
  public void note(
      UUID change, UUID saleId, Sku sku, int units, Kind kind, String note, String by) {
    locked(saleId).ifPresent(sale -> {
      var nothing = new Part(Money.zero(sale.currency()), Money.zero(sale.currency()));
      share(sale, sku, units, false)
          .forEach((line, some) -> write(change, sale, line, kind, some, nothing, note, by));
    });
  }

  private Optional<SaleView> locked(UUID saleId) {
    jdbc.sql("select 1 from sale where id = :id for update")
        .param("id", saleId)
        .query((_, _) -> 0)
        .list();
    return reader.find(saleId);
  }

  /** Which lines the units are of: the last first, as far as they are not cancelled. */
  private static Map<Integer, Integer> share(SaleView sale, Sku sku, int units, boolean strict) {
    var gone = cancelled(sale);
    var shares = new TreeMap<Integer, Integer>();
    int open = units;
    for (int i = sale.lines().size() - 1; i >= 0 && open > 0; i--) {
      int left = sale.lines().get(i).sku().equals(sku)
          ? sale.lines().get(i).quantity() - gone.getOrDefault(i, 0)
          : 0;
      if (left > 0) {
        shares.put(i, Math.min(left, open));
        open -= Math.min(left, open);
      }
    }
    if (strict && open > 0) {
      throw new NotPossible("%s has only %d of %s left to cancel; if it is a part of a kit, cancel"
              .formatted(sale.receiptNumber(), units - open, sku)
          + " the kit where it was sold");
    }
    return shares;
  }

  /** Units that were cancelled before, by line from zero. */
  private static Map<Integer, Integer> cancelled(SaleView sale) {
    var units = new HashMap<Integer, Integer>();
    cancellations(sale).forEach(c -> units.merge(c.line() - 1, c.quantity(), Integer::sum));
    return units;
  }

  private static Part given(SaleView sale) {
    var sum = new Part(Money.zero(sale.currency()), Money.zero(sale.currency()));
    for (var one : cancellations(sale)) {
      sum = plus(sum, new Part(one.amount(), one.tax()));
    }
    return sum;
  }

  private static List<SaleChange> cancellations(SaleView sale) {
    return sale.changes().stream().filter(c -> c.kind() == Kind.CANCELLED).toList();
  }

  private static boolean isWhole(SaleView sale, Map<Integer, Integer> gone) {
    return sale.lines().stream().mapToInt(SaleLine::quantity).sum()
        == gone.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static Part plus(Part one, Part other) {
    return new Part(one.amount().plus(other.amount()), one.tax().plus(other.tax()));
  }

  private Map<Sku, TaxCategory> categories(SaleView sale) {
    var skus = sale.lines().stream().map(SaleLine::sku).distinct().toList();
    var categories = new HashMap<Sku, TaxCategory>();
    for (Map.Entry<Sku, Variant> known : catalog.variants(skus).entrySet()) {
      categories.put(known.getKey(), known.getValue().taxCategory());
    }
    return categories;
  }

  private void write(
      UUID change,
      SaleView sale,
      int line,
      Kind kind,
      int units,
      Part back,
      String note,
      String by) {
    jdbc.sql("""
            insert into sale_change (id, sale_id, position, kind, quantity, amount, tax, note,
                                     made_by, made_at)
            values (:id, :sale, :position, :kind, :quantity, :amount, :tax, :note, :by, :now)
            """)
        .param("id", change)
        .param("sale", sale.id())
        .param("position", line + 1)
        .param("kind", kind.name())
        .param("quantity", units)
        .param("amount", back.amount().minor())
        .param("tax", back.tax().minor())
        .param("note", note)
        .param("by", by)
        .param("now", clock.instant().atOffset(UTC))
        .update();
  }
}
