package dev.tillbridge.hub.books;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.model.books.AccountKind;
import dev.tillbridge.model.books.Role;
import dev.tillbridge.model.money.Money;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the ledger. What was entered a moment ago is in every answer. */
public final class Ledger {

  /** The most entries that one answer has. */
  public static final int ENTRIES_MOST = 500;

  private static final LocalDate FIRST = LocalDate.of(1, 1, 1);
  private static final LocalDate LAST = LocalDate.of(9999, 12, 31);

  private static final String HEADER = """
      select e.id, e.day, e.event_day, e.event_at, e.cause, e.cause_id, e.version, e.location, e.channel,
             e.source, e.reverses, e.words, e.recorded_at
        from entry e
      """;

  private final JdbcClient jdbc;

  public Ledger(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** All accounts, by their codes. */
  public List<AccountView> accounts() {
    return jdbc.sql("select code, name, kind, clears, ends_on from account order by code")
        .query((row, _) -> new AccountView(
            row.getString("code"),
            row.getString("name"),
            AccountKind.valueOf(row.getString("kind")),
            row.getBoolean("clears"),
            row.getObject("ends_on", LocalDate.class)))
        .list();
  }

  /**
   * The debits and credits of every account that moved, by account and currency.
   *
   * @param from the first day, or null for the beginning
   * @param through the last day, or null for the end
   */
  public List<Balance> trialBalance(@Nullable LocalDate from, @Nullable LocalDate through) {
    return jdbc.sql("""
            select m.account, a.name, a.kind, a.clears, m.currency, m.debit, m.credit
              from (select account, currency, sum(debit) as debit, sum(credit) as credit
                      from account_movement
                     where day >= :from and day <= :through
                     group by account, currency) m
              join account a on a.code = m.account
             order by m.account, m.currency
            """)
        .param("from", from == null ? FIRST : from)
        .param("through", through == null ? LAST : through)
        .query((row, _) -> new Balance(
            row.getString("account"),
            row.getString("name"),
            AccountKind.valueOf(row.getString("kind")),
            row.getBoolean("clears"),
            Currency.getInstance(row.getString("currency")),
            whole(row, "debit"),
            whole(row, "credit")))
        .list();
  }

  private static BigInteger whole(ResultSet row, String column) throws SQLException {
    return row.getBigDecimal(column).toBigIntegerExact();
  }

  /**
   * What entries are looked for; null means any.
   *
   * @param from the first day
   * @param through the last day
   * @param account the code of an account that a line goes to
   * @param amount of a line, on either side, in smallest units
   * @param after where the page before ended
   */
  public record Question(
      @Nullable LocalDate from,
      @Nullable LocalDate through,
      @Nullable String account,
      @Nullable Long amount,
      @Nullable PageEnd after) {

    /** Where a page ended: entries are in the order of days, those of a day in that of their ids. */
    public record PageEnd(LocalDate day, long id) {

      private static final Pattern CURSOR = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)_(\\d{1,18})");

      /** The entry that a page ends with. */
      public static PageEnd of(EntryView entry) {
        return new PageEnd(entry.day(), entry.id());
      }

      /**
       * Reads what {@link #cursor} wrote.
       *
       * @throws BadInput when it is none of ours
       */
      public static PageEnd read(String cursor) {
        var parts = CURSOR.matcher(cursor);
        try {
          if (parts.matches()) {
            return new PageEnd(LocalDate.parse(parts.group(1)), Long.parseLong(parts.group(2)));
          }
        } catch (DateTimeParseException e) {
          throw BadInput.of("cursor", "is none of ours");
        }
        throw BadInput.of("cursor", "is none of ours");
      }

      /** For whoever comes back for the next page. */
      public String cursor() {
        return day + "_" + id;
      }
    }
  }

