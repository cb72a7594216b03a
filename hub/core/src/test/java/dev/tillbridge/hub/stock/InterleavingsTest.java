package dev.tillbridge.hub.stock;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.problem.Unavailable;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.stock.StockLine;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What threads of one hub share, under the interleavings that Lincheck chooses: it switches threads
 * at every access to shared memory, and reports a history that no order of the calls explains.
 */
class InterleavingsTest {

  private static final int SCHEDULES = 300;
  private static final Duration LONG = Duration.ofHours(1);
  private static final Instant ASKED = Instant.ofEpochSecond(1_000);
  private static final LocationId LOCATION = new LocationId("berlin");
  private static final HoldRequest REQUEST = new HoldRequest(
      new UUID(1, 2),
      LOCATION,
      Channel.COUNTER,
      List.of(new StockLine(new Sku("MUG"), 1)),
      Duration.ofMinutes(1));

  // Take-backs.

  /** The calls that Lincheck mixes. */
  public static final class Counting {
    private final TakeBacks takeBacks = new TakeBacks();

    @Operation
    public long count() {
      return takeBacks.count();
    }

    @Operation
    public void happened() {
      takeBacks.happened();
    }
  }

  @Test
  void every_take_back_is_counted() {
    new ModelCheckingOptions()
        .iterations(5)
        .invocationsPerIteration(SCHEDULES)
        .check(Counting.class);
  }

  /** As {@link Counting}, of the culprit. */
  public static final class CountingCarelessly {
    private final ForgetfulTakeBacks takeBacks = new ForgetfulTakeBacks();

    @Operation
    public long count() {
      return takeBacks.count();
    }

    @Operation
    public void happened() {
      takeBacks.happened();
    }
  }

  @Test
  void a_take_back_that_gets_lost_would_be_found() {
    var options = new ModelCheckingOptions().iterations(5).invocationsPerIteration(SCHEDULES);

    assertThatThrownBy(() -> options.check(CountingCarelessly.class))
        .isInstanceOf(LincheckAssertionError.class)
        .hasMessageContaining("happened()");
  }

  @Test
  void whoever_waits_for_a_take_back_sees_it_however_close_it_is() {
    Lincheck.runConcurrentTest(SCHEDULES, () -> {
      var takeBacks = new TakeBacks();
      long since = takeBacks.count();
      var other = start(takeBacks::happened);
      await(takeBacks, since);
      require(takeBacks.count() == since + 1, "woken for nothing");
      join(other);
    });
  }

