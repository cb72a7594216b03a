package dev.tillbridge.hub.closing;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.payment.SettlementLine;
import dev.tillbridge.model.payment.SettlementReports.Unread;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Movements as they were told. Every method joins the caller's transaction. */
final class MovementStore {

  private final JdbcClient jdbc;

  MovementStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Writes down what is new or told differently. Told as before, nothing happens.
   *
   * @param file where it was read, or null
   * @return how many were new or different
   */
  int put(
      Gateway gateway,
      String account,
      List<SettlementLine> lines,
      @Nullable UUID file,
      Instant now) {
    // One page may tell of a movement twice. By id, so that two hubs do not wait for each other.
    Map<String, SettlementLine> byId = new TreeMap<>();
    lines.forEach(line -> byId.put(line.id(), line));
    var all = List.copyOf(byId.values());
    if (all.isEmpty()) {
      return 0;
    }
    var fresh = jdbc.sql("""
            with told as (
              select * from unnest(:ids::text[], :kinds::text[], :pending::boolean[],
                  :amounts::bigint[], :currencies::text[], :fees::bigint[], :settled::bigint[],
                  :settledIn::text[], :references::text[], :abouts::text[], :payouts::text[],
                  :times::timestamptz[], :words::text[], :hashes::text[])
                as t(id, kind, pending, amount, currency, fee, settled, settled_currency, reference,
                     about, payout, at, words, hash)),
            fresh as (
              select t.*, coalesce(w.version, 0) + 1 as version
                from told t
                left join gateway_work w
                  on w.gateway = :gateway and w.account = :account and w.id = t.id
                left join gateway_line l
                  on l.gateway = w.gateway and l.account = w.account and l.id = w.id
                 and l.version = w.version
               where l.hash is distinct from decode(t.hash, 'hex')),
            written as (
              insert into gateway_line (gateway, account, id, version, kind, pending, amount, currency,
                                        fee, settled, settled_currency, reference, about, payout, at,
                                        words, hash, file, heard_at)
              select :gateway, :account, id, version, kind, pending, amount, currency, fee, settled,
                     settled_currency, reference, about, payout, at, words, decode(hash, 'hex'), :file,
                     :now
                from fresh order by id
              on conflict do nothing
              returning id, version),
            work as (
              insert into gateway_work (gateway, account, id, version, next_at)
              select :gateway, :account, id, version, :now from written order by id
              on conflict (gateway, account, id) do update
                 set version = excluded.version, state = 'DUE', attempts = 0, next_at = :now, note = null
               where gateway_work.version < excluded.version)
            select id from written
            """)
        .param("gateway", gateway.name())
        .param("account", account)
        .param("ids", texts(all, SettlementLine::id))
        .param("kinds", texts(all, line -> line.kind().name()))
        .param("pending", all.stream().map(SettlementLine::pending).toArray(Boolean[]::new))
        .param("amounts", all.stream().mapToLong(line -> line.amount().minor()).toArray())
        .param("currencies", texts(all, line -> code(line.amount())))
        .param("fees", numbers(all, SettlementLine::fee))
        .param("settled", numbers(all, SettlementLine::settled))
        .param("settledIn", texts(all, line -> code(line.settled())))
        .param("references", texts(all, SettlementLine::reference))
        .param("abouts", texts(all, SettlementLine::about))
        .param("payouts", texts(all, SettlementLine::payout))
        .param("times", texts(all, line -> line.at().toString()))
        .param("words", texts(all, line -> clean(line.words())))
        .param("hashes", texts(all, MovementStore::hash))
        .param("file", file)
        .param("now", now.atOffset(UTC))
        .query(String.class)
        .list();
    if (!fresh.isEmpty()) {
      var names = Set.copyOf(fresh);
      payouts(
          gateway,
          account,
          all.stream().filter(line -> names.contains(line.id())).toList());
      again(gateway, account, fresh.toArray(String[]::new), now);
    }
    if (file == null) {
      understood(gateway, account, all, now);
    }
    return fresh.size();
  }