  /**
   * Entries in the order of their days and ids.
   *
   * @param limit from 1 to {@link #ENTRIES_MOST}
   * @throws BadInput for another limit
   */
  public List<EntryView> entries(Question question, int limit) {
    if (limit < 1 || limit > ENTRIES_MOST) {
      throw BadInput.of("limit", "must be between 1 and " + ENTRIES_MOST);
    }
    var after = question.after();
    var amount = question.amount();
    return complete(jdbc.sql(HEADER + """
             where e.day >= :from and e.day <= :through and (e.day, e.id) > (:afterDay, :afterId)
               and (:account::text is null
                    or exists (select 1 from entry_line l
                                where l.entry_id = e.id and l.account = :account::text))
               and (:amount::bigint is null
                    or e.id in (select l.entry_id from entry_line l
                                 where l.amount in (:amount::bigint, -(:amount::bigint))
                                   and (:account::text is null or l.account = :account::text)))
             order by e.day, e.id limit :limit
            """)
        .param("from", question.from() == null ? FIRST : question.from())
        .param("through", question.through() == null ? LAST : question.through())
        .param("afterDay", after == null ? FIRST : after.day())
        .param("afterId", after == null ? 0 : after.id())
        .param("account", question.account())
        .param("amount", amount)
        .param("limit", limit)
        .query((row, _) -> header(row))
        .list());
  }

  /** One entry. */
  public Optional<EntryView> find(long id) {
    return complete(jdbc.sql(HEADER + " where e.id = :id")
            .param("id", id)
            .query((row, _) -> header(row))
            .list())
        .stream()
        .findFirst();
  }

  /**
   * What counts for these days although it happened on an earlier one, because that was closed when the
   * hub heard of it; the last one first.
   *
   * @param from the first day, or null for the beginning
   * @param through the last day, or null for the end
   * @param limit from 1 to {@link #ENTRIES_MOST}
   */
  public List<EntryView> late(@Nullable LocalDate from, @Nullable LocalDate through, int limit) {
    return complete(jdbc.sql(HEADER + """
             where e.event_day < e.day and e.day >= :from and e.day <= :through
             order by e.day desc, e.id desc limit :limit
            """)
        .param("from", from == null ? FIRST : from)
        .param("through", through == null ? LAST : through)
        .param("limit", Math.clamp(limit, 1, ENTRIES_MOST))
        .query((row, _) -> header(row))
        .list());
  }

  /** These entries, in the order of their ids. */
  public List<EntryView> some(Collection<Long> ids) {
    return complete(jdbc.sql(HEADER + " where e.id = any(:ids) order by e.id")
        .param("ids", ids.stream().mapToLong(Long::longValue).toArray())
        .query((row, _) -> header(row))
        .list());
  }

  /** Everything that was entered about a sale, in the order in which it was. */
  public List<EntryView> ofSale(UUID sale) {
    return complete(jdbc.sql(HEADER + """
             where e.cause in ('SALE', 'SHOP_REFUND', 'ORDER_EDIT', 'ORDER_CANCELLED', 'CANCELLED',
                               'REFUND')
               and e.cause_id >= :sale and e.cause_id < :sale || '~'
             order by e.id
            """)
        .param("sale", sale.toString())
        .query((row, _) -> header(row))
        .list());
  }

  private static EntryView header(ResultSet row) throws SQLException {
    return new EntryView(
        row.getLong("id"),
        row.getObject("day", LocalDate.class),
        row.getObject("event_day", LocalDate.class),
        row.getTimestamp("event_at").toInstant(),
        row.getString("cause"),
        row.getString("cause_id"),
        row.getInt("version"),
        row.getString("location"),
        row.getString("channel"),
        row.getString("source"),
        row.getObject("reverses", Long.class),
        row.getString("words"),
        row.getTimestamp("recorded_at").toInstant(),
        List.of());
  }

  private List<EntryView> complete(List<EntryView> headers) {
    Map<Long, List<EntryView.Line>> lines = new LinkedHashMap<>();
    jdbc.sql("""
            select entry_id, account, role, category, key, currency, amount, rule
              from entry_line where entry_id = any(:entries) order by entry_id, position
            """)
        .param("entries", headers.stream().mapToLong(EntryView::id).toArray())
        .query(row -> {
          lines
              .computeIfAbsent(row.getLong("entry_id"), _ -> new ArrayList<>())
              .add(new EntryView.Line(
                  row.getString("account"),
                  Role.valueOf(row.getString("role")),
                  row.getString("category"),
                  row.getString("key"),
                  Money.of(row.getLong("amount"), row.getString("currency")),
                  row.getObject("rule", Long.class)));
        });
    return headers.stream()
        .map(e -> e.with(lines.getOrDefault(e.id(), List.of())))
        .toList();
  }
}
