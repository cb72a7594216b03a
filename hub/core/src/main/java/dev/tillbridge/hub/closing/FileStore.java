package dev.tillbridge.hub.closing;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.closing.MoneyFiles.Aside;
import dev.tillbridge.hub.closing.MoneyFiles.Report;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.payment.SettlementReports.Unread;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Files as rows. Every method joins the caller's transaction. */
final class FileStore {

  private static final int TEXT_MOST = 200;

  private static final String SELECT = """
      select f.id, f.gateway, f.account, f.lines, f.fresh, f.made_by, f.made_at
        from money_file f
      """;

  private final JdbcClient jdbc;

  FileStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Files of an account take turns. */
  void alone(String account) {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended('money file ' || :account, 0))")
        .param("account", account)
        .query((_, _) -> 0)
        .list();
  }

  /**
   * The file with this id or this content.
   *
   * @throws IdReused when the id is that of another content
   */
  Optional<UUID> known(UUID id, byte[] hash) {
    record Row(UUID id, String hash) {}
    var rows = jdbc.sql(
            "select id, encode(hash, 'hex') as hash from money_file where id = :id or hash = :hash")
        .param("id", id)
        .param("hash", hash)
        .query((row, _) -> new Row(row.getObject("id", UUID.class), row.getString("hash")))
        .list();
    if (rows.stream()
        .anyMatch(
            row -> row.id().equals(id) && !row.hash().equals(HexFormat.of().formatHex(hash)))) {
      throw new IdReused("file " + id);
    }
    return rows.stream().findFirst().map(Row::id);
  }

  void insert(
      UUID id,
      @Nullable Gateway gateway,
      String account,
      byte[] hash,
      int lines,
      String by,
      Instant now) {
    jdbc.sql("""
            insert into money_file (id, kind, gateway, account, hash, lines, made_by, made_at)
            values (:id, :kind, :gateway, :account, :hash, :lines, :by, :now)
            """)
        .param("id", id)
        .param("kind", gateway == null ? "BANK" : "SETTLEMENT")
        .param("gateway", gateway == null ? null : gateway.name())
        .param("account", account)
        .param("hash", hash)
        .param("lines", lines)
        .param("by", by)
        .param("now", now.atOffset(UTC))
        .update();
  }

  void fresh(UUID id, int fresh) {
    jdbc.sql("update money_file set fresh = :fresh where id = :id")
        .param("id", id)
        .param("fresh", fresh)
        .update();
  }

  /**
   * The currency in which a shop's orders are booked; empty before the first.
   *
   * @throws BadInput when there is no such shop
   */
  Optional<Currency> shopCurrency(String shop) {
    boolean known = jdbc.sql("""
            select exists (select 1 from shop_order where shop = :shop)
                or exists (select 1 from shop_connection where shop = :shop)
            """).param("shop", shop).query(Boolean.class).single();
    if (!known) {
      throw BadInput.of("account", "no shop of this name has told of an order");
    }
    return jdbc.sql("""
            select s.currency from shop_order o join sale s on s.id = o.sale_id
             where o.shop = :shop limit 1
            """)
        .param("shop", shop)
        .query((row, _) -> Money.of(0, row.getString("currency")).currency())
        .optional();
  }

  /** What was new of a bank's lines, and what was known as something else. */
  record Put(int fresh, List<Unread> aside) {}

  Put put(UUID file, String account, List<BankFile.Line> lines, Instant now) {
    int fresh = 0;
    var aside = new ArrayList<Unread>();
    for (var line : lines) {
      if (insert(file, account, line, now)) {
        fresh++;
      } else {
        known(account, line)
            .ifPresent(known -> aside.add(new Unread(
                line.place(),
                "id: '" + line.id() + "' is known as " + known
                    + "; what a bank has told once does not change")));
      }
    }
    return new Put(fresh, aside);
  }

  private boolean insert(UUID file, String account, BankFile.Line line, Instant now) {
    return jdbc.sql("""
                insert into bank_line (id, account, line_id, day, amount, currency, words, file, heard_at)
                values (gen_random_uuid(), :account, :line, :day, :amount, :currency, :words, :file, :now)
                on conflict (account, line_id) do nothing
                """)
            .param("account", account)
            .param("line", cut(line.id()))
            .param("day", line.day())
            .param("amount", line.amount().minor())
            .param("currency", line.amount().currency().getCurrencyCode())
            .param("words", cut(line.words()))
            .param("file", file)
            .param("now", now.atOffset(UTC))
            .update()
        == 1;
  }

  /** What the line is known as, if that is something else. */
  private Optional<String> known(String account, BankFile.Line line) {
    return jdbc.sql("""
            select day, amount, currency from bank_line
             where account = :account and line_id = :line
               and (day, amount, currency) is distinct from (:day, :amount, :currency)
            """)
        .param("account", account)
        .param("line", cut(line.id()))
        .param("day", line.day())
        .param("amount", line.amount().minor())
        .param("currency", line.amount().currency().getCurrencyCode())
        .query((row, _) -> Money.of(row.getLong("amount"), row.getString("currency")) + " on "
            + row.getString("day"))
        .optional();
  }

  static String cut(String text) {
    var plain = text.replace('\0', '\uFFFD');
    return plain.substring(0, Math.min(plain.length(), TEXT_MOST));
  }

  Optional<Report> find(UUID id) {
    var aside = jdbc.sql("""
            select place, why from money_aside where file = :id
             order by heard_at, length(place), place
            """)
        .param("id", id)
        .query((row, _) -> new Unread(row.getString("place"), row.getString("why")))
        .list();
    return jdbc.sql(SELECT + " where f.id = :id")
        .param("id", id)
        .query((row, _) -> report(row, aside))
        .optional();
  }

  List<Report> newest() {
    return jdbc.sql(SELECT + " order by f.made_at desc, f.id limit 50")
        .query((row, _) -> report(row, List.of()))
        .list();
  }

  List<Aside> aside() {
    return jdbc.sql("""
            select file, gateway, account, place, why, heard_at from money_aside
             where done_at is null order by heard_at, length(place), place limit 200
            """)
        .query((row, _) -> new Aside(
            row.getObject("file", UUID.class),
            gateway(row),
            row.getString("account"),
            row.getString("place"),
            row.getString("why"),
            row.getTimestamp("heard_at").toInstant()))
        .list();
  }

  /** What was set aside of a file, or of an account's report if there is no file, is dealt with. */
  void dealtWith(
      @Nullable UUID file, @Nullable Gateway gateway, String account, String by, Instant now) {
    jdbc.sql("""
            update money_aside set done_by = :by, done_at = :now
             where done_at is null
               and case when :file::uuid is null
                        then file is null and gateway = :gateway and account = :account
                        else file = :file end
            """)
        .param("by", by)
        .param("now", now.atOffset(UTC))
        .param("file", file)
        .param("gateway", gateway == null ? null : gateway.name())
        .param("account", account)
        .update();
  }

  private static Report report(ResultSet row, List<Unread> aside) throws SQLException {
    return new Report(
        row.getObject("id", UUID.class),
        gateway(row),
        row.getString("account"),
        row.getInt("lines"),
        row.getInt("fresh"),
        row.getString("made_by"),
        row.getTimestamp("made_at").toInstant(),
        aside);
  }

  static @Nullable Gateway gateway(ResultSet row) throws SQLException {
    var name = row.getString("gateway");
    return name == null ? null : Gateway.valueOf(name);
  }
}
