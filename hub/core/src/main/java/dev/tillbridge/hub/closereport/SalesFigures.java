package dev.tillbridge.hub.closereport;

import dev.tillbridge.hub.closereport.Content.Column;
import dev.tillbridge.hub.closereport.Content.Row;
import dev.tillbridge.hub.closereport.Content.Section;
import dev.tillbridge.hub.closereport.Content.Table;
import dev.tillbridge.model.books.Role;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What was sold and given back, as the ledger has it: every line of an entry about a sale is either part of
 * what was sold or of how it was paid, so the two come to the same.
 */
final class SalesFigures {

  /** What can be sold as well as paid with counts as paid when it comes in, or goes back, as money does. */
  private static final String LINES = """
      select coalesce(e.channel, '') as channel, coalesce(e.location, '') as location,
             e.cause in ('SALE', 'ORDER_EDIT') as sold, l.currency, l.role,
             case when l.role = 'TAX' then l.category else '' end as category,
             case when l.role in ('TAX', 'SHOP') then l.key else '' end as key,
             l.role in ('SALES', 'DISCOUNT', 'SHIPPING', 'TAX', 'TIP', 'DUTY', 'FEE_CHARGED', 'ROUNDING')
               or (l.role in ('GIFT_CARD', 'STORE_CREDIT', 'POINTS', 'DEPOSIT')
                   and (l.amount > 0) <> ((e.cause in ('SALE', 'ORDER_EDIT')) <> (e.reverses is not null)))
               as goods,
             sum(l.amount)::bigint as amount,
             count(*) filter (where l.position = 1 and e.version = 1 and e.cause <> 'ORDER_EDIT') as events
        from entry e join entry_line l on l.entry_id = e.id
       where e.day between :from and :through
         and e.cause in ('SALE', 'ORDER_EDIT', 'REFUND', 'SHOP_REFUND', 'CANCELLED', 'ORDER_CANCELLED')
       group by 1, 2, 3, 4, 5, 6, 7, 8
      """;

  private final JdbcClient jdbc;