  private static void await(TakeBacks takeBacks, long since) {
    try {
      takeBacks.await(since, LONG);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  // Readings of a shop's orders.

  @Test
  void one_reading_of_a_shops_orders_serves_all_who_ask_at_once() {
    Lincheck.runConcurrentTest(SCHEDULES, () -> {
      var reader = new Reader(false);
      var shared = new SharedReading(reader, reader);
      var other = start(() -> shared.begunSince("shop", ASKED));
      shared.begunSince("shop", ASKED);
      join(other);
      require(reader.readings.get() == 1, "read more than once");
    });
  }

  @Test
  void nobody_is_served_by_a_reading_that_began_before_he_asked() {
    Lincheck.runConcurrentTest(SCHEDULES, () -> {
      var reader = new Reader(false);
      var shared = new SharedReading(reader, reader);
      var other = start(() -> servedInTime(shared, reader));
      servedInTime(shared, reader);
      join(other);
    });
  }

  private static void servedInTime(SharedReading shared, Reader reader) {
    var asked = reader.instant();
    var outcome = shared.begunSince("shop", asked);
    // The reader answers with the second in which it began.
    require(
        outcome instanceof Delivered<Integer>(var begun) && begun > asked.getEpochSecond(),
        "served by an older reading");
  }

  @Test
  void a_failed_reading_is_nobodys_but_the_askers() {
    Lincheck.runConcurrentTest(SCHEDULES, () -> {
      var reader = new Reader(true);
      var shared = new SharedReading(reader, reader);
      var other = start(() -> shared.begunSince("shop", ASKED));
      shared.begunSince("shop", ASKED);
      join(other);
      require(reader.readings.get() == 2, "a failure was passed on");
    });
  }

  /** A shop that must not be read twice at the same time; its clock goes on with each look. */
  private static final class Reader implements OrderReader, InstantSource {
    final AtomicInteger readings = new AtomicInteger();
    private final AtomicInteger readers = new AtomicInteger();
    private final AtomicLong seconds = new AtomicLong(ASKED.getEpochSecond());
    private final boolean failing;

    Reader(boolean failing) {
      this.failing = failing;
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochSecond(seconds.incrementAndGet());
    }

    @Override
    public Outcome<Integer> readOrders(String shop) {
      require(readers.incrementAndGet() == 1, "read by two at once");
      readings.incrementAndGet();
      var begun = (int) seconds.get();
      readers.decrementAndGet();
      return failing ? new NotSent<>("away", null) : new Delivered<>(begun);
    }
  }

  // The hand-over of wishes to the batcher's thread.

  @Test
  void a_wish_that_comes_while_the_batcher_closes_is_answered_or_refused() {
    var decision = answering();
    Lincheck.runConcurrentTest(SCHEDULES, () -> {
      var batcher = new HoldBatcher(LOCATION, () -> decision);
      var closer = start(batcher::close);
      var answer = refusedOr(() -> batcher.ask(REQUEST, true));
      join(closer);
      if (answer != null) {
        answered(answer);
      }
    });
  }

  @Test
  void a_wish_that_is_left_hanging_would_be_found() {
    assertThatThrownBy(() -> Lincheck.runConcurrentTest(SCHEDULES, () -> {
          var handOver = new HastyHandOver();
          var closer = start(handOver::close);
          var answer = refusedOr(handOver::ask);
          join(closer);
          if (answer != null) {
            answered(answer);
          }
        }))
        .isInstanceOf(LincheckAssertionError.class)
        .hasMessageContaining("has hung");
  }

  /** Decides at once, without a database: nobody gets anything, but everybody an answer. */
  private static BatchDecision answering() {
    var parts = PlainMerchant.parts(
        new TransactionTemplate() {
          @Override
          public <T extends @Nullable Object> T execute(TransactionCallback<T> work) {
            throw new Unavailable("closed today", null);
          }
        },
        unused(HoldStore.class),
        unused(StockLedger.class),
        unused(ShopWindowStore.class),
        unused(LeaseBook.class),
        unused(LeaseShares.class),
        new OpenGate(),
        new TakeBacks(),
        UUID::randomUUID,
        () -> ASKED);
    return new BatchDecision(LOCATION, new HoldDecisions(parts), parts, Runnable::run);
  }

  private static final class OpenGate implements Gate {
    @Override
    public List<Gate.Verdict> reserve(LocationId location, List<HoldRequest> requests) {
      return requests.stream().map(_ -> Gate.Verdict.CANNOT_TELL).toList();
    }

    @Override
    public void decided(LocationId location, Collection<UUID> requests, Collection<Free> truth) {}
  }

  private static <T> T unused(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, method, _) -> {
          throw new UnsupportedOperationException(method.getName());
        }));
  }

  // Threads.

  private static Thread start(Runnable work) {
    var thread = new Thread(work);
    thread.start();
    return thread;
  }

  // Lincheck does not see a thread wait that is handed over as "thread::join".
  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static <T> @Nullable CompletableFuture<T> refusedOr(
      Supplier<CompletableFuture<T>> asking) {
    try {
      return asking.get();
    } catch (Unavailable | IllegalStateException refused) {
      return null;
    }
  }

  /** Waits for ever if need be; that Lincheck reports as a test that hangs. */
  private static void answered(CompletableFuture<?> answer) {
    try {
      answer.get();
    } catch (ExecutionException refused) {
      require(refused.getCause() instanceof Unavailable, "not an answer");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  // Not AssertJ: Lincheck would look into it.
  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
