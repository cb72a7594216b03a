package dev.tillbridge.hub.books;

import dev.tillbridge.hub.books.BatchStore.Running;
import dev.tillbridge.hub.books.BatchView.Kind;
import dev.tillbridge.hub.books.BatchView.Skipped;
import dev.tillbridge.hub.books.Mapping.Rule;
import dev.tillbridge.hub.books.Restating.Done;
import dev.tillbridge.hub.books.Restating.Wish;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.problem.WrongState;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Applies rules to what was entered before, and takes that back. Nothing that was entered changes: for
 * each event the opposite of what stands is entered, and what stands from then on, on the same day. What
 * lies in a closed period is left as it is, and named.
 */
public final class Batches {

  /** How many entries one transaction looks at: a sale of one of them waits no longer than that. */
  static final int AT_ONCE = 5_000;

  private static final List<Rule> NO_RULES = List.of();

  private final JdbcClient jdbc;
  private final TransactionTemplate tx;
  private final InstantSource clock;
  private final BatchStore store;
  private final Restating restating;

  public Batches(JdbcClient jdbc, TransactionTemplate tx, InstantSource clock) {
    this.jdbc = jdbc;
    this.tx = tx;
    this.clock = clock;
    this.store = new BatchStore(jdbc);
    this.restating = new Restating(jdbc);
  }

  /** The newest ones. */
  public List<BatchView> newest(int limit) {
    return store.newest(limit);
  }

  /** One of them. */
  public Optional<BatchView> find(UUID id) {
    return store.find(id);
  }

  /** Entries that a batch should have changed and could not, from an entry on. */
  public List<Skipped> skipped(UUID id, long after, int limit) {
    return store.skipped(id, after, limit);
  }

  /**
   * Begins to apply the rules that are in force now to what was entered before; {@link #work} does it.
   *
   * @param id the caller's; again, it is the same batch
   * @param from the first day of events, or null for the beginning
   * @param through the last one, or null for the end
   * @throws IdReused when the id stands for another batch
   * @throws WrongState while another batch is under way
   */
  public BatchView remap(
      UUID id, String words, @Nullable LocalDate from, @Nullable LocalDate through, String by) {
    if (from != null && through != null && from.isAfter(through)) {
      throw BadInput.of("through", "must not be before the first day");
    }
    var batch = batch(id, Kind.REMAP, words, from, through, null, by);
    return began(batch, "", Rules.inForce(jdbc));
  }

  /**
   * Begins to put back what another batch has changed, as far as nothing else has changed it since and
   * its period is open. Rules stay as they are.
   *
   * @throws NotFound when there is no such batch
   * @throws WrongState while a batch is under way, or when this one was undone by another
   */
  public BatchView undo(UUID id, UUID undoes, String words, String by) {
    var undone = find(undoes).orElseThrow(() -> new NotFound("batch " + undoes));
    if (!undone.isDone()) {
      throw new WrongState("batch " + undoes + " is under way");
    }
    if (undone.undoneBy() != null && !undone.undoneBy().equals(id)) {
      throw new WrongState("batch " + undoes + " was undone by " + undone.undoneBy());
    }
    return began(batch(id, Kind.UNDO, words, null, null, undoes, by), "", NO_RULES);
  }

  /**
   * Enters what was there when the books were opened, at once.
   *
   * @throws BadInput when an account is none, or the day closed
   */
  public BatchView open(UUID id, Opening opening, String words, String by) {
    return Objects.requireNonNull(tx.execute(_ -> {
      var batch = batch(id, Kind.OPENING, words, null, null, null, by);
      if (store.begin(batch, content(batch, opening.content()), NO_RULES)) {
        opening.check(jdbc, clock.instant());
        opening.enter(jdbc, id, words, clock.instant());
        var running = store.take().orElseThrow();
        store.went(running, running.upto(), new Done(1, 0));
        store.end(id, clock.instant());
      }
      return find(id).orElseThrow();
    }));
  }

  private BatchView batch(
      UUID id,
      Kind kind,
      String words,
      @Nullable LocalDate from,
      @Nullable LocalDate through,
      @Nullable UUID undoes,
      String by) {
    return new BatchView(
        id, kind, words, from, through, undoes, null, 0, 0, by, clock.instant(), null);
  }

  private BatchView began(BatchView batch, String more, List<Rule> rules) {
    return Objects.requireNonNull(tx.execute(_ -> {
      store.begin(batch, content(batch, more), rules);
      return find(batch.id()).orElseThrow();
    }));
  }

  private static String content(BatchView batch, String more) {
    return "%s|%s|%s|%s|%s|%s"
        .formatted(
            batch.kind(), batch.from(), batch.through(), batch.undoes(), batch.words(), more);
  }

  /**
   * Works off what is under way. Whatever stops it, the next call goes on where it was.
   *
   * @param most stops after so long, between two parts
   */
  public void work(Duration most) {
    long end = System.nanoTime() + most.toNanos();
    boolean more;
    do {
      more = Boolean.TRUE.equals(tx.execute(_ -> step(AT_ONCE)));
    } while (more && System.nanoTime() - end < 0);
  }

  /** The next part, in the caller's transaction; false when there is none, or another hub is at it. */
  boolean step(int most) {
    var taken = store.take();
    if (taken.isEmpty()) {
      return false;
    }
    var batch = taken.get();
    var to = end(batch, most);
    if (to.isEmpty()) {
      store.end(batch.id(), clock.instant());
    } else {
      store.went(
          batch, to.get(), batch.undoes() == null ? remap(batch, to.get()) : undo(batch, to.get()));
    }
    return true;
  }

  /** The last entry of the next part. */
  private Optional<Long> end(Running batch, int most) {
    return jdbc.sql("select max(id) from (select id from entry where id > :done and id <= :upto "
            + (batch.undoes() == null ? "" : "and batch = :undoes ")
            + "order by id limit :most) part")
        .param("done", batch.done())
        .param("upto", batch.upto())
        .param("undoes", batch.undoes())
        .param("most", most)
        .query(Long.class)
        .optional();
  }

  private Done remap(Running batch, long to) {
    var scope = new Scope(batch.done(), to, batch.from(), batch.through());
    var moves = new Moves(store.rules(batch));
    moves.of(scope.kinds(jdbc, moves));
    if (moves.isEmpty()) {
      return Done.NOTHING;
    }
    var entries = moves
        .in(scope.in(jdbc.sql("with e as materialized (" + Scope.ENTRIES + ")" + """
            select distinct e.id
              from e
              join entry_line l
                on l.entry_id = e.id and l.entry_id > :after and l.entry_id <= :upto
              join
            """ + Moves.KINDS
            + " on " + Moves.SAME + " order by e.id")))
        .query((row, _) -> new Wish(row.getLong("id"), row.getLong("id")))
        .list();
    return restating.restate(batch.id(), entries, moves, clock.instant());
  }

  private Done undo(Running batch, long to) {
    var wishes = jdbc.sql("""
            select n.id as entry, coalesce(r.reverses, 0) as source
              from entry n
              left join entry r on r.cause = n.cause and r.cause_id = n.cause_id
                               and r.version = n.version - 1
             where n.batch = :undoes and n.id > :done and n.id <= :to and n.reverses is null
             order by n.id
            """)
        .param("undoes", batch.undoes())
        .param("done", batch.done())
        .param("to", to)
        .query((row, _) -> new Wish(row.getLong("entry"), row.getLong("source")))
        .list();
    return restating.restate(batch.id(), wishes, new Moves(NO_RULES), clock.instant());
  }
}
