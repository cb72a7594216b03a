package dev.tillbridge.hub.stock;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Rows for PostgreSQL's COPY in its binary format: the fastest way in, because nothing is parsed or
 * planned and a page takes many rows at once. Every row must have all its columns, in order.
 */
final class BinaryCopy {

  private static final byte[] HEADER = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };
  private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");
  private static final short END = -1;

  private final String statement;
  private final short columns;
  private ByteBuffer rows = ByteBuffer.allocate(16_384).put(HEADER);

  /**
   * Begins with no rows.
   *
   * @param table and its columns, as SQL spells them: {@code hold_line (hold_id, sku)}
   */
  BinaryCopy(String table, int columns) {
    this.statement = "copy " + table + " from stdin (format binary)";
    this.columns = (short) columns;
  }

  /** Begins the next row. */
  BinaryCopy row() {
    room(Short.BYTES).putShort(columns);
    return this;
  }

  BinaryCopy add(String text) {
    return add(text.getBytes(StandardCharsets.UTF_8));
  }

  BinaryCopy add(byte[] bytes) {
    room(Integer.BYTES + bytes.length).putInt(bytes.length).put(bytes);
    return this;
  }

  BinaryCopy add(int number) {
    room(2 * Integer.BYTES).putInt(Integer.BYTES).putInt(number);
    return this;
  }

  BinaryCopy add(long number) {
    room(Integer.BYTES + Long.BYTES).putInt(Long.BYTES).putLong(number);
    return this;
  }

  BinaryCopy add(UUID id) {
    room(Integer.BYTES + 2 * Long.BYTES)
        .putInt(2 * Long.BYTES)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits());
    return this;
  }

  BinaryCopy addOrNull(@Nullable Integer number) {
    return number == null ? addNull() : add((int) number);
  }

  BinaryCopy addOrNull(@Nullable UUID id) {
    return id == null ? addNull() : add(id);
  }

  private BinaryCopy addNull() {
    room(Integer.BYTES).putInt(-1);
    return this;
  }

  /** A timestamp with time zone, to the microsecond. */
  BinaryCopy add(Instant at) {
    room(Integer.BYTES + Long.BYTES)
        .putInt(Long.BYTES)
        .putLong(ChronoUnit.MICROS.between(EPOCH, at));
    return this;
  }

  /**
   * Sends all rows, if there are any, on the connection of the caller's transaction.
   *
   * @throws IllegalStateException when there is no transaction
   */
  void send() {
    if (rows.position() == HEADER.length) {
      return;
    }
    room(Short.BYTES).putShort(END);
    try {
      var copy = connection().unwrap(PGConnection.class).getCopyAPI().copyIn(statement);
      try {
        copy.writeToCopy(rows.array(), 0, rows.position());
        copy.endCopy();
      } finally {
        if (copy.isActive()) {
          copy.cancelCopy();
        }
      }
    } catch (SQLException e) {
      var known = new SQLStateSQLExceptionTranslator().translate("copy", statement, e);
      throw known == null ? new UncategorizedSQLException("copy", statement, e) : known;
    }
  }

  private static Connection connection() {
    return TransactionSynchronizationManager.getResourceMap().values().stream()
        .filter(ConnectionHolder.class::isInstance)
        .map(holder -> ((ConnectionHolder) holder).getConnection())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("COPY outside of a transaction"));
  }

  private ByteBuffer room(int bytes) {
    if (rows.remaining() < bytes) {
      rows.flip();
      rows = ByteBuffer.allocate(2 * (rows.limit() + bytes)).put(rows);
    }
    return rows;
  }
}
