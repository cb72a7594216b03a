package dev.tillbridge.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tillbridge.hub.testing.Db;
import dev.tillbridge.model.shop.ShopEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.TransientDataAccessException;

/** Letters that come at the same moment: what PostgreSQL does while nobody can write is seen here. */
class InboxDoorTest {

  private static final String SHOP = "a.example";
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final Db db = Db.fresh();
  private final Inbox inbox = new Inbox(db.jdbc(), () -> NOON);
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void close() {
    callers.close();
    db.close();
  }

  @Test
  void many_that_come_together_take_one_connection_and_each_counts_once() throws Exception {
    var answers = new ArrayList<Future<Boolean>>();
    try (var _ = nobodyWrites()) {
      var here = new CountDownLatch(120);
      for (int i = 0; i < 120; i++) {
        var event = event("e" + i % 40, "orders/create");
        answers.add(callers.submit(() -> {
          here.countDown();
          return inbox.receive(SHOP, event);
        }));
      }
      here.await();
      await().until(() -> waitingForTheTable() == 1);
      assertThat(answers).noneMatch(Future::isDone);
    }
    int fresh = 0;
    for (var answer : answers) {
      fresh += answer.get() ? 1 : 0;
    }
    assertThat(fresh).isEqualTo(40);
    assertThat(inbox.claim(200)).hasSize(40);
  }

  @Test
  void one_that_cannot_be_stored_does_not_take_the_others_with_it() throws Exception {
    var good = new ArrayList<Future<Boolean>>();
    Future<Boolean> bad;
    try (var _ = nobodyWrites()) {
      var first = send(event("first", "orders/create"));
      await().until(() -> waitingForTheTable() == 1);
      good.add(first);
      good.add(send(event("before", "orders/create")));
      bad = send(event("bad", "orders/\0create"));
      good.add(send(event("after", "orders/create")));
    }
    for (var answer : good) {
      assertThat(answer.get()).isTrue();
    }
    assertThatThrownBy(bad::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(DataIntegrityViolationException.class);
    assertThat(ids()).containsExactlyInAnyOrder("first", "before", "after");
  }

  @Test
  void who_waits_too_long_hears_that_nobody_knows_and_coming_again_is_a_repetition()
      throws Exception {
    Future<Boolean> first;
    try (var _ = nobodyWrites()) {
      first = send(event("first", "orders/create"));
      await().until(() -> waitingForTheTable() == 1);
      assertThatThrownBy(() -> inbox.receive(SHOP, event("second", "orders/create")))
          .isInstanceOf(TransientDataAccessException.class);
    }
    assertThat(first.get()).isTrue();
    inbox.receive(SHOP, event("third", "orders/create"));
    assertThat(inbox.receive(SHOP, event("second", "orders/create"))).isFalse();
    assertThat(ids()).containsExactlyInAnyOrder("first", "second", "third");
  }

  @Test
  void a_database_that_is_gone_is_an_error_for_each_and_not_a_no() {
    db.close();
    var answers = List.of(send(event("e1", "orders/create")), send(event("e2", "orders/create")));
    assertThat(answers)
        .allSatisfy(answer -> assertThatThrownBy(answer::get)
            .isInstanceOf(ExecutionException.class)
            .hasCauseInstanceOf(DataAccessException.class));
  }

  @Test
  void a_letter_is_not_stored_within_somebody_elses_transaction() {
    assertThatThrownBy(() ->
            db.tx().execute(_ -> inbox.receive(SHOP, event("e1", "orders/create"))))
        .isInstanceOf(IllegalStateException.class);
  }

  private Future<Boolean> send(ShopEvent event) {
    Callable<Boolean> call = () -> inbox.receive(SHOP, event);
    return callers.submit(call);
  }

  private Held nobodyWrites() throws SQLException {
    var connection = db.dataSource().getConnection();
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      statement.execute("lock table inbox in exclusive mode");
    }
    return new Held(connection);
  }

  private record Held(Connection connection) implements AutoCloseable {
    @Override
    public void close() throws SQLException {
      connection.rollback();
      connection.close();
    }
  }

  private long waitingForTheTable() {
    return db.jdbc().sql("""
            select count(*) from pg_stat_activity
             where datname = current_database() and wait_event_type = 'Lock'
            """).query(Long.class).single();
  }

  private List<@Nullable String> ids() {
    return db.jdbc().sql("select event_id from inbox").query(String.class).list();
  }

  private static ShopEvent event(String id, String topic) {
    return new ShopEvent(id, topic, NOON.minus(Duration.ofSeconds(1)), "{}");
  }
}
