package dev.tillbridge.hub.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.stock.Answer.Ended;
import dev.tillbridge.hub.stock.Answer.Granted;
import dev.tillbridge.hub.testing.CommitCutter;
import dev.tillbridge.hub.testing.CommitCutter.Cut;
import dev.tillbridge.model.stock.HoldState;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The line to PostgreSQL breaks at COMMIT: nobody guesses, the tombstone tells. */
class UnknownOutcomeTest {

  final StockRig rig = new StockRig();
  CommitCutter cutter;
  HikariDataSource pool;
  Stock stock;

  @BeforeEach
  void connectThroughTheCutter() throws IOException {
    var access = rig.db.database();
    var address = URI.create(access.url().substring("jdbc:".length()));
    cutter = new CommitCutter(address.getPort());
    var config = new HikariConfig();
    config.setJdbcUrl(access.url().replace(":" + address.getPort(), ":" + cutter.port()));
    config.setUsername(access.user());
    config.setPassword(access.password());
    config.setMaximumPoolSize(4);
    pool = new HikariDataSource(config);
    var jdbc = JdbcClient.create(pool);
    stock = new Stock(
        jdbc,
        new TransactionTemplate(new DataSourceTransactionManager(pool)),
        new Deliveries(jdbc, rig.clock),
        rig.gate,
        List.of(),
        rig.clock);
  }

  @AfterEach
  void close() {
    stock.close();
    pool.close();
    cutter.close();
    rig.close();
  }

  @Test
  void a_hold_whose_commit_was_answered_by_silence_is_found_and_granted_once() {
    var mug = rig.shelf("MUG", 5);
    var wish = StockRig.wish(UUID.randomUUID(), mug, 2);
    stock.reservations().reserve(StockRig.wish(UUID.randomUUID(), mug, 1));
    cutter.arm(Cut.AFTER_COMMIT);
    assertThat(stock.reservations().reserve(wish)).isInstanceOf(Granted.class);
    assertThat(cutter.isArmed()).isFalse();
    assertThat(stock.reservations().reserve(wish)).isInstanceOf(Granted.class);
    assertThat(rig.level(mug).held()).isEqualTo(3);
    rig.assertLedgerExplainsEverything();
  }

  @Test
  void a_hold_whose_commit_never_arrived_is_barred_and_takes_nothing() {
    var mug = rig.shelf("MUG", 5);
    var wish = StockRig.wish(UUID.randomUUID(), mug, 2);
    stock.reservations().reserve(StockRig.wish(UUID.randomUUID(), mug, 1));
    cutter.arm(Cut.BEFORE_COMMIT);
    assertThat(stock.reservations().reserve(wish))
        .isInstanceOfSatisfying(
            Ended.class, ended -> assertThat(ended.hold().state()).isEqualTo(HoldState.VOID));
    assertThat(cutter.isArmed()).isFalse();
    assertThat(stock.reservations().reserve(wish)).isInstanceOf(Ended.class);
    assertThat(rig.level(mug).held()).isEqualTo(1);
    rig.assertLedgerExplainsEverything();
  }

  @Test
  void another_wish_under_a_known_id_is_told_so_even_when_its_own_commit_is_lost() {
    var mug = rig.shelf("MUG", 5);
    var id = UUID.randomUUID();
    stock.reservations().reserve(StockRig.wish(id, mug, 1));
    cutter.arm(Cut.BEFORE_COMMIT);
    assertThatThrownBy(() -> stock.reservations().reserve(StockRig.wish(id, mug, 2)))
        .isInstanceOf(IdReused.class);
    assertThat(cutter.isArmed()).isFalse();
    assertThat(rig.level(mug).held()).isEqualTo(1);
  }
}
