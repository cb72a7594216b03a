package dev.tillbridge.bench;

import com.zaxxer.hikari.HikariDataSource;
import dev.tillbridge.model.catalog.Sku;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.UUID;

/** What PostgreSQL alone reaches on this machine in these minutes, without any of our code. */
final class Floors {

  /** As many as the floor that the goals speak of. */
  static final int CLIENTS = 16;

  /** Requests that one writer coalesces into one UPDATE. */
  static final int COALESCED = 100;

  /** Carts in one transaction of inserts, and lines in a cart. */
  static final int CARTS = 256;

  static final int LINES = 3;

  private static final String UPDATE = """
      update stock set held = held + ?, version = version + 1
       where location = 'main' and sku = ? and free >= ?
      """;

  private Floors() {}

  /** Conditional UPDATEs of one row, each a transaction, by 16 clients: updates a second. */
  static double hotRow(Rig rig, Sku sku, Duration time) {
    try (var pool = rig.pool(CLIENTS)) {
      return Callers.run(CLIENTS, time, rig.cpu(), _ -> update(pool.getConnection(), sku, 1))
          .perSecond();
    }
  }

  /** One writer whose UPDATE stands for 100 requests each: requests a second. */
  static double coalesced(Rig rig, Sku sku, Duration time) {
    try (var pool = rig.pool(1)) {
      return COALESCED
          * Callers.run(1, time, rig.cpu(), _ -> update(pool.getConnection(), sku, COALESCED))
              .perSecond();
    }
  }

  private static Callers.Work update(Connection connection, Sku sku, int units)
      throws SQLException {
    var update = connection.prepareStatement(UPDATE);
    update.setInt(1, units);
    update.setString(2, sku.code());
    update.setInt(3, units);
    return _ -> {
      if (update.executeUpdate() != 1) {
        throw new IllegalStateException("the floor's shelf is empty");
      }
    };
  }

  /**
   * Inserts of what a granted cart of three lines leaves behind, and nothing else: one row like a
   * hold, three like its lines, three like their ledger, 256 carts a transaction, one writer, with
   * the indexes and checks of the real tables.
   *
   * @return lines a second
   */
  static double inserts(Rig rig, Duration time) {
    try (var pool = rig.pool(1)) {
      createTables(pool);
      return CARTS
          * LINES
          * Callers.run(1, time, rig.cpu(), _ -> inserting(pool.getConnection()))
              .perSecond();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void createTables(HikariDataSource pool) throws SQLException {
    try (var connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      for (var table : new String[] {"hold", "hold_line", "stock_ledger"}) {
        statement.execute("drop table if exists floor_" + table);
        statement.execute("create table floor_%s (like %s including all)".formatted(table, table));
      }
    }
  }

  private static Callers.Work inserting(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    var holds = connection.prepareStatement("""
        insert into floor_hold (id, request_hash, location, channel, state, epoch, created_at,
                                expires_at)
        select id, sha256(id::text::bytea), 'main', 'WEB', 'HELD', 1, now(), now() + interval '1 h'
          from unnest(?::uuid[]) id
        """);
    var lines = connection.prepareStatement("""
        insert into floor_hold_line (hold_id, sku, quantity)
        select id, 'CART-' || lpad(n::text, 6, '0'), 1
          from unnest(?::uuid[]) id, generate_series(1, %d) n
        """.formatted(LINES));
    var ledger = connection.prepareStatement("""
        insert into floor_stock_ledger (location, sku, held, cause, cause_id, event_at, recorded_at)
        select 'main', 'CART-' || lpad(n::text, 6, '0'), 1, 'HOLD', id::text, now(),
               clock_timestamp()
          from unnest(?::uuid[]) id, generate_series(1, %d) n
        """.formatted(LINES));
    return random -> {
      var ids = connection.createArrayOf("uuid", ids(random));
      for (var statement : new java.sql.PreparedStatement[] {holds, lines, ledger}) {
        statement.setArray(1, ids);
        statement.executeUpdate();
      }
      connection.commit();
    };
  }

  private static UUID[] ids(SplittableRandom random) {
    var ids = new UUID[CARTS];
    for (int i = 0; i < CARTS; i++) {
      ids[i] = Ids.next(random);
    }
    return ids;
  }
}
