package dev.tillbridge.hub.device;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.device.Answer.Outcome;
import dev.tillbridge.hub.device.Answer.State;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The entries of journals, in PostgreSQL. */
final class JournalStore {

  private final JdbcClient jdbc;

  JournalStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Of the entries from one number to another, the hashes by number. */
  Map<Long, byte[]> hashes(UUID device, long from, long through) {
    var found = new HashMap<Long, byte[]>();
    jdbc.sql("""
            select seq, hash from device_entry
             where device = :device and seq between :from and :through
            """)
        .param("device", device)
        .param("from", from)
        .param("through", through)
        .query((row, _) -> found.put(row.getLong("seq"), row.getBytes("hash")))
        .list();
    return found;
  }

  void add(UUID device, Entry entry, byte[] hash, Instant now) {
    jdbc.sql("""
            insert into device_entry (device, seq, kind, person, at, hash, signature, body, received_at)
            values (:device, :seq, :kind, :person, :at, :hash, decode(:signature, 'base64'), :body, :now)
            """)
        .param("device", device)
        .param("seq", entry.seq())
        .param("kind", entry.kind())
        .param("person", entry.person())
        .param("at", entry.time().atOffset(UTC))
        .param("hash", hash)
        .param("signature", entry.signature())
        .param("body", entry.body())
        .param("now", now.atOffset(UTC))
        .update();
  }

  /** Keeps what was refused, once. Returns false when it was kept before. */
  boolean refuse(UUID device, Entry first, byte[] hash, String why, String all, Instant now) {
    return jdbc.sql("""
            insert into device_refusal (device, at, seq, hash, why, entries)
            values (:device, :now, :seq, :hash, :why, :all) on conflict do nothing
            """)
            .param("device", device)
            .param("now", now.atOffset(UTC))
            .param("seq", first.seq())
            .param("hash", hash)
            .param("why", why)
            .param("all", all)
            .update()
        > 0;
  }

  /** How many parts of this device's journal are kept that did not fit. */
  int refusals(UUID device) {
    return jdbc.sql("select count(*) from device_refusal where device = :device")
        .param("device", device)
        .query(Integer.class)
        .single();
  }

  /** Keeps an entry that the till's key has signed and that did not fit, unless it is here already. */
  void keepRefused(UUID device, Entry entry, byte[] hash, String why, Instant now) {
    jdbc.sql("""
            insert into device_refused_entry (device, seq, hash, kind, person, at, body, received_at, note)
            select :device, :seq, :hash, :kind, :person, :at, :body, :now, :why
             where not exists (select from device_entry
                                where device = :device and seq = :seq and hash = :hash)
            on conflict do nothing
            """)
        .param("device", device)
        .param("seq", entry.seq())
        .param("hash", hash)
        .param("kind", entry.kind())
        .param("person", entry.person())
        .param("at", entry.time().atOffset(UTC))
        .param("body", entry.body())
        .param("now", now.atOffset(UTC))
        .param("why", why)
        .update();
  }

  List<Outcome> outcomes(UUID device, long from, int most) {
    return jdbc.sql("""
            select seq, state, note from device_entry
             where device = :device and seq >= :from order by seq limit :most
            """)
        .param("device", device)
        .param("from", from)
        .param("most", most)
        .query((row, _) -> new Outcome(
            row.getLong("seq"), State.valueOf(row.getString("state")), row.getString("note")))
        .list();
  }

  /** The oldest that nobody has taken. */
  Optional<Entry> nextDue(UUID device) {
    return entry(device, """
        select seq, kind, person, at, body from device_entry
         where device = :device and state = 'DUE' order by seq limit 1
        """, 0);
  }

  Optional<Entry> aside(UUID device, long seq) {
    return entry(device, """
        select seq, kind, person, at, body from device_entry
         where device = :device and state = 'ASIDE' and seq = :seq
        """, seq);
  }

  /** Without what only its proof needs. */
  private Optional<Entry> entry(UUID device, String sql, long seq) {
    return jdbc.sql(sql)
        .param("device", device)
        .param("seq", seq)
        .query((row, _) -> new Entry(
            row.getLong("seq"),
            "",
            row.getTimestamp("at").toInstant().toString(),
            row.getString("kind"),
            row.getString("person"),
            row.getString("body"),
            ""))
        .optional();
  }

  void settle(UUID device, long seq, State state, String note, Instant now) {
    jdbc.sql("""
            update device_entry set state = :state, note = :note, settled_at = :now
             where device = :device and seq = :seq and state <> 'DONE'
            """)
        .param("device", device)
        .param("seq", seq)
        .param("state", state.name())
        .param("note", note)
        .param("now", now.atOffset(UTC))
        .update();
  }

  /** Devices with entries that nobody is at. */
  List<UUID> waiting(Instant now) {
    return jdbc.sql("""
            select d.id from device d
             where (d.worked_until is null or d.worked_until <= :now)
               and exists (select from device_entry e where e.device = d.id and e.state = 'DUE')
            """)
        .param("now", now.atOffset(UTC))
        .query((row, _) -> row.getObject("id", UUID.class))
        .list();
  }
}
