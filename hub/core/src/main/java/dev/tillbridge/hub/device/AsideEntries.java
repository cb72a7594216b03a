package dev.tillbridge.hub.device;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What tills have written and the hub could not take so far, for people and for those who count it. */
public final class AsideEntries {

  private static final int SHOWN = 200;

  private final JdbcClient jdbc;

  public AsideEntries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * One entry that waits for a person.
   *
   * @param why it is not taken
   */
  public record Held(UUID device, long seq, String kind, String person, Instant at, String why) {}

  /** Of all tills, the oldest first. */
  public List<Held> all() {
    return jdbc.sql("""
            select device, seq, kind, person, at, coalesce(note, '') as why
              from device_entry where state = 'ASIDE' order by received_at, device, seq limit :most
            """)
        .param("most", SHOWN)
        .query((row, _) -> new Held(
            row.getObject("device", UUID.class),
            row.getLong("seq"),
            row.getString("kind"),
            row.getString("person"),
            row.getTimestamp("at").toInstant(),
            row.getString("why")))
        .list();
  }

  /** Bodies of the entries of a till that are set aside, from the oldest to the one before this number. */
  public List<Entry> before(UUID device, long seq) {
    return jdbc.sql("""
            select seq, kind, person, at, body from device_entry
             where device = :device and state = 'ASIDE' and seq < :seq order by seq
            """)
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
        .list();
  }
}
