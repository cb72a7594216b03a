package dev.tillbridge.hub.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tillbridge.hub.testing.Db;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

class StrandedSessionsTest {

  @Test
  void who_stopped_in_the_midst_of_sending_rows_holds_nobody_up() throws Exception {
    try (var db = Db.fresh()) {
      var access = db.database();
      var stopped = DriverManager.getConnection(access.url(), access.user(), access.password());
      var sessions = new StrandedSessions(db.jdbc());
      db.jdbc().sql("create table pot (coins int not null)").update();
      db.jdbc().sql("insert into pot values (1)").update();
      stopped.setAutoCommit(false);
      try (var lock = stopped.createStatement()) {
        lock.execute("select coins from pot for update");
      }
      var ignored = stopped.unwrap(PGConnection.class).getCopyAPI().copyIn("copy pot from stdin");
      assertThat(sessions.end()).as("not at once").isZero();
      await().atMost(StrandedSessions.PATIENCE.multipliedBy(4)).until(() -> sessions.end() == 1);
      db.jdbc().sql("set lock_timeout = '1s'").update();
      assertThat(db.jdbc().sql("update pot set coins = 2").update()).isEqualTo(1);
      assertThat(sessions.end()).isZero();
      stopped.abort(Runnable::run);
    }
  }
}
