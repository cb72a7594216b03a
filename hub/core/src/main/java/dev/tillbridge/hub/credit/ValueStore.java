package dev.tillbridge.hub.credit;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.model.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Balances and their moves. Joins the caller's transaction. */
final class ValueStore {

  private final JdbcClient jdbc;

  ValueStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<StoredValue> find(Code code) {
    return jdbc.sql("select * from stored_value where code_hash = :hash")
        .param("hash", code.hash())
        .query((row, _) -> value(row))
        .optional();
  }

  Optional<StoredValue> find(UUID id) {
    return jdbc.sql("select * from stored_value where id = :id")
        .param("id", id)
        .query((row, _) -> value(row))
        .optional();
  }

  /**
   * Puts an amount on a card, a new one if nobody has seen its code before.
   *
   * @return empty when the code stands for another kind or currency
   */
  Optional<StoredValue> add(ValueKind kind, Code code, Money amount, Instant now) {
    return jdbc.sql("""
            insert into stored_value (id, kind, code_hash, ends_with, currency, balance, made_at)
            values (:id, :kind, :hash, :endsWith, :currency, :amount, :now)
            on conflict (code_hash) do update
               set balance = stored_value.balance + excluded.balance
             where stored_value.kind = excluded.kind and stored_value.currency = excluded.currency
            returning *
            """)
        .param("id", UUID.randomUUID())
        .param("kind", kind.name())
        .param("hash", code.hash())
        .param("endsWith", code.endsWith())
        .param("currency", amount.currency().getCurrencyCode())
        .param("amount", amount.minor())
        .param("now", now.atOffset(UTC))
        .query((row, _) -> value(row))
        .optional();
  }

  /** Takes an amount off, in one conditional statement: two can never take the same money. */
  Optional<StoredValue> take(ValueKind kind, Code code, Money amount) {
    return jdbc.sql("""
            update stored_value set balance = balance - :amount
             where code_hash = :hash and kind = :kind and currency = :currency
               and balance >= :amount
            returning *
            """)
        .param("amount", amount.minor())
        .param("hash", code.hash())
        .param("kind", kind.name())
        .param("currency", amount.currency().getCurrencyCode())
        .query((row, _) -> value(row))
        .optional();
  }

  void putBack(UUID id, Money amount) {
    int found = jdbc.sql("""
            update stored_value set balance = balance + :amount
             where id = :id and currency = :currency
            """)
        .param("amount", amount.minor())
        .param("id", id)
        .param("currency", amount.currency().getCurrencyCode())
        .update();
    if (found != 1) {
      throw new IllegalStateException("there is no card " + id + " in " + amount.currency());
    }
  }

  void note(UUID value, String cause, String causeId, Money amount, Instant now) {
    jdbc.sql("""
            insert into stored_value_move (value_id, cause, cause_id, amount, at)
            values (:value, :cause, :causeId, :amount, :now)
            """)
        .param("value", value)
        .param("cause", cause)
        .param("causeId", causeId)
        .param("amount", amount.minor())
        .param("now", now.atOffset(UTC))
        .update();
  }

  static StoredValue value(ResultSet row) throws SQLException {
    return new StoredValue(
        row.getObject("id", UUID.class),
        ValueKind.valueOf(row.getString("kind")),
        row.getString("ends_with"),
        Money.of(row.getLong("balance"), row.getString("currency")));
  }
}
