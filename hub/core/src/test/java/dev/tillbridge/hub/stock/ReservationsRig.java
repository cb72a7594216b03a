package dev.tillbridge.hub.stock;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.stock.StockLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;

/** A hub that grants and ends holds. */
abstract class ReservationsRig {

  final StockRig rig = new StockRig();

  @AfterEach
  void close() {
    rig.close();
  }

  long waitingForALock() {
    return rig.db
        .jdbc()
        .sql(
            "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()")
        .query(Long.class)
        .single();
  }

  static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static LongStream seeds() {
    return LongStream.range(0, 12);
  }

  static HoldRequest cart(List<StockLine> lines) {
    return new HoldRequest(
        UUID.randomUUID(), StockRig.MAIN, Channel.COUNTER, lines, Duration.ofMinutes(10));
  }

  static List<StockLine> basket(Random random, List<Sku> skus) {
    return IntStream.rangeClosed(0, random.nextInt(3))
        .mapToObj(_ -> new StockLine(skus.get(random.nextInt(skus.size())), 1 + random.nextInt(3)))
        .toList();
  }

  static List<Answer> atOnce(int times, Callable<Answer> call) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new ArrayList<Answer>();
      for (Future<Answer> answer :
          threads.invokeAll(IntStream.range(0, times).mapToObj(_ -> call).toList())) {
        answers.add(answer.get());
      }
      return answers;
    }
  }
}
