package dev.tillbridge.hub.device;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.problem.NotPossible;
import dev.tillbridge.hub.problem.WrongState;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Parts of journals that a till has signed and that did not fit: of a copy, of a till that was set back or
 * shut out. Nothing of them counts until a manager says that it happened.
 */
public final class Refusals {

  private static final int SHOWN = 200;

  private final JdbcClient jdbc;
  private final InstantSource clock;
  private final Cases cases;
  private final Devices devices;
  private final Map<String, EntryHandler> handlers;

  /**
   * Knows them.
   *
   * @param handlers who takes what, by the entries' kinds
   */
  public Refusals(
      JdbcClient jdbc,
      InstantSource clock,
      Cases cases,
      Devices devices,
      Map<String, EntryHandler> handlers) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.cases = cases;
    this.devices = devices;
    this.handlers = Map.copyOf(handlers);
  }

  /**
   * One entry that was refused.
   *
   * @param note why, or why it could not be taken after all
   */
  public record Refused(
      UUID device, long seq, String kind, String person, Instant at, String note) {}

  /**
   * What became of them.
   *
   * @param left could not be taken; each says why
   */
  public record Taken(int taken, int left) {}

  private record Kept(String hash, Entry entry) {}

  /** Those that nobody has taken in, by till and in the order of its journal. */
  public List<Refused> open() {
    return jdbc.sql("""
            select device, seq, kind, person, at, note from device_refused_entry
             where taken_at is null order by device, seq, received_at limit :most
            """)
        .param("most", SHOWN)
        .query((row, _) -> new Refused(
            row.getObject("device", UUID.class),
            row.getLong("seq"),
            row.getString("kind"),
            row.getString("person"),
            row.getTimestamp("at").toInstant(),
            row.getString("note")))
        .list();
  }

  /**
   * Takes in all that this till was refused. What the hub has already, it has once: sales are known by their
   * ids. What still cannot be taken says why and stays.
   *
   * @param by the manager
   */
  public Taken takeIn(UUID id, String by) {
    var device = devices.get(id);
    int taken = 0;
    int left = 0;
    for (var kept : open(id)) {
      if (take(device, kept, by)) {
        taken++;
      } else {
        left++;
      }
    }
    if (left == 0) {
      cases.close(Journals.KIND, id.toString(), "what was refused is taken in");
    }
    return new Taken(taken, left);
  }

  private boolean take(Device device, Kept kept, String by) {
    var entry = kept.entry();
    var handler = handlers.get(entry.kind());
    if (handler == null) {
      note(device, kept, "This hub does not know entries of the kind " + entry.kind() + ".");
      return false;
    }
    try {
      settle(device, kept, handler.takeFor(by, device, entry), by);
      return true;
    } catch (BadInput | NotFound | IdReused | NotPossible | WrongState no) {
      note(device, kept, String.valueOf(no.getMessage()));
      return false;
    }
  }

  private List<Kept> open(UUID device) {
    return jdbc.sql("""
            select seq, hash, kind, person, at, body from device_refused_entry
             where device = :device and taken_at is null order by seq, received_at
            """)
        .param("device", device)
        .query((row, _) -> new Kept(
            HexFormat.of().formatHex(row.getBytes("hash")),
            new Entry(
                row.getLong("seq"),
                "",
                row.getTimestamp("at").toInstant().toString(),
                row.getString("kind"),
                row.getString("person"),
                row.getString("body"),
                "")))
        .list();
  }

  private void settle(Device device, Kept kept, String note, String by) {
    jdbc.sql("""
            update device_refused_entry set note = :note, taken_by = :by, taken_at = :now
             where device = :device and seq = :seq and hash = :hash and taken_at is null
            """)
        .param("note", note)
        .param("by", by)
        .param("now", clock.instant().atOffset(UTC))
        .param("device", device.id())
        .param("seq", kept.entry().seq())
        .param("hash", HexFormat.of().parseHex(kept.hash()))
        .update();
  }

  private void note(Device device, Kept kept, String why) {
    jdbc.sql("""
            update device_refused_entry set note = :why
             where device = :device and seq = :seq and hash = :hash and taken_at is null
            """)
        .param("why", why)
        .param("device", device.id())
        .param("seq", kept.entry().seq())
        .param("hash", HexFormat.of().parseHex(kept.hash()))
        .update();
  }
}
