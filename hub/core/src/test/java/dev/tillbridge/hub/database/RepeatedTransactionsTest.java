package dev.tillbridge.hub.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.testing.Db;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.PlatformTransactionManager;

class RepeatedTransactionsTest {

  final Db db = Db.fresh();
  final RepeatedTransactions tx = new RepeatedTransactions(manager());

  private PlatformTransactionManager manager() {
    return Objects.requireNonNull(db.tx().getTransactionManager());
  }

  @BeforeEach
  void tables() {
    db.jdbc().sql("create table pot (id int primary key, coins int not null)").update();
    db.jdbc().sql("insert into pot values (1, 0), (2, 0)").update();
  }

  @AfterEach
  void close() {
    db.close();
  }

  private void put(int pot) {
    db.jdbc()
        .sql("update pot set coins = coins + 1 where id = :id")
        .param("id", pot)
        .update();
  }

  private int coins() {
    return db.jdbc().sql("select sum(coins)::int from pot").query(Integer.class).single();
  }

  @Test
  void two_that_lock_each_other_out_both_get_their_way() throws Exception {
    var tries = new AtomicInteger();
    var both = new CyclicBarrier(2);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int first : new int[] {1, 2}) {
        var met = new AtomicInteger();
        threads.execute(() -> tx.executeWithoutResult(_ -> {
          tries.incrementAndGet();
          put(first);
          if (met.getAndIncrement() == 0) {
            meet(both);
          }
          put(3 - first);
        }));
      }
    }
    assertThat(coins()).isEqualTo(4);
    assertThat(tries.get()).isEqualTo(3);
  }

  private static void meet(CyclicBarrier both) {
    try {
      both.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void what_was_done_before_the_failure_is_not_done_twice() {
    var tries = new AtomicInteger();
    tx.executeWithoutResult(_ -> {
      put(1);
      if (tries.incrementAndGet() < 3) {
        serializationFailure();
      }
    });
    assertThat(tries.get()).isEqualTo(3);
    assertThat(coins()).isEqualTo(1);
  }

  private void serializationFailure() {
    db.jdbc().sql("do $$ begin raise sqlstate '40001'; end $$").update();
  }

  @Test
  void it_does_not_try_for_ever() {
    var tries = new AtomicInteger();
    assertThatThrownBy(() -> tx.executeWithoutResult(_ -> {
          tries.incrementAndGet();
          serializationFailure();
        }))
        .isInstanceOf(CannotAcquireLockException.class);
    assertThat(tries.get()).isEqualTo(RepeatedTransactions.TRIES);
  }

  @Test
  void a_part_is_never_done_again_without_its_whole() {
    var whole = new AtomicInteger();
    var part = new AtomicInteger();
    tx.executeWithoutResult(_ -> {
      whole.incrementAndGet();
      put(1);
      tx.executeWithoutResult(_ -> {
        if (part.incrementAndGet() == 1) {
          serializationFailure();
        }
      });
    });
    assertThat(whole.get()).isEqualTo(2);
    assertThat(part.get()).isEqualTo(2);
    assertThat(coins()).isEqualTo(1);
  }

  @Test
  void a_lock_that_did_not_come_in_time_is_known_to_have_changed_nothing() throws Exception {
    var locked = new CountDownLatch(1);
    var enough = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var _ = threads.submit(() -> tx.executeWithoutResult(_ -> {
        put(1);
        locked.countDown();
        await(enough);
      }));
      await(locked);
      assertThatThrownBy(() -> tx.executeWithoutResult(_ -> {
            db.jdbc().sql("set local lock_timeout = '20ms'").update();
            put(1);
          }))
          .isInstanceOf(CannotAcquireLockException.class);
      enough.countDown();
    }
    assertThat(coins()).isEqualTo(1);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void any_other_failure_is_the_callers_at_once() {
    var tries = new AtomicInteger();
    assertThatThrownBy(() -> tx.executeWithoutResult(_ -> {
          tries.incrementAndGet();
          db.jdbc().sql("insert into pot values (1, 0)").update();
        }))
        .isInstanceOf(DuplicateKeyException.class);
    assertThat(tries.get()).isEqualTo(1);
  }
}
