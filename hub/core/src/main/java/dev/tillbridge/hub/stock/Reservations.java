package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.FieldError;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.problem.Unavailable;
import dev.tillbridge.hub.stock.HoldDecisions.Verdict;
import dev.tillbridge.hub.stock.StockLedger.Move;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.stock.Hold;
import dev.tillbridge.model.stock.HoldState;
import dev.tillbridge.model.stock.StockLine;
import dev.tillbridge.model.stock.StockMovement.Cause;
import dev.tillbridge.model.stock.StockMovement.Delta;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
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
  private final SpreadDecision spread;
  private final Gate gate;
  private final TakeBacks takeBacks;
  private final InstantSource clock;
  private final TakingApart takingApart;
  private final Map<LocationId, HoldBatcher> batchers = new ConcurrentHashMap<>();

  Reservations(StockParts parts, TakingApart takingApart) {
    this.parts = parts;
    this.takingApart = takingApart;
    this.tx = parts.tx();
    this.holds = parts.holds();
    this.ledger = parts.ledger();
    this.gate = parts.gate();
    this.takeBacks = parts.takeBacks();
    this.clock = parts.clock();
    this.decisions = new HoldDecisions(parts);
    this.spread = new SpreadDecision(parts);
  }

  /**
   * Sets the units aside, all or none; of a bundle its parts, but the answer speaks of what was
   * asked for. Where a shop shows the missing units, they are taken back while the caller waits, for
   * at most two seconds.
   *
   * @throws BadInput when a SKU or the location does not exist; nothing was changed
   * @throws IdReused when the id stands for another wish
   * @throws Unavailable when PostgreSQL does not answer; ask again with the same id
   */
  public Answer reserve(HoldRequest asked) {
    var request = takingApart.of(asked);
    var answer = untilDecided(
        request,
        asked.lines().stream().map(StockLine::sku).toList(),
        lastChance -> await(batcher(request.location()).ask(request, lastChance)));
    return takingApart.inWordsOf(List.of(asked), answer);
  }

  /** Asks again and again while shops are giving units back. */
  private Answer untilDecided(HoldRequest request, List<Sku> skus, Asking asking) {
    long end = System.nanoTime() + TAKE_BACK.toNanos();
    while (true) {
      long seen = takeBacks.count();
      long left = end - System.nanoTime();
      switch (asking.ask(left <= 0)) {
        case Verdict.Decided(var answer) -> {
          return answer;
        }
        case Verdict.Reused() -> throw new IdReused("hold " + request.id());
        case Verdict.Unknown(var unknown) ->
          throw new BadInput(unknown.stream()
              .map(sku -> new FieldError(field(skus, sku), "there is no SKU " + sku))
              .toList());
        case Verdict.Waiting() -> takeBacks.pause(seen, Math.max(0, left));
      }
    }
  }

  /** One try to get a decision. */
  private interface Asking {
    Verdict ask(boolean lastChance);
  }

  /**
   * Sets units aside at several locations, all or none; see {@link SpreadRequest}. Otherwise as
   * {@link #reserve(HoldRequest)}.
   */
  public Answer reserve(SpreadRequest request) {
    if (request.parts().isEmpty()) {
      return reserve(request.home());
    }
    var wishes = takingApart.of(request);
    var answer = untilDecided(
        wishes.home(),
        request.lines().stream().map(line -> line.sku()).toList(),
        lastChance -> spread.decide(wishes, lastChance));
    return takingApart.inWordsOf(request.takenApart(Map.of()).all(), answer);
  }

  private static String field(List<Sku> skus, Sku sku) {
    int line = skus.indexOf(sku);
    return line < 0 ? "lines" : "lines[" + line + "].sku";
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
    holds.find(id).ifPresent(Reservations::refusePart);
    var ended = Objects.requireNonNull(tx.execute(_ -> {
      holds.entomb(id);
      var before = holds.end(id, List.of(HoldState.HELD), HoldState.RELEASED, null);
      before.ifPresent(hold -> giveBack(hold, HoldState.RELEASED, Cause.RELEASE));
      return before;
    }));
    ended.ifPresent(this::tellGate);
    return find(id).orElseThrow();
  }

  /** The hold as it is now, with the lines that its owner asked for, if the id is known. */
  public Optional<Hold> find(UUID id) {
    return onShelf(id).map(takingApart::inWords);
  }

  /** The hold with what it has set aside: of a bundle its parts. */
  private Optional<Hold> onShelf(UUID id) {
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
        var hold = ids.isEmpty() ? Optional.<Hold>empty() : onShelf(ids.getFirst());
        hold.ifPresent(h -> giveBack(h, HoldState.EXPIRED, Cause.EXPIRY));
        return hold;
      }));
      one.ifPresent(this::tellGate);
      more = one.isPresent();
      ended += more ? 1 : 0;
    }
    return ended;
  }

  private static void refusePart(HoldStore.Stored stored) {
    var whole = stored.partOf();
    if (whole != null && !whole.equals(stored.hold().id())) {
      throw BadInput.of("id", "is a part of hold " + whole + " and ends with it");
    }
  }

  /** Gives back what an ended hold had set aside, everywhere. */
  private void giveBack(Hold hold, HoldState ended, Cause cause) {
    for (var place : places(hold)) {
      if (!place.id().equals(hold.id())) {
        holds.end(place.id(), List.of(HoldState.HELD), ended, null);
      }
      ledger.enter(place.location());
      ledger.lock(place.location(), skus(place));
      var at = clock.instant();
      var moves = place.lines().stream()
          .map(line -> new Move(
              line.sku(),
              new Delta(0, -line.quantity(), 0, 0, 0),
              cause,
              place.id().toString(),
              at))
          .toList();
      ledger.apply(place.location(), moves, false);
    }
  }

  /** Where a hold has units, in the order in which locations are locked. */
  private static List<Hold.Part> places(Hold hold) {
    var home = Objects.requireNonNull(hold.location(), "only a tombstone is nowhere");
    var places = new ArrayList<>(hold.parts());
    places.add(new Hold.Part(hold.id(), home, hold.lines()));
    places.sort(Comparator.comparing(place -> place.location().code()));
    return places;
  }

  private static List<Sku> skus(Hold.Part place) {
    return place.lines().stream().map(StockLine::sku).toList();
  }

  private void tellGate(Hold hold) {
    for (var place : places(hold)) {
      gate.decided(
          place.location(), List.of(place.id()), ledger.free(place.location(), skus(place)));
    }
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
        l -> new HoldBatcher(
            l, () -> new BatchDecision(l, decisions, parts, Thread::startVirtualThread)));
  }

  @Override
  public void close() {
    batchers.values().forEach(HoldBatcher::close);
  }
}
