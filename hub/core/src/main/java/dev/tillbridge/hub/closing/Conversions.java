package dev.tillbridge.hub.closing;

import dev.tillbridge.model.money.Money;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a gateway exchanged in movements of their own, as PayPal does: so much of one currency goes, so much of
 * another comes, and both name the payment or the refund that they are about.
 */
final class Conversions {

  private final JdbcClient jdbc;

  Conversions(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** What was exchanged for a payment and its refunds, all together. */
  record Exchanged(String root, List<Money> left) {

    /**
     * What was won or lost: all that is left when every other currency has gone as it came. Nothing as
     * long as two of them are left, for no rate is ours.
     */
    Optional<Money> wonOrLost() {
      var open = left.stream().filter(money -> !money.isZero()).toList();
      return left.size() > 1 && open.size() == 1 ? Optional.of(open.getFirst()) : Optional.empty();
    }

    /** Whether anything was exchanged for it at all. */
    boolean any() {
      return !left.isEmpty();
    }
  }

  /**
   * All of the payment to which a movement belongs: its own exchanges and those of its refunds. Two
   * movements of one payment take turns until the end of the transaction.
   */
  Exchanged around(Movement movement) {
    var root = payment(movement);
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended('conversion ' || :root, 0))")
        .param("root", root)
        .query((_, _) -> 0)
        .list();
    var left = jdbc.sql("""
            select l.currency, sum(l.amount)::bigint as amount
              from gateway_line l join gateway_work w using (gateway, account, id, version)
             where l.gateway = :gateway and l.account = :account and l.kind = 'CONVERSION'
               and not l.pending
               and l.about = any (array(
                     select r.id from gateway_line r
                      where r.gateway = :gateway and r.account = :account and r.about = :root
                        and r.kind <> 'CONVERSION') || :root)
             group by l.currency order by l.currency
            """)
        .param("gateway", movement.gateway().name())
        .param("account", movement.account())
        .param("root", root)
        .query((row, _) -> Money.of(row.getLong("amount"), row.getString("currency")))
        .list();
    return new Exchanged(root, left);
  }

  /** An exchange is about a refund, and that about the payment. */
  private String payment(Movement movement) {
    return jdbc.sql("""
            select coalesce(l.about, l.id)
              from gateway_work w join gateway_line l using (gateway, account, id, version)
             where w.gateway = :gateway and w.account = :account and w.id = :id
            """)
        .param("gateway", movement.gateway().name())
        .param("account", movement.account())
        .param("id", movement.root())
        .query(String.class)
        .optional()
        .orElse(movement.root());
  }
}
