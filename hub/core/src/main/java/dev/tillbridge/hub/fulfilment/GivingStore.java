package dev.tillbridge.hub.fulfilment;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.fulfilment.OrderStore.Order;
import dev.tillbridge.model.money.Money;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What shops are asked to give back, in PostgreSQL. Joins the caller's transaction. */
final class GivingStore {

  /** How far it has come. */
  enum State {
    SENDING,
    DONE,
    REFUSED
  }

  /** Money that a shop is asked for. */
  record Row(
      UUID id,
      UUID cause,
      String shop,
      String orderId,
      Money amount,
      SequencedMap<String, Integer> units,
      String why,
      State state) {}

  private final JdbcClient jdbc;

  GivingStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** False when it was asked for before. */
  boolean add(
      UUID id,
      UUID cause,
      Order order,
      Money amount,
      SequencedMap<String, Integer> units,
      String why,
      Instant now) {
    boolean fresh = jdbc.sql("""
                insert into shop_giving (id, cause, sale_id, shop, order_id, amount, currency, why,
                                         state, made_at)
                values (:id, :cause, :sale, :shop, :order, :amount, :currency, :why, 'SENDING', :now)
                on conflict (id) do nothing
                """)
            .param("id", id)
            .param("cause", cause)
            .param("sale", order.id())
            .param("shop", order.shop())
            .param("order", order.orderId())
            .param("amount", amount.minor())
            .param("currency", amount.currency().getCurrencyCode())
            .param("why", why)
            .param("now", now.atOffset(UTC))
            .update()
        == 1;
    if (fresh) {
      units.forEach((line, some) ->
          jdbc.sql("""
              insert into shop_giving_line (giving_id, line_id, units) values (:id, :line, :units)
              """).param("id", id).param("line", line).param("units", some).update());
    }
    return fresh;
  }

  Optional<Row> find(UUID id) {
    return jdbc.sql("""
            select id, cause, shop, order_id, amount, currency, why, state from shop_giving
             where id = :id
            """)
        .param("id", id)
        .query((row, _) -> new Row(
            id,
            row.getObject("cause", UUID.class),
            row.getString("shop"),
            row.getString("order_id"),
            Money.of(row.getLong("amount"), row.getString("currency")),
            units(id),
            row.getString("why"),
            State.valueOf(row.getString("state"))))
        .optional();
  }

  private SequencedMap<String, Integer> units(UUID id) {
    var units = new LinkedHashMap<String, Integer>();
    jdbc.sql("select line_id, units from shop_giving_line where giving_id = :id order by line_id")
        .param("id", id)
        .query(row -> {
          units.put(row.getString("line_id"), row.getInt("units"));
        });
    return units;
  }

  boolean isDone(UUID cause) {
    return jdbc.sql("""
            select count(*) > 0 and bool_and(state = 'DONE') from shop_giving where cause = :cause
            """).param("cause", cause).query(Boolean.class).single();
  }

  void end(UUID id, State state, @Nullable String remoteId, @Nullable String note, Instant now) {
    jdbc.sql("""
            update shop_giving set state = :state, remote_id = :remote, note = :note, settled_at = :now
             where id = :id
            """)
        .param("state", state.name())
        .param("remote", remoteId)
        .param("note", note)
        .param("now", now.atOffset(UTC))
        .param("id", id)
        .update();
  }
}
