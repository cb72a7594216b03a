package dev.tillbridge.hub.costing;

import dev.tillbridge.model.money.Money;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What goods are worth that are here, or on their way between locations, at what they had cost. */
public final class StockValue {

  /** The most SKUs that one answer has. */
  public static final int MOST = 500;

  /**
   * One SKU.
   *
   * @param units below zero as long as more were sold than came
   * @param known that nothing of it was only assumed
   */
  public record Row(String sku, String title, long units, Money value, boolean known) {}

  /**
   * A page of them.
   *
   * @param total of all SKUs
   * @param waiting movements that are not valued yet
   */
  public record Value(
      Money total, long waiting, List<Row> rows, @Nullable String next) {
    public Value {
      rows = List.copyOf(rows);
    }
  }

  private static final String PILES = """
      select sku, sum(units)::bigint as units, sum(cost) as cost, bool_and(known) as known
        from (select sku, left_units as units, left_cost as cost, known
                from cost_layer where left_units > 0
              union all
              select sku, back_units - units, back_cost - cost, false
                from cost_use where layer is null and back_units < units) all_of_them
       group by sku
      """;

  private final JdbcClient jdbc;

  public StockValue(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A page, in the order of SKUs.
   *
   * @param after the SKU that the page before ended with, or empty
   * @param limit from 1 to {@link #MOST}
   */
  public Value page(Currency currency, String after, int limit) {
    var rows = jdbc.sql(
            "select v.sku, p.title, v.units, v.cost, v.known from (" + PILES + ") v" + """
             left join variant i on i.sku = v.sku left join product p on p.id = i.product_id
             where v.sku > :after order by v.sku limit :limit
            """)
        .param("after", after)
        .param("limit", Math.clamp(limit, 1, MOST))
        .query((row, _) -> new Row(
            row.getString("sku"),
            row.getString("title") == null ? "" : row.getString("title"),
            row.getLong("units"),
            new Money(row.getBigDecimal("cost").longValueExact(), currency),
            row.getBoolean("known")))
        .list();
    BigDecimal total = jdbc.sql("select coalesce(sum(cost), 0) from (" + PILES + ") v")
        .query(BigDecimal.class)
        .single();
    long waiting = jdbc.sql("select count(*) from cost_due").query(Long.class).single();
    return new Value(
        new Money(total.longValueExact(), currency),
        waiting,
        rows,
        rows.size() < limit ? null : rows.getLast().sku());
  }
}
