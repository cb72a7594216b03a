package dev.tillbridge.hub.credit;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.model.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What of cards is promised to sales that are being paid. Who asks how much is left holds the lock of the
 * card's row, so that two tills are never promised the same money. Joins the caller's transaction.
 */
final class ValueHolds {

  /** A till that lost the hub after this must still find the money when its sale arrives. */
  static final Duration KEPT = Duration.ofDays(1);

  private final JdbcClient jdbc;

  ValueHolds(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<StoredValue> lock(Code code) {
    return jdbc.sql("select * from stored_value where code_hash = :hash for update")
        .param("hash", code.hash())
        .query((row, _) -> ValueStore.value(row))
        .optional();
  }

  /**
   * What nobody else has been promised; never below zero.
   *
   * @param except the sale, or the one hold, that asks
   */
  Money left(StoredValue card, UUID except, Instant now) {
    long held = jdbc.sql("""
            select coalesce(sum(amount), 0)::bigint from value_hold
             where value_id = :value and released_at is null and ends_at > :now
               and sale_id <> :except and id <> :except
            """)
        .param("value", card.id())
        .param("now", now.atOffset(UTC))
        .param("except", except)
        .query(Long.class)
        .single();
    return new Money(Math.max(0, card.balance().minor() - held), card.balance().currency());
  }

  /** False when the id stands for something else. */
  boolean put(UUID id, StoredValue card, UUID sale, Money amount, Instant now) {
    return jdbc.sql("""
                insert into value_hold (id, value_id, sale_id, amount, held_at, ends_at)
                values (:id, :value, :sale, :amount, :now, :ends)
                on conflict (id) do update set ends_at = excluded.ends_at
                 where value_hold.value_id = excluded.value_id
                   and value_hold.sale_id = excluded.sale_id
                   and value_hold.amount = excluded.amount
                   and value_hold.released_at is null
                """)
            .param("id", id)
            .param("value", card.id())
            .param("sale", sale)
            .param("amount", amount.minor())
            .param("now", now.atOffset(UTC))
            .param("ends", now.plus(KEPT).atOffset(UTC))
            .update()
        == 1;
  }

  void release(UUID id, Instant now) {
    jdbc.sql("update value_hold set released_at = :now where id = :id and released_at is null")
        .param("now", now.atOffset(UTC))
        .param("id", id)
        .update();
  }

  /** The sale has come: what was set aside for it is taken now. */
  void used(StoredValue card, UUID sale, Instant now) {
    jdbc.sql("""
            update value_hold set released_at = :now
             where value_id = :value and sale_id = :sale and released_at is null
            """)
        .param("now", now.atOffset(UTC))
        .param("value", card.id())
        .param("sale", sale)
        .update();
  }
}
