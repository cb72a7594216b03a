package dev.tillbridge.hub.closing;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.model.books.Role;
import dev.tillbridge.model.payment.SettlementLine.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds out which sale or refund of the hub a movement is, and how much of it that explains. */
final class Explaining {

  private static final String PLACE = """
       s.location, s.channel,
       coalesce((select time_zone from location p where p.id = s.location),
                (select time_zone from location order by id limit 1), 'UTC') as time_zone
      """;

  private final JdbcClient jdbc;

  Explaining(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * What is known of a movement.
   *
   * @param matched the sale or refund that it is, or null
   * @param most how much of money was entered for it, above zero
   * @param otherwise what is not explained
   */
  record Found(
      @Nullable String matched,
      long most,
      Role otherwise,
      @Nullable String location,
      @Nullable String channel,
      ZoneId zone) {

    Found but(Role rest) {
      return new Found(null, 0, rest, location, channel, zone);
    }

    Found rest(Role rest) {
      return new Found(matched, most, rest, location, channel, zone);
    }
  }

  Found find(Movement movement) {
    var kind = movement.line().kind();
    var found = kind == Kind.CHARGE
        ? charge(movement)
        : kind == Kind.REFUND ? refund(movement) : Optional.<Found>empty();
    // What goes back for a sale that is known is owed for it; of the rest nobody knows.
    var rest = kind == Kind.REFUND ? Role.OWED : Role.UNCLEAR;
    return found
        .map(one -> one.rest(rest))
        .orElseGet(
            () -> ofCharge(movement).map(charge -> charge.but(rest)).orElseGet(this::nowhere));
  }

  /** How much of a match other movements have taken. */
  long taken(Movement movement, String matched) {
    return jdbc.sql("""
            select coalesce(sum(abs(explains)), 0)::bigint from gateway_work
             where matched = :matched
               and (gateway, account, id) <> (:gateway, :account, :id)
            """)
        .param("matched", matched)
        .param("gateway", movement.gateway().name())
        .param("account", movement.account())
        .param("id", movement.line().id())
        .query(Long.class)
        .single();
  }

  private Optional<Found> charge(Movement movement) {
    return switch (movement.gateway()) {
      case PAYPAL ->
        payment(movement, movement.line().id(), uuid(movement.line().reference()));
      case CARD -> card(movement);
      case SHOP -> order(movement);
    };
  }

  private Optional<Found> payment(Movement movement, String captured, @Nullable UUID payment) {
    return first(jdbc.sql("""
             select p.id::text as matched, p.amount as most,
            """ + PLACE + """
               from payment p left join sale s on s.id = p.sale_id
              where p.gateway = 'PAYPAL' and p.state = 'CAPTURED' and p.currency = :currency
                and (p.capture_reference = :captured or p.id = :payment)
              order by p.capture_reference = :captured desc limit 1
             """)
        .param("currency", currency(movement))
        .param("captured", captured)
        .param("payment", payment)
        .query((row, _) -> found(row))
        .list());
  }

  /** The slip's number is what the till wrote down; the same may come again after years. */
  private Optional<Found> card(Movement movement) {
    return first(jdbc.sql("""
             select s.id || '|' || t.position as matched, t.amount as most,
            """ + PLACE + """
               from tender t join sale s on s.id = t.sale_id
              where t.kind = 'CARD' and t.reference = :reference and s.currency = :currency
              order by t.amount = :amount desc, abs(extract(epoch from s.sold_at - :at))
              limit 1
             """)
        .param("reference", movement.line().reference())
        .param("currency", currency(movement))
        .param("amount", movement.line().amount().minor())
        .param("at", movement.line().at().atOffset(UTC))
        .query((row, _) -> found(row))
        .list());
  }

  /** What the ledger says is with the shop's gateways for the order, also after it was edited. */
  private Optional<Found> order(Movement movement) {
    return shop(movement, "|SHOP", "1", "e.cause in ('SALE', 'ORDER_EDIT')");
  }

  private Optional<Found> refund(Movement movement) {
    return switch (movement.gateway()) {
      case PAYPAL ->
        first(jdbc.sql("""
                 select r.id::text as matched, r.amount as most,
                """ + PLACE + """
                   from refund r join payment p on p.id = r.payment_id
                   left join sale s on s.id = p.sale_id
                  where r.remote_id = :id and r.state = 'DONE' and p.currency = :currency
                 """)
            .param("id", movement.line().id())
            .param("currency", currency(movement))
            .query((row, _) -> found(row))
            .list());
      case CARD ->
        first(jdbc.sql("""
                 select r.id || '|' || t.position as matched, t.amount as most,
                """ + PLACE + """
                   from sale_refund_tender t join sale_refund r on r.id = t.refund_id
                   left join sale s on s.id = r.sale_id
                  where t.kind = 'CARD' and t.reference = :reference and r.currency = :currency
                  order by t.amount = -(:amount) desc,
                           abs(extract(epoch from r.refunded_at - :at))
                  limit 1
                 """)
            .param("reference", movement.line().reference())
            .param("currency", currency(movement))
            .param("amount", movement.line().amount().minor())
            .param("at", movement.line().at().atOffset(UTC))
            .query((row, _) -> found(row))
            .list());
      case SHOP -> shop(movement, "|BACK", "-1", "e.cause = 'SHOP_REFUND'");
    };
  }

  private Optional<Found> shop(Movement movement, String part, String sign, String causes) {
    return first(jdbc.sql("select s.id || '"
            + part
            + "' as matched, coalesce((select sum(l.amount) * "
            + sign
            + " from entry e join entry_line l on l.entry_id = e.id where "
            + causes
            + " and e.cause_id >= s.id::text and e.cause_id < s.id || '~'"
            + " and l.role = 'SHOP' and l.currency = :currency), 0)::bigint as most,"
            + PLACE
            + " from shop_order o join sale s on s.id = o.sale_id"
            + " where o.shop = :shop and o.name = :reference"
            + " order by s.recorded_at desc limit 1")
        .param("shop", movement.account())
        .param("reference", movement.line().reference())
        .param("currency", currency(movement))
        .query((row, _) -> found(row))
        .list());
  }

  /** Where the charge belongs that this is about. */
  private Optional<Found> ofCharge(Movement movement) {
    var about = movement.line().about();
    if (about == null) {
      // A shop names the order instead.
      return movement.gateway() == Gateway.SHOP ? order(movement) : Optional.empty();
    }
    if (movement.gateway() == Gateway.PAYPAL) {
      return payment(movement, about, null);
    }
    return first(jdbc.sql("""
             select null as matched, 0 as most,
            """ + PLACE + """
               from gateway_work w
               join sale s on s.id::text = split_part(w.matched, '|', 1)
              where w.gateway = :gateway and w.account = :account and w.matched is not null
                and w.id in (select :about
                             union all
                             select l.id from gateway_line l
                              where l.gateway = :gateway and l.account = :account
                                and l.about = :about and l.kind = 'CHARGE')
              limit 1
             """)
        .param("gateway", movement.gateway().name())
        .param("account", movement.account())
        .param("about", about)
        .query((row, _) -> found(row))
        .list());
  }

  private Found nowhere() {
    return new Found(null, 0, Role.UNCLEAR, null, null, Times.zone(jdbc));
  }

  private static Optional<Found> first(List<Found> found) {
    return found.stream().findFirst();
  }

  private static String currency(Movement movement) {
    return movement.line().amount().currency().getCurrencyCode();
  }

  private static @Nullable UUID uuid(@Nullable String text) {
    try {
      return text == null ? null : UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static Found found(ResultSet row) throws SQLException {
    return new Found(
        row.getString("matched"),
        row.getLong("most"),
        Role.UNCLEAR,
        row.getString("location"),
        row.getString("channel"),
        ZoneId.of(row.getString("time_zone")));
  }
}
