package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.Unavailable;
import dev.tillbridge.hub.stock.HoldDecisions.Result;
import dev.tillbridge.hub.stock.HoldDecisions.Verdict;
import dev.tillbridge.hub.stock.HoldDecisions.Wish;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * What happens to the wishes of one location that are decided together: the gate is asked once,
 * PostgreSQL decides, doubt is resolved by asking, the gate is told. One batch at a time.
 */
final class BatchDecision {

  /** Older than this, a "not enough" of PostgreSQL says nothing any more. */
  static final Duration REFUSAL_HOLDS = Duration.ofMillis(100);

  private static final Logger LOG = LoggerFactory.getLogger(BatchDecision.class);

  /**
   * A wish and where its answer goes.
   *
   * @param lastChance no more waiting for a shop to give units back
   */
  record Asked(HoldRequest request, boolean lastChance, CompletableFuture<Verdict> answer) {}

  private record Seen(int free, long atMillis) {}

  private final LocationId location;
  private final HoldDecisions decisions;
  private final StockParts parts;
  private final Executor doubts;
  private final Map<Sku, Seen> seenShort = new HashMap<>();

  /**
   * Decides for one location.
   *
   * @param doubts resolves wishes whose outcome is unknown, while the next batch is decided
   */
  BatchDecision(LocationId location, HoldDecisions decisions, StockParts parts, Executor doubts) {
    this.location = location;
    this.decisions = decisions;
    this.parts = parts;
    this.doubts = doubts;
  }

  /** Decides in order of arrival and completes every answer, some of them later. */
  void decide(List<Asked> batch) {
    var requests = batch.stream().map(Asked::request).toList();
    var gateSays = parts.gate().reserve(location, requests);
    var wishes = new ArrayList<Wish>(batch.size());
    for (int i = 0; i < batch.size(); i++) {
      boolean no = gateSays.get(i) == Gate.Verdict.SHORT && wasJustSeenShort(requests.get(i));
      wishes.add(new Wish(requests.get(i), batch.get(i).lastChance(), no));
    }
    Result result;
    try {
      result = decisions.decide(location, wishes);
    } catch (Unavailable | BadInput answer) {
      parts.gate().decided(location, noted(requests, gateSays), List.of());
      fail(batch, answer);
      return;
    } catch (ConcurrencyFailureException | CannotCreateTransactionException never) {
      // Rolled back, or not even begun: that is certain, so the ids stay free.
      parts.gate().decided(location, noted(requests, gateSays), List.of());
      fail(batch, new Unavailable("PostgreSQL could not decide; ask again", never));
      return;
    } catch (RuntimeException unknown) {
      LOG.warn("a batch of {} holds has an unknown outcome", batch.size(), unknown);
      // Units are not given back: whether they were taken, the tombstones will tell.
      var inTheDark = List.copyOf(batch);
      doubts.execute(() -> resolve(inTheDark, unknown));
      return;
    }
    note(result);
    parts.gate().decided(location, noted(requests, gateSays), result.free());
    var decided = new HashMap<UUID, HoldRequest>();
    requests.forEach(request -> decided.putIfAbsent(request.id(), request));
    for (var asked : batch) {
      var id = asked.request().id();
      var verdict = Objects.requireNonNull(result.verdicts().get(id));
      asked.answer().complete(told(asked.request(), decided.get(id), verdict));
    }
  }

  /** Of two wishes under one id in one batch only the first was decided. */
  private static Verdict told(HoldRequest asked, @Nullable HoldRequest decided, Verdict verdict) {
    if (decided == null || asked.equals(decided) || asked.hash().equals(decided.hash())) {
      return verdict;
    }
    // Whether the other one has the id for good, the next batch will see.
    return verdict instanceof Verdict.Decided ? new Verdict.Reused() : new Verdict.Waiting();
  }

  private static Verdict known(HoldStore.Stored stored, HoldRequest request) {
    boolean same = stored.hash() == null || stored.hash().equals(request.hash());
    return same ? new Verdict.Decided(stored.answer()) : new Verdict.Reused();
  }

  private static void fail(List<Asked> batch, RuntimeException why) {
    batch.forEach(asked -> asked.answer().completeExceptionally(why));
  }

  /** Wishes whose batch ended in the dark: bar their ids, then read what they have been for ever. */
  private void resolve(List<Asked> inTheDark, RuntimeException why) {
    var ids = inTheDark.stream().map(asked -> asked.request().id()).distinct().toList();
    Map<UUID, HoldStore.Stored> told;
    try {
      parts.holds().entombAll(ids);
      told = parts.holds().find(ids);
    } catch (RuntimeException stillAway) {
      // One wait for all of them; whoever asks again with the same id is told.
      fail(
          inTheDark,
          new Unavailable("PostgreSQL does not answer; ask again with the same id", stillAway));
      return;
    }
    for (var asked : inTheDark) {
      var stored = told.get(asked.request().id());
      if (stored == null) {
        asked.answer().completeExceptionally(why);
      } else {
        asked.answer().complete(known(stored, asked.request()));
      }
    }
  }

  private boolean wasJustSeenShort(HoldRequest request) {
    long oldest = parts.clock().millis() - REFUSAL_HOLDS.toMillis();
    return request.lines().stream().anyMatch(line -> {
      var seen = seenShort.get(line.sku());
      return seen != null && seen.atMillis() >= oldest && seen.free() < line.quantity();
    });
  }

  // Only what no shop could give back counts as short; a waiting wish proves that one could.
  private void note(Result result) {
    seenShort.clear();
    if (result.verdicts().values().stream().anyMatch(Verdict.Waiting.class::isInstance)) {
      return;
    }
    long now = parts.clock().millis();
    for (var verdict : result.verdicts().values()) {
      if (verdict instanceof Verdict.Decided(Answer.Refused(var ignored, var shortages))) {
        shortages.forEach(s -> seenShort.put(s.sku(), new Seen(s.available(), now)));
      }
    }
  }

  /** Requests of which the gate may have taken a note; an answer that was lost may have been yes. */
  private static List<UUID> noted(List<HoldRequest> requests, List<Gate.Verdict> said) {
    return IntStream.range(0, requests.size())
        .filter(i -> said.get(i) == Gate.Verdict.ENOUGH || said.get(i) == Gate.Verdict.CANNOT_TELL)
        .mapToObj(i -> requests.get(i).id())
        .toList();
  }
}
