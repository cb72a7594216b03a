package dev.tillbridge.hub.inventory;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.problem.IdReused;
import java.time.InstantSource;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One id, one effect: every change is claimed here first, in its own transaction. */
final class Requests {

  private final JdbcClient jdbc;
  private final InstantSource clock;

  Requests(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Claims the id. One that somebody is just claiming is waited for.
   *
   * @param kind what is asked for, for example {@code transfer}
   * @return false when the same request was carried out before
   * @throws IdReused when the id stands for another request
   */
  boolean claim(UUID id, String kind, String by, Fingerprint fingerprint) {
    var hash = fingerprint.bytes();
    boolean ours = jdbc.sql("""
                    insert into inventory_request (id, kind, hash, made_by, made_at)
                    values (:id, :kind, :hash, :by, :now) on conflict (id) do nothing
                    """)
            .param("id", id)
            .param("kind", kind)
            .param("hash", hash)
            .param("by", by)
            .param("now", clock.instant().atOffset(UTC))
            .update()
        == 1;
    if (!ours) {
      refuseAnother(id, kind, hash);
    }
    return ours;
  }

  private void refuseAnother(UUID id, String kind, byte[] hash) {
    boolean same = jdbc.sql(
            "select kind = :kind and hash = :hash from inventory_request where id = :id")
        .param("kind", kind)
        .param("hash", hash)
        .param("id", id)
        .query(Boolean.class)
        .single();
    if (!same) {
      throw new IdReused(kind + " " + id);
    }
  }

  /**
   * Whether the request was carried out before, for whoever prepares something outside of the
   * transaction that claims it.
   *
   * @throws IdReused when the id stands for another request
   */
  boolean wasDone(UUID id, String kind, Fingerprint fingerprint) {
    boolean taken = jdbc.sql("select exists (select 1 from inventory_request where id = :id)")
        .param("id", id)
        .query(Boolean.class)
        .single();
    if (taken) {
      refuseAnother(id, kind, fingerprint.bytes());
    }
    return taken;
  }
}
