package dev.tillbridge.hub.payments;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.ZoneOffset.UTC;

import java.time.InstantSource;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Money that was taken although nobody wants it any more: it goes back by the queue, once. */
final class UnwantedMoney {

  private final JdbcClient jdbc;
  private final InstantSource clock;

  UnwantedMoney(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  void giveBack(PaymentView payment) {
    var id = UUID.nameUUIDFromBytes(("unwanted " + payment.id()).getBytes(UTF_8));
    jdbc.sql("""
            insert into refund_due (id, cause, payment_id, amount, why, next_at, created_at)
            select :id, p.id, p.id,
                   p.amount - (select coalesce(sum(r.amount), 0) from refund r
                                where r.payment_id = p.id and r.state <> 'FAILED'),
                   'the customer paid in another way', :now, :now
              from payment p
             where p.id = :payment
               and p.amount > (select coalesce(sum(r.amount), 0) from refund r
                                where r.payment_id = p.id and r.state <> 'FAILED')
            on conflict (id) do nothing
            """)
        .param("id", id)
        .param("payment", payment.id())
        .param("now", clock.instant().atOffset(UTC))
        .update();
  }
}
