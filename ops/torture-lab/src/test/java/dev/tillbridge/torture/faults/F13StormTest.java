package dev.tillbridge.torture.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.torture.history.Reply;
import dev.tillbridge.torture.lab.Lab;
import dev.tillbridge.torture.lab.PostgresBox;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/**
 * F13: every fifth change of a shelf fails with 40001, and somebody locks the shelves in the other
 * order than everybody else, so that PostgreSQL must break deadlocks, mostly at the hubs' cost.
 */
class F13StormTest {

  /** One in so many may be told to come again. */
  private static final int SHOWN_AT_MOST = 10;

  /** PostgreSQL's word for whoever goes so that the others may stay. */
  private static final String DEADLOCK = "40P01";

  @Test
  void whole_transactions_are_tried_again_and_hardly_anybody_is_asked_to_come_again()
      throws Exception {
    try (var rig = new Rig(113)) {
      var postgres = rig.lab.postgres();
      var storming = new AtomicBoolean(true);
      begin(postgres);
      long deadlocksBefore = deadlocks(postgres);
      var adversary = Thread.ofPlatform().start(() -> lockInTheOtherOrder(postgres, storming));
      try {
        rig.begin();
        Thread.sleep(6_000);
        rig.load.stop();
      } finally {
        storming.set(false);
        adversary.join();
        long storms = postgres.number("select last_value from torture_storm");
        end(postgres);
        long deadlocks = deadlocks(postgres) - deadlocksBefore;
        long barred = rig.history.calls().stream()
            .filter(call -> call.reply().equals(new Reply.Ended("VOID")))
            .count();
        Rig.say(
            "F13",
            ("%.2f retries per commit (%d failures 40001, %d deadlocks, %d calls answered); failures"
                    + " shown to users %d, ids barred %d")
                .formatted(
                    (storms + deadlocks) / (double) Math.max(1, rig.acknowledged()),
                    storms,
                    deadlocks,
                    rig.acknowledged(),
                    rig.failures(),
                    barred));
        assertThat(storms + deadlocks).isPositive();
      }
      // Retries are bounded: on a machine with no time to spare somebody may be asked to come
      // again.
      assertThat(rig.failures()).isLessThanOrEqualTo(rig.acknowledged() / SHOWN_AT_MOST);
      assertThat(rig.wrong()).isEmpty();
      rig.settle();
      assertThat(rig.violations()).isEmpty();
    }
  }

  private static void begin(PostgresBox postgres) {
    // The longer patience is the adversary's: whoever finds the deadlock is the one to go.
    postgres.update("alter system set deadlock_timeout = '30ms'");
    postgres.query(c -> run(c, "select pg_reload_conf()"));
    postgres.update("create sequence torture_storm");
    postgres.update("""
        create function torture_storm() returns trigger language plpgsql as $$
        begin
          if random() < 0.2 then
            perform nextval('torture_storm');
            raise sqlstate '40001' using message = 'a storm';
          end if;
          return null;
        end $$
        """);
    postgres.update("""
        create trigger torture_storm before update on stock
          for each statement execute function torture_storm()
        """);
  }

  private static void end(PostgresBox postgres) {
    postgres.update("drop trigger torture_storm on stock");
    postgres.update("drop function torture_storm()");
    postgres.update("drop sequence torture_storm");
    postgres.update("alter system reset deadlock_timeout");
    postgres.query(c -> run(c, "select pg_reload_conf()"));
  }

  private static boolean run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      return statement.execute(sql);
    }
  }

  private static long deadlocks(PostgresBox postgres) {
    return postgres.number(
        "select deadlocks from pg_stat_database where datname = current_database()");
  }

  private static void lockInTheOtherOrder(PostgresBox postgres, AtomicBoolean storming) {
    postgres.query(connection -> {
      connection.setAutoCommit(false);
      // A session looks for a deadlock once, when it has waited this long. So it may not be for
      // ever: nobody else would see the ring that the adversary's own wait has closed.
      run(connection, "set deadlock_timeout = '200ms'");
      connection.commit();
      while (storming.get()) {
        try {
          lockAllShelves(connection);
          connection.commit();
        } catch (SQLException e) {
          connection.rollback();
          if (!DEADLOCK.equals(e.getSQLState())) {
            throw e;
          }
        }
        run(connection, "select pg_sleep(0.02)");
      }
      return true;
    });
  }

  private static void lockAllShelves(Connection connection) throws SQLException {
    for (var sku : new String[] {"SKU-30", "SKU-20", "SKU-10", "HOT"}) {
      run(
          connection,
          "select 1 from stock where location = '%s' and sku = '%s' for update"
              .formatted(Lab.MAIN, sku));
      run(connection, "select pg_sleep(0.02)");
    }
  }
}
