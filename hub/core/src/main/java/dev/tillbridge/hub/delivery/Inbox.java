package dev.tillbridge.hub.delivery;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.model.shop.ShopEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What other systems told us: stored and answered at once, worked on afterwards, each once. */
public final class Inbox {

  // UPDATE ... RETURNING does not keep the order in which the rows were chosen.
  private static final Comparator<Received> OLDEST_FIRST =
      Comparator.comparing((Received r) -> r.event().triggeredAt()).thenComparingLong(Received::id);

  private final JdbcClient jdbc;
  private final InstantSource clock;
  private final InboxDoor door;

  public Inbox(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.door = new InboxDoor(jdbc, clock);
  }

  /**
   * Stores an event whose signature was right; it is on disk when this returns. Not within a
   * transaction: events that come together are stored together.
   *
   * @return false when it is a repetition of one we have
   */
  public boolean receive(String source, ShopEvent event) {
    return door.take(source, event);
  }

  /** Whether events come so fast that working on them should leave storing them its room. */
  public boolean rush() {
    return door.rush();
  }

  /** Takes due events, oldest first; nobody else gets them until the lease ends. */
  public List<Received> claim(int atMost) {
    return jdbc
        .sql("""
            with due as materialized (
              select id from inbox where state = 'DUE' and next_at <= :now
               order by triggered_at, id limit :atMost for update skip locked)
            update inbox set next_at = :leaseEnd, lease = lease + 1, attempts = attempts + 1
              from due where inbox.id = due.id
            returning inbox.id, source, event_id, topic, triggered_at, received_at, body, lease,
                      attempts
            """)
        .param("now", clock.instant().atOffset(UTC))
        .param("atMost", atMost)
        .param("leaseEnd", clock.instant().plus(Deliveries.LEASE).atOffset(UTC))
        .query((row, _) -> new Received(
            row.getLong("id"),
            row.getString("source"),
            new ShopEvent(
                row.getString("event_id"),
                row.getString("topic"),
                row.getTimestamp("triggered_at").toInstant(),
                row.getString("body")),
            row.getTimestamp("received_at").toInstant(),
            row.getLong("lease"),
            row.getInt("attempts")))
        .list()
        .stream()
        .sorted(OLDEST_FIRST)
        .toList();
  }

  /** It has taken effect, or needs none; the note says which. */
  public void done(Received received, @Nullable String note) {
    settle(received, "DONE", clock.instant(), note);
  }

  /** Sets it aside for a person. */
  public void park(Received received, String why) {
    settle(received, "PARKED", clock.instant(), why);
  }

  /** Not now. */
  public void later(Received received, Duration pause, String why) {
    settle(received, "DUE", clock.instant().plus(pause), why);
  }

  /** Whether anything of this topic was worked on before; the same event counts when it was. */
  public boolean knowsTopic(String source, String topic) {
    return jdbc.sql("""
            select exists (select 1 from inbox
                            where source = :source and topic = :topic and note is not null)
            """)
        .param("source", source)
        .param("topic", topic)
        .query(Boolean.class)
        .single();
  }

  /** A person asks for another try of something set aside. */
  public boolean retry(long id) {
    boolean again = jdbc.sql("""
                    update inbox set state = 'DUE', attempts = 0, next_at = :now
                     where id = :id and state = 'PARKED'
                    """)
            .param("id", id)
            .param("now", clock.instant().atOffset(UTC))
            .update()
        == 1;
    if (again) {
      Wakeups.notify(jdbc, Wakeups.INBOX, "");
    }
    return again;
  }

  private void settle(Received received, String state, Instant nextAt, @Nullable String note) {
    jdbc.sql("""
            update inbox set state = :state, next_at = :nextAt, note = :note
             where id = :id and lease = :lease
            """)
        .param("state", state)
        .param("nextAt", nextAt.atOffset(UTC))
        .param("note", note)
        .param("id", received.id())
        .param("lease", received.lease())
        .update();
  }
}
