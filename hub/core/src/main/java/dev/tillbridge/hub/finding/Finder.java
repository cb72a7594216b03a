package dev.tillbridge.hub.finding;

import dev.tillbridge.hub.finding.Hit.Kind;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.model.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds amounts, numbers and words in sales, entries, payouts, gateways' movements and the bank's lines. Each
 * way of looking has an index, so it takes milliseconds however much there is.
 */
public final class Finder {

  /** So many of each kind are told. */
  public static final int MOST = 20;

  private static final String BY_AMOUNT = """
      with wanted as (
        select sign * w.minor as minor, string_to_array(w.codes, ',') as codes
          from unnest(:minors::bigint[], :codes::text[]) as w(minor, codes), (values (1), (-1)) s(sign))
      """;

  private static final String SALES = """
      select 'SALE' as kind, s.id::text as id, s.business_day as day, s.receipt_number as title,
             case s.channel when 'WEB' then 'Sold online' else 'Sold at ' || s.location end as words,
             s.total as amount, s.currency, s.number as nth
        from sale s
      """;
  private static final String REFUNDS = """
      select 'REFUND' as kind, coalesce(r.sale_id::text, '') as id, r.business_day as day,
             r.receipt_number as title, 'Given back at ' || r.location as words, -r.amount as amount,
             r.currency, extract(epoch from r.recorded_at)::bigint as nth
        from sale_refund r
      """;
  private static final String ENTRIES = """
      select 'ENTRY' as kind, e.id::text as id, e.day, 'Entry ' || e.id as title,
             e.words || ', ' || l.account as words, l.amount, l.currency, e.id as nth
        from entry_line l join entry e on e.id = l.entry_id
      """;
  private static final String PAYOUTS = """
      select 'PAYOUT' as kind, p.id::text as id, p.day, p.remote_id as title,
             'Payout of ' || p.gateway || ' ' || p.account as words, p.amount, p.currency,
             extract(epoch from p.day)::bigint as nth
        from payout p
      """;
  private static final String MOVEMENTS = """
      select 'MOVEMENT' as kind,
             coalesce((select p.id::text from payout p
                        where p.gateway = l.gateway and p.account = l.account and p.remote_id = l.payout
                        order by p.id limit 1), '') as id,
             (l.at at time zone 'UTC')::date as day, l.id as title,
             l.gateway || ' ' || l.account || ': ' || l.words as words, l.amount, l.currency,
             extract(epoch from l.at)::bigint as nth
        from gateway_line l
      """;
  private static final String BANK_LINES = """
      select 'BANK_LINE' as kind,
             coalesce((select m.payout::text from payout_match m where m.bank_line = b.id), '') as id,
             b.day, b.words as title, 'Bank ' || b.account as words, b.amount, b.currency,
             extract(epoch from b.day)::bigint as nth
        from bank_line b
      """;

  private final JdbcClient jdbc;

  public Finder(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * What fits, each kind's newest first, at most {@link #MOST} of a kind.
   *
   * @param typed an amount like {@code 12.50}, {@code EUR 1.234,50} or {@code $12}; a receipt's, order's,
   *     entry's or payout's number; a slip's; words of the bank
   * @throws BadInput when nothing was typed, or more than anybody would
   */
  public List<Hit> find(String typed) {
    if (typed.isBlank() || typed.length() > Wanted.LONGEST) {
      throw BadInput.of("q", "must have 1 to " + Wanted.LONGEST + " characters");
    }
    var wanted = Wanted.of(typed.replace("\0", ""));
    var hits = new ArrayList<Hit>();
    if (!wanted.amounts().isEmpty()) {
      hits.addAll(amount(wanted, SALES, "s.total", "s.currency", "s.number"));
      hits.addAll(amount(wanted, REFUNDS, "r.amount", "r.currency", "r.recorded_at"));
      hits.addAll(amount(wanted, ENTRIES, "l.amount", "l.currency", "l.entry_id"));
      hits.addAll(amount(wanted, PAYOUTS, "p.amount", "p.currency", "p.day"));
      hits.addAll(amount(wanted, MOVEMENTS, "l.amount", "l.currency", "l.at"));
      hits.addAll(amount(wanted, BANK_LINES, "b.amount", "b.currency", "b.day"));
    }
    var text = wanted.text();
    hits.addAll(text(
        SALES + " where s.receipt_number in (:text, '#' || :text) or s.number = :number", text));
    hits.addAll(text(REFUNDS + " where r.receipt_number = :text", text));
    hits.addAll(text(ENTRIES + " where l.entry_id = :number and l.position = 1", text));
    hits.addAll(text(PAYOUTS + " where p.remote_id = :text", text));
    hits.addAll(
        text(MOVEMENTS + " where l.id = :text or l.reference = :text or l.about = :text", text));
    hits.addAll(text(BANK_LINES + """
             where b.line_id = :text
                or to_tsvector('simple', b.words) @@ plainto_tsquery('simple', :text)
            """, text));
    return hits.stream().distinct().toList();
  }

  /** Of each amount the newest, by the index that has the amount first and then this order. */
  private List<Hit> amount(
      Wanted wanted, String select, String amount, String currency, String order) {
    return jdbc.sql(BY_AMOUNT
            + "select x.* from wanted cross join lateral (" + select
            + " where " + amount + " = wanted.minor and " + currency + " = any(wanted.codes)"
            + " order by " + order + " desc limit :most) x order by nth desc limit :most")
        .param(
            "minors", wanted.amounts().stream().mapToLong(Wanted.Amount::minor).toArray())
        .param("codes", wanted.amounts().stream().map(Wanted.Amount::codes).toArray(String[]::new))
        .param("most", MOST)
        .query((row, _) -> hit(row))
        .list();
  }

  private List<Hit> text(String select, String text) {
    return jdbc.sql(select + " order by nth desc limit :most")
        .param("text", text)
        .param("number", text.matches("#?[0-9]{1,18}") ? Long.parseLong(text.replace("#", "")) : -1)
        .param("most", MOST)
        .query((row, _) -> hit(row))
        .list();
  }

  private static Hit hit(ResultSet row) throws SQLException {
    return new Hit(
        Kind.valueOf(row.getString("kind")),
        row.getString("id"),
        row.getObject("day", LocalDate.class),
        row.getString("title"),
        row.getString("words"),
        Money.of(row.getLong("amount"), row.getString("currency")));
  }
}
