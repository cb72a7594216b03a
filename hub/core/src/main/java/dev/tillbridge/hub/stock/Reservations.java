package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.FieldError;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.problem.Unavailable;
import dev.tillbridge.hub.stock.HoldDecisions.Verdict;
import dev.tillbridge.hub.stock.StockLedger.Move;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.stock.Hold;
import dev.tillbridge.model.stock.HoldState;
import dev.tillbridge.model.stock.StockMovement.Cause;
import dev.tillbridge.model.stock.StockMovement.Delta;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sets units aside for carts, orders and parked sales, so that no two channels sell the same one.
 * See STOCK.md: Redis answers first, PostgreSQL has the last word.
 */
public final class Reservations implements AutoCloseable {

  /** So long a customer waits for a shop to give units back, before the answer is no. */
  static final Duration TAKE_BACK = Duration.ofSeconds(2);

  private static final Duration ANSWER = Duration.ofSeconds(15);

  private final StockParts parts;
  private final TransactionTemplate tx;
  private final HoldStore holds;
  private final StockLedger ledger;
  private final HoldDecisions decisions;
  private final Gate gate;
  private final TakeBacks takeBacks;
  private final InstantSource clock;
  private final Map<LocationId, HoldBatcher> batchers = new ConcurrentHashMap<>();

  Reservations(StockParts parts) {
    this.parts = parts;
    this.tx = parts.tx();
    this.holds = parts.holds();
    this.ledger = parts.ledger();
    this.gate = parts.gate();
    this.takeBacks = parts.takeBacks();
    this.clock = parts.clock();
    this.decisions = new HoldDecisions(parts);
  }

  /**
   * Sets the units aside, all or none. Where a shop shows the missing units, they are taken back
   * while the caller waits, for at most two seconds.
   *
   * @throws BadInput when a SKU or the location does not exist; nothing was changed
   * @throws IdReused when the id stands for another wish
   * @throws Unavailable when PostgreSQL does not answer; ask again with the same id
   */
  public Answer reserve(HoldRequest request) {
    long end = System.nanoTime() + TAKE_BACK.toNanos();
    while (true) {
      long seen = takeBacks.count();
      long left = end - System.nanoTime();
      switch (await(batcher(request.location()).ask(request, left <= 0))) {
        case Verdict.Decided(var answer) -> {
          return answer;
        }
        case Verdict.Reused() -> throw new IdReused("hold " + request.id());
        case Verdict.Unknown(var skus) ->
          throw new BadInput(skus.stream()
              .map(sku -> new FieldError(field(request, sku.code()), "there is no SKU " + sku))
              .toList());
        case Verdict.Waiting() -> pause(seen, Math.max(0, left));
      }
    }
  }

  private static String field(HoldRequest request, String sku) {
    for (int i = 0; i < request.lines().size(); i++) {
      if (request.lines().get(i).sku().code().equals(sku)) {
        return "lines[" + i + "].sku";
      }
    }
    return "lines";
  }

  private void pause(long seen, long leftNanos) {
    try {
      takeBacks.await(seen, Duration.ofNanos(Math.min(leftNanos, TakeBacks.LOOK_AGAIN.toNanos())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable("interrupted while waiting for stock", e);
    }
  }

  private static Verdict await(CompletableFuture<Verdict> answer) {
    try {
      return answer.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw new IllegalStateException(e.getCause());
    } catch (TimeoutException e) {
      throw new Unavailable("no decision yet; ask again with the same id", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable("interrupted while waiting for a decision", e);
    }
  }

  /**
   * Gives the units back. Releasing twice is releasing once; a hold that is over stays what it is;
   * an unknown id is barred for ever, so that a wish still under way cannot take units later.
   *
   * @return the hold as it is now
   */
  public Hold release(UUID id) {
    var ended = Objects.requireNonNull(tx.execute(_ -> {
      holds.entomb(id);
      var before = holds.end(id, List.of(HoldState.HELD), HoldState.RELEASED, null);
      before.ifPresent(hold -> giveBack(hold, Cause.RELEASE));
      return before;
    }));
    ended.ifPresent(this::tellGate);
    return find(id).orElseThrow();
  }

  /** The hold as it is now, if the id is known. */
  public Optional<Hold> find(UUID id) {
    return holds.find(id).map(HoldStore.Stored::hold);
  }

  /**
   * Ends holds that ran out, by PostgreSQL's clock; each in a transaction of its own, so that one
   * which cannot end does not keep the others.
   *
   * @return how many
   */
  public int expire() {
    int ended = 0;
    for (boolean more = true; more && ended < 10_000; ) {
      var one = Objects.requireNonNull(tx.execute(_ -> {
        var ids = holds.expire(1, Duration.ZERO);
        var hold = ids.isEmpty() ? Optional.<Hold>empty() : find(ids.getFirst());
        hold.ifPresent(h -> giveBack(h, Cause.EXPIRY));
        return hold;
      }));
      one.ifPresent(this::tellGate);
      more = one.isPresent();
      ended += more ? 1 : 0;
    }
    return ended;
  }

  private void giveBack(Hold hold, Cause cause) {
    var location = Objects.requireNonNull(hold.location(), "only a tombstone is nowhere");
    ledger.enter(location);
    ledger.lock(location, hold.lines().stream().map(l -> l.sku()).toList());
    var at = clock.instant();
    ledger.apply(
        location,
        hold.lines().stream()
            .map(line -> new Move(
                line.sku(),
                new Delta(0, -line.quantity(), 0, 0, 0),
                cause,
                hold.id().toString(),
                at))
            .toList(),
        false);
  }

  private void tellGate(Hold hold) {
    var location = Objects.requireNonNull(hold.location());
    gate.decided(
        location,
        List.of(hold.id()),
        ledger.free(location, hold.lines().stream().map(l -> l.sku()).toList()));
  }

  private HoldBatcher batcher(LocationId location) {
    var known = batchers.get(location);
    if (known != null) {
      return known;
    }
    // A name that somebody made up must not leave a thread behind.
    tx.executeWithoutResult(_ -> ledger.enter(location));
    return batchers.computeIfAbsent(
        location,
        l ->
            new HoldBatcher(l, new BatchDecision(l, decisions, parts, Thread::startVirtualThread)));
  }

  @Override
  public void close() {
    batchers.values().forEach(HoldBatcher::close);
  }
}
