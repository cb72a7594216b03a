package dev.tillbridge.hub.inventory;

import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.problem.WrongState;
import dev.tillbridge.hub.stock.ShelfCounts;
import dev.tillbridge.hub.stock.Shelves;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Counts shelves while trading goes on. A count speaks for its own moment: what was sold before it
 * and what is sold after it, whenever the hub hears of that, makes no difference to the shelf. What
 * differs much from the book waits for a second person; what nobody counts stays as it is.
 */
public final class Stocktakes {

  /** More counts than this come in several requests. */
  public static final int COUNTS_MOST = 500;

  private static final Duration AHEAD_MOST = Duration.ofMinutes(10);
  private static final Duration BEFORE_MOST = Duration.ofDays(1);

  private final TransactionTemplate tx;
  private final InstantSource clock;
  private final StocktakeStore store;
  private final StocktakeReader reader;
  private final CountJudge judge;
  private final Requests requests;
  private final Shelves shelves;
  private final Places places;

  Stocktakes(
      JdbcClient jdbc,
      TransactionTemplate tx,
      InstantSource clock,
      Shelves shelves,
      ShelfCounts counts,
      StocktakeReader reader,
      CountLimits limits,
      Places places) {
    this.tx = tx;
    this.clock = clock;
    this.store = new StocktakeStore(jdbc);
    this.reader = reader;
    this.judge = new CountJudge(store, shelves, counts, limits, new UnitValues(jdbc));
    this.requests = new Requests(jdbc, clock);
    this.shelves = shelves;
    this.places = places;
  }

  /**
   * Begins a stocktake.
   *
   * @param by who asks
   * @throws BadInput when there is no such location
   * @throws IdReused when the id stands for another request
   */
  public StocktakeView open(StocktakeRequest.Open open, String by) {
    if (places.find(open.location()).isEmpty()) {
      throw BadInput.of("location", "there is no location " + open.location());
    }
    var fingerprint =
        Fingerprint.of(open.location(), open.name(), open.kind().name(), open.blind());
    tx.executeWithoutResult(_ -> {
      if (requests.claim(open.id(), "stocktake", by, fingerprint)) {
        store.add(open, by, clock.instant());
      }
    });
    return get(open.id());
  }

  /**
   * Writes down what somebody counted. Of one SKU the latest count holds, in whatever order they
   * come. While the stocktake is in review, a recount is judged at once.
   *
   * @return the counts as they stand
   * @throws NotFound when there is no such stocktake
   * @throws WrongState when it is over
   * @throws BadInput when it makes no sense; nothing was changed
   */
  public List<CountView> count(UUID stocktake, List<StocktakeRequest.Count> counts, String by) {
    boolean toJudge = Objects.requireNonNull(tx.execute(_ -> {
      boolean fresh = false;
      StocktakeStore.@Nullable Header header = null;
      for (int i = 0; i < counts.size(); i++) {
        var count = counts.get(i);
        var fingerprint =
            Fingerprint.of(stocktake, count.sku(), count.counted(), count.countedAt());
        if (requests.claim(count.id(), "count", by, fingerprint)) {
          header = header == null ? enter(stocktake, counts) : header;
          store.count(stocktake, count, moment(count.countedAt(), header, i), by);
          fresh = true;
        }
      }
      return fresh && header != null && header.state() == StocktakeView.State.REVIEW;
    }));
    if (toJudge) {
      settle(stocktake);
    }
    return reader.counts(
        get(stocktake), counts.stream().map(StocktakeRequest.Count::id).toList());
  }

  private StocktakeStore.Header enter(UUID stocktake, List<StocktakeRequest.Count> counts) {
    var header = lock(stocktake);
    if (header.state() != StocktakeView.State.OPEN
        && header.state() != StocktakeView.State.REVIEW) {
      throw wrong(stocktake, header);
    }
    var skus = counts.stream().map(StocktakeRequest.Count::sku).toList();
    var unknown = Set.copyOf(shelves.unknown(skus));
    var bundles = shelves.withoutShelf(skus);
    var faults = new Faults();
    for (int i = 0; i < counts.size(); i++) {
      var sku = counts.get(i).sku();
      var field = "counts[" + i + "].sku";
      faults.require(!unknown.contains(sku), field, "there is no SKU " + sku);
      faults.require(!bundles.containsKey(sku), field, bundles.getOrDefault(sku, ""));
    }
    faults.check();
    return header;
  }

  /** A clock that runs ahead counts as now: nobody can have seen what is not yet sold. */
  private Instant moment(Instant countedAt, StocktakeStore.Header header, int i) {
    var now = clock.instant();
    var field = "counts[" + i + "].countedAt";
    if (countedAt.isAfter(now.plus(AHEAD_MOST))) {
      throw BadInput.of(field, "lies in the future, the hub's time is " + now);
    }
    if (countedAt.isBefore(header.openedAt().minus(BEFORE_MOST))) {
      throw BadInput.of(field, "is more than a day before the stocktake; is the clock right?");
    }
    return countedAt.isAfter(now) ? now : countedAt;
  }

