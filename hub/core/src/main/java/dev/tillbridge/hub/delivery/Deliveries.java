package dev.tillbridge.hub.delivery;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.delivery.ManyAtOnce.Back;
import dev.tillbridge.hub.delivery.ManyAtOnce.Ended;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The outbox: what other systems must be told. A row commits together with its cause; a worker
 * claims it under a lease, carries it and settles it. What a crashed worker held falls due again by
 * itself, in doubt.
 */
public final class Deliveries {

  /** How long a worker may keep what it claimed. A call to a remote must be much shorter. */
  public static final Duration LEASE = Duration.ofMinutes(2);

  private final JdbcClient jdbc;
  private final InstantSource clock;

  public Deliveries(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** What of it is for one shop. */
  public ShopDeliveries ofShop(String shop) {
    return new ShopDeliveries(jdbc, this, shop);
  }

  /** Asks for a delivery; joins the caller's transaction. One subject is due at most once. */
  public void add(Destination destination, String subject) {
    addAll(destination, List.of(subject));
  }

  /** Asks for many; the subjects are locked in their order, so that two callers never deadlock. */
  public void addAll(Destination destination, Collection<String> subjects) {
    if (subjects.isEmpty()) {
      return;
    }
    // A row under way keeps its next_at: that is its lease. Its new revision is told afterwards.
    jdbc.sql("""
            insert into delivery (id, destination, subject, key, next_at, created_at, due_since)
            select gen_random_uuid(), :destination, s, gen_random_uuid(), :now, :now, :now
              from unnest(:subjects::text[]) s order by s
            on conflict (destination, subject) where state = 'DUE'
            do update set revision = delivery.revision + 1
            """)
        .param("destination", destination.name())
        .param("subjects", subjects.stream().distinct().toArray(String[]::new))
        .param("now", clock.instant().atOffset(UTC))
        .update();
    Wakeups.notify(jdbc, Wakeups.DELIVERY, destination.name());
  }

  /**
   * Asks for what is delivered once, whatever becomes of it: a subject that was asked for before stays
   * as it is. Joins the caller's transaction. Only for destinations that tell a subject once.
   */
  public void addOnce(Destination destination, Collection<String> subjects) {
    if (subjects.isEmpty()) {
      return;
    }
    jdbc.sql("""
            insert into delivery (id, destination, subject, key, next_at, created_at, due_since)
            select gen_random_uuid(), :destination, s, gen_random_uuid(), :now, :now, :now
              from unnest(:subjects::text[]) s order by s
            on conflict do nothing
            """)
        .param("destination", destination.name())
        .param("subjects", subjects.stream().distinct().toArray(String[]::new))
        .param("now", clock.instant().atOffset(UTC))
        .update();
    Wakeups.notify(jdbc, Wakeups.DELIVERY, destination.name());
  }

  /** Takes due deliveries, oldest first; nobody else gets them until the lease ends. */
  public List<Delivery> claim(Destination destination, int atMost) {
    return claim(destination, atMost, "");
  }

  private List<Delivery> claim(Destination destination, int atMost, String which) {
    // The lease is next_at moved ahead: if the worker dies, the row falls due again by itself.
    // It falls due in doubt, because nobody can tell how far the worker got.
    return jdbc.sql("""
            with due as materialized (
              select id, look_first from delivery
               where state = 'DUE' and destination = :destination and next_at <= :now %s
               order by next_at limit :atMost
                 for update skip locked)
            update delivery
               set next_at = :leaseEnd, lease = lease + 1, attempts = attempts + 1, look_first = true
              from due where delivery.id = due.id
            returning delivery.id, destination, subject, key, revision, lease, attempts,
                      due.look_first as look
            """.formatted(which))
        .param("leaseEnd", clock.instant().plus(LEASE).atOffset(UTC))
        .param("destination", destination.name())
        .param("now", clock.instant().atOffset(UTC))
        .param("atMost", atMost)
        .query((row, _) -> delivery(row))
        .list();
  }

  /** As {@link #claim(Destination, int)}, only what was never sent, or certainly did not get there. */
  public List<Delivery> claimFresh(Destination destination, int atMost) {
    return claim(destination, atMost, "and not look_first");
  }

  /** Takes these, as far as they are due and nobody else is about to. */
  public List<Delivery> claim(Destination destination, Collection<UUID> chosen) {
    if (chosen.isEmpty()) {
      return List.of();
    }
    return jdbc.sql("""
            with due as materialized (
              select id, look_first from delivery
               where id = any(:ids::text[]::uuid[]) and state = 'DUE' and destination = :destination
                 and next_at <= :now
                 for update skip locked)
            update delivery
               set next_at = :leaseEnd, lease = lease + 1, attempts = attempts + 1, look_first = true
              from due where delivery.id = due.id
            returning delivery.id, destination, subject, key, revision, lease, attempts,
                      due.look_first as look
            """)
        .param("ids", chosen.stream().map(UUID::toString).toArray(String[]::new))
        .param("destination", destination.name())
        .param("now", now())
        .param("leaseEnd", clock.instant().plus(LEASE).atOffset(UTC))
        .query((row, _) -> delivery(row))
        .list();
  }

  /** What is due is due by this time. */
  public OffsetDateTime now() {
    return clock.instant().atOffset(UTC);
  }

  /** Notes how many ended; as {@link #settle(Delivery, Outcome)}, in a few statements. */
  public void settle(Map<Delivery, Outcome<String>> outcomes) {
    var done = new ArrayList<Ended>();
    var now = clock.instant();
    outcomes.forEach((delivery, outcome) -> {
      if (NextStep.after(outcome, delivery.attempts(), now) instanceof NextStep.Done(var remote)) {
        done.add(new Ended(delivery, remote));
      } else {
        settle(delivery, outcome);
      }
    });
    new ManyAtOnce(jdbc, now()).close(done);
  }

  /**
   * Notes how many ended while the other side is away: what was done is done, what was refused is
   * refused; the rest is due again, and the attempt does not count, so that nothing is ever set
   * aside because somebody was away for long. Whoever claims waits with all of them.
   */
  public void settleAway(Map<Delivery, Outcome<String>> outcomes) {
    var settled = new LinkedHashMap<Delivery, Outcome<String>>();
    var back = new ArrayList<Back>();
    outcomes.forEach((delivery, outcome) -> {
      switch (outcome) {
        case NotSent<String>(var why, var wait) ->
          back.add(new Back(delivery, why, wait == null ? Duration.ZERO : wait, false));
        case InDoubt<String>(var why) -> back.add(new Back(delivery, why, Duration.ZERO, true));
        case Delivered<String> done -> settled.put(delivery, done);
        case Refused<String> no -> settled.put(delivery, no);
      }
    });
    settle(settled);
    new ManyAtOnce(jdbc, now()).handBack(back);
  }

  /** Notes how it ended. A worker whose lease has passed to another changes nothing. */
  public void settle(Delivery delivery, Outcome<String> outcome) {
    switch (NextStep.after(outcome, delivery.attempts(), clock.instant())) {
      case NextStep.Done(var remoteId) -> close(delivery, "DONE", remoteId, null);
      case NextStep.Park(var why) -> close(delivery, "PARKED", null, why);
      case NextStep.TryAgain(var at, var lookFirst, var why) -> {
        jdbc.sql("""
                update delivery set next_at = :at, look_first = :lookFirst, note = :note
                 where id = :id and lease = :lease and state = 'DUE'
                """)
            .param("at", at.atOffset(UTC))
            .param("lookFirst", lookFirst)
            .param("note", why)
            .param("id", delivery.id())
            .param("lease", delivery.lease())
            .update();
      }
    }
  }

  /**
   * Has everything for a shop tried again at once that certainly did not get there, because the shop
   * lets us in again.
   *
   * @return how many
   */
  public int resume(String shop) {
    return new Resumption(jdbc, now()).ofShop(shop);
  }

  /**
   * Has everything of a kind tried again at once that certainly did not get there, because the other
   * side lets us in again.
   *
   * @return how many
   */
  public int resume(Destination destination) {
    return new Resumption(jdbc, now()).of(destination);
  }

  /**
   * A person asks for another try of something parked. What was refused goes under a new key,
   * because a remote may answer the old one with its old no; what was in doubt keeps its key.
   *
   * @return false when nothing is parked under this id
   */
  public boolean retry(UUID id) {
    boolean again = jdbc.sql("""
                    update delivery
                       set state = 'DUE', attempts = 0, next_at = :now, look_first = true,
                           due_since = :now,
                           settled_at = null,
                           key = case when note like 'still in doubt%' then key
                                      else gen_random_uuid() end
                     where id = :id and state = 'PARKED'
                       and not exists (select 1 from delivery d
                                        where d.destination = delivery.destination
                                          and d.subject = delivery.subject and d.state = 'DUE')
                    """)
            .param("id", id)
            .param("now", clock.instant().atOffset(UTC))
            .update()
        == 1;
    if (again) {
      get(id)
          .ifPresent(d -> Wakeups.notify(jdbc, Wakeups.DELIVERY, d.destination().name()));
    }
    return again;
  }

  /**
   * As {@link #retry(UUID)}, for all of a kind that is set aside.
   *
   * @return how many
   */
  public int retry(Destination destination) {
    int again = jdbc.sql("""
            update delivery
               set state = 'DUE', attempts = 0, next_at = :now, look_first = true, due_since = :now,
                   settled_at = null,
                   key = case when note like 'still in doubt%' then key else gen_random_uuid() end
             where destination = :destination and state = 'PARKED'
               and not exists (select 1 from delivery d
                                where d.destination = delivery.destination
                                  and d.subject = delivery.subject and d.id <> delivery.id
                                  and (d.state = 'DUE' or d.state = 'PARKED' and d.id > delivery.id))
            """)
        .param("destination", destination.name())
        .param("now", now())
        .update();
    if (again > 0) {
      Wakeups.notify(jdbc, Wakeups.DELIVERY, destination.name());
    }
    return again;
  }

  /**
   * Has something delivered again that was delivered, because it is not there any more: as another
   * message, under a key of its own. Joins the caller's transaction.
   *
   * @return false when it is not delivered now
   */
  public boolean again(Destination destination, String subject) {
    int again = jdbc.sql("""
            update delivery
               set state = 'DUE', attempts = 0, next_at = :now, look_first = false, due_since = :now,
                   settled_at = null, remote_id = null, note = null, key = gen_random_uuid()
             where destination = :destination and subject = :subject and state = 'DONE'
               and remote_id is not null
            """)
        .param("destination", destination.name())
        .param("subject", subject)
        .param("now", now())
        .update();
    if (again > 0) {
      Wakeups.notify(jdbc, Wakeups.DELIVERY, destination.name());
    }
    return again > 0;
  }

  /** One delivery, as it stands. */
  public Optional<Delivery> get(UUID id) {
    return jdbc.sql("""
            select id, destination, subject, key, revision, lease, attempts, look_first as look
              from delivery where id = :id
            """).param("id", id).query((row, _) -> delivery(row)).optional();
  }

  private void close(
      Delivery delivery, String state, @Nullable String remoteId, @Nullable String note) {
    // A revision newer than the one delivered means there is more to say: the row stays due, and
    // what comes next is another message, so it travels under a key of its own.
    var now = jdbc.sql("""
            update delivery
               set state = case when revision = :revision then :state else 'DUE' end,
                   key = case when revision = :revision then key else gen_random_uuid() end,
                   settled_at = case when revision = :revision then :now end,
                   due_since = case when revision = :revision then due_since
                                    else greatest(due_since, next_at - :lease_time::interval) end,
                   next_at = :now, attempts = case when :state = 'PARKED' then attempts else 0 end,
                   look_first = false, remote_id = :remoteId, note = :note
             where id = :id and lease = :lease and state = 'DUE'
            returning state
            """)
        .param("revision", delivery.revision())
        .param("state", state)
        .param("now", now())
        .param("lease_time", LEASE.toString())
        .param("remoteId", remoteId)
        .param("note", note)
        .param("id", delivery.id())
        .param("lease", delivery.lease())
        .query(String.class)
        .optional();
    if (now.filter("DUE"::equals).isPresent()) {
      Wakeups.notify(jdbc, Wakeups.DELIVERY, delivery.destination().name());
    }
  }

  private static Delivery delivery(ResultSet row) throws SQLException {
    return new Delivery(
        row.getObject("id", UUID.class),
        Destination.valueOf(row.getString("destination")),
        row.getString("subject"),
        row.getObject("key", UUID.class),
        row.getInt("revision"),
        row.getLong("lease"),
        row.getInt("attempts"),
        row.getBoolean("look"));
  }
}
