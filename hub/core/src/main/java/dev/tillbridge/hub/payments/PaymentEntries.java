package dev.tillbridge.hub.payments;

import dev.tillbridge.hub.books.Books;
import dev.tillbridge.hub.books.Cause;
import dev.tillbridge.hub.books.Draft;
import dev.tillbridge.hub.books.DraftLine;
import dev.tillbridge.hub.books.Event;
import dev.tillbridge.model.books.Role;
import dev.tillbridge.model.money.Money;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Enters what gateways did with money into the ledger, beside the sales that it was for: what they kept,
 * what they gave back, and what they hold although there is no sale. Joins the caller's transaction.
 */
final class PaymentEntries {

  private final JdbcClient jdbc;
  private final Books books;
  private final InstantSource clock;

  PaymentEntries(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.books = new Books(jdbc, clock);
    this.clock = clock;
  }

  /**
   * Where a payment was taken.
   *
   * @param sold its sale is recorded
   * @param ahead it was paid for something that is to be collected
   */
  private record Place(
      @Nullable String location,
      @Nullable String channel,
      ZoneId zone,
      boolean sold,
      boolean ahead) {}

  /** What the gateway kept of a payment, as it reports. */
  void fee(Row payment, String captured, Money fee, Instant at) {
    if (!fee.isZero()) {
      var place = place(payment.id());
      var gateway = payment.gateway();
      books.enter(new Draft(
          event(place, Cause.FEE, gateway + "|" + captured, at),
          "Fee of " + gateway + " for " + captured,
          List.of(
              new DraftLine(Role.GATEWAY_FEE, "", gateway, fee),
              new DraftLine(clearing(gateway), "", "", fee.negated()))));
    }
  }

  /** The gateway gave money back. What was not owed to the customer before is from then on unclear. */
  void refunded(UUID refund, Row payment, Money amount, Instant at) {
    var place = place(payment.id());
    books.enter(new Draft(
        event(place, Cause.GATEWAY_REFUND, refund.toString(), at),
        "%s gave %s back of %s".formatted(payment.gateway(), amount, payment.captureReference()),
        List.of(
            new DraftLine(place.sold() ? Role.OWED : unsold(place), "", "", amount),
            new DraftLine(clearing(payment.gateway()), "", "", amount.negated()))));
  }

  /** The gateway has money for which there is no sale, or not for this amount. */
  void withoutSale(Row payment, Money taken, Instant at) {
    if (!taken.isZero()) {
      var place = place(payment.id());
      books.enter(new Draft(
          event(place, Cause.MONEY, payment.id().toString(), at),
          "%s took %s as %s, and there is no sale of it yet"
              .formatted(payment.gateway(), taken, payment.reference()),
          List.of(
              new DraftLine(clearing(payment.gateway()), "", "", taken),
              new DraftLine(unsold(place), "", "", taken.negated()))));
    }
  }

  /** The sale has come, and its own entry tells of the money. */
  void sold(long entry, Row payment) {
    var now = clock.instant();
    books.reverse(
        entry,
        event(place(payment.id()), Cause.MONEY, payment.id().toString(), now),
        "The sale of " + payment.reference() + " has come");
  }

  private static Role unsold(Place place) {
    return place.ahead() ? Role.DEPOSIT : Role.UNCLEAR;
  }

  /** Where a gateway's money is until the bank has it. */
  private static Role clearing(String gateway) {
    return gateway.equals("PAYPAL") ? Role.PAYPAL : Role.CARD;
  }

  private Event event(Place place, Cause cause, String id, Instant at) {
    return new Event(
        cause,
        id,
        at.atZone(place.zone()).toLocalDate(),
        clock.instant().atZone(place.zone()).toLocalDate(),
        at,
        place.location(),
        place.channel(),
        null);
  }

  private Place place(UUID payment) {
    return jdbc.sql("""
            select coalesce(s.location, h.location) as location,
                   coalesce(s.channel, h.channel) as channel,
                   coalesce((select time_zone from location l
                              where l.id = coalesce(s.location, h.location)),
                            (select time_zone from location order by id limit 1),
                            'UTC') as time_zone,
                   s.id is not null and p.unwanted_at is null as sold,
                   exists (select 1 from pickup u where u.hold_id = p.hold_id) as ahead
              from payment p
              left join sale s on s.id = p.sale_id
              left join hold h on h.id = p.hold_id
             where p.id = :payment
            """)
        .param("payment", payment)
        .query((row, _) -> new Place(
            row.getString("location"),
            row.getString("channel"),
            ZoneId.of(row.getString("time_zone")),
            row.getBoolean("sold"),
            row.getBoolean("ahead")))
        .single();
  }
}