  /**
   * The counting is over. What differs within the place's limit is posted, the rest waits for a
   * second person.
   *
   * @throws NotFound when there is no such stocktake
   * @throws WrongState when the counting was over before
   * @throws BadInput when nothing was counted
   */
  public StocktakeView submit(StocktakeRequest.Submit submit, String by) {
    tx.executeWithoutResult(_ -> {
      var fingerprint = Fingerprint.of(submit.stocktake());
      if (!requests.claim(submit.id(), "stocktake submission", by, fingerprint)) {
        return;
      }
      mustBe(submit.stocktake(), StocktakeView.State.OPEN);
      if (!store.hasLines(submit.stocktake())) {
        throw BadInput.of("counts", "nothing was counted");
      }
      store.submitted(submit.stocktake(), by, clock.instant());
    });
    settle(submit.stocktake());
    return get(submit.stocktake());
  }

  /** Judges what was submitted, in parts: trading goes on in between. */
  private void settle(UUID stocktake) {
    while (Objects.requireNonNull(tx.execute(_ -> {
      var header = lock(stocktake);
      if (header.state() != StocktakeView.State.REVIEW) {
        return false;
      }
      boolean more = judge.next(stocktake, header.location(), clock.instant());
      if (!more) {
        store.closeIfDone(stocktake, clock.instant());
      }
      return more;
    }))) {
      // The next part.
    }
  }

  /** Goes on where a hub died over a submission; returns how many stocktakes that were. */
  public int resume() {
    var interrupted = store.interrupted();
    interrupted.forEach(this::settle);
    return interrupted.size();
  }

  /**
   * A second person agrees with counts that wait, all or none of them.
   *
   * @throws BadInput when one does not wait, when its variance is another by now, or when it was
   *     counted by whoever approves
   */
  public StocktakeView approve(StocktakeRequest.Approve approve, String by) {
    var fingerprint = Fingerprint.of(approve.stocktake());
    approve.lines().forEach(line -> fingerprint.add(line.sku(), line.variance()));
    decide(
        approve.id(),
        "stocktake approval",
        approve.stocktake(),
        by,
        fingerprint,
        header -> judge.approve(approve, header.location(), by, clock.instant()));
    return get(approve.stocktake());
  }

  /**
   * A second person does not agree: the book stays as it is. Until the stocktake ends the SKUs can
   * be counted again.
   *
   * @throws BadInput when one does not wait
   */
  public StocktakeView reject(StocktakeRequest.Reject reject, String by) {
    var fingerprint = Fingerprint.of(reject.stocktake(), reject.reason());
    reject.skus().forEach(fingerprint::add);
    decide(
        reject.id(),
        "stocktake rejection",
        reject.stocktake(),
        by,
        fingerprint,
        _ -> judge.reject(reject, by, clock.instant()));
    return get(reject.stocktake());
  }

  private interface Decision {
    void about(StocktakeStore.Header header);
  }

  private void decide(
      UUID id, String kind, UUID stocktake, String by, Fingerprint fingerprint, Decision decision) {
    tx.executeWithoutResult(_ -> {
      if (requests.claim(id, kind, by, fingerprint)) {
        decision.about(mustBe(stocktake, StocktakeView.State.REVIEW));
        store.closeIfDone(stocktake, clock.instant());
      }
    });
  }

  /**
   * Ends a stocktake: an open one is given up, one in review is closed without counting again what
   * was rejected.
   *
   * @throws WrongState when it is over, or something still waits for a second person
   */
  public StocktakeView end(StocktakeRequest.End end, String by) {
    tx.executeWithoutResult(_ -> {
      if (!requests.claim(end.id(), "stocktake end", by, Fingerprint.of(end.stocktake()))) {
        return;
      }
      var header = lock(end.stocktake());
      switch (header.state()) {
        case OPEN -> store.end(end.stocktake(), StocktakeView.State.CANCELLED, clock.instant());
        case REVIEW -> {
          if (store.isUndecided(end.stocktake())) {
            throw new WrongState(
                "stocktake " + end.stocktake() + " has counts that wait for a second person");
          }
          store.end(end.stocktake(), StocktakeView.State.CLOSED, clock.instant());
        }
        case CLOSED, CANCELLED -> throw wrong(end.stocktake(), header);
      }
    });
    return get(end.stocktake());
  }

  private StocktakeView get(UUID id) {
    return reader.get(id);
  }

  private StocktakeStore.Header lock(UUID id) {
    return store.lock(id).orElseThrow(() -> new NotFound("stocktake " + id));
  }

  private StocktakeStore.Header mustBe(UUID id, StocktakeView.State state) {
    var header = lock(id);
    if (header.state() != state) {
      throw wrong(id, header);
    }
    return header;
  }

  private static WrongState wrong(UUID id, StocktakeStore.Header header) {
    return new WrongState("stocktake " + id + " is " + header.state());
  }
}
