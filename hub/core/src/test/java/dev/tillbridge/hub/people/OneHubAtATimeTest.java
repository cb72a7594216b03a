package dev.tillbridge.hub.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.testing.Db;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OneHubAtATimeTest {

  final Db db = Db.fresh();

  @AfterEach
  void close() {
    db.close();
  }

  @Test
  void two_hubs_never_do_the_same_thing_at_the_same_time() {
    var inside = new AtomicInteger();
    var most = new AtomicInteger();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 3; i++) {
        // Each with a lock object of its own, as in another process.
        var hub = new OneHubAtATime(db.jdbc(), db.tx());
        var _ = threads.submit(() -> hub.run("renew", () -> {
          most.accumulateAndGet(inside.incrementAndGet(), Math::max);
          db.jdbc().sql("select pg_sleep(0.1) is null as slept").query().singleRow();
          return inside.decrementAndGet();
        }));
      }
    }
    assertThat(most.get()).isEqualTo(1);
    assertThat(inside.get()).isZero();
  }

  @Test
  void what_was_stored_under_the_lock_stands_even_if_the_work_fails_afterwards() {
    var secrets = new Secrets(db.jdbc(), InstantSource.system(), new byte[32]);
    var hub = new OneHubAtATime(db.jdbc(), db.tx());
    assertThatThrownBy(() -> hub.run("renew", () -> {
          secrets.put("token", "new");
          throw new IllegalStateException("and then the line went dead");
        }))
        .hasMessageContaining("dead");
    assertThat(secrets.get("token")).contains("new");
  }
}
