package dev.tillbridge.torture.check;

import dev.tillbridge.torture.check.Books.Case;
import dev.tillbridge.torture.check.Books.Entry;
import dev.tillbridge.torture.check.Books.Escrow;
import dev.tillbridge.torture.check.Books.Hold;
import dev.tillbridge.torture.check.Books.Receipt;
import dev.tillbridge.torture.check.Books.Sale;
import dev.tillbridge.torture.check.Books.Shelf;
import dev.tillbridge.torture.check.Books.Shortage;
import dev.tillbridge.torture.history.Place;
import dev.tillbridge.torture.lab.PostgresBox;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads the {@link Books} past hubs and proxies: the one place that knows the hub's tables. */
public final class BooksReader {

  private static final int FETCH = 10_000;

  private final Connection connection;

  private BooksReader(Connection connection) {
    this.connection = connection;
  }

  /** All of it, as of one moment. */
  public static Books read(PostgresBox postgres) {
    return postgres.query(connection -> {
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setReadOnly(true);
      var books = new BooksReader(connection).all();
      connection.rollback();
      return books;
    });
  }

  private Books all() throws SQLException {
    var units = new HashMap<UUID, Map<String, Integer>>();
    var available = new HashMap<UUID, Map<String, Integer>>();
    holdLines(units, available);
    return new Books(
        ledger(),
        shelves(),
        holds(units, available),
        sales(),
        receipts(),
        cases(),
        escrow(),
        states());
  }

  private interface RowReader {
    void read(ResultSet row) throws SQLException;
  }

  private void each(String sql, RowReader reader) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.setFetchSize(FETCH);
      try (var rows = statement.executeQuery(sql)) {
        while (rows.next()) {
          reader.read(rows);
        }
      }
    }
  }

  private static Place place(ResultSet row) throws SQLException {
    // A handful of names in a million rows: one copy of each is enough.
    return new Place(row.getString("location").intern(), row.getString("sku").intern());
  }

  private static Counts counts(ResultSet row) throws SQLException {
    return new Counts(
        row.getLong("on_hand"),
        row.getLong("held"),
        row.getLong("committed"),
        row.getLong("escrowed"),
        row.getLong("suspense"),
        row.getLong("damaged"),
        row.getLong("in_transit"));
  }

  private static UUID uuid(ResultSet row, String column) throws SQLException {
    return row.getObject(column, UUID.class);
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getTimestamp(column).toInstant();
  }

  private List<Entry> ledger() throws SQLException {
    var ledger = new ArrayList<Entry>();
    each(
        "select * from stock_ledger order by seq",
        row -> ledger.add(new Entry(
            row.getLong("seq"),
            place(row),
            counts(row),
            row.getString("cause").intern(),
            row.getString("cause_id"),
            instant(row, "recorded_at"))));
    return ledger;
  }

  private Map<Place, Shelf> shelves() throws SQLException {
    var shelves = new HashMap<Place, Shelf>();
    each(
        "select * from stock",
        row -> shelves.put(place(row), new Shelf(counts(row), row.getLong("short"))));
    return shelves;
  }

  private void holdLines(
      Map<UUID, Map<String, Integer>> units, Map<UUID, Map<String, Integer>> available)
      throws SQLException {
    each("select hold_id, sku, quantity, available from hold_line", row -> {
      var id = uuid(row, "hold_id");
      var sku = row.getString("sku").intern();
      units.computeIfAbsent(id, _ -> new HashMap<>()).put(sku, row.getInt("quantity"));
      int there = row.getInt("available");
      if (!row.wasNull()) {
        available.computeIfAbsent(id, _ -> new HashMap<>()).put(sku, there);
      }
    });
  }

  private Map<UUID, Hold> holds(
      Map<UUID, Map<String, Integer>> units, Map<UUID, Map<String, Integer>> available)
      throws SQLException {
    var holds = new HashMap<UUID, Hold>();
    each("""
        select id, location, channel, state, epoch, sale_id, created_at, part_of,
               extract(epoch from expires_at - created_at)::int as ttl from hold
        """, row -> {
      var id = uuid(row, "id");
      holds.put(
          id,
          new Hold(
              row.getString("location"),
              row.getString("channel"),
              row.getString("state").intern(),
              row.getLong("epoch"),
              row.getObject("sale_id", UUID.class),
              instant(row, "created_at"),
              row.getInt("ttl"),
              row.getObject("part_of", UUID.class),
              units.getOrDefault(id, Map.of()),
              available.getOrDefault(id, Map.of())));
    });
    return holds;
  }

  private Map<UUID, Sale> sales() throws SQLException {
    var units = new HashMap<UUID, Map<String, Integer>>();
    each(
        "select sale_id, sku, quantity from sale_line",
        row -> units
            .computeIfAbsent(uuid(row, "sale_id"), _ -> new HashMap<>())
            .merge(row.getString("sku").intern(), row.getInt("quantity"), Integer::sum));
    var shortages = new HashMap<UUID, Map<String, Shortage>>();
    each(
        "select sale_id, sku, wanted, available from sale_shortage",
        row -> shortages
            .computeIfAbsent(uuid(row, "sale_id"), _ -> new HashMap<>())
            .put(
                row.getString("sku").intern(),
                new Shortage(row.getInt("wanted"), row.getInt("available"))));
    var sales = new HashMap<UUID, Sale>();
    each("select id, location, hold_id from sale", row -> {
      var id = uuid(row, "id");
      sales.put(
          id,
          new Sale(
              row.getString("location").intern(),
              row.getObject("hold_id", UUID.class),
              units.getOrDefault(id, Map.of()),
              shortages.getOrDefault(id, Map.of())));
    });
    return sales;
  }

  private Map<UUID, Receipt> receipts() throws SQLException {
    var receipts = new HashMap<UUID, Receipt>();
    each(
        "select id, location from goods_receipt",
        row ->
            receipts.put(uuid(row, "id"), new Receipt(row.getString("location").intern())));
    return receipts;
  }

  private List<Case> cases() throws SQLException {
    var cases = new ArrayList<Case>();
    each(
        "select id, kind, subject, opened_at, closed_at is null as open from open_case",
        row -> cases.add(new Case(
            uuid(row, "id"),
            row.getString("kind"),
            row.getString("subject"),
            instant(row, "opened_at"),
            row.getBoolean("open"))));
    return cases;
  }

  private List<Escrow> escrow() throws SQLException {
    var escrow = new ArrayList<Escrow>();
    each(
        "select holder, location, sku, granted_total - sold_total - returned_total as outstanding from escrow",
        row -> escrow.add(
            new Escrow(row.getString("holder"), place(row), row.getLong("outstanding"))));
    return escrow;
  }

  private Map<String, String> states() throws SQLException {
    var states = new HashMap<String, String>();
    each(
        "select id, state from location",
        row -> states.put(row.getString("id"), row.getString("state")));
    return states;
  }
}