  /**
   * What depends on movements that were told anew: payouts that they were part of by an earlier version,
   * and the end of a dispute that was told before its beginning.
   */
  private void again(Gateway gateway, String account, String[] ids, Instant now) {
    jdbc.sql("""
            update payout p set due = true
             where p.gateway = :gateway and p.account = :account and not p.due
               and p.remote_id in (
                 select coalesce(l.payout, l.id) from gateway_line l
                  where l.gateway = :gateway and l.account = :account and l.id = any(:ids::text[])
                    and (l.payout is not null or l.kind = 'PAYOUT'))
            """)
        .param("gateway", gateway.name())
        .param("account", account)
        .param("ids", ids)
        .update();
    jdbc.sql("""
            update gateway_work w set state = 'DUE', attempts = 0, next_at = :now
              from gateway_line l
             where w.gateway = :gateway and w.account = :account and w.state = 'DONE'
               and l.gateway = w.gateway and l.account = w.account and l.id = w.id
               and l.version = w.version and l.kind = 'DISPUTE_LOST'
               and l.about in (
                 select coalesce(d.about, d.id) from gateway_line d
                  where d.gateway = :gateway and d.account = :account and d.id = any(:ids::text[])
                    and d.kind in ('DISPUTE', 'DISPUTE_WON'))
            """)
        .param("now", now.atOffset(UTC))
        .param("gateway", gateway.name())
        .param("account", account)
        .param("ids", ids)
        .update();
  }

  /** What a report told in a way that could not be understood, and tells well now. */
  private void understood(
      Gateway gateway, String account, List<SettlementLine> lines, Instant now) {
    jdbc.sql("""
            update money_aside set done_by = 'hub', done_at = :now
             where file is null and gateway = :gateway and account = :account and done_at is null
               and place = any(:ids::text[])
            """)
        .param("gateway", gateway.name())
        .param("account", account)
        .param("ids", texts(lines, SettlementLine::id))
        .param("now", now.atOffset(UTC))
        .update();
  }

  /** Payouts that these are part of are summed up anew. */
  private void payouts(Gateway gateway, String account, List<SettlementLine> lines) {
    Map<String, SettlementLine> parts = new TreeMap<>();
    for (var line : lines) {
      var payout = line.kind() == SettlementLine.Kind.PAYOUT && line.payout() == null
          ? line.id()
          : line.payout();
      if (payout != null && !line.pending()) {
        parts.put(line.net().currency() + " " + payout, line);
      }
    }
    var ids = new ArrayList<String>();
    var currencies = new ArrayList<String>();
    var days = new ArrayList<String>();
    parts.forEach((key, line) -> {
      ids.add(key.substring(4));
      currencies.add(key.substring(0, 3));
      days.add(line.at().atOffset(UTC).toLocalDate().toString());
    });
    jdbc.sql("""
            insert into payout (id, gateway, account, remote_id, amount, currency, day, told)
            select gen_random_uuid(), :gateway, :account, t.id, 0, t.currency, t.day, false
              from unnest(:ids::text[], :currencies::text[], :days::date[]) as t(id, currency, day)
             order by t.id, t.currency
            on conflict (gateway, account, remote_id, currency) do update set due = true
            """)
        .param("gateway", gateway.name())
        .param("account", account)
        .param("ids", ids.toArray(String[]::new))
        .param("currencies", currencies.toArray(String[]::new))
        .param("days", days.toArray(String[]::new))
        .update();
  }

  /** Names what could not be understood; the same again is one. */
  void aside(
      @Nullable UUID file,
      @Nullable Gateway gateway,
      String account,
      List<Unread> unread,
      Instant now) {
    for (var one : unread) {
      jdbc.sql("""
              insert into money_aside (file, gateway, account, place, why, heard_at)
              values (:file, :gateway, :account, :place, :why, :now) on conflict do nothing
              """)
          .param("file", file)
          .param("gateway", gateway == null ? null : gateway.name())
          .param("account", account)
          .param("place", clean(one.id()))
          .param("why", clean(one.why()))
          .param("now", now.atOffset(UTC))
          .update();
    }
  }

  private static String hash(SettlementLine line) {
    return HexFormat.of().formatHex(sha256(line.toString()));
  }

  static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static @Nullable String code(@Nullable Money money) {
    return money == null ? null : money.currency().getCurrencyCode();
  }

  private static @Nullable String[] texts(
      List<SettlementLine> lines, Function<SettlementLine, @Nullable String> text) {
    var texts = new @Nullable String[lines.size()];
    for (int i = 0; i < texts.length; i++) {
      var one = text.apply(lines.get(i));
      texts[i] = one == null ? null : clean(one);
    }
    return texts;
  }

  private static @Nullable Long[] numbers(
      List<SettlementLine> lines, Function<SettlementLine, @Nullable Money> money) {
    var numbers = new @Nullable Long[lines.size()];
    for (int i = 0; i < numbers.length; i++) {
      var one = money.apply(lines.get(i));
      numbers[i] = one == null ? null : (Long) one.minor();
    }
    return numbers;
  }

  /** PostgreSQL's text cannot hold U+0000. */
  private static String clean(String text) {
    return text.replace('\0', '\uFFFD');
  }
}