  SalesFigures(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A sum of lines that are alike; above zero on the debit side. */
  private record Line(
      String channel,
      String location,
      boolean sold,
      Currency currency,
      Role role,
      String category,
      String key,
      boolean goods,
      long amount,
      long events) {

    String name() {
      return "%s|%s|%s|%s".formatted(currency, channel, location, sold ? 0 : 1);
    }

    String what() {
      return sold ? "Sold" : "Given back";
    }
  }

  Section of(Period period) {
    var lines = jdbc.sql(LINES)
        .param("from", period.from())
        .param("through", period.through())
        .query((row, _) -> new Line(
            row.getString("channel"),
            row.getString("location"),
            row.getBoolean("sold"),
            Currency.getInstance(row.getString("currency")),
            Role.valueOf(row.getString("role")),
            row.getString("category"),
            row.getString("key"),
            row.getBoolean("goods"),
            row.getLong("amount"),
            row.getLong("events")))
        .list();
    return new Section(
        "sales",
        "Sales",
        "As entered, by the day that counts in the books. What was given back, cancelled or taken off"
            + " an order is below zero. Goods, discounts, shipping, tax and the rest come to what was paid.",
        List.of(sales(lines), taxes(lines, period), tenders(lines)));
  }

  private static Table sales(List<Line> lines) {
    var rows = new ArrayList<Row>();
    by(lines, line -> line.currency().getCurrencyCode()).values().forEach(ofCurrency -> {
      by(ofCurrency, Line::name).values().forEach(some -> {
        var first = some.getFirst();
        rows.add(Row.of(cells(
            some,
            Words.channel(first.channel()),
            first.location().isEmpty() ? "-" : first.location(),
            first.what())));
      });
      rows.add(Row.total(cells(ofCurrency, "All", "", "")));
    });
    return new Table(
        "channels",
        "By channel and location",
        "nothing was sold or given back.",
        List.of(
            Column.text("Channel", 10),
            Column.text("Location", 10),
            Column.text("What", 9),
            Column.text("Currency", 8),
            Column.number("Count"),
            Column.number("Goods"),
            Column.number("Discounts"),
            Column.number("Shipping"),
            Column.number("Tax"),
            Column.number("Tips, cards, other"),
            Column.number("Paid")),
        rows);
  }

  private static Object[] cells(List<Line> some, String channel, String location, String what) {
    var currency = some.getFirst().currency();
    return new Object[] {
      channel,
      location,
      what,
      currency,
      some.stream().mapToLong(Line::events).sum(),
      Content.amount(credit(some, line -> line.role() == Role.SALES), currency),
      Content.amount(credit(some, line -> line.role() == Role.DISCOUNT), currency),
      Content.amount(credit(some, line -> line.role() == Role.SHIPPING), currency),
      Content.amount(credit(some, line -> line.role() == Role.TAX), currency),
      Content.amount(
          credit(
              some,
              line -> line.goods()
                  && !List.of(Role.SALES, Role.DISCOUNT, Role.SHIPPING, Role.TAX)
                      .contains(line.role())),
          currency),
      Content.amount(sum(some, line -> line.goods() ? 0 : line.amount()), currency)
    };
  }

  private Table taxes(List<Line> lines, Period period) {
    var rates = rates(period);
    var rows = new ArrayList<Row>();
    var taxes = lines.stream().filter(line -> line.role() == Role.TAX).toList();
    by(taxes, line -> line.currency().getCurrencyCode()).values().forEach(ofCurrency -> {
      by(ofCurrency, line -> line.key() + "|" + line.category()).values().forEach(some -> {
        var first = some.getFirst();
        var name = first.key() + "|" + first.category();
        rows.add(Row.of(tax(some, first.key(), first.category(), rates.getOrDefault(name, ""))));
      });
      rows.add(Row.total(tax(ofCurrency, "All taxes", "", "")));
    });
    return new Table(
        "taxes",
        "By tax",
        "no tax was charged.",
        List.of(
            Column.text("Tax", 20),
            Column.text("Of goods", 12),
            Column.text("Rates charged", 14),
            Column.text("Currency", 8),
            Column.number("Charged"),
            Column.number("Given back"),
            Column.number("Remains")),
        rows);
  }

  private static Object[] tax(List<Line> some, String name, String category, String rates) {
    var currency = some.getFirst().currency();
    return new Object[] {
      name,
      category,
      rates,
      currency,
      Content.amount(credit(some, Line::sold), currency),
      Content.amount(credit(some, line -> !line.sold()), currency),
      Content.amount(credit(some, _ -> true), currency)
    };
  }

  /** By name and category; one name may have had several. */
  private Map<String, String> rates(Period period) {
    var rates = new TreeMap<String, String>();
    jdbc.sql("""
            select name, category,
                   string_agg(distinct trim_scale(rate_ppm / 10000.0)::text || ' %', ', ') as rates
              from (select t.name, t.category, t.rate_ppm
                      from sale_tax t join sale s on s.id = t.sale_id
                     where s.business_day between :from and :through
                    union
                    select t.name, t.category, t.rate_ppm
                      from sale_refund_tax t join sale_refund r on r.id = t.refund_id
                     where r.business_day between :from and :through) r
             group by name, category
            """)
        .param("from", period.from())
        .param("through", period.through())
        .query(row -> {
          rates.put(
              row.getString("name") + "|" + row.getString("category"), row.getString("rates"));
        });
    return rates;
  }

  private static Table tenders(List<Line> lines) {
    var rows = new ArrayList<Row>();
    var money = lines.stream().filter(line -> !line.goods()).toList();
    by(money, line -> line.currency().getCurrencyCode()).values().forEach(ofCurrency -> {
      by(ofCurrency, line -> line.role().account() + "|" + line.key()).values().forEach(some -> {
        var first = some.getFirst();
        var name = Words.role(first.role()) + (first.key().isEmpty() ? "" : " " + first.key());
        rows.add(Row.of(tender(some, name)));
      });
      rows.add(Row.total(tender(ofCurrency, "All")));
    });
    return new Table(
        "tenders",
        "How it was paid",
        "nothing was paid.",
        List.of(
            Column.text("Paid with", 30),
            Column.text("Currency", 8),
            Column.number("Taken"),
            Column.number("Given back"),
            Column.number("Remains")),
        rows);
  }

  private static Object[] tender(List<Line> some, String name) {
    var currency = some.getFirst().currency();
    return new Object[] {
      name,
      currency,
      Content.amount(sum(some, line -> line.sold() ? line.amount() : 0), currency),
      Content.amount(sum(some, line -> line.sold() ? 0 : line.amount()), currency),
      Content.amount(sum(some, Line::amount), currency)
    };
  }

  private static long credit(List<Line> lines, Predicate<Line> which) {
    return -sum(lines, line -> which.test(line) ? line.amount() : 0);
  }

  private static long sum(List<Line> lines, ToLongFunction<Line> amount) {
    return lines.stream().mapToLong(amount).reduce(0, Math::addExact);
  }

  private static Map<String, List<Line>> by(List<Line> lines, Function<Line, String> name) {
    var groups = new TreeMap<String, List<Line>>();
    lines.forEach(
        line -> groups.computeIfAbsent(name.apply(line), _ -> new ArrayList<>()).add(line));
    return groups;
  }
}
